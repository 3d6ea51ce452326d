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


def same_time(times: list[Stretch], told: Stretch | None, limit: float) -> bool:
    """Whether a time lies within `limit` hours of one of some others; where nobody tells a time, it does."""
    if told is None or not told.said or not times:
        return True
    return any(gap(t, told) <= limit for t in times)


def another_day(told: Stretch, primary: bool, times: list[Stretch], later: list[Stretch]) -> bool:
    """Whether a claim is of another day: "a drone hit a bus on 6 June, a day after shelling killed two".

    What a happening led to may be told of later than it, never before it.

    Args:
        told: the time of the claim.
        primary: whether it tells of a happening itself and not of what followed.
        times: when the happening was, as other claims of the report tell.
        later: what times they tell for what followed.
    """
    if not all(_is_of_day(t) for t in (told, *times, *later)):
        return False
    if primary and times:
        return all(_days_apart(t, told) for t in times)
    if primary:
        return bool(later) and all(_days_apart(t, told) and t.start < told.start for t in later)
    return bool(times) and all(_days_apart(t, told) and told.start < t.start for t in times)


def _is_of_day(told: Stretch) -> bool:
    """Whether a time is one of a day or part of a day, and no night, which belongs to two."""
    return told.grain <= Grain.DAY and told.grain is not Grain.NIGHT


def _days_apart(a: Stretch, b: Stretch) -> bool:
    return gap(a, b) >= 0.0 and a.start.date() != b.start.date()


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
