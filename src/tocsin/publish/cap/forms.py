"""How CAP writes values: moments, coordinates, references, lists. Each form reads and writes."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from tocsin.publish.cap.nouns import Circle, Point, Reference

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-])(\d\d):(\d\d)")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")


@dataclass(frozen=True, slots=True)
class Form:
    """What a value looks like: `read` makes it of its text and raises ValueError, `write` makes the text of it."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


def moment(text: str) -> datetime:
    """A moment as CAP demands it: with seconds and an offset, never with "Z" (section 3.3.2).

    Raises:
        ValueError: it is none.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise ValueError("no moment as 2026-03-01T12:00:00+02:00")
    offset = timedelta(hours=int(found[3]), minutes=int(found[4]))
    if offset >= timedelta(hours=24):
        raise ValueError("an offset of a day or more")
    zone = timezone(-offset if found[2] == "-" else offset) if offset else UTC
    return datetime.fromisoformat(found[1]).replace(tzinfo=zone)


def moment_text(value: datetime) -> str:
    """A moment in CAP's form; that in UTC has the offset -00:00."""
    offset = value.utcoffset() or timedelta(0)
    if not offset:
        return f"{value:%Y-%m-%dT%H:%M:%S}-00:00"
    minutes = int(offset.total_seconds() // 60)
    return f"{value:%Y-%m-%dT%H:%M:%S}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def number(text: str) -> float:
    """A decimal number.

    Raises:
        ValueError: it is none.
    """
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError("no number")
    return float(text)


def number_text(value: float) -> str:
    """A number without an exponent, with as many digits as tell it from any other."""
    text = format(Decimal(repr(float(value))), "f")
    return text.removesuffix(".0") if "." in text else text


def point(text: str) -> Point:
    """A pair of coordinates, latitude first.

    Raises:
        ValueError: it is none.
    """
    lat, comma, lon = text.strip().partition(",")
    if not comma:
        raise ValueError(f"“{text:.40}” is no pair of coordinates as 50.45,30.52")
    return Point(number(lat), number(lon))


def point_text(value: Point) -> str:
    """A pair of coordinates."""
    return f"{number_text(value.lat)},{number_text(value.lon)}"


def polygon(text: str) -> tuple[Point, ...]:
    """Points, parted by blanks.

    Raises:
        ValueError: there are none, or one is no pair of coordinates.
    """
    points = tuple(map(point, text.split()))
    if not points:
        raise ValueError("it has no points")
    return points


def circle(text: str) -> Circle:
    """A point and a radius in kilometres.

    Raises:
        ValueError: it is none.
    """
    parts = text.split()
    if len(parts) != 2:
        raise ValueError("no circle as 50.45,30.52 10")
    return Circle(point(parts[0]), number(parts[1]))


def references(text: str) -> tuple[Reference, ...]:
    """Messages, each as sender,identifier,sent.

    Raises:
        ValueError: there are none, or one has another form.
    """
    found = []
    for item in text.split():
        parts = item.split(",")
        if len(parts) != 3 or not all(parts):
            raise ValueError(f"“{item:.60}” is no reference as sender,identifier,sent")
        found.append(Reference(parts[0], parts[1], moment(parts[2])))
    if not found:
        raise ValueError("it names no message")
    return tuple(found)


def reference_text(value: Reference) -> str:
    """One reference."""
    return f"{value.sender},{value.identifier},{moment_text(value.sent)}"


def whole(text: str) -> int:
    """A whole number.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"[+-]?\d{1,18}", text.strip()):
        raise ValueError("no whole number")
    return int(text)


def finite(value: float) -> bool:
    """Whether a number is one that can be written."""
    return math.isfinite(value)
