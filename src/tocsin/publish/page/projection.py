"""From degrees to the page: a Lambert conformal conic projection fitted to what is to be seen, and lines thinned to it.

Formulas: J. P. Snyder, Map Projections: A Working Manual (USGS 1395, 1987), spherical form, pages 106 f.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

#: Standard parallels and middle of the map, in degrees: they suit eastern Europe, and are conformal anywhere.
_PARALLELS = (45.0, 56.0)
_CENTRE_LON, _CENTRE_LAT = 34.0, 49.0

_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class View:
    """A frame of `width` by `height` user units that shows a stretch of the projected plane."""

    width: float
    height: float
    scale: float
    left: float
    top: float

    @classmethod
    def around(cls, points: Iterable[Point], width: float, height: float) -> "View":
        """The view that shows all `points` (longitude, latitude), centred, with its proportions kept."""
        plane = [_project(lon, lat) for lon, lat in points]
        xs, ys = [x for x, _ in plane], [y for _, y in plane]
        span_x, span_y = max(xs) - min(xs) or 1e-6, max(ys) - min(ys) or 1e-6
        scale = min(width / span_x, height / span_y)
        left = (min(xs) + max(xs)) / 2 - width / scale / 2
        top = (min(ys) + max(ys)) / 2 - height / scale / 2
        return cls(width, height, scale, left, top)

    def at(self, lon: float, lat: float) -> Point:
        """Where a point lies in the frame; it may lie outside."""
        x, y = _project(lon, lat)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def shows(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point of the frame lies inside it, `margin` units from its edge or more."""
        x, y = point
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def length(self, km: float) -> float:
        """A distance on the ground in user units; the projection is true to it along its parallels."""
        return km / _EARTH_KM * self.scale

    def ring(self, ring: Sequence[Sequence[float]]) -> list[Point]:
        """A GeoJSON ring in the frame, cut at a margin around it and thinned; empty where nothing of it is seen."""
        clipped = _clip([self.at(lon, lat) for lon, lat, *_ in ring], self.width, self.height)
        return thin(clipped, 0.45) if len(clipped) > 2 else []


def thin(points: list[Point], tolerance: float) -> list[Point]:
    """A line with fewer points, none further than `tolerance` from the old one (Douglas and Peucker, 1973)."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    work = [(0, len(points) - 1)]
    while work:
        first, last = work.pop()
        far, distance = first, tolerance
        for at in range(first + 1, last):
            here = _distance(points[at], points[first], points[last])
            if here > distance:
                far, distance = at, here
        if far != first:
            keep.add(far)
            work += [(first, far), (far, last)]
    return [points[at] for at in sorted(keep)]


def _project(lon: float, lat: float) -> Point:
    lat = max(-80.0, min(84.0, lat))
    first, second = (math.radians(parallel) for parallel in _PARALLELS)
    n = math.log(math.cos(first) / math.cos(second)) / math.log(_half(second) / _half(first))
    f = math.cos(first) * _half(first) ** n / n
    rho = f / _half(math.radians(lat)) ** n
    rho_0 = f / _half(math.radians(_CENTRE_LAT)) ** n
    theta = n * math.radians((lon - _CENTRE_LON + 180) % 360 - 180)
    return rho * math.sin(theta), rho * math.cos(theta) - rho_0


def _half(lat: float) -> float:
    return math.tan(math.pi / 4 + lat / 2)


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to a stretch of line; of a closed ring both ends are one point."""
    (x, y), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return math.hypot(x - ax - t * dx, y - ay - t * dy)


def _clip(points: list[Point], width: float, height: float, margin: float = 8.0) -> list[Point]:
    """A ring cut to the frame (Sutherland and Hodgman, 1974), with a margin that keeps the cut out of sight."""
    for axis, bound, sign in ((0, -margin, 1), (0, width + margin, -1), (1, -margin, 1), (1, height + margin, -1)):
        result: list[Point] = []
        for before, here in zip(points[-1:] + points[:-1], points, strict=True):
            was, is_in = (sign * (p[axis] - bound) >= 0 for p in (before, here))
            if was != is_in:
                t = (bound - before[axis]) / (here[axis] - before[axis])
                result.append((before[0] + t * (here[0] - before[0]), before[1] + t * (here[1] - before[1])))
            if is_in:
                result.append(here)
        points = result
    return points
