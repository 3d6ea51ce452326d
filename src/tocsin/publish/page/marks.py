"""The marks of the map: one a place, with the number of its claims, and its name where there is room."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.publish.page.html import esc
from tocsin.publish.page.labels import Box, label
from tocsin.publish.page.projection import Point, View
from tocsin.publish.page.spot import Spot
from tocsin.publish.page.spread import free, spread
from tocsin.vocab import PlaceKind

#: How many names, of the places with most claims, are shown on a narrow screen.
_FIRST_NAMES = 7


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark of radius `r` at `x`, `y`, for a place at `true`; a line joins the two where they differ."""

    spot: Spot
    true: Point
    x: float
    y: float
    r: float

    @property
    def box(self) -> Box:
        return Box(self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r)


def marks(anchors: Sequence[tuple[Spot, Point]], view: View) -> str:
    """The marks of all places, each given with where it lies in the frame."""
    order = sorted(anchors, key=lambda pair: (-len(pair[0].claims), pair[0].id))
    # Towns keep their bearings to one another; the mark of a region stands for no point, and makes room for theirs.
    towns = [(spot, point) for spot, point in order if not spot.area]
    discs = [(point, _radius(spot)) for spot, point in towns]
    made = [_Mark(spot, true, *at, _radius(spot)) for (spot, true), at in zip(towns, spread(discs), strict=True)]
    for spot, point in order:
        if spot.area:
            at = free((point, _radius(spot)), [((mark.x, mark.y), mark.r) for mark in made])
            made.insert(0, _Mark(spot, point, *at, _radius(spot)))
    leads = "".join(map(_lead, made))
    return leads + "".join(_drawn(mark, view) for mark in made) + _names(made, view)


def spoken(spot: Spot) -> str:
    """A place and how many claims name it, for a title; escaped."""
    count = len(spot.claims)
    return esc(f"{spot.name}: {count} claim{'' if count == 1 else 's'}")


def _radius(spot: Spot) -> float:
    return 7.0 + 1.2 * math.pow(min(len(spot.claims), 12), 0.7)


def _lead(mark: _Mark) -> str:
    (tx, ty), x, y = mark.true, mark.x, mark.y
    if mark.spot.area or math.hypot(x - tx, y - ty) < 2:
        return ""
    line = f'<path class="lead" d="M{tx:.1f} {ty:.1f}L{x:.1f} {y:.1f}"/>'
    return f'{line}<circle class="dot" cx="{tx:.1f}" cy="{ty:.1f}" r="2"/>'


def _drawn(mark: _Mark, view: View) -> str:
    spot, x, y, r = mark.spot, mark.x, mark.y, mark.r
    count = f'<text class="c" x="{x:.1f}" y="{y + 3.6:.1f}">{len(spot.claims)}</text>'
    reach = ""
    if spot.area:
        side = f"{2 * r:.1f}"
        shape = f'<rect class="region" x="{x - r:.1f}" y="{y - r:.1f}" width="{side}" height="{side}" rx="3"/>'
    elif spot.mention.kind is PlaceKind.SITE:
        d = r + 2
        path = f"M{x:.1f} {y - d:.1f}l{d:.1f} {d:.1f}l-{d:.1f} {d:.1f}l-{d:.1f} -{d:.1f}Z"
        shape = f'<path class="site" d="{path}"/>'
    else:
        shape = f'<circle class="{spot.mention.kind}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
    if not spot.area and view.length(spot.reach_km) > r + 2:
        tx, ty = mark.true
        reach = f'<circle class="reach" cx="{tx:.1f}" cy="{ty:.1f}" r="{view.length(spot.reach_km):.1f}"/>'
    return f'{reach}<a href="#{spot.id}" aria-label="{spoken(spot)}">{shape}{count}<title>{spoken(spot)}</title></a>'


def _names(made: Sequence[_Mark], view: View) -> str:
    """The names that find room, those of the places with most claims first."""
    taken = [mark.box for mark in made]
    names: list[str] = []
    for mark in sorted(made, key=lambda mark: -len(mark.spot.claims)):
        # A phone has room for the first few names only.
        rank = "name" if len(names) < _FIRST_NAMES else "name more"
        names.append(label(((mark.x, mark.y), mark.r), mark.spot.name[:40], view, taken, rank))
    return "".join(names)
