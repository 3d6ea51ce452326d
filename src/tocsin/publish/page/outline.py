"""Outlines of regions: their rings, what must be seen of them, and their path in a frame."""

from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.publish.page.projection import Point, View

#: A GeoJSON Polygon or MultiPolygon.
Geometry = Mapping[str, Any]

#: The outlines that the map is drawn from, by ISO 3166-2 code.
Outlines = Mapping[str, Geometry]

#: Degrees of longitude from which a region is too wide to be seen whole.
_VAST = 12.0


def corners(geometry: Geometry) -> list[Point]:
    """What must be seen of a region: its largest ring from corner to corner, or of a vast one only its middle."""
    ring: list[Point] = [(lon, lat) for lon, lat, *_ in max(rings(geometry), key=len)]
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    if max(lons) - min(lons) > _VAST:
        return [middle(ring)]
    return [(lon, lat) for lon in (min(lons), max(lons)) for lat in (min(lats), max(lats))]


def rings(geometry: Geometry) -> list[list[list[float]]]:
    """The outer and inner rings of a Polygon or MultiPolygon."""
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


def path(view: View, geometry: Geometry) -> str:
    """The path data of an outline in a frame; empty where nothing of it is seen."""
    seen = (view.ring(ring) for ring in rings(geometry))
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in seen if len(ring) > 2)


def middle(ring: Sequence[Point]) -> Point:
    """The centroid of a ring by its area, or of its corners where it has none."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if abs(area) < 1e-9:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x / (3 * area), y / (3 * area)
