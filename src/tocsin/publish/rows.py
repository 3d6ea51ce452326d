"""Incidents as CSV, one row an incident, safe to open in a spreadsheet.

Under the last incident stands a row that names none: it says in `release` what was held back and withheld.
"""

from collections.abc import Iterator
from datetime import datetime

from tocsin.publish.outgoing import INTERNAL, Outgoing
from tocsin.publish.released import (
    blamed,
    contradicted,
    numbers,
    place_status,
    point,
    publishers,
    speaker,
    told,
)
from tocsin.publish.sheet import line
from tocsin.publish.words import visible
from tocsin.release import Released

COLUMNS = (
    "incident", "title", "start", "end", "place", "place_kind", "place_status", "country", "region", "region_name",
    "lat", "lon", "radius_km", "events", "state", "reason", "numbers", "weapons", "blamed", "contradicted", "claims",
    "speakers", "publishers", "withheld", "release",
)  # fmt: skip


def lines(outgoing: Outgoing) -> Iterator[str]:
    """The header, a row an incident, and the row of the notice, each with its line end."""
    yield line(COLUMNS)
    for released in outgoing:
        yield line(row(released))
    yield line([*[None] * (len(COLUMNS) - 1), " ".join(outgoing.notice().sentences())])


def row(released: Released) -> list[object]:
    """The cells of one incident."""
    area = released.area
    lon, lat = point(area) or (None, None)
    return [
        released.id,
        visible(released.title),
        moment(released.start),
        moment(released.end),
        visible(area.name),
        area.kind,
        place_status(area),
        area.country,
        area.region,
        visible(area.region_name),
        lat,
        lon,
        area.radius_km if lat is not None else None,
        "; ".join(released.events),
        released.state,
        visible(released.reason),
        told(numbers(released)),
        "; ".join(dict.fromkeys(c.weapon for c in released.claims if c.weapon)),
        blamed(released),
        "; ".join(visible(a.name) for a in contradicted(released)),
        len(released.claims),
        "; ".join(dict.fromkeys(map(speaker, released.claims))),
        "; ".join(publishers(released)),
        "; ".join(map(visible, released.withheld)),
        INTERNAL if released.internal else "released",
    ]


def moment(at: datetime) -> str:
    """A moment to the second, with its offset."""
    return at.isoformat(timespec="seconds")
