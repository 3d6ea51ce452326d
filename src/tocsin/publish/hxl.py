"""Incidents as CSV with hashtags of the Humanitarian Exchange Language (HXL 1.1, hxlstandard.org).

A number has a least and a most over everything that is claimed, and `#meta+speakers` says whose claims they are. Under
the last incident stands a row that names none: `#meta+notice` says what was held back and withheld.
"""

from collections.abc import Iterator

from tocsin.publish.outgoing import INTERNAL, Outgoing
from tocsin.publish.released import bounds, numbers, place_status, point, publishers, told
from tocsin.publish.rows import moment
from tocsin.publish.sheet import line
from tocsin.publish.words import visible
from tocsin.release import Released
from tocsin.vocab import FigureKind, PlaceKind

#: What people suffer, and the attributes that HXL's dictionary has for it or that follow its rules.
_AFFECTED = {
    FigureKind.KILLED: "killed",
    FigureKind.INJURED: "injured",
    FigureKind.MISSING: "missing",
    FigureKind.CAPTURED: "captured",
    FigureKind.CASUALTIES: "casualties",
    FigureKind.EVACUATED: "evacuated",
    FigureKind.WITHOUT_POWER: "without_power",
    FigureKind.WITHOUT_WATER: "without_water",
    FigureKind.WITHOUT_HEAT: "without_heat",
}

#: Header -> hashtag.
COLUMNS = {
    "Incident": "#event+id",
    "What is claimed": "#event+name",
    "Events claimed": "#event+type",
    "From": "#date+start",
    "To": "#date+end",
    "Country (ISO 3166-1)": "#country+code+v_iso2",
    "Region (ISO 3166-2)": "#adm1+code+v_iso3166_2",
    "Region": "#adm1+name",
    "District": "#adm2+name",
    "Place": "#loc+name",
    "Kind of place": "#loc+type",
    "Place found": "#loc+status",
    "Latitude": "#geo+lat",
    "Longitude": "#geo+lon",
    "How far it is borne out": "#status+verification",
    "Why": "#description+verification",
    **{
        f"{what.replace('-', ' ').capitalize()}, {side}": f"#affected+{tag}+{end}"
        for what, tag in _AFFECTED.items()
        for side, end in (("least claimed", "min"), ("most claimed", "max"))
    },
    "Numbers, and whose claims they are": "#meta+speakers",
    "Published by": "#meta+source",
    "Withheld": "#meta+withheld",
    "Release": "#meta+release",
    "Notice": "#meta+notice",
}


def lines(outgoing: Outgoing) -> Iterator[str]:
    """Headers, hashtags, a row an incident, and the row of the notice, each with its line end."""
    yield line(COLUMNS)
    yield line(COLUMNS.values())
    for released in outgoing:
        yield line(_row(released))
    yield line([*[None] * (len(COLUMNS) - 1), " ".join(outgoing.notice().sentences())])


def _row(released: Released) -> list[object]:
    area = released.area
    lon, lat = point(area) or (None, None)
    name, fine = visible(area.name), area.kind not in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.DISTRICT)
    return [
        released.id,
        visible(released.title),
        ", ".join(released.events),
        moment(released.start),
        moment(released.end),
        area.country,
        area.region,
        visible(area.region_name) or (name if area.kind is PlaceKind.REGION else None),
        name if area.kind is PlaceKind.DISTRICT else None,
        name if fine else None,
        area.kind,
        place_status(area),
        lat,
        lon,
        released.state,
        visible(released.reason),
        *(end for what in _AFFECTED for end in bounds(released, what)),
        told(numbers(released)),
        "; ".join(publishers(released)),
        "; ".join(map(visible, released.withheld)),
        INTERNAL if released.internal else "released",
        None,
    ]
