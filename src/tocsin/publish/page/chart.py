"""The map itself: an SVG of the regions' outlines, with those that claims name shaded."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.publish.page.html import esc
from tocsin.publish.page.marks import marks, spoken
from tocsin.publish.page.outline import Outlines, corners, middle, path, rings
from tocsin.publish.page.projection import Point, View
from tocsin.publish.page.spot import Spot

_WIDTH, _HEIGHT = 960.0, 660.0
_EDGE = 14.0

#: What is always seen, as longitude and latitude: without it a map of one town would be a map of nothing.
_HOME: tuple[Point, ...] = ((22.0, 52.4), (22.2, 47.5), (40.5, 44.3), (40.5, 52.0), (33.5, 44.2), (30.5, 54.5))
#: How far the map follows its places; what lies beyond is listed instead.
_LON, _LAT = (14.0, 66.0), (40.0, 62.0)

#: Where a country's name stands, clear of where most places are.
_COUNTRIES = {"Ukraine": (28.9, 49.25), "Belarus": (27.2, 53.35), "Russia": (41.6, 53.6)}


def chart(spots: Sequence[Spot], outlines: Outlines) -> tuple[str, set[str]]:
    """The SVG of the map, and the ids of the spots that lie beyond its edge."""
    shown = [spot for spot in spots if _near(spot)]
    view = _view(shown, outlines)
    areas = {spot.area: spot for spot in shown if spot.area}
    land, said = [], []
    for code, geometry in sorted(outlines.items()):
        drawn = path(view, geometry)
        if drawn and code in areas:
            said.append(_area(areas[code], drawn))
        elif drawn:
            land.append(f'<path class="{esc(code[:2].lower())}" d="{drawn}"/>')
    anchors = [(spot, _anchor(view, spot, outlines)) for spot in shown]
    svg = (
        f'<svg viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="group" aria-label="Map of the places that claims name; '
        f'the list beside it says the same">{_HATCH}<g class="land">{"".join(land)}</g>'
        f'<g class="areas">{"".join(said)}</g>{countries(view)}<g class="marks">{marks(anchors, view)}</g></svg>'
    )
    return svg, {spot.id for spot in spots} - {spot.id for spot in shown}


_HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-ground" width="7" height="7"/>'
    '<line class="hatch-line" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
)


def countries(view: View) -> str:
    """The names of the countries that a frame shows."""
    names = ((name, view.at(*at)) for name, at in _COUNTRIES.items())
    texts = (f'<text x="{x:.1f}" y="{y:.1f}">{name}</text>' for name, (x, y) in names if view.shows((x, y), 50))
    return f'<g class="countries" aria-hidden="true">{"".join(texts)}</g>'


def _near(spot: Spot) -> bool:
    if spot.point is None:
        return spot.area is not None
    lon, lat = spot.point
    return _LON[0] <= lon <= _LON[1] and _LAT[0] <= lat <= _LAT[1]


def _view(spots: Sequence[Spot], outlines: Outlines) -> View:
    """What is always seen and all the spots, with an edge around them."""
    areas = [corner for spot in spots if spot.area in outlines for corner in corners(outlines[spot.area or ""])]
    points = [spot.point for spot in spots if spot.point and not spot.area]
    view = View.around([*_HOME, *points, *areas], _WIDTH - 2 * _EDGE, _HEIGHT - 2 * _EDGE)
    return replace(
        view,
        width=_WIDTH,
        height=_HEIGHT,
        left=view.left - _EDGE / view.scale,
        top=view.top - _EDGE / view.scale,
    )


def _anchor(view: View, spot: Spot, outlines: Outlines) -> Point:
    if spot.area and spot.area in outlines:
        seen = [ring for ring in map(view.ring, rings(outlines[spot.area])) if len(ring) > 2]
        if seen:
            return middle(max(seen, key=len))
    return view.at(*spot.point) if spot.point else (_EDGE, _EDGE)


def _area(spot: Spot, drawn: str) -> str:
    return (
        f'<a class="area" href="#{spot.id}" aria-label="{spoken(spot)}, somewhere in the region">'
        f'<path d="{drawn}"/><title>{spoken(spot)}, somewhere in the region</title></a>'
    )
