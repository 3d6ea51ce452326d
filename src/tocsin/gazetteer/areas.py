"""Outlines of the regions of Ukraine, Russia and Belarus: which one a point lies in."""

import itertools
import json
from functools import cache
from importlib.resources import files
from typing import Any

Ring = list[list[float]]


@cache
def outlines() -> dict[str, dict[str, Any]]:
    """GeoJSON geometry (MultiPolygon, outer rings only) by ISO 3166-2 code; Natural Earth, public domain."""
    text = (files("tocsin.gazetteer") / "data" / "boundaries.geojson").read_text("utf-8")
    return {f["properties"]["iso"]: f["geometry"] for f in json.loads(text)["features"]}


@cache
def _boxes() -> dict[str, list[tuple[float, float, float, float, Ring]]]:
    out: dict[str, list[tuple[float, float, float, float, Ring]]] = {}
    for code, geometry in outlines().items():
        for (ring,) in geometry["coordinates"]:
            lons, lats = [p[0] for p in ring], [p[1] for p in ring]
            out.setdefault(code, []).append((min(lats), max(lats), min(lons), max(lons), ring))
    return out


def region_at(lat: float, lon: float) -> str | None:
    """The region that a point lies in. A city that is a region of its own comes before the region around it."""
    inside = [code for code in _boxes() if contains(code, lat, lon)]
    return min(inside, key=_extent) if inside else None


def contains(code: str, lat: float, lon: float) -> bool:
    """Whether the outline of region `code` holds the point."""
    return any(
        south <= lat <= north and west <= lon <= east and _in_ring(ring, lat, lon)
        for south, north, west, east, ring in _boxes().get(code, ())
    )


def _extent(code: str) -> float:
    return sum((n - s) * (e - w) for s, n, w, e, _ in _boxes()[code])


def _in_ring(ring: Ring, lat: float, lon: float) -> bool:
    """Even-odd rule."""
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
