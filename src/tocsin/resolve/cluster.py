"""Tellings and the bonds between them -> groups: those that speak of one happening together.

Bonds are taken from the strongest down; two groups join where their members agree on the whole and none forbids
another. A coarse telling ("a fire in N region") then joins the one finer group that it can mean, if there is just one.
The outcome depends on the set of tellings and of judgements alone: on no order of arrival, and on no batch.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.resolve.features import Link, link
from tocsin.resolve.near import is_coarse
from tocsin.resolve.telling import Telling
from tocsin.resolve.where import Level, Lie, lie

#: The mean score that the members of two groups must have to be joined.
_AGREE = 1.0
#: … and must have where up to this share of their pairs does not fit in time.
_AGREE_ALL_THE_SAME, _AGAINST = 2.0, 0.15
#: How much better the best finer group must be than the next, for a coarse one to be taken for it.
_CLEARLY = 1.0
#: … or of how much more, and how often at least, it must be told.
_MUCH, _OFTEN = 4, 6
#: From so much on a coarse telling can mean a finer one.
_MEANS = 2.0
#: So many members stand for a large group when it is compared.
_MOST = 10

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Bond:
    """Two tellings (ids in order) of one happening; where `means`, the coarse one may mean that of the finer."""

    first: str
    second: str
    score: float
    means: bool = False

    @property
    def pair(self) -> Pair:
        """The two ids."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Judged:
    """What people decided: pairs of tellings that are of one happening, and pairs that are not."""

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """The tellings of one happening (in the order of their ids), and the bonds that made them one."""

    tellings: tuple[Telling, ...]
    bonds: tuple[Bond, ...] = ()


def bond(a: Telling, b: Telling) -> Bond | None:
    """The bond between two tellings, if there is one. The same whichever comes first."""
    found = link(a, b)
    first, second = sorted((a.id, b.id))
    if is_coarse(a) is not is_coarse(b) and lie(a.spot, b.spot) is Lie.COARSE:
        # However much speaks for it: an area's fire may be any town's in it, so that rivals must be heard first.
        fine = b if is_coarse(a) else a
        means = fine.spot.level is Level.SPOT and a.report != b.report and found.score >= _MEANS
        return Bond(first, second, found.score, means=True) if means else None
    return Bond(first, second, found.score) if found.holds else None


def bonds_of(fresh: Iterable[Telling], near: Callable[[Telling], Iterable[Telling]]) -> set[Bond]:
    """The bonds between some tellings and those `near` them."""
    found = (bond(t, other) for t in fresh for other in near(t) if other.id != t.id)
    return {b for b in found if b}


def groups(tellings: Iterable[Telling], bonds: Iterable[Bond], judged: Judged = Judged()) -> tuple[Group, ...]:
    """All of the tellings in groups; each is in exactly one."""
    given = {t.id: t for t in tellings}
    known = [b for b in bonds if b.first in given and b.second in given]
    yarn = _Yarn(given, judged)
    for b in sorted((b for b in known if not b.means), key=lambda b: (-b.score, b.pair)):
        if yarn.may_join(b):
            yarn.join(b)
    found = _attached(yarn.groups(), [b for b in known if b.means], judged)
    return tuple(sorted(_united(found, judged), key=lambda g: g.tellings[0].id))


@dataclass(slots=True)
class _Yarn:
    """Groups as they grow together."""

    given: Mapping[str, Telling]
    judged: Judged
    _home: dict[str, str] = field(default_factory=dict)
    _members: dict[str, list[Telling]] = field(default_factory=dict)
    _bonds: dict[str, list[Bond]] = field(default_factory=dict)
    _links: dict[Pair, Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for id_, telling in self.given.items():
            self._home[id_], self._members[id_], self._bonds[id_] = id_, [telling], []

    def may_join(self, b: Bond) -> bool:
        """Whether the groups of the two are not one yet, and agree."""
        one, two = self._members[self._home[b.first]], self._members[self._home[b.second]]
        return one is not two and self._agree(one, two)

    def join(self, b: Bond) -> None:
        """Make one group of those of the two."""
        one, two = sorted((self._home[b.first], self._home[b.second]))
        if one == two:
            return
        self._bonds[one] += [*self._bonds.pop(two), b]
        for t in self._members[two]:
            self._home[t.id] = one
        self._members[one] = sorted([*self._members[one], *self._members.pop(two)], key=lambda t: t.id)

    def groups(self) -> list[Group]:
        """What has come of it."""
        return [Group(tuple(self._members[i]), tuple(sorted(self._bonds[i]))) for i in sorted(self._members)]

    def _agree(self, one: Sequence[Telling], two: Sequence[Telling]) -> bool:
        if self.judged.apart and _parted(one, two, self.judged):
            return False
        found = [self._link(a, b) for a in one[:_MOST] for b in two[:_MOST]]
        mean, against = sum(f.score for f in found) / len(found), sum(f.forbids for f in found)
        if any(f.parts for f in found) or against > _AGAINST * len(found):
            return False
        # What goes on for days is told of at times that do not all fit one another.
        return mean >= (_AGREE_ALL_THE_SAME if against else _AGREE)

    def _link(self, a: Telling, b: Telling) -> Link:
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        if pair not in self._links:
            self._links[pair] = link(a, b)
        return self._links[pair]


def _parted(one: Collection[Telling], two: Collection[Telling], judged: Judged) -> bool:
    ids, others = {t.id for t in one}, {t.id for t in two}
    return any((a in ids and b in others) or (b in ids and a in others) for a, b in judged.apart)


def _attached(found: Sequence[Group], means: Sequence[Bond], judged: Judged) -> list[Group]:
    """Coarse groups that can mean just one finer group become part of it."""
    home = {t.id: i for i, g in enumerate(found) for t in g.tellings}
    coarse = {i for i, g in enumerate(found) if all(is_coarse(t) for t in g.tellings)}
    rated: dict[int, dict[int, Bond]] = {}
    told: Counter[tuple[int, int]] = Counter()
    for b in means:
        one, two = home[b.first], home[b.second]
        if (one in coarse) is (two in coarse):
            continue
        outer, inner = (one, two) if one in coarse else (two, one)
        told[outer, inner] += 1
        best = rated.setdefault(outer, {}).get(inner)
        if (best is None or b.score > best.score) and not _parted(found[outer].tellings, found[inner].tellings, judged):
            rated[outer][inner] = b
    taken: dict[int, list[tuple[int, Bond]]] = {}
    for outer, fits in rated.items():
        order = sorted(fits.items(), key=lambda f: (-f[1].score, -told[outer, f[0]], f[1].pair))
        if order and (len(order) == 1 or _is_meant(order, outer, told)):
            taken.setdefault(order[0][0], []).append((outer, order[0][1]))
    gone = {outer for joined in taken.values() for outer, _ in joined}
    return [_with(g, [(found[o], b) for o, b in taken.get(i, ())]) for i, g in enumerate(found) if i not in gone]


def _is_meant(order: Sequence[tuple[int, Bond]], outer: int, told: Mapping[tuple[int, int], int]) -> bool:
    """Whether the first finer group is the one meant: by what speaks for it, or for all that is told of it."""
    (first, best), *rest = order
    much = all(told[outer, first] >= _MUCH * told[outer, i] for i, _ in rest)
    return best.score - rest[0][1].score >= _CLEARLY or (much and told[outer, first] >= _OFTEN)


def _united(found: Sequence[Group], judged: Judged) -> list[Group]:
    """People decide last: groups that somebody said are one become one, whatever speaks against it."""
    home = {t.id: i for i, g in enumerate(found) for t in g.tellings}
    leads = list(range(len(found)))

    def lead(i: int) -> int:
        while leads[i] != i:
            i = leads[i]
        return i

    for one, two in sorted(judged.same):
        if one in home and two in home:
            first, second = sorted((lead(home[one]), lead(home[two])))
            leads[second] = first
    parts: dict[int, list[Group]] = {}
    for i, group in enumerate(found):
        parts.setdefault(lead(i), []).append(group)
    return [_with(first, [(other, None) for other in rest]) for first, *rest in parts.values()]


def _with(group: Group, joined: Iterable[tuple[Group, Bond | None]]) -> Group:
    tellings, bonds = list(group.tellings), list(group.bonds)
    for other, b in joined:
        tellings += other.tellings
        bonds += [*other.bonds, *([b] if b else [])]
    return Group(tuple(sorted(tellings, key=lambda t: t.id)), tuple(sorted(bonds)))
