"""The map of a situation report: each incident as finely as it was released, its state as a shape.

A town or site has its mark at its point. A region is shaded, its mark anywhere in it; a district is a dashed circle.
What has no known place, or is as wide as a country, is drawn nowhere: the page lists it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tocsin.publish.page.chart import countries
from tocsin.publish.page.html import esc
from tocsin.publish.page.labels import Box, label
from tocsin.publish.page.outline import Outlines, corners, middle, path, rings
from tocsin.publish.page.projection import Point, View
from tocsin.publish.page.spread import free, spread
from tocsin.publish.released import point
from tocsin.publish.sitrep.facts import SIGNS, Facts
from tocsin.publish.words import visible
from tocsin.release import Area, Released
from tocsin.vocab import PlaceKind, State

_WIDTH, _HEIGHT = 960.0, 600.0
_EDGE = 26.0
_RADIUS = 9.0
#: Room beside the places for their names, and the least width: a narrow area need not be a wide map.
_BESIDE, _LEAST, _NARROW = 110.0, 560.0, 700.0
#: Degrees that are seen around the middle at least, so that a map of one town is none of nothing.
_AROUND = (1.4, 0.8)
#: Shapes by state, around 0, 0, for a mark of radius 9.
SHAPES: dict[State, str] = {
    State.CONFIRMED: '<circle class="hollow" r="9"/><circle class="full" r="5"/>',
    State.CORROBORATED: '<circle class="full" r="8"/>',
    State.CONTESTED: '<path class="full" d="M0 -10L10 0L0 10L-10 0Z"/>',
    State.SINGLE_SOURCE: '<circle class="hollow" r="8"/>',
    State.UNVERIFIABLE: '<rect class="hollow" x="-7" y="-7" width="14" height="14"/>',
    State.REFUTED: '<circle class="back" r="8"/><path class="stroke" d="M-6 -6L6 6M-6 6L6 -6"/>',
    State.RETRACTED: '<circle class="hollow" r="8"/><path class="stroke" d="M-6 6L6 -6"/>',
}


@dataclass(slots=True)
class _Mark:
    """The incidents of one state at one place."""

    area: Area
    state: State
    numbers: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        shown = ", ".join(map(str, self.numbers[:3])) + (" …" if len(self.numbers) > 3 else "")
        return f"{visible(self.area.name)[:30]} {shown}"

    @property
    def spoken(self) -> str:
        count = len(self.numbers)
        where = f"{visible(self.area.name)}{'' if point(self.area) else ', somewhere in it'}"
        which = f"incident{'' if count == 1 else 's'} {', '.join(map(str, self.numbers))}"
        return esc(f"{where}: {which}, {self.state}")


@dataclass(frozen=True, slots=True)
class Chart:
    """The SVG of a map ("" where nothing can be drawn), whether it is a wide one, and the incidents not on it."""

    svg: str
    wide: bool
    apart: Sequence[tuple[int, Released]]


def chart(facts: Facts, outlines: Outlines) -> Chart:
    """The map of a report's incidents."""
    marks: dict[tuple[object, ...], _Mark] = {}
    apart = []
    for n, released in facts.incidents:
        area = released.area
        if not _drawable(area, outlines):
            apart.append((n, released))
            continue
        key = (area.kind, area.name, area.lat, area.lon, released.state)
        marks.setdefault(key, _Mark(area, released.state)).numbers.append(n)
    codes = sorted({*facts.regions, *(m.area.region or "" for m in marks.values())} & set(outlines))
    if not marks and not codes:
        return Chart("", False, apart)
    view = _view(marks.values(), codes, outlines)
    told = {m.area.region for m in marks.values() if m.area.kind is PlaceKind.REGION}
    # Those that are named come last, or their neighbours would cover their borders.
    ranked = sorted(outlines.items(), key=lambda pair: (pair[0] in told, pair[0]))
    land = "".join(_land(code, path(view, outline), told) for code, outline in ranked)
    svg = (
        f'<svg viewBox="0 0 {view.width:.0f} {_HEIGHT:g}" role="group" aria-label="Map of the incidents; the table '
        f'says the same"><g class="land">{land}</g>{countries(view)}<g class="marks">'
        f"{_marks(list(marks.values()), view, outlines)}</g></svg>"
    )
    return Chart(svg, view.width > _NARROW, apart)


def symbol(state: State) -> str:
    """A state's shape by itself, for a key."""
    return f'<svg class="symbol" viewBox="-12 -12 24 24" aria-hidden="true"><g class="mark">{SHAPES[state]}</g></svg>'


def _drawable(area: Area, outlines: Outlines) -> bool:
    if area.kind is PlaceKind.REGION:
        return area.known and area.region in outlines
    placed = area.known and area.lat is not None and area.lon is not None
    return placed and (point(area) is not None or area.kind is PlaceKind.DISTRICT)


def _view(marks: Iterable[_Mark], codes: Sequence[str], outlines: Outlines) -> View:
    points: list[Point] = [corner for code in codes for corner in corners(outlines[code])]
    for area in (mark.area for mark in marks if mark.area.kind is not PlaceKind.REGION):
        if area.lat is not None and area.lon is not None:
            points.append((area.lon, area.lat))
    lon, lat = ((min(values) + max(values)) / 2 for values in zip(*points, strict=True))
    points += [(lon - _AROUND[0], lat - _AROUND[1]), (lon + _AROUND[0], lat + _AROUND[1])]
    view = View.around(points, _WIDTH - 2 * _EDGE, _HEIGHT - 2 * _EDGE)
    xs = [view.at(*at)[0] for at in points]
    width = min(_WIDTH, max(_LEAST, max(xs) - min(xs) + 2 * _BESIDE))
    left = view.left + ((min(xs) + max(xs)) / 2 - width / 2) / view.scale
    return replace(view, width=width, height=_HEIGHT, left=left, top=view.top - _EDGE / view.scale)


def _land(code: str, drawn: str, told: set[str | None]) -> str:
    if not drawn:
        return ""
    named = "told" if code in told else code[:2].lower()
    return f'<path class="{esc(named)}" d="{drawn}"/>'


def _marks(marks: list[_Mark], view: View, outlines: Outlines) -> str:
    """The marks, each where it was released to be; names where there is room."""
    towns = [m for m in marks if point(m.area)]
    true = [view.at(*at) for m in towns if (at := point(m.area))]
    placed = list(zip(towns, true, spread([(at, _RADIUS) for at in true]), strict=True))
    for mark in (m for m in marks if not point(m.area)):
        home = _anchor(mark.area, view, outlines)
        placed.append((mark, home, free((home, _RADIUS), [(at, _RADIUS) for _, _, at in placed])))
    taken = [Box(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for _, _, (x, y) in placed]
    drawn = "".join(_drawn(mark, home, at, view) for mark, home, at in placed)
    best = list(SIGNS)
    ranked = sorted(placed, key=lambda p: (-len(p[0].numbers), best.index(p[0].state)))
    return drawn + "".join(label((at, _RADIUS), mark.name, view, taken, "name") for mark, _, at in ranked)


def _anchor(area: Area, view: View, outlines: Outlines) -> Point:
    if area.kind is PlaceKind.REGION:
        seen = [ring for ring in map(view.ring, rings(outlines[area.region or ""])) if len(ring) > 2]
        if seen:
            return middle(max(seen, key=len))
    return view.at(area.lon or 0.0, area.lat or 0.0)


def _drawn(mark: _Mark, home: Point, at: Point, view: View) -> str:
    (hx, hy), (x, y) = home, at
    around = ""
    if mark.area.kind is PlaceKind.DISTRICT:
        reach = max(view.length(mark.area.radius_km or 0.0), _RADIUS + 4)
        around = f'<circle class="reach" cx="{hx:.1f}" cy="{hy:.1f}" r="{reach:.1f}"/>'
    elif point(mark.area) and abs(hx - x) + abs(hy - y) > 2:
        around = f'<path class="lead" d="M{hx:.1f} {hy:.1f}L{x:.1f} {y:.1f}"/>'
    return (
        f'{around}<a href="#i{mark.numbers[0]}" aria-label="{mark.spoken}"><g class="mark {mark.state}" '
        f'transform="translate({x:.1f} {y:.1f})">{SHAPES[mark.state]}<title>{mark.spoken}</title></g></a>'
    )
