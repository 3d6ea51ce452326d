"""What every form says of a released incident: its point, its numbers with whose they are, who tells of it."""

from collections.abc import Iterable
from typing import NamedTuple

from tocsin.model import Attribute, Check, Figure, Span
from tocsin.publish import words
from tocsin.publish.jsonl import Json
from tocsin.publish.words import visible
from tocsin.release import Area, Number, Released, ReleasedClaim
from tocsin.vocab import AUTHOR, FigureKind, PlaceKind, Relation, Stance

_POINTS = (PlaceKind.SETTLEMENT, PlaceKind.SITE)
NOT_FOUND = "place not found"


class Told(NamedTuple):
    """A number and everybody who gives it."""

    number: Number
    speakers: tuple[str, ...]


def point(area: Area) -> tuple[float, float] | None:
    """Longitude and latitude, of a settlement or site alone: a point in a region is not where anything was."""
    if area.kind not in _POINTS or not area.known or area.lat is None or area.lon is None:
        return None
    return area.lon, area.lat


def place(area: Area) -> str:
    """Where it was, in words."""
    if not area.name:
        return "place not said"
    name = visible(area.name)
    if not area.known:
        return f"{name} ({NOT_FOUND})"
    wider = area.region_name if area.kind in (*_POINTS, PlaceKind.DISTRICT) else ""
    return f"{name}, {visible(wider)}" if wider and wider != area.name else name


def speaker(claim: ReleasedClaim) -> str:
    """Whose word a claim is; what a report says itself is its publisher's."""
    named = visible(claim.speaker) if claim.speaker != AUTHOR else ""
    return named or visible(claim.publisher) or "an unnamed publisher"


def link(claim: ReleasedClaim) -> str | None:
    """The address of its report, where it may be given and is one of the web."""
    return claim.url if claim.url and claim.url.startswith(("https://", "http://")) else None


def publishers(released: Released) -> tuple[str, ...]:
    """Who published the reports that tell of it, each once."""
    return tuple(dict.fromkeys(visible(c.publisher) for c in released.claims if c.publisher))


def numbers(released: Released, *kinds: FigureKind) -> tuple[Told, ...]:
    """Every number that claims give (of some kinds alone), with all who give it. What is denied gives none."""
    found: dict[Number, list[str]] = {}
    for claim in released.claims:
        for number in claim.numbers if claim.stance is not Stance.DENIED else ():
            if not kinds or number.what in kinds:
                found.setdefault(number, []).append(speaker(claim))
    return tuple(Told(number, tuple(dict.fromkeys(said))) for number, said in found.items())


def in_words(number: Number) -> str:
    """A number with what it counts: "at least 3 killed"."""
    figure = Figure(Span(0, 0), number.words, number.what, number.low, number.high, number.approx)
    if number.what is FigureKind.OTHER and not number.words:
        return f"{words.amount(figure)} of something"
    return words.counted(figure)


def told(numbers: Iterable[Told]) -> str:
    """Numbers in words, each with all whose claim it is."""
    said: dict[str, dict[str, None]] = {}
    for number, speakers in numbers:
        said.setdefault(in_words(number), {}).update(dict.fromkeys(speakers))
    return "; ".join(f"{number} (says {', '.join(speakers)})" for number, speakers in said.items())


def bounds(released: Released, kind: FigureKind) -> tuple[int | None, int | None]:
    """The least and the most that any claim gives; None where no claim gives one, or one leaves it open."""
    given = [t.number for t in numbers(released, kind)]
    if not given:
        return None, None
    lows, highs = [n.low for n in given], [n.high for n in given]
    low = min(n for n in lows if n is not None) if None not in lows else None
    return low, max(n for n in highs if n is not None) if None not in highs else None


def contradicted(released: Released) -> tuple[Attribute, ...]:
    """What claims contradict one another in."""
    return tuple(a for a in released.attributes if a.relation is Relation.CONTRADICT)


def blamed(released: Released) -> str:
    """Who is said to have done it, by whom."""
    values = (v for a in released.attributes if a.name == "blamed" for v in a.values)
    return "; ".join(f"{visible(v.words)} (says {', '.join(map(visible, v.voices))})" for v in values)


def place_status(area: Area) -> str:
    """Whether the place is known: found, place not found, or not said."""
    return "found" if area.known else NOT_FOUND if area.name else "not said"


def as_json(released: Released) -> Json:
    """A released incident as JSON values, without its place."""
    return {
        "incident": released.id,
        "title": released.title,
        "start": released.start.isoformat(),
        "end": released.end.isoformat(),
        "state": released.state,
        "reason": released.reason,
        "events": list(released.events),
        "claims": [claim_json(c, internal=released.internal) for c in released.claims],
        "attributes": [_attribute(a) for a in released.attributes],
        "checks": [_check(c) for c in released.checks],
        "withheld": list(released.withheld),
        "internal": released.internal,
    }


def claim_json(claim: ReleasedClaim, *, internal: bool) -> Json:
    """A released claim as JSON values. A report's id is often the post's own: it goes only where the link may."""
    return {
        "id": claim.id,
        "report": claim.report if internal or link(claim) else None,
        "publisher": claim.publisher,
        "published": claim.published.isoformat() if claim.published else None,
        "url": link(claim),
        "event": claim.event,
        "stance": claim.stance,
        "speaker": speaker(claim),
        "quote": claim.quote,
        "weapon": claim.weapon,
        "numbers": [
            {"what": n.what, "low": n.low, "high": n.high, "approx": n.approx, "words": n.words or None}
            for n in claim.numbers
        ],
    }


def _attribute(attribute: Attribute) -> Json:
    return {
        "name": attribute.name,
        "relation": attribute.relation,
        "values": [
            {"value": v.words, "low": v.low, "high": v.high, "state": v.state, "said_by": list(v.voices)}
            for v in attribute.values
        ],
    }


def _check(check: Check) -> Json:
    return {"check": check.name, "what": check.what, "first": check.first, "second": check.second, "words": check.words}
