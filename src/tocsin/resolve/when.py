"""When: the stretch of time that a claim speaks of, with how finely it is told; and how two stretches agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, tzinfo
from enum import IntEnum
from zoneinfo import ZoneInfo

from tocsin.model import Interval

#: A night as reports mean it (18:00 to 06:00, `claims.md`), most of whose happenings lie in its dark middle.
NIGHT_HOURS = 12.0
#: A window longer than this sums up a day or more.
LONG_HOURS = 16.0
#: How far before its publication a report without a time is taken to look back.
_LOOK_BACK = timedelta(hours=24)
_HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Grain(IntEnum):
    """How finely a time is told; the smaller, the finer."""

    CLOCK = 0
    WINDOW = 1
    NIGHT = 2
    DAY = 3
    LONG = 4
    UNSAID = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """From … to, aware, in the zone that it was told in.

    `grain` says how it was told; `published` is when, or None where nobody knows.
    """

    start: datetime
    end: datetime
    grain: Grain
    published: datetime

    @property
    def said(self) -> bool:
        """Whether the text gave a time at all."""
        return self.grain is not Grain.UNSAID

    @property
    def hours(self) -> float:
        """Its length in hours."""
        return (self.end - self.start) / _HOUR


def stretch(interval: Interval | None, published: datetime | None) -> Stretch | None:
    """The stretch that `interval` means in a report of `published`; None where neither tells anything."""
    if interval is None:
        return Stretch(published - _LOOK_BACK, published, Grain.UNSAID, published) if published else None
    zone = _zone(interval, published)
    start, end = _instant(interval.start, zone, time.min), _instant(interval.end, zone, time.max)
    if end < start:
        start, end = end, start
    return Stretch(start, end, _grain(interval, end - start), published or end)


def union(stretches: Iterable[Stretch]) -> Stretch:
    """What several stretches of one telling come to: the finest told ones, together."""
    given = list(stretches)
    finest = min(s.grain for s in given)
    kept = [s for s in given if s.grain is finest]
    return Stretch(min(s.start for s in kept), max(s.end for s in kept), finest, min(s.published for s in given))


def gap(a: Stretch, b: Stretch) -> float:
    """Hours between the two; negative where they overlap (by so many hours)."""
    return (max(a.start, b.start) - min(a.end, b.end)) / _HOUR


def day_of(moment: datetime) -> int:
    """The number of a moment's day in UTC, counted from 1970."""
    return (moment - _EPOCH).days


def _zone(interval: Interval, published: datetime | None) -> tzinfo:
    if interval.zone:
        return ZoneInfo(interval.zone)
    return (published.tzinfo if published else None) or UTC


def _instant(moment: date | datetime, zone: tzinfo, at: time) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, at)
    # At an edge of the calendar no offset can be taken off.
    return moment.replace(tzinfo=UTC if moment.year in (MINYEAR, MAXYEAR) else zone)


def _grain(interval: Interval, length: timedelta) -> Grain:
    if not isinstance(interval.start, datetime):
        return Grain.DAY if length <= timedelta(days=1) else Grain.LONG
    if length <= timedelta(minutes=30):
        return Grain.CLOCK
    if length > timedelta(hours=LONG_HOURS):
        return Grain.LONG
    at = (interval.start.hour, interval.start.minute)
    return Grain.NIGHT if at == (18, 0) and length == timedelta(hours=NIGHT_HOURS) else Grain.WINDOW
