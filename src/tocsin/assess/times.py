"""Times of claims held against one another."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tocsin.model import Interval

#: So much of the shorter of two times must be in both.
_SHARED = 0.75
#: So much longer than another, a time still tells of the same: "overnight" beside eight hours of the clock.
_LONGER = 1.75


def bounds(when: Interval) -> tuple[datetime, datetime]:
    """The first and last moment of it (aware); whole days from midnight to midnight, in UTC where no zone is told."""
    zone = ZoneInfo(when.zone) if when.zone else UTC
    start = when.start if isinstance(when.start, datetime) else datetime.combine(when.start, time.min)
    end = when.end if isinstance(when.end, datetime) else datetime.combine(when.end, time.max)
    first, last = (m if m.tzinfo else m.replace(tzinfo=zone) for m in (start, end))
    return first, last


def is_part(inner: Interval | None, outer: Interval | None) -> bool:
    """Whether one time lies within the other and is shorter."""
    if inner is None or outer is None or inner == outer:
        return False
    (a, b), (c, d) = bounds(inner), bounds(outer)
    return c <= a < d and b <= d and (b - a) < (d - c)


def is_night(when: Interval) -> bool:
    """Whether it is a night as words tell it ("overnight", `claims.md`: 18:00 to 06:00), not by the clock."""
    first, last = bounds(when)
    return (first.hour, first.minute, last.hour, last.minute) == (18, 0, 6, 0) and last - first == timedelta(hours=12)


def overlap(a: Interval | None, b: Interval | None) -> bool:
    """Whether they share a stretch; a time that nobody told may share any."""
    if a is None or b is None:
        return True
    (start, end), (other, last) = bounds(a), bounds(b)
    return max(start, other) < min(end, last)


def is_counted_in(inner: Interval, outer: Interval) -> bool:
    """Whether what is counted in the first time is counted in the second: nobody's night begins at the same hour."""
    (start, end), (other, last) = bounds(inner), bounds(outer)
    short = min(end - start, last - other)
    return (
        bool(short)
        and min(end, last) - max(start, other) >= _SHARED * short
        and end - start <= _LONGER * (last - other)
    )
