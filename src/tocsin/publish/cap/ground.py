"""The rules of CAP for what lies on the ground: polygons, circles, heights and codes of areas."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from tocsin.publish.cap.forms import finite
from tocsin.publish.cap.nouns import Area, Message, Point

#: Where in a message, and what is wrong there.
Fault = tuple[str, str]
_REGION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_KATOTTG = re.compile(r"UA\d{17}")
_FORMS = {"ISO 3166-2": _REGION, "ISO3166-2": _REGION, "KATOTTG": _KATOTTG}
#: Points of a polygon up to which its lines are compared with one another.
_COMPARED = 5_000


def _areas(m: Message) -> Iterator[Area]:
    return (area for info in m.infos for area in info.areas)


def closed(m: Message) -> Iterator[Fault]:
    """Polygons end where they begin."""
    for area in _areas(m):
        for points in area.polygons:
            if len(points) < 4:
                yield "area/polygon", f"it has {len(points)} points; four are the least, the last of them the first"
            elif points[0] != points[-1]:
                yield "area/polygon", "it is not closed: its last point must be its first"
            elif len(set(points)) < 3:
                yield "area/polygon", "it encloses nothing"


def crossing(m: Message) -> Iterator[Fault]:
    """The line of a polygon does not cross itself."""
    # The outlines of regions come again and again: in every language of a message, in message after message.
    for points in {points for area in _areas(m) for points in area.polygons}:
        if 4 < len(points) <= _COMPARED and _crosses(points):
            yield "area/polygon", "its line crosses itself"


@lru_cache(maxsize=512)
def _crosses(points: tuple[Point, ...]) -> bool:
    """Whether two lines that do not follow one another cross; from south to north, so that few are compared."""
    lines = [(min(a.lat, b.lat), max(a.lat, b.lat), i, a, b) for i, (a, b) in enumerate(pairwise(points))]
    last, open_ = len(lines) - 1, list[tuple[float, float, int, Point, Point]]()
    for line in sorted(lines, key=lambda line: line[0]):
        south, _, i, a, b = line
        open_ = [other for other in open_ if other[1] >= south]
        for _, _, j, c, d in open_:
            if (
                abs(i - j) in (1, last)
                or max(a.lon, b.lon) < min(c.lon, d.lon)
                or max(c.lon, d.lon) < min(a.lon, b.lon)
            ):
                continue
            if _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0:
                return True
        open_.append(line)
    return False


def _side(a: Point, b: Point, c: Point) -> float:
    return (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon)


def on_earth(m: Message) -> Iterator[Fault]:
    """Coordinates and radii are of this earth."""
    for area in _areas(m):
        points = [("polygon", p) for line in area.polygons for p in line] + [("circle", c.centre) for c in area.circles]
        for tag, p in points:
            if not (finite(p.lat) and finite(p.lon) and abs(p.lat) <= 90 and abs(p.lon) <= 180):
                swapped = "; latitude comes first" if abs(p.lat) > 90 >= abs(p.lon) else ""
                yield f"area/{tag}", f"{p.lat:g},{p.lon:g} is nowhere on earth{swapped}"
                break
        for c in area.circles:
            if not (finite(c.km) and 0 <= c.km <= 20_038):
                yield "area/circle", f"{c.km:g} kilometres is no radius"


def heights(m: Message) -> Iterator[Fault]:
    """A ceiling lies above its altitude."""
    for area in _areas(m):
        if area.ceiling is not None and area.altitude is None:
            yield "area/ceiling", "a ceiling without an altitude"
        if area.ceiling is not None and area.altitude is not None and area.ceiling < area.altitude:
            yield "area/ceiling", "it lies below the altitude"


def coded(m: Message) -> Iterator[Fault]:
    """Codes of lists that are known have the form of these."""
    for area in _areas(m):
        for code in area.geocodes:
            form = _FORMS.get(code.name.strip())
            if form is not None and not form.fullmatch(code.value.strip()):
                yield "area/geocode", f"“{code.value:.30}” is no code of {code.name}"
            if not code.value.strip():
                yield "area/geocode", f"{code.name} has no value"
