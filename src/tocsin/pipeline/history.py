"""The history of every area that was warned, as a fold over the ledger."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.ledger import Ledger
from tocsin.model import Change, Spell
from tocsin.pipeline.warned import Warned
from tocsin.vocab import AreaState


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
