"""A group of tellings -> the incident that they tell of: where and when, as far as they agree."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from tocsin.model import Incident
from tocsin.resolve.cluster import Group
from tocsin.resolve.telling import Telling
from tocsin.resolve.when import Grain, union
from tocsin.resolve.where import Level, Spot
from tocsin.vocab import Event, PlaceKind

_ORDER = (Level.SPOT, Level.DISTRICT, Level.REGION, Level.COUNTRY, Level.NOWHERE)
_KINDS = {Level.SPOT: PlaceKind.SETTLEMENT, Level.DISTRICT: PlaceKind.DISTRICT, Level.REGION: PlaceKind.REGION,
          Level.COUNTRY: PlaceKind.COUNTRY}  # fmt: skip
_ID = "I-"
_WARNINGS = frozenset({Event.THREAT, Event.ALL_CLEAR, Event.ADVICE, Event.RESTRICTION})


def incident_id(telling: str) -> str:
    """The id of the incident whose earliest recorded telling is this one."""
    return f"{_ID}{telling[:12]}"


def telling_prefix(incident: str) -> str | None:
    """What the id of an incident's earliest telling begins with; None for what is no incident's id."""
    return incident.removeprefix(_ID) if incident.startswith(_ID) else None


def incident_of(group: Group, seq: Mapping[str, int]) -> Incident:
    """The incident that a group is.

    Its id comes from the telling that was recorded first, so that it survives growth, and an id that went into a larger
    incident still leads there.

    Args:
        group: the tellings.
        seq: the number of the entry that brought each.
    """
    first = min(group.tellings, key=lambda t: (seq.get(t.id, 0), t.id))
    where = _where(group.tellings)
    start, end = _when(group.tellings)
    by_time = sorted(group.tellings, key=lambda t: (t.stretch.published, t.id))
    place = where.place
    return Incident(
        id=incident_id(first.id),
        name=place.name if place else where.name,
        kind=place.kind if place else _KINDS.get(where.level),
        country=place.country if place else where.country,
        place=place,
        start=start,
        end=end,
        claims=tuple(dict.fromkeys(c for t in by_time for c in t.claims)),
        reports=tuple(dict.fromkeys(t.report for t in by_time)),
    )


def _where(tellings: Iterable[Telling]) -> Spot:
    """The finest place that most of them name; a known one before a name alone, a town before one site of several."""
    spots = [t.spot for t in tellings]
    finest = min((s.level for s in spots), key=_ORDER.index)
    fine = [s for s in spots if s.level is finest]
    known = [s for s in fine if s.place] or fine
    counts = Counter(s.key for s in known)
    best = max(counts.values())
    inner = [s for s in known if counts[s.key] == best]
    return min(inner, key=lambda s: (s.place.radius_km or 0.0 if s.place else 0.0, s.key))


def _when(tellings: Iterable[Telling]) -> tuple[datetime, datetime]:
    """When it was, as the finest times have it; where nobody says, the day before the first report of it.

    Warnings have the time at which they were given, which is not when something happened, where something did.
    """
    every = list(tellings)
    given = [t for t in every if not t.events <= _WARNINGS] or every
    fine = [t.stretch for t in given if t.stretch.grain is not Grain.LONG]
    when = union([s for s in fine if s.said] or fine or [t.stretch for t in given])
    if not when.said:
        first = min(t.stretch.published for t in given)
        return first - timedelta(hours=24), first
    return when.start, when.end
