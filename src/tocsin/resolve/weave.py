"""New tellings woven into what is there: only their neighbourhood is looked at.

`Fabric` is what is there already: the ledger keeps one in tables, `Loom` one in memory. What comes out is the same
whatever the order and the batches in which the tellings came.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Protocol

from tocsin.resolve.cluster import Bond, Group, Judged, bonds_of, groups
from tocsin.resolve.near import days, filed, looked, window
from tocsin.resolve.telling import Telling


class Fabric(Protocol):
    """Tellings that are known, with their bonds and groups."""

    def near(self, keys: Collection[str], first: int, last: int) -> list[Telling]:
        """Tellings filed under one of `keys` on a day from `first` to `last`."""
        ...

    def get(self, ids: Collection[str]) -> list[Telling]:
        """The tellings with these ids, as far as they are known."""
        ...

    def bonds(self, ids: Collection[str]) -> set[Bond]:
        """The bonds that have an end in `ids`."""
        ...

    def mates(self, ids: Collection[str]) -> set[str]:
        """The ids of the tellings that share a group with one of `ids`, those included."""
        ...

    def judged(self, ids: Collection[str]) -> Judged:
        """What people decided on these tellings."""
        ...

    def put(self, tellings: Iterable[Telling], bonds: Iterable[Bond]) -> None:
        """Keep new tellings and bonds."""
        ...

    def regroup(self, gone: Collection[str], found: Iterable[Group]) -> None:
        """Put `found` in the place of the groups of the tellings `gone`."""
        ...


def weave(fresh: Iterable[Telling], fabric: Fabric) -> tuple[Group, ...]:
    """Take new tellings into the fabric; the groups that are new or were touched."""
    new = {t.id: t for t in fresh}
    known = {t.id for t in fabric.get(list(new))}
    new = {id_: t for id_, t in new.items() if id_ not in known}
    if not new:
        return ()
    among = Loom()
    among.put(new.values(), ())
    bonds = bonds_of(new.values(), lambda t: [n for held in (among, fabric) for n in held.near(looked(t), *window(t))])
    fabric.put(new.values(), bonds)
    return reweave(new, fabric)


def reweave(ids: Iterable[str], fabric: Fabric) -> tuple[Group, ...]:
    """Group the neighbourhood of some tellings anew; the groups that came of it."""
    reached, bonds = _reach(set(ids), fabric)
    found = groups(fabric.get(list(reached)), bonds, fabric.judged(reached))
    fabric.regroup(reached, found)
    return found


def _reach(ids: set[str], fabric: Fabric) -> tuple[set[str], set[Bond]]:
    """Everything whose group can depend on these: whatever bonds join them to, however far.

    What a coarse telling may mean counts too: with a rival out of sight it would be taken for the one in sight.
    """
    reached, bonds = set[str](), set[Bond]()
    edge = fabric.mates(ids) | ids
    while edge:
        reached |= edge
        bonds |= fabric.bonds(edge)
        beyond = {id_ for b in bonds for id_ in b.pair} - reached
        edge = fabric.mates(beyond) | beyond
        edge -= reached
    return reached, bonds


class Loom:
    """A fabric in memory, for a batch of reports and for tests."""

    def __init__(self, judged: Judged = Judged()) -> None:  # noqa: B008
        self._judged = judged
        self._tellings: dict[str, Telling] = {}
        self._filed: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._bonds: defaultdict[str, set[Bond]] = defaultdict(set)
        self._group: dict[str, Group] = {}

    def near(self, keys: Collection[str], first: int, last: int) -> list[Telling]:
        """Tellings filed under one of `keys` on a day from `first` to `last`."""
        ids = {id_ for key in keys for day in range(first, last + 1) for id_ in self._filed.get((key, day), ())}
        return [self._tellings[id_] for id_ in sorted(ids)]

    def get(self, ids: Collection[str]) -> list[Telling]:
        """The tellings with these ids, as far as they are known."""
        return [self._tellings[id_] for id_ in ids if id_ in self._tellings]

    def bonds(self, ids: Collection[str]) -> set[Bond]:
        """The bonds that have an end in `ids`."""
        return {b for id_ in ids for b in self._bonds.get(id_, ())}

    def mates(self, ids: Collection[str]) -> set[str]:
        """The ids of the tellings that share a group with one of `ids`."""
        return {t.id for id_ in ids if id_ in self._group for t in self._group[id_].tellings}

    def judged(self, ids: Collection[str]) -> Judged:
        """What people decided: all of it."""
        return self._judged if ids else Judged()

    def put(self, tellings: Iterable[Telling], bonds: Iterable[Bond]) -> None:
        """Keep new tellings and bonds."""
        for t in tellings:
            self._tellings[t.id] = t
            first, last = days(t)
            for key in filed(t):
                for day in range(first, last + 1):
                    self._filed[key, day].append(t.id)
        for b in bonds:
            self._bonds[b.first].add(b)
            self._bonds[b.second].add(b)

    def regroup(self, gone: Collection[str], found: Iterable[Group]) -> None:
        """Put `found` in the place of the groups of the tellings `gone`."""
        for id_ in gone:
            self._group.pop(id_, None)
        for group in found:
            for t in group.tellings:
                self._group[t.id] = group

    def groups(self) -> tuple[Group, ...]:
        """All groups, in the order of their first telling."""
        return tuple({g.tellings[0].id: g for _, g in sorted(self._group.items())}.values())
