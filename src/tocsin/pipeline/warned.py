"""What the relay did, as a fold over its entries in the ledger: the standings, and how they came about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.ledger import Entry, Fresh, Json, Kind, Ledger, from_json, to_json
from tocsin.model import Alert, Change, Handling, Poll
from tocsin.pipeline.coverage import Coverage
from tocsin.vocab import AlertKind, AreaState, Event, Polled, Relayed
from tocsin.warn import (
    Board,
    Word,
    again,
    alerts_of,
    edited,
    first_version,
    heard,
    lost,
    missed,
    next_due,
    passed,
    renewals,
    taken_down,
)

#: Entries that are read at once.
_STRETCH = 500
#: Messages of one raid that are remembered: an update refers to those that have not run out.
_KEPT = 4
#: Reports of which it is remembered what they declared, for the case that they are edited.
_WORDS = 5_000
_MINUTE = timedelta(minutes=1)
#: Entries of an address that are looked at when it is followed again.
_LOOKED_BACK = 200


class Warned:
    """The standings of a ledger and the alerts that were sent, kept up with what the relay records.

    Args:
        ledger: where it is recorded.
        until: the moment as of which they are wanted, by when reports were read; None: all of it.
        told: is told of each change, in order.
        cadence: the longest silence of each source that is usual.
    """

    def __init__(
        self,
        ledger: Ledger,
        until: datetime | None = None,
        told: Callable[[Change], None] = lambda _: None,
        cadence: Mapping[str, timedelta] | None = None,
    ) -> None:
        self._ledger, self._until, self._told = ledger, until, told
        self.board = Board()
        #: What was sent of the raids that run.
        self.sent: dict[str, tuple[Alert, ...]] = {}
        self.coverage = Coverage(dict(cadence or {}))
        self._words: dict[str, Word] = {}
        self._quiet: dict[str, _Quiet] = {}
        self._learnt = 0
        self._known: set[str] = set()
        self.refresh()

    def refresh(self) -> None:
        """Take in what was recorded since, by this program or another."""
        kinds = (Kind.HANDLING, Kind.ARMING, Kind.ALERT, Kind.POLL)
        while batch := list(self._ledger.entries(self._learnt, kinds, _STRETCH))[:_STRETCH]:
            bodies = self._ledger.bodies([e.id for e in batch])
            for entry in batch:
                self._learnt = entry.seq
                for change in self._fold(entry, bodies.get(entry.id, {})):
                    self._told(change)

    def _fold(self, entry: Entry, body: Json) -> tuple[Change, ...]:
        if entry.kind is Kind.ALERT:
            self._keep(from_json(body, Alert))
            return ()
        if entry.kind is Kind.ARMING:
            return () if body["areas"] else self._disarmed(body["source"], entry.at)
        if entry.kind is Kind.POLL:
            return self._asked(body)
        read = datetime.fromisoformat(body["read"])
        if self._until is not None and read > self._until:
            return ()
        self._known.add(_key(body))
        step = self._step(body)
        self.board = step.board
        if step.word.authority:
            self.coverage.spoke(step.word.authority, read)
        if body["relay"] == Relayed.SEND:
            self._remember(step.word)
        return step.changes

    def _remember(self, word: Word) -> None:
        """Keep what a report declared, for its next version."""
        id_ = first_version(word.report)
        self._words.pop(id_, None)
        self._words[id_] = word
        while len(self._words) > _WORDS:
            del self._words[next(iter(self._words))]

    def _asked(self, body: Json) -> tuple[Change, ...]:
        """What came of asking an address: time passed, its source is heard again, or posts are gone."""
        poll = from_json(body["poll"], Poll)
        if self._until is not None and poll.at > self._until:
            return ()
        self.board, changes = self._after(poll)
        self._heeded(poll)
        return changes

    def _heeded(self, poll: Poll) -> None:
        self.coverage.polled(poll.address, poll.source, poll.at, failed=poll.outcome is Polled.FAILED)

    def _after(self, poll: Poll) -> tuple[Board, tuple[Change, ...]]:
        silent = self.coverage.silent(poll.at)
        board, changes = passed(self.board, poll.at, silent)
        if poll.outcome is not Polled.FAILED and poll.source in silent:
            if poll.gap:
                board = missed(board, poll.source)
            else:
                board, back = again(board, poll.source, poll.at)
                changes += back
        board, gone = taken_down(board, poll.vanished, poll.at)
        return board, changes + gone

    def _step(self, body: Json) -> "_Step":
        """What an entry makes of the board: time passes until it was read, then its words are heard."""
        read, word = datetime.fromisoformat(body["read"]), from_json(body["word"], Word)
        board, ran_out = passed(self.board, read, self.coverage.silent(read))
        changes: tuple[Change, ...] = ()
        before = self._words.get(first_version(word.report)) if word.edit_of else None
        if before is not None and body["relay"] != Relayed.SEND:
            # What the post says now is not understood, or is no warning: what it said stands no longer.
            board, changes = edited(board, replace(word, said=()), before, read, None)
        elif body["relay"] == Relayed.SEND:
            late = timedelta(seconds=body["late"]) if body["late"] is not None else None
            board, changes = (
                edited(board, word, before, read, late) if before is not None else heard(board, word, read, late)
            )
        return _Step(board, word, ran_out, changes)

    def _disarmed(self, source: str, at: datetime) -> tuple[Change, ...]:
        keys = [k for k in self.board.standings if k[0] == source]
        self.board, changes = lost(self.board, keys, at, "its source is disarmed")
        self.coverage.forget(source)
        return changes

    def _keep(self, alert: Alert) -> None:
        if alert.kind is AlertKind.CANCEL:
            self.sent.pop(alert.raid, None)
        elif alert.stage in (Event.THREAT, Event.ATTACK):
            self.sent[alert.raid] = (*self.sent.get(alert.raid, ()), alert)[-_KEPT:]

    def advance(self, now: datetime) -> tuple[Alert, ...]:
        """Let time pass until a moment: alerts that run on are prolonged, what ran out is told to be unknown."""
        made: list[Alert] = []
        while (due := next_due(self.board, self.sent)) is not None and due <= now:
            self.board, changes = passed(self.board, due, self.coverage.silent(due))
            fresh = (*alerts_of(changes, None, due, self.sent), *renewals(self.board, due, self.sent))
            for change in changes:
                self._told(change)
            self._record(fresh)
            made += fresh
            if not fresh and not changes:
                break
        self.board, changes = passed(self.board, now, self.coverage.silent(now))
        fresh = alerts_of(changes, None, now, self.sent)
        for change in changes:
            self._told(change)
        self._record(fresh)
        return (*made, *fresh)

    def take(self, word: Word, handling: Handling, now: datetime, late: timedelta | None) -> tuple[Alert, ...]:
        """Record what became of a report, and the alerts that it calls for, all of it or nothing; these alerts.

        Raises:
            WordingError: an alert's words do not fit it: nothing is recorded, and nothing leaves.
        """
        body: Json = {
            "report": word.report,
            "read": now.isoformat(),
            "relay": handling.relay,
            "why": handling.why,
            "late": late.total_seconds() if late is not None else None,
            "word": to_json(word),
        }
        if _key(body) in self._known or (not word.authority and not word.said):
            return ()
        step = self._step(body)
        spoke = word if handling.relay is Relayed.SEND else None
        alerts = (*alerts_of(step.ran_out, None, now, self.sent), *alerts_of(step.heard, spoke, now, self.sent))
        self._record(alerts, Fresh(Kind.HANDLING, word.report, body))
        return alerts

    def polled(self, poll: Poll) -> tuple[Alert, ...]:
        """Record what came of asking an address; the alerts that it calls for.

        That nothing is new is recorded once a minute at most, with how often it was so.
        """
        failed = poll.outcome is Polled.FAILED
        same = failed == self.coverage.failing(poll.address) and not (poll.reports or poll.vanished or poll.gap)
        count = self._quiet.get(poll.address)
        if same and count is not None and poll.at - count.since < _MINUTE:
            self._quiet[poll.address] = replace(count, polls=count.polls + 1)
            self._heeded(poll)
            return ()
        self._quiet[poll.address] = _Quiet(poll.at)
        body = {"poll": to_json(poll), "polls": count.polls + 1 if count else 1}
        alerts = alerts_of(self._after(poll)[1], None, poll.at, self.sent)
        self._record(alerts, Fresh(Kind.POLL, poll.address, body))
        return alerts

    def said_by(self, address: str) -> dict[str, str]:
        """The digests of what the reports at an address said when they were last read, by id."""
        found: dict[str, str] = {}
        entries = self._ledger.about(address, Kind.POLL)[-_LOOKED_BACK:]
        for body in self._ledger.bodies([e.id for e in entries]).values():
            found |= body["poll"].get("reports", {})
        return found

    @property
    def resting(self) -> frozenset[str]:
        """The ids of the reports that standings rest on."""
        return frozenset(first_version(s.last_by) for s in self.board.standings.values())

    def lose(self, source: str, now: datetime) -> tuple[Alert, ...]:
        """The alerts that tell that a source is disarmed: what it had put on alert is unknown."""
        running = [a[-1] for a in self.sent.values() if a[-1].authority == source and a[-1].state is AreaState.ALERT]
        self.refresh()
        by_raid = {s.raid: s for s in self.board.standings.values() if s.raid}
        changes = [Change(None, by_raid[a.raid], now, "its source is disarmed") for a in running if a.raid in by_raid]
        alerts = alerts_of(changes, None, now, self.sent)
        self._record(alerts)
        return alerts

    def _record(self, alerts: Sequence[Alert], *first: Fresh) -> None:
        if not alerts and not first:
            return
        # The words are made of the record anew whenever they are needed, so they are not kept.
        kept = (Fresh(Kind.ALERT, a.raid, to_json(replace(a, wordings=()))) for a in alerts)
        self._ledger.append([*first, *kept])
        self.refresh()


@dataclass(frozen=True, slots=True)
class _Quiet:
    """Since when it was recorded nothing of an address, and how often it was asked since."""

    since: datetime
    polls: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    board: Board
    word: Word
    ran_out: tuple[Change, ...]
    heard: tuple[Change, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.ran_out + self.heard


def _key(body: Json) -> str:
    """What tells a report that was handled before from one that says something else now."""
    return f"{body['report']}\n{body['relay']}\n{body['word'].get('said')}"
