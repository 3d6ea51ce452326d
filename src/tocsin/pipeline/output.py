"""How readings leave: the table of formats."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from tocsin.gazetteer.areas import outlines
from tocsin.model import Reading
from tocsin.publish import jsonl, sheet, table
from tocsin.publish.page import Heading, page


@dataclass(frozen=True, slots=True)
class Look:
    """How the user wants to see it: with the rules that made each field, and under which title and note."""

    explain: bool = False
    title: str = "Claims"
    note: str = ""


def _table(readings: Iterable[Reading], out: TextIO, look: Look) -> None:
    table.write(readings, out, explain=look.explain)


def _jsonl(readings: Iterable[Reading], out: TextIO, look: Look) -> None:
    for line in jsonl.lines(readings, explain=look.explain):
        # One write a line, at once handed on: whoever stops us is left with whole lines.
        out.write(f"{line}\n")
        out.flush()


def _csv(readings: Iterable[Reading], out: TextIO, look: Look) -> None:
    for line in sheet.lines(readings, explain=look.explain):
        out.write(line)
        out.flush()


def _html(readings: Iterable[Reading], out: TextIO, look: Look) -> None:
    out.write(page(readings, outlines(), heading=Heading(look.title, look.note), explain=look.explain))


Writer = Callable[[Iterable[Reading], TextIO, Look], None]

#: Format name -> what writes it.
FORMATS: dict[str, Writer] = {"table": _table, "jsonl": _jsonl, "csv": _csv, "html": _html}


def write(form: str, readings: Iterable[Reading], out: TextIO, look: Look) -> None:
    """Write `readings` to `out` in one of `FORMATS`, each as soon as it is there (a page when all are)."""
    FORMATS[form](readings, out, look)
