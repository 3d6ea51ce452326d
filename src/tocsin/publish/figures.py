"""A series of numbers by who gives them: for the terminal with bars, as CSV, as lines of JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from tocsin.amounts import bounds_in_signs
from tocsin.model import Count
from tocsin.publish import words
from tocsin.publish.jsonl import dumped
from tocsin.publish.sheet import line
from tocsin.publish.words import visible

_WIDTH = 32
_PARTS = "▏▎▍▌▋▊▉█"
COLUMNS = (
    "published", "from", "to", "voice", "publisher", "what", "low", "high", "words", "place", "incident", "claim",
    "report",
)  # fmt: skip


def lines(counts: Iterable[Count]) -> Iterator[str]:
    """Each number as one line of JSON, without its newline."""
    return (dumped(dict(zip(COLUMNS, _row(c), strict=True))) for c in counts)


def sheet(counts: Iterable[Count]) -> Iterator[str]:
    """The numbers as rows of CSV, safe to open in a spreadsheet, the header first."""
    yield line(COLUMNS)
    for c in counts:
        yield line(_row(c))


def plot(counts: Sequence[Count], out: TextIO) -> None:
    """A bar for each number, under who gives it, in the order of publication."""
    console = Console(file=out, markup=False, emoji=False, highlight=False, legacy_windows=False, soft_wrap=True)
    most = max((c.figure.most for c in counts), default=0) or 1
    by_voice: dict[str, list[Count]] = {}
    for c in counts:
        by_voice.setdefault(c.voice, []).append(c)
    for voice, given in by_voice.items():
        console.print(Text(visible(voice), style="bold"))
        for c in given:
            when = words.when(c.testimony.claim.time) or f"told {words.published(c.testimony.report)}"
            bar = _bar(c.figure.most / most)
            console.print(f"  {bar:<{_WIDTH}} {_number(c):>8}  {when}, {_place(c)}  {c.incident}")


def _row(c: Count) -> list[object]:
    claim, report = c.testimony.claim, c.testimony.report
    return [
        report.published.isoformat() if report.published else "",
        claim.time.start.isoformat() if claim.time else "",
        claim.time.end.isoformat() if claim.time else "",
        c.voice,
        report.publisher,
        c.figure.what,
        c.figure.low,
        c.figure.high,
        c.figure.quote,
        _place(c),
        c.incident,
        claim.id,
        report.id,
    ]


def _place(c: Count) -> str:
    return visible(", ".join(m.name for m in c.testimony.claim.places)) or "place not said"


def _number(c: Count) -> str:
    number = bounds_in_signs(c.figure.low, c.figure.high)
    return f"~{number}" if c.figure.approx and c.figure.low == c.figure.high else number


def _bar(share: float) -> str:
    eighths = max(0, round(share * _WIDTH * len(_PARTS)))
    whole, part = divmod(eighths, len(_PARTS))
    return _PARTS[-1] * whole + (_PARTS[part - 1] if part else "")
