"""Marks moved apart where they would cover one another, as little as that takes."""

import math
from collections.abc import Sequence

from tocsin.publish.page.projection import Point

_ROUNDS = 80
#: Beyond this many marks no map is readable, and moving them apart would take its time for nothing.
_MOST = 250
_GAP = 1.5
#: How far from its place, in which steps and directions, a mark looks for room.
_FAR, _STEP, _TURNS = 90, 6, 16

#: A middle and a radius.
Disc = tuple[Point, float]


def spread(discs: Sequence[Disc]) -> list[Point]:
    """New middles for discs so that they do not overlap and keep their bearings; the same for the same discs."""
    if len(discs) > _MOST:
        return [middle for middle, _ in discs]
    points = [list(middle) for middle, _ in discs]
    for _ in range(_ROUNDS):
        moved = False
        for a in range(len(discs)):
            for b in range(a + 1, len(discs)):
                moved = _part(points[a], points[b], discs[a][1] + discs[b][1] + _GAP) or moved
        if not moved:
            break
    return [(x, y) for x, y in points]


def free(disc: Disc, taken: Sequence[Disc]) -> Point:
    """The nearest middle for a disc at which it covers none of `taken`; its own where there is none near."""
    (x, y), r = disc
    for distance in range(0, _FAR, _STEP):
        for turn in range(_TURNS if distance else 1):
            angle = 2 * math.pi * turn / _TURNS
            at = x + distance * math.cos(angle), y + distance * math.sin(angle)
            if all(math.dist(at, middle) >= r + radius + _GAP for middle, radius in taken):
                return at
    return x, y


def _part(a: list[float], b: list[float], apart: float) -> bool:
    """Move two middles apart, each half of the way."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = math.hypot(dx, dy)
    if distance >= apart - 1e-3:
        return False
    # Two that are one have no direction of their own.
    dx, dy = (dx / distance, dy / distance) if distance > 1e-6 else (1.0, 0.0)
    push = (apart - distance) / 2
    a[0], a[1] = a[0] - dx * push, a[1] - dy * push
    b[0], b[1] = b[0] + dx * push, b[1] + dy * push
    return True
