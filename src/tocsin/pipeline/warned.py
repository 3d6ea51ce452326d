"""What the relay did, as a fold over its entries in the ledger: the standings, and how they came about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tocsin.ledger import Entry, Fresh, Json, Kind, Ledger, from_json, to_json
from tocsin.model import Change, Handling, Spell
from tocsin.vocab import AreaState, Relayed
from tocsin.warn import Board, Word, heard, lost, passed

#: Entries that are read at once.
_STRETCH = 500
#: An authority of which nothing is heard for so many hours is silent, where its description says nothing else.
_CADENCE = 24.0


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
    """The standings of a ledger, kept up with what the relay records.

    Args:
        ledger: where it is recorded.
        until: the moment as of which they are wanted, by when reports were read; None: all of it.
        told: is told of each change, in order.
    """

    def __init__(
        self, ledger: Ledger, until: datetime | None = None, told: Callable[[Change], None] = lambda _: None
    ) -> None:
        self._ledger, self._until = ledger, until
        self.board = Board()
        self._heard = _Heard()
        self._learnt = 0
        self._known: set[str] = set()
        for change in self.replayed():
            told(change)

    def replayed(self) -> Iterator[Change]:
        """Take in what was recorded since; the changes that it made, in order."""
        kinds = (Kind.HANDLING, Kind.ARMING)
        while batch := list(self._ledger.entries(self._learnt, kinds, _STRETCH))[:_STRETCH]:
            bodies = self._ledger.bodies([e.id for e in batch])
            for entry in batch:
                self._learnt = entry.seq
                yield from self._fold(entry, bodies.get(entry.id, {}))

    def _fold(self, entry: Entry, body: Json) -> Iterator[Change]:
        if entry.kind is Kind.ARMING:
            if not body["areas"]:
                yield from self._disarmed(body["source"], entry.at)
            return
        read = datetime.fromisoformat(body["read"])
        if self._until is not None and read > self._until:
            return
        self._known.add(_key(body))
        yield from self.tick(read)
        word = from_json(body["word"], Word)
        if word.authority:
            self._heard.last[word.authority] = read
        if body["relay"] == Relayed.SEND:
            late = timedelta(seconds=body["late"]) if body["late"] is not None else None
            self.board, changes = heard(self.board, word, read, late)
            yield from changes

    def _disarmed(self, source: str, at: datetime) -> Iterator[Change]:
        keys = [k for k in self.board.standings if k[0] == source]
        self.board, changes = lost(self.board, keys, at, "its source is disarmed")
        self._heard.last.pop(source, None)
        yield from changes

    def tick(self, now: datetime) -> tuple[Change, ...]:
        """Let time pass until a moment: what ran out then is unknown."""
        self.board, changes = passed(self.board, now, self._heard.silent(now))
        return changes

    def take(self, word: Word, handling: Handling, now: datetime, late: timedelta | None) -> tuple[Change, ...]:
        """Record what became of a report, and take in what it declares; the changes that it made."""
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
        self._ledger.append([Fresh(Kind.HANDLING, word.report, body)])
        return tuple(self.replayed())


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
