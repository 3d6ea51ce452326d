"""Incidents as a GeoJSON FeatureCollection (RFC 7946).

A settlement or site is a point, a region its outline where one is known. All else, and above all a place that is not
found, has no geometry: a map must not show more than is known. The notice is a foreign member, `notice`.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tocsin.publish.jsonl import Json, dumped
from tocsin.publish.outgoing import Outgoing
from tocsin.publish.page.outline import Geometry, Outlines
from tocsin.publish.released import as_json, place_status, point
from tocsin.release import Area, Released
from tocsin.vocab import PlaceKind


def lines(outgoing: Outgoing, outlines: Outlines) -> Iterator[str]:
    """The collection, a feature a line, each as soon as it is there."""
    yield '{"type": "FeatureCollection", "features": [\n'
    before = ""
    for released in outgoing:
        yield before + dumped(_feature(released, outlines))
        before = ",\n"
    notice = outgoing.notice()
    told: Json = {
        "status": notice.status,
        "internal": notice.internal,
        "exported": notice.exported.isoformat(),
        "asked": [{"filter": name, "value": value} for name, value in notice.asked],
        "since": notice.since.isoformat() if notice.since else None,
        "until": notice.until.isoformat() if notice.until else None,
        "incidents": notice.incidents,
        "held_back": [
            {"reason": reason, "incidents": count, "until": until.isoformat() if until else None}
            for reason, count, until in notice.held
        ],
        "withheld": [{"what": what, "incidents": count} for what, count in notice.withheld],
        "words": " ".join(notice.sentences()),
    }
    yield f'\n], "notice": {dumped(told)}}}\n'


def _feature(released: Released, outlines: Outlines) -> Json:
    area = released.area
    place = {
        "place": area.name,
        "place_kind": area.kind,
        "place_status": place_status(area),
        "country": area.country,
        "region": area.region,
        "region_name": area.region_name,
        "radius_km": area.radius_km if point(area) else None,
    }
    properties = as_json(released)
    return {
        "type": "Feature",
        "id": properties.pop("incident"),
        "geometry": _geometry(area, outlines),
        "properties": {**properties, **place},
    }


def _geometry(area: Area, outlines: Outlines) -> Geometry | None:
    if at := point(area):
        return {"type": "Point", "coordinates": list(at)}
    outline = outlines.get(area.region or "") if area.known and area.kind is PlaceKind.REGION else None
    return _wound(outline) if outline else None


def _wound(geometry: Geometry) -> Geometry:
    """An outline whose outer rings go counterclockwise and inner ones clockwise (RFC 7946, section 3.1.6)."""
    polygons: Any = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    wound = [[_turned(ring, outer=at == 0) for at, ring in enumerate(polygon)] for polygon in polygons]
    return {"type": geometry["type"], "coordinates": wound if geometry["type"] == "MultiPolygon" else wound[0]}


def _turned(ring: list[list[float]], *, outer: bool) -> list[list[float]]:
    # Twice the area, by the shoelace formula: positive where the ring goes counterclockwise.
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if (doubled > 0) is outer else ring[::-1]
