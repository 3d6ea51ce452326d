"""Claims about history held against what the ledger holds: "the first in the region", "the largest", "once again".

The ledger knows only what was read into it. That it holds nothing earlier supports a claim only where it reaches well
back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.assess.bygone import words
from tocsin.assess.since import since
from tocsin.model import Claim, Figure, History, Incident
from tocsin.vocab import FigureKind, Precedence

#: The ledger must reach so far back before the incident, for what it lacks to mean anything.
_REACH = timedelta(days=90)
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier incident of the same kind: its id, when it began, and the most that it counts by kind of figure."""

    id: str
    start: datetime
    most: dict[FigureKind, int]


@dataclass(frozen=True, slots=True)
class Past:
    """What the ledger holds of the same kind and place before an incident, and since when it holds anything there.

    `asked` is how far back the words reach, where they say so.
    """

    earlier: Sequence[Earlier]
    since: datetime | None
    asked: datetime | None = None


#: Looks up the past of a claim: of the whole region, where the flag is set.
Look = Callable[[Claim, bool], Past]


def history(incident: Incident, claims: Sequence[Claim], look: Look) -> tuple[History, ...]:
    """What becomes of each claim of an incident that sets itself against history.

    Args:
        incident: of which the claims are.
        claims: all of them; those without words about history are passed over.
        look: what the ledger holds from before.
    """
    found = []
    for claim in claims:
        said = claim.precedent.text if claim.precedent else ""
        kind = _kind(said) if said else None
        if kind:
            past = _reached(look(claim, _speaks_of_region(said)), since(said, incident.start))
            verdict, reason, ids = _JUDGE[kind](_numbers(claim, claims), past, incident.start)
            found.append(History(claim.id, said, verdict, reason, ids))
    return tuple(found)


def _reached(past: Past, first: datetime | None) -> Past:
    """The past as far as the words reach back: "the largest since May" says nothing of April."""
    if first is None:
        return past
    return Past([e for e in past.earlier if e.start >= first], past.since, first)


def _numbers(claim: Claim, claims: Sequence[Claim]) -> Sequence[Figure]:
    """What a claim counts, or else what its report does: "the largest attack since May: 90 drones were downed"."""
    return claim.figures or [f for c in claims if c.report == claim.report for f in c.figures]


_Verdict = tuple[Precedence, str, tuple[str, ...]]


def _first(_: Sequence[Figure], past: Past, start: datetime) -> _Verdict:
    if past.earlier:
        ids = tuple(e.id for e in past.earlier[:_NAMED])
        return Precedence.CONTRADICTED, f"the ledger holds {len(past.earlier):,} earlier of its kind there", ids
    return _nothing_earlier(past, start)


def _again(_: Sequence[Figure], past: Past, _start: datetime) -> _Verdict:
    if past.earlier:
        return (
            Precedence.SUPPORTED,
            f"the ledger holds {len(past.earlier):,} earlier of its kind there",
            (past.earlier[0].id,),
        )
    return Precedence.BEYOND, "the ledger holds none earlier of its kind there", ()


def _largest(figures: Sequence[Figure], past: Past, start: datetime) -> _Verdict:
    number = next((f for f in figures if f.most), None)
    if number is None:
        return Precedence.BEYOND, "it gives no number that could be compared", ()
    larger = [e for e in past.earlier if e.most.get(number.what, 0) > number.most]
    if larger:
        top = max(larger, key=lambda e: e.most[number.what])
        reason = f"{top.most[number.what]:,} were counted in {top.id} ({top.start:%d %b %Y}), {number.most:,} here"
        return Precedence.CONTRADICTED, reason, tuple(e.id for e in larger[:_NAMED])
    return _nothing_earlier(past, start)


def _nothing_earlier(past: Past, start: datetime) -> _Verdict:
    far_enough = past.since and (past.since <= past.asked if past.asked else start - past.since >= _REACH)
    if past.since is None or not far_enough:
        return Precedence.BEYOND, "the ledger does not reach far enough back there", ()
    return Precedence.SUPPORTED, f"the ledger holds none such there since {past.asked or past.since:%d %b %Y}", ()


_JUDGE: dict[str, Callable[[Sequence[Figure], Past, datetime], _Verdict]] = {
    "first": _first,
    "again": _again,
    "largest": _largest,
}


def _kind(said: str) -> str | None:
    return next((name for name in _JUDGE_ORDER if words()[name].search(said)), None)


_JUDGE_ORDER = ("largest", "first", "again")


def _speaks_of_region(said: str) -> bool:
    return bool(words()["region"].search(said))
