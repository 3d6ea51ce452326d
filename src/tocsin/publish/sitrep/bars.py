"""The figures of a situation report: bars by day and by kind. The pattern says how far incidents are borne out."""

from collections.abc import Sequence

from tocsin.publish.page.html import esc
from tocsin.publish.sitrep.facts import SHADES, Bar
from tocsin.vocab import Event

_WIDTH, _HEIGHT = 480.0, 210.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 8.0, 8.0, 22.0, 26.0
_WIDEST = 56.0
_ROW = 24.0
_NAMES = 104.0
#: The shades in the order in which they stand on one another, by the class that gives them their pattern.
_CLASSES = dict(zip(SHADES, ("firm", "split", "alone", "gone"), strict=True))

PATTERNS = (
    '<svg class="defs" aria-hidden="true" width="0" height="0"><defs>'
    '<pattern id="split" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="ground" width="6" height="6"/><rect class="stripe" width="3" height="6"/></pattern>'
    '<pattern id="gone" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="ground" width="6" height="6"/>'
    '<path class="cross" d="M0 0L6 6M6 0L0 6"/></pattern>'
    '<pattern id="area" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="wash" width="7" height="7"/><line class="hatching" x1="0" y1="0" x2="0" y2="7"/></pattern>'
    "</defs></svg>"
)


def by_day(bars: Sequence[Bar], caption: str) -> str:
    """Bars side by side, one a day or week, with their totals."""
    if not bars:
        return ""
    most = max(bar.total for bar in bars)
    slot = min(_WIDEST, (_WIDTH - _LEFT - _RIGHT) / len(bars))
    unit = (_HEIGHT - _TOP - _BOTTOM) / most
    base = _HEIGHT - _BOTTOM
    every = max(1, -(-len(bars) * 50 // int(_WIDTH)))
    parts = []
    for at, bar in enumerate(bars):
        x = _LEFT + at * slot
        parts.append(_stacked(bar, x + slot * 0.12, slot * 0.76, base, unit))
        middle = x + slot / 2
        if bar.total and (slot > 14 or bar.total == most):
            parts.append(f'<text class="n" x="{middle:.1f}" y="{base - bar.total * unit - 5:.1f}">{bar.total}</text>')
        if at % every == 0:
            parts.append(f'<text class="d" x="{max(middle, 22):.1f}" y="{base + 16:.1f}">{_short(bar)}</text>')
    axis = f'<path class="axis" d="M{_LEFT} {base}H{_WIDTH - _RIGHT}"/>'
    return _figure("".join(parts) + axis, _HEIGHT, caption, legend(bars))


def by_kind(kinds: Sequence[tuple[Event, int]], caption: str) -> str:
    """A bar a kind, one under the other."""
    if not kinds:
        return ""
    most = max(count for _, count in kinds)
    unit = (_WIDTH - _NAMES - 44) / most
    rows = "".join(
        f'<text class="k" x="{_NAMES - 8}" y="{at * _ROW + 16:.1f}">{esc(event)}</text>'
        f'<rect class="firm" x="{_NAMES}" y="{at * _ROW + 4:.1f}" width="{count * unit:.1f}" height="{_ROW - 8}"/>'
        f'<text class="n start" x="{_NAMES + count * unit + 6:.1f}" y="{at * _ROW + 16:.1f}">{count}</text>'
        for at, (event, count) in enumerate(kinds)
    )
    return _figure(rows, len(kinds) * _ROW + 4, caption, "")


def legend(bars: Sequence[Bar]) -> str:
    """What the patterns that are there mean."""
    there = [shade for shade in SHADES if any(bar.counts[shade] for bar in bars)]
    entries = "".join(
        f'<li><svg width="16" height="12" aria-hidden="true"><rect class="{_CLASSES[shade]}" x="1" y="1" width="14" '
        f'height="10"/></svg> {shade}</li>'
        for shade in there
    )
    return f'<ul class="legend">{entries}</ul>'


def _stacked(bar: Bar, x: float, width: float, base: float, unit: float) -> str:
    parts, y = [], base
    for shade, count in bar.counts.items():
        if count:
            y -= count * unit
            title = f"{_short(bar)}: {count} {shade}"
            parts.append(
                f'<rect class="{_CLASSES[shade]}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
                f'height="{count * unit:.1f}"><title>{esc(title)}</title></rect>'
            )
    return "".join(parts)


def _short(bar: Bar) -> str:
    return f"{bar.first.day} {bar.first:%b}"


def _figure(drawn: str, height: float, caption: str, below: str) -> str:
    return (
        f'<figure class="bars"><figcaption>{esc(caption)}</figcaption><svg viewBox="0 0 {_WIDTH:g} {height:g}" '
        f'role="img" aria-label="{esc(caption)}">{drawn}</svg>{below}</figure>'
    )
