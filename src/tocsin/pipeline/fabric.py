"""The tables of a ledger as the fabric that tellings are woven into."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from tocsin.ledger import Change, Found, Item, Shelf, from_json, to_json
from tocsin.resolve import Bond, Group, Judged, Telling
from tocsin.resolve.near import days, filed

#: Makes of a group what is kept of an incident.
Sum = Callable[[Group, dict[str, int]], Found]

#: Tellings that were read lately are not read again.
_KEPT = 10_000


@dataclass(slots=True)
class LedgerFabric:
    """What `resolve` needs of a ledger. Changes wait in it until they are written in one short transaction.

    Args:
        shelf: the derived tables.
        judged: what people decided on some tellings.
        summed: what an incident is kept as.
    """

    shelf: Shelf
    judged_on: Callable[[Collection[str]], Judged]
    summed: Sum
    seq: dict[str, int] = field(default_factory=dict)
    _known: dict[str, Telling] = field(default_factory=dict)
    _new: dict[str, Telling] = field(default_factory=dict)
    _bonds: set[Bond] = field(default_factory=set)
    _dropped: set[str] = field(default_factory=set)
    _groups: dict[str, Group] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)

    def near(self, keys: Collection[str], first: int, last: int) -> list[Telling]:
        """Tellings filed under one of `keys` on a day from `first` to `last`."""
        wanted = set(keys)
        waiting = [
            t for t in self._new.values() if wanted & set(filed(t)) and days(t)[0] <= last and days(t)[1] >= first
        ]
        return [*waiting, *self.get([id_ for id_ in self.shelf.near(keys, first, last) if id_ not in self._new])]

    def get(self, ids: Collection[str]) -> list[Telling]:
        """The tellings with these ids, as far as they are known."""
        here = [self._new[id_] for id_ in ids if id_ in self._new]
        rest = [id_ for id_ in ids if id_ not in self._new and id_ not in self._dropped]
        cached = [self._known[id_] for id_ in rest if id_ in self._known]
        read = [id_ for id_ in rest if id_ not in self._known]
        return [*here, *cached, *(self._telling(body) for body in self.shelf.bodies(read))]

    def bonds(self, ids: Collection[str]) -> set[Bond]:
        """The bonds that have an end in `ids`."""
        kept = {Bond(*b) for b in self.shelf.bonds(ids) if not {b[0], b[1]} & self._dropped}
        wanted = set(ids)
        return kept | {b for b in self._bonds if wanted & set(b.pair)}

    def mates(self, ids: Collection[str]) -> set[str]:
        """The ids of the tellings that share a group with one of `ids`."""
        here = {t.id for id_ in ids if id_ in self._groups for t in self._groups[id_].tellings}
        rest = [id_ for id_ in ids if id_ not in self._groups]
        kept = {id_ for id_ in self.shelf.mates(rest) if id_ not in self._groups}
        return (here | kept) - self._dropped

    def judged(self, ids: Collection[str]) -> Judged:
        """What people decided on these tellings."""
        return self.judged_on(ids)

    def put(self, tellings: Iterable[Telling], bonds: Iterable[Bond]) -> None:
        """Keep new tellings and bonds."""
        self._new |= {t.id: t for t in tellings}
        self._bonds |= set(bonds)

    def drop(self, ids: Collection[str]) -> None:
        """Take tellings away that a later reading of their report replaced."""
        self._dropped |= set(ids)
        self._gone |= set(self.shelf.incidents_of(ids).values())

    def regroup(self, gone: Collection[str], found: Iterable[Group]) -> None:
        """Put `found` in the place of the groups of the tellings `gone`."""
        self._gone |= set(self.shelf.incidents_of(gone).values())
        for id_ in gone:
            self._groups.pop(id_, None)
        for group in found:
            for t in group.tellings:
                self._groups[t.id] = group

    def change(self) -> Change:
        """Everything that waits, ready to be written."""
        items = [Item(t.id, t.report, self.seq[t.id], filed(t), *days(t), to_json(t)) for t in self._new.values()]
        whole = {g.tellings[0].id: g for g in self._groups.values()}
        members = {t.id for g in whole.values() for t in g.tellings}
        seqs = {**self.shelf.seqs(members), **{id_: self.seq[id_] for id_ in members if id_ in self.seq}}
        found = [self.summed(g, seqs) for g in whole.values()]
        bonds = [(b.first, b.second, b.score, b.means) for b in self._bonds]
        return Change(items, bonds, (), frozenset(self._dropped), frozenset(self._gone), found)

    def forget(self) -> None:
        """Let go of everything that waits, and of what was read: another program wrote."""
        self._known.clear()
        self._clear()

    def written(self) -> None:
        """What waited is written now."""
        if len(self._known) > _KEPT:
            self._known.clear()
        self._known |= self._new
        for id_ in self._dropped:
            self._known.pop(id_, None)
        self._clear()

    def _clear(self) -> None:
        for waiting in (self._new, self._bonds, self._dropped, self._groups, self._gone, self.seq):
            waiting.clear()

    def _telling(self, body: dict[str, object]) -> Telling:
        id_ = str(body["id"])
        if id_ not in self._known:
            self._known[id_] = from_json(body, Telling)
        return self._known[id_]
