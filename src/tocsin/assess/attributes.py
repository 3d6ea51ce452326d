"""What the claims of an incident say of one thing: the values, who gives them, and whether they can all hold.

A toll that grows is a series and no contradiction; what one voice corrects of its own is none either. Counts for
windows of time are held against one another only where the windows are the same: those of different hours add up, they
do not differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations, pairwise

from tocsin.amounts import bounds_in_words
from tocsin.assess.offices import side_of
from tocsin.assess.state import independent
from tocsin.assess.voices import Voice
from tocsin.model import Attribute, Claim, Figure, Testimony, Value
from tocsin.vocab import WINDOWED, Event, FigureKind, Relation, Stance, State, Weapon

#: What only grows while it is counted.
_TOLL = frozenset({
    FigureKind.KILLED, FigureKind.INJURED, FigureKind.CASUALTIES, FigureKind.EVACUATED, FigureKind.OBJECTS_DAMAGED,
    FigureKind.EXPLOSIONS, FigureKind.HITS, FigureKind.CAPTURED,
})  # fmt: skip
#: Weapons that are told for one another: a bomb is "a missile" until somebody sees the fragments.
_ANY = frozenset({Weapon.OTHER})

_Said = tuple[Testimony, Figure]


def attributes(testimonies: Sequence[Testimony], voices: Mapping[str, Voice]) -> tuple[Attribute, ...]:
    """Everything that the claims of an incident give values for, by name.

    Args:
        testimonies: the claims.
        voices: whose word each is, by its id.
    """
    stated = sorted((t for t in testimonies if t.claim.stance is not Stance.DENIED), key=published)
    found = [*_figures(stated, voices), *_weapon(stated, voices), *_blamed(stated, voices)]
    return tuple(sorted(found, key=lambda a: a.name))


def published(t: Testimony) -> tuple[datetime, str]:
    """When a claim was published, for sorting; one without a date comes last."""
    return t.report.published or datetime.max.replace(tzinfo=UTC), t.claim.id


def _figures(stated: Sequence[Testimony], voices: Mapping[str, Voice]) -> Iterable[Attribute]:
    by_name: dict[str, list[_Said]] = {}
    for t in stated:
        for figure in t.claim.figures:
            if figure.what is not FigureKind.OTHER:
                by_name.setdefault(_name(t.claim, figure), []).append((t, figure))
    for name, said in by_name.items():
        by_bounds: dict[tuple[int | None, int | None], list[Testimony]] = {}
        for t, f in said:
            by_bounds.setdefault((f.low, f.high), []).append(t)
        values = [
            value_of(bounds_in_words(low, high), told, voices, low, high) for (low, high), told in by_bounds.items()
        ]
        yield Attribute(name, tuple(values), _relation(said, voices))


def _name(claim: Claim, figure: Figure) -> str:
    if figure.what not in WINDOWED or claim.time is None:
        return figure.what
    start, end = claim.time.start, claim.time.end
    return (
        f"{figure.what} {start:%d.%m}"
        if not isinstance(start, datetime)
        else f"{figure.what} {start:%d.%m %H:%M}–{end:%d.%m %H:%M}"
    )


def _relation(said: Sequence[_Said], voices: Mapping[str, Voice]) -> Relation:
    last: dict[str, _Said] = {}
    for t, figure in said:
        last[voices[t.claim.id].key] = (t, figure)
    latest = sorted(last.values(), key=lambda s: published(s[0]))
    if len({(f.low, f.high) for _, f in latest}) == 1:
        return Relation.AGREE if len({(f.low, f.high) for _, f in said}) == 1 else Relation.GROWS
    if all(_overlap(a[1], b[1]) for a, b in combinations(latest, 2)):
        return Relation.COMPATIBLE
    grows = all(a[1].most <= b[1].most or _overlap(a[1], b[1]) for a, b in pairwise(latest))
    return Relation.GROWS if grows and said[0][1].what in _TOLL else Relation.CONTRADICT


def _overlap(a: Figure, b: Figure) -> bool:
    low, high = max(a.low or 0, b.low or 0), min(_top(a), _top(b))
    near = (a.approx or b.approx) and abs(a.most - b.most) <= 0.2 * max(a.most, b.most)
    return low <= high or near


def _top(f: Figure) -> float:
    return float("inf") if f.high is None else f.high


def _weapon(stated: Sequence[Testimony], voices: Mapping[str, Voice]) -> Iterable[Attribute]:
    told = [t for t in stated if t.claim.weapon and t.claim.event is not Event.INTERCEPTION]
    by_weapon: dict[Weapon, list[Testimony]] = {}
    for t in told:
        by_weapon.setdefault(t.claim.weapon, []).append(t)  # type: ignore[arg-type]
    if by_weapon:
        values = tuple(value_of(weapon, given, voices) for weapon, given in by_weapon.items())
        by_voice: dict[str, set[Weapon]] = {}
        for weapon, given in by_weapon.items():
            for t in given:
                by_voice.setdefault(voices[t.claim.id].key, set()).add(weapon)
        yield Attribute("weapon", values, _sets(by_voice.values()))


def _sets(given: Iterable[set[Weapon]]) -> Relation:
    known = [s - _ANY for s in given if s - _ANY]
    if all(a == b for a, b in combinations(known, 2)):
        return Relation.AGREE
    return Relation.COMPATIBLE if all(a & b for a, b in combinations(known, 2)) else Relation.CONTRADICT


def _blamed(stated: Sequence[Testimony], voices: Mapping[str, Voice]) -> Iterable[Attribute]:
    """Who did it, by side: of attacks only, for of an interception it is whose weapons they were."""
    by_side: dict[str, list[Testimony]] = {}
    for t in stated:
        side = side_of(t.claim.blamed.text) if t.claim.blamed and t.claim.event is Event.ATTACK else None
        if side:
            by_side.setdefault(side, []).append(t)
    if by_side:
        values = tuple(value_of(side, given, voices) for side, given in by_side.items())
        yield Attribute("blamed", values, Relation.AGREE if len(by_side) == 1 else Relation.CONTRADICT)


def value_of(
    words: str, told: Sequence[Testimony], voices: Mapping[str, Voice], low: int | None = None, high: int | None = None
) -> Value:
    """One value with those who give it, and how far it is borne out."""
    names = tuple(dict.fromkeys(voices[t.claim.id].name for t in told))
    firm = [t for t in told if t.claim.stance is Stance.STATED]
    state = State.CORROBORATED if independent(firm, voices) else State.SINGLE_SOURCE
    return Value(words, tuple(t.claim.id for t in told), names, state, low, high)
