"""A total over several regions held against those who count in each of them: their lines are other incidents'."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.assess.reconcile import counted_exactly, lines_of
from tocsin.assess.times import is_counted_in, overlap
from tocsin.assess.voices import Voice
from tocsin.model import Check, Claim, Figure, Interval, Testimony
from tocsin.vocab import Event, FigureKind, PlaceKind, Stance

#: What others say happened in some regions or countries (their codes) in a time, each with whose word it is.
Elsewhere = Callable[[Event, Collection[str], Interval], Iterable[tuple[Testimony, Voice]]]
#: All claims of a report, by its id.
Claims = Callable[[str], Sequence[Claim]]


@dataclass(frozen=True, slots=True)
class _Count:
    """What one voice counts in one region: the sum of its bulletins that do not overlap."""

    region: str
    voice: str
    number: int
    claims: tuple[str, ...]


def across(
    testimonies: Sequence[Testimony], voices: Mapping[str, Voice], whole: Claims, elsewhere: Elsewhere
) -> tuple[Check, ...]:
    """The totals of an incident, each against the sum of what others count in two or more of its regions.

    Where the total has lines of its own for all of those regions, their sum is held against the others'.

    Args:
        testimonies: the claims of the incident.
        voices: whose word each is, by its id.
        whole: the claims of a report, among which a total's lines are.
        elsewhere: what is said of the regions in other incidents.
    """
    found: dict[tuple[str, FigureKind, Interval], Check] = {}
    for t in testimonies:
        number, when, areas = counted_exactly(t.claim), t.claim.time, _areas(t.claim)
        if not number or not when or not is_wide(t.claim):
            continue
        others = [(o, v) for o, v in elsewhere(t.claim.event, areas, when) if v.key != voices[t.claim.id].key]
        counts = _by_region(others, number.what, when)
        if len(counts) > 1:
            check = _check(t.claim, number, voices[t.claim.id], counts, whole(t.report.id))
            found.setdefault((voices[t.claim.id].key, number.what, when), check)
    return tuple(sorted(found.values(), key=lambda c: (c.name, c.what, c.claims)))


def is_wide(claim: Claim) -> bool:
    """Whether a claim counts, in a time that it tells, for a country or for several regions together."""
    return bool(counted_exactly(claim) and claim.time and claim.stance is Stance.STATED and _areas(claim))


def _areas(claim: Claim) -> set[str]:
    """The codes of the regions that a total names, or of the country that it is for."""
    places = [m.place for m in claim.places if m.place]
    regions = {p.region for p in places if p.kind is PlaceKind.REGION and p.region}
    countries = {p.country for p in places if p.kind is PlaceKind.COUNTRY and p.country}
    return countries or (regions if len(regions) > 1 else set())


def _by_region(others: Iterable[tuple[Testimony, Voice]], what: FigureKind, when: Interval) -> list[_Count]:
    """Who counts most in each region, by the name of the region."""
    told: dict[tuple[str, str], list[tuple[Claim, Figure]]] = {}
    for t, voice in others:
        figure, region = counted_exactly(t.claim), _region(t.claim)
        timed = t.claim.time is not None and is_counted_in(t.claim.time, when)
        if figure and figure.what is what and region and timed and t.claim.stance is Stance.STATED:
            told.setdefault((region, voice.name), []).append((t.claim, figure))
    best: dict[str, _Count] = {}
    for (region, voice_name), given in sorted(told.items()):
        apart: list[tuple[Claim, Figure]] = []
        for claim, figure in sorted(given, key=lambda g: (-(g[1].low or 0), g[0].id)):
            if not any(overlap(claim.time, other.time) for other, _ in apart):
                apart.append((claim, figure))
        count = _Count(region, voice_name, sum(f.low or 0 for _, f in apart), tuple(c.id for c, _ in apart))
        if region not in best or count.number > best[region].number:
            best[region] = count
    return [best[region] for region in sorted(best)]


def _region(claim: Claim) -> str | None:
    """The region that a claim counts for, by its name; None where it counts for less or more than one."""
    [m] = claim.places if len(claim.places) == 1 else [None]
    return m.name if m and m.kind is PlaceKind.REGION else None


def _check(total: Claim, number: Figure, voice: Voice, counts: Sequence[_Count], claims: Sequence[Claim]) -> Check:
    own = {region: figure for line, figure in lines_of(total, claims) if (region := _region(line))}
    here = [own[c.region] for c in counts if c.region in own]
    comparable = len(here) == len(counts)
    first = sum(f.low or 0 for f in here) if comparable else number.low or 0
    part = f", {first} of them in the regions where others count" if comparable else ""
    words = f"{voice.name}: {number.low} in all{part}; " + " + ".join(
        f"{c.number} {c.region} ({c.voice})" for c in counts
    )
    ids = (total.id, *(id_ for c in counts for id_ in c.claims))
    return Check(
        "a total and those who count in its regions", number.what, first, sum(c.number for c in counts), words, ids
    )
