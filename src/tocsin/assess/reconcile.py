"""Sums held against one another: a total and its lines, the night and its hours, one who counts and another.

Windows that overlap are never added twice: a bulletin for three hours of a night is a part of the night's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from tocsin.assess.times import is_night, is_part, overlap
from tocsin.assess.voices import Voice
from tocsin.model import Check, Claim, Figure, Testimony
from tocsin.vocab import WINDOWED, FigureKind, Stance

#: Of the places that a total names, its lines must have so many: "the sea off Crimea" names two for one.
_COVERED = 0.7
#: What is downed of what is launched.
_DOWNED = {
    FigureKind.UAV_LAUNCHED: FigureKind.UAV_DOWNED, FigureKind.MISSILE_LAUNCHED: FigureKind.MISSILE_DOWNED,
    FigureKind.WEAPON_LAUNCHED: FigureKind.WEAPON_DOWNED,
}  # fmt: skip
#: What ends a list: a full stop, or a mark that heads something else.
_ENDS = re.compile(r"[.!](?!\d)|🔹|\[|\n\s*\n")
#: Another line of it: a bullet, or a number with a dash behind it.
_LINE = re.compile(
    r"[▪▫◾◽•]|(?<![\d.:])\d+\s*(?:бпла|дрон\w*|uavs?|drones?)?\s*[–—-]"
    r"|(?<!\w)(?:по )?(?:один|одному|два|две|три)(?!\w)"
)


def own_breakdown(claims: Sequence[Claim], text: str) -> tuple[Check, ...]:
    """Each total of one report against the lines that break it down by place.

    A total names the places of its lines. A list that the text breaks off is none that can be held against a total,
    and is left out: its last lines are missing.

    Args:
        claims: all claims of the report.
        text: of the report.
    """
    found: list[Check] = []
    for total in claims:
        number = counted_exactly(total)
        lines = lines_of(total, claims) if number else []
        if not number or len(lines) < 2 or _broken_off(text, max(c.span.end for c, _ in lines)):
            continue
        second = sum(f.low or 0 for _, f in lines)
        told, named = ({p.name for c in given for p in c.places} for given in ([c for c, _ in lines], [total]))
        if len(told & named) >= _COVERED * len(named):
            words = " + ".join(f"{f.low} {'/'.join(p.name for p in c.places)}" for c, f in lines)
            found.append(Check("total and its lines", number.what, number.low or 0, second, words, _ids(total, lines)))
    return tuple(found)


def _broken_off(text: str, end: int) -> bool:
    """Whether the text ends within the list, or the list goes on with a line of which no claim came."""
    rest = text[end:].casefold()
    stop = _ENDS.search(rest)
    return stop is None or bool(_LINE.search(rest, 0, stop.start()))


def is_total(claim: Claim) -> bool:
    """Whether a claim counts for several places together."""
    return len(claim.places) > 1 and counted_exactly(claim) is not None


def lines_of(total: Claim, claims: Sequence[Claim]) -> list[tuple[Claim, Figure]]:
    """The claims of its report that break a total down, each with what it counts."""
    number = counted_exactly(total)
    found = []
    for claim in claims:
        figure = counted_exactly(claim)
        if (
            claim is total
            or not figure
            or not number
            or claim.event is not total.event
            or figure.what is not number.what
        ):
            continue
        behind = claim.span.start >= total.span.start and claim.time == total.time
        if behind and len(claim.places) < max(2, len(total.places)) and _within(claim, total):
            found.append((claim, figure))
    return found


def _within(line: Claim, total: Claim) -> bool:
    return bool(line.places) and {p.name for p in line.places} <= {p.name for p in total.places}


def counted_exactly(claim: Claim) -> Figure | None:
    """The number that a claim counts, where it counts one thing and exactly."""
    counted = [f for f in claim.figures if f.what in WINDOWED and f.low is not None and f.low == f.high]
    return counted[0] if len(counted) == 1 else None


def _ids(total: Claim, lines: Iterable[tuple[Claim, Figure]]) -> tuple[str, ...]:
    return (total.id, *(c.id for c, _ in lines))


def reconcile(testimonies: Sequence[Testimony], voices: Mapping[str, Voice]) -> tuple[Check, ...]:
    """What several voices, or several bulletins of one, count for an incident, held against one another.

    Args:
        testimonies: the claims of one incident.
        voices: whose word each is, by its id.
    """
    counted = [
        (t, f)
        for t in testimonies
        if t.claim.stance is Stance.STATED and (f := counted_exactly(t.claim)) and len(t.claim.places) < 2
    ]
    found = [*_hours(counted, voices), *_voices(counted, voices), *_launched(counted, voices)]
    return tuple(sorted(found, key=lambda c: (c.name, c.what, c.claims)))


def _hours(counted: Sequence[tuple[Testimony, Figure]], voices: Mapping[str, Voice]) -> Iterable[Check]:
    """One voice's bulletin for the night against those for its hours."""
    for t, f in counted:
        parts = [
            (o, g) for o, g in counted
            if o is not t and g.what is f.what and voices[o.claim.id].key == voices[t.claim.id].key
            and is_part(o.claim.time, t.claim.time)
        ]  # fmt: skip
        if parts and not any(overlap(a[0].claim.time, b[0].claim.time) for a, b in combinations(parts, 2)):
            second = sum(g.low or 0 for _, g in parts)
            # Whoever counts by the hour until late means by "the night" what followed.
            if t.claim.time and is_night(t.claim.time) and second > (f.low or 0):
                continue
            words = (
                f"{voices[t.claim.id].name}: {f.low} in all, {' + '.join(str(g.low) for _, g in parts)} in its hours"
            )
            ids = (t.claim.id, *(o.claim.id for o, _ in parts))
            yield Check("the whole and its hours", f.what, f.low or 0, second, words, ids)


def _voices(counted: Sequence[tuple[Testimony, Figure]], voices: Mapping[str, Voice]) -> Iterable[Check]:
    """What two voices count for the same time and place: the largest that each gives for it."""
    most: dict[tuple[FigureKind, str], tuple[Testimony, Figure]] = {}
    for t, f in counted:
        key = (f.what, voices[t.claim.id].key)
        if key not in most or (f.low or 0) > (most[key][1].low or 0):
            most[key] = (t, f)
    for (what, one), (other, two) in combinations(sorted(most), 2):
        if what is other:
            (a, f), (b, g) = most[what, one], most[other, two]
            names = voices[a.claim.id].name, voices[b.claim.id].name
            words = f"{names[0]}: {f.low}; {names[1]}: {g.low}"
            yield Check("one who counts and another", what, f.low or 0, g.low or 0, words, (a.claim.id, b.claim.id))


def _launched(counted: Sequence[tuple[Testimony, Figure]], voices: Mapping[str, Voice]) -> Iterable[Check]:
    """What one side says was launched against what the other says was downed of it: never more than that."""
    most: dict[tuple[FigureKind, str], tuple[Testimony, Figure]] = {}
    for t, f in counted:
        key = (f.what, voices[t.claim.id].key)
        if key not in most or f.most > most[key][1].most:
            most[key] = (t, f)
    for (sent, one), (down, two) in product(sorted(most), repeat=2):
        if _DOWNED.get(sent) is not down or one == two:
            continue
        (a, f), (b, g) = most[sent, one], most[down, two]
        sides = voices[a.claim.id], voices[b.claim.id]
        if sides[0].party and sides[1].party and sides[0].party != sides[1].party:
            words = f"{sides[0].name}: {f.most} launched; {sides[1].name}: {g.most} downed"
            yield Check("launched and downed", sent, f.most, g.most, words, (a.claim.id, b.claim.id))
