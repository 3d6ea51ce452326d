"""The tables of a ledger as where likenesses of reports are kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from tocsin.ledger import Change, Item, Shelf, from_json, to_json
from tocsin.model import Reading, Source
from tocsin.resolve import Likeness, Print, likeness, print_of
from tocsin.vocab import CopyKind

_PREFIX = "p:"
#: Prints that were read lately are not read again.
_KEPT = 5_000
#: So many of those filed under the same words are compared.
_MOST = 80


def is_print(item: str) -> bool:
    """Whether an item of the shelf is what a report is compared by, and no telling."""
    return item.startswith(_PREFIX)


@dataclass(slots=True)
class Likenesses:
    """Finds and keeps who copies whom. Changes wait until they are written."""

    shelf: Shelf
    _new: dict[str, tuple[Print, int]] = field(default_factory=dict)
    _found: set[Likeness] = field(default_factory=set)
    _known: dict[str, Print] = field(default_factory=dict)

    def take(self, given: Iterable[tuple[int, Reading, Source | None]]) -> set[str]:
        """Compare new readings with what is there; the reports that copy, or are copied by, one of them."""
        for seq, reading, source in given:
            made = print_of(reading, source)
            if made is not None:
                self._compare(made)
                self._new[made.report] = (made, seq)
        return {id_ for one in self._found if one.is_copy for id_ in (one.first, one.second)}

    def _compare(self, made: Print) -> None:
        keys = set(made.looked)
        waiting = [other for other, _ in self._new.values() if keys & set(other.filed)]
        kept = self._kept(self.shelf.near(made.looked, *made.window))
        if len(kept) > _MOST:
            # Hundreds of posts of one pattern: the nearest in time are enough to find what is copied.
            kept = sorted(kept, key=lambda p: (abs(p.published - made.published), p.report))[:_MOST]
        self._found |= {one for other in (*waiting, *kept) if (one := likeness(made, other))}

    def _kept(self, ids: list[str]) -> list[Print]:
        missing = [id_ for id_ in ids if id_ not in self._known]
        if len(self._known) > _KEPT:
            self._known.clear()
            missing = ids
        self._known |= {_PREFIX + p.report: p for p in (from_json(b, Print) for b in self.shelf.bodies(missing))}
        return [self._known[id_] for id_ in ids if id_ in self._known]

    def of(self, reports: Collection[str]) -> set[Likeness]:
        """The likenesses that have an end in `reports`, also those that wait to be written."""
        kept = {Likeness(a, b, CopyKind(kind)) for a, b, kind in self.shelf.alike(reports)}
        return kept | {one for one in self._found if one.first in reports or one.second in reports}

    def change(self) -> Change:
        """Everything that waits, ready to be written."""
        items = [Item(_PREFIX + p.report, p.report, seq, p.filed, *p.days, to_json(p)) for p, seq in self._new.values()]
        return Change(items, alike=[(one.first, one.second, one.kind) for one in sorted(self._found)])

    def written(self) -> None:
        """What waited is written now."""
        self._known |= {_PREFIX + p.report: p for p, _ in self._new.values()}
        self._clear()

    def forget(self) -> None:
        """Let go of everything that waits, and of what was read: another program wrote."""
        self._known.clear()
        self._clear()

    def _clear(self) -> None:
        self._new.clear()
        self._found.clear()
