"""What the times of two tellings say for or against their being of one happening: names of weights."""

from collections.abc import Iterator

from tocsin.resolve.telling import AIR, Telling
from tocsin.resolve.when import Grain, Stretch, gap
from tocsin.resolve.where import Level
from tocsin.vocab import Event

#: What few attacks lead to, so that two reports that tell of it more probably mean one.
RARE = frozenset({Event.FIRE, Event.OUTAGE, Event.EVACUATION})
#: "About 14:30" may be so many hours off.
_CLOCK_SLACK = 0.25
#: How long after its attack a fire, an outage is still told of as going on (hours).
_GOES_ON = 48.0
#: What is said while it holds, and so long (hours) after an attack it may still be of the same raid.
_LIVE = AIR | {Event.RESTRICTION}
_SAME_RAID = 8.0
#: What only warns, of nothing that has happened.
_WARNS = _LIVE - {Event.INTERCEPTION}
#: An all-clear ends the alert that it follows so soon (hours), or so late: nine in ten alerts have lasted less than the
#: first, and ninety-nine of a hundred less than the second.
_ENDS, _ENDS_LATE = 2.5, 9.5
#: A warning that is said again so soon (hours) is of one raid.
_AGAIN = 1.5


def of_time(a: Telling, b: Telling) -> Iterator[str]:
    """The weights that the times of the two give; the same whichever comes first."""
    warned = _of_warnings(a, b)
    if warned:
        yield warned
        return
    first, second = a.stretch, b.stretch
    if first.said and second.said:
        yield from _both_said(first, second, are_areas(a, b), a.voice == b.voice)
    elif not first.said and not second.said:
        apart = abs((first.published - second.published).total_seconds()) / 3600
        lasting = 20.0 < apart <= _GOES_ON and _continues(a, b)
        yield "goes-on" if lasting else _lag(apart, ("near-8", "near-20", "near-36", "near-60"))
    else:
        said, other = (first, second) if first.said else (second, first)
        early = (said.start - other.published).total_seconds() / 3600
        if 1.0 < early <= _SAME_RAID and (a if first.said else b).events <= _LIVE:
            yield "gap-8"  # a warning that comes after what is told says nothing against it
        elif early > 1.0:
            yield "goes-on" if early <= _GOES_ON and _continues(a, b) else "later-than-told"
        else:
            late = max(0.0, (other.published - said.end).total_seconds() / 3600)
            lasting = 20.0 < late <= _GOES_ON and _continues(a, b)
            yield "goes-on" if lasting else _lag(late, ("near-8", "near-20", "near-36", "near-60"))


def _of_warnings(a: Telling, b: Telling) -> str | None:
    """Two posts that each hold from the moment at which they are made: an alert and its end, an alert said again."""
    if any(not t.events <= _WARNS or t.stretch.grain > Grain.WINDOW for t in (a, b)):
        return None
    before, after = sorted((a, b), key=lambda t: (t.stretch.start, t.id))
    hours = (after.stretch.start - before.stretch.start).total_seconds() / 3600
    ends = [Event.ALL_CLEAR in t.events for t in (before, after)]
    if ends == [False, True] and hours <= _ENDS_LATE:
        return "ends-it" if hours <= _ENDS else "ends-it-late"
    if ends == [False, False] and hours <= _AGAIN:
        return "said-again"
    return None


def _continues(a: Telling, b: Telling) -> bool:
    """Whether both tell of a fire, an outage of the same kind of thing: such last."""
    burns = [bool(t.events & RARE) for t in (a, b)]
    lasts = any(burns) or all(Event.EXPLOSION in t.events for t in (a, b))
    return all(burns) or (lasts and bool(a.kinds & b.kinds))


def _lag(hours: float, names: tuple[str, ...]) -> str:
    limits = (8, 20, 36, 60)
    return next((name for limit, name in zip(limits, names, strict=True) if hours <= limit), "far")


def are_areas(a: Telling, b: Telling) -> bool:
    """Whether both tell of a district, a region, a country."""
    return a.spot.level is not Level.SPOT and b.spot.level is not Level.SPOT


def _both_said(a: Stretch, b: Stretch, areas: bool, one_voice: bool) -> Iterator[str]:
    apart = gap(a, b)
    if areas and one_voice and (_goes_before(a, b) or _goes_before(b, a)):
        yield "window-other"
    elif areas:
        yield from _windows(a, b, apart)
    elif apart <= 1.0:
        coarse = max(a.grain, b.grain)
        yield "overlap" if coarse <= Grain.NIGHT else "overlap-day" if coarse is Grain.DAY else "overlap-long"
    else:
        yield _lag(apart, ("gap-8", "gap-20", "gap-36", "gap-60"))


def _windows(a: Stretch, b: Stretch, apart: float) -> Iterator[str]:
    """Bulletins for an area: two windows are the same, one is a part of the other, or they are two incidents."""
    short, long = sorted((a, b), key=lambda s: s.hours)
    sums_up = long.grain is Grain.LONG and short.grain not in (Grain.LONG, Grain.DAY)
    if apart > _CLOCK_SLACK or sums_up:
        yield "window-other" if apart <= 12 else "far"
    elif -apart >= 0.75 * long.hours:
        yield "window-same"
    elif short.grain is Grain.CLOCK or -apart >= 0.5 * short.hours:
        yield "window-part"
    else:
        yield "window-other"


def _goes_before(evening: Stretch, night: Stretch) -> bool:
    """Whether one voice counted the evening by the hour before it counted "the night", which then is what followed."""
    by_hour = evening.grain <= Grain.WINDOW and night.grain is Grain.NIGHT
    middle = night.start + (night.end - night.start) / 2
    return by_hour and evening.end <= middle and evening.published < night.end <= night.published
