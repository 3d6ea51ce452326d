"""Names beside the marks of a map, where they cover nothing."""

from typing import NamedTuple

from tocsin.publish.page.html import esc
from tocsin.publish.page.projection import View
from tocsin.publish.page.spread import Disc

_SIZE = 13.0


class Box(NamedTuple):
    """Where something stands that a name may not cover."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share a point."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def label(mark: Disc, name: str, view: View, taken: list[Box], rank: str) -> str:
    """A name beside, below, above or at a corner of its mark; else nowhere. Its box joins those that are taken."""
    (x, y), r = mark
    wide = len(name) * _SIZE * 0.56
    tries = (
        (x + r + 4, y + 4.5, "start", x + r + 4),
        (x - r - 4, y + 4.5, "end", x - r - 4 - wide),
        (x, y + r + 13, "middle", x - wide / 2),
        (x, y - r - 5, "middle", x - wide / 2),
        (x + r, y - r - 1, "start", x + r),
        (x - r, y - r - 1, "end", x - r - wide),
        (x + r, y + r + 9, "start", x + r),
        (x - r, y + r + 9, "end", x - r - wide),
    )
    for at, base, anchor, left in tries:
        box = Box(left, base - 11, left + wide, base + 4)
        inside = view.shows((box.left, box.top), 2) and view.shows((box.right, box.bottom), 2)
        if inside and not any(box.meets(other) for other in taken):
            taken.append(box)
            return f'<text class="{rank}" x="{at:.1f}" y="{base:.1f}" text-anchor="{anchor}">{esc(name)}</text>'
    return ""
