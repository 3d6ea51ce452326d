"""What the relay did, as a fold over its entries in the ledger: the standings, and how they came about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tocsin.ledger import Entry, Fresh, Json, Kind, Ledger, from_json, to_json
from tocsin.model import Alert, Change, Handling, Spell
from tocsin.vocab import AlertKind, AreaState, Event, Relayed
from tocsin.warn import Board, Word, alerts_of, heard, lost, next_due, passed, renewals

#: Entries that are read at once.
_STRETCH = 500
#: An authority of which nothing is heard for so many hours is silent, where its description says nothing else.
_CADENCE = 24.0
#: Messages of one raid that are remembered: an update refers to those that have not run out.
_KEPT = 4


@dataclass(slots=True)
class _Heard:
    """When each authority was last heard, and how long it may be silent."""

    last: dict[str, datetime] = field(default_factory=dict)
    cadence: dict[str, timedelta] = field(default_factory=dict)

    def silent(self, now: datetime) -> dict[str, datetime]:
        """The authorities that are silent too long, with when they were last heard."""
        usual = timedelta(hours=_CADENCE)
        return {a: t for a, t in self.last.items() if now - t > self.cadence.get(a, usual)}


class Warned:
    """The standings of a ledger and the alerts that were sent, kept up with what the relay records.

    Args:
        ledger: where it is recorded.
        until: the moment as of which they are wanted, by when reports were read; None: all of it.
        told: is told of each change, in order.
    """

    def __init__(
        self, ledger: Ledger, until: datetime | None = None, told: Callable[[Change], None] = lambda _: None
    ) -> None:
        self._ledger, self._until, self._told = ledger, until, told
        self.board = Board()
        #: What was sent of the raids that run.
        self.sent: dict[str, tuple[Alert, ...]] = {}
        self._heard = _Heard()
        self._learnt = 0
        self._known: set[str] = set()
        self.refresh()

    def refresh(self) -> None:
        """Take in what was recorded since, by this program or another."""
        kinds = (Kind.HANDLING, Kind.ARMING, Kind.ALERT)
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
        read = datetime.fromisoformat(body["read"])
        if self._until is not None and read > self._until:
            return ()
        self._known.add(_key(body))
        step = self._step(body)
        self.board = step.board
        authority = step.word.authority
        if authority:
            self._heard.last[authority] = read
        return step.changes

    def _step(self, body: Json) -> "_Step":
        """What an entry makes of the board: time passes until it was read, then its words are heard."""
        read, word = datetime.fromisoformat(body["read"]), from_json(body["word"], Word)
        board, ran_out = passed(self.board, read, self._heard.silent(read))
        changes: tuple[Change, ...] = ()
        if body["relay"] == Relayed.SEND:
            late = timedelta(seconds=body["late"]) if body["late"] is not None else None
            board, changes = heard(board, word, read, late)
        return _Step(board, word, ran_out, changes)

    def _disarmed(self, source: str, at: datetime) -> tuple[Change, ...]:
        keys = [k for k in self.board.standings if k[0] == source]
        self.board, changes = lost(self.board, keys, at, "its source is disarmed")
        self._heard.last.pop(source, None)
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
            self.board, changes = passed(self.board, due, self._heard.silent(due))
            fresh = (*alerts_of(changes, None, due, self.sent), *renewals(self.board, due, self.sent))
            for change in changes:
                self._told(change)
            self._record(fresh)
            made += fresh
            if not fresh and not changes:
                break
        self.board, changes = passed(self.board, now, self._heard.silent(now))
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
        alerts = (
            *alerts_of(step.ran_out, None, now, self.sent),
            *(alerts_of(step.heard, spoke, now, self.sent) if spoke else ()),
        )
        self._record(alerts, Fresh(Kind.HANDLING, word.report, body))
        return alerts

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


def history(url: str, until: datetime | None = None) -> list[Spell]:
    """The history of every area and hazard, of what was said of it itself: not of what it lies in.

    Several authorities are one: an area is on alert while any of them says so, unknown while any of them is.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    ledger, found = Ledger.open(url, create=False), _History()
    try:
        Warned(ledger, until, found.take)
    finally:
        ledger.close()
    return found.spells()


@dataclass(slots=True)
class _History:
    now: dict[tuple[str, str], dict[str, Change]] = field(default_factory=dict)
    open: dict[tuple[str, str], Spell] = field(default_factory=dict)
    names: dict[str, dict[str, None]] = field(default_factory=dict)
    done: list[Spell] = field(default_factory=list)

    def spells(self) -> list[Spell]:
        found = [*self.done, *self.open.values()]
        return sorted(found, key=lambda s: (s.start, s.area, s.hazard))

    def take(self, change: Change) -> None:
        after = change.after
        key = after.area.id, str(after.hazard)
        said = self.now.setdefault(key, {})
        said[after.authority] = change
        names = self.names.setdefault(after.area.id, {})
        names |= dict.fromkeys((after.area.said, after.area.name))
        states = {c.after.state for c in said.values()}
        order = (AreaState.ALERT, AreaState.UNKNOWN, AreaState.CLEAR)
        state = next(s for s in order if s in states)
        running = self.open.get(key)
        if running is not None and running.state is state and (state is not AreaState.ALERT or not _anew(change)):
            return
        at = after.since if state is after.state else change.at
        if running is not None:
            self._close(key, running, at, after.last_by)
        self.open[key] = Spell(
            after.area.id, tuple(names), after.area.name, after.hazard, state, at, None, after.last_by, ""
        )  # fmt: skip

    def _close(self, key: tuple[str, str], running: Spell, at: datetime, by: str) -> None:
        names = tuple(self.names[key[0]])
        del self.open[key]
        self.done.append(replace(running, names=names, end=max(at, running.start), ended_by=by))


def _anew(change: Change) -> bool:
    return change.before is not None and change.before.raid != change.after.raid and bool(change.after.raid)
