"""Marks moved apart where they would cover one another, as little as that takes."""

import math
from collections.abc import Sequence

from tocsin.publish.page.projection import Point

_ROUNDS = 80
#: Beyond this many marks no map is readable, and moving them apart would take its time for nothing.
_MOST = 250
_GAP = 1.5


def spread(discs: Sequence[tuple[Point, float]]) -> list[Point]:
    """New middles for discs (middle, radius) so that they do not overlap; the same for the same discs."""
    points = [list(middle) for middle, _ in discs]
    if len(discs) > _MOST:
        return [middle for middle, _ in discs]
    for _ in range(_ROUNDS):
        moved = False
        for a in range(len(discs)):
            for b in range(a + 1, len(discs)):
                moved = _part(points[a], points[b], discs[a][1] + discs[b][1] + _GAP, a + b) or moved
        if not moved:
            break
    return [(x, y) for x, y in points]


def _part(a: list[float], b: list[float], apart: float, turn: int) -> bool:
    """Move two middles apart, each half of the way; where they are one, in a direction that `turn` gives."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = math.hypot(dx, dy)
    if distance >= apart - 1e-3:
        return False
    if distance < 1e-6:
        dx, dy, distance = math.cos(turn), math.sin(turn), 1.0
        push = apart / 2
    else:
        push = (apart - distance) / 2
    a[0], a[1] = a[0] - dx / distance * push, a[1] - dy / distance * push
    b[0], b[1] = b[0] + dx / distance * push, b[1] + dy / distance * push
    return True
