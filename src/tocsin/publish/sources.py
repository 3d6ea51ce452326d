"""The described sources, with what a ledger knows of each, for the terminal."""

from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tocsin.model import SourceRecord
from tocsin.publish.words import visible

#: The columns, with the width that each needs at least. "told" counts incidents.
_COLUMNS = {"publisher": 22, "who it is": 13, "grade": 5, "told": 4, "the latest": 10, "read to": 10}


def table(rows: Iterable[SourceRecord], out: TextIO) -> None:
    """One row a source: who it is, whose, how far it is relied on, and how much of the ledger it tells of."""
    console = Console(file=out, markup=False, emoji=False, highlight=False, legacy_windows=False)
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, width in _COLUMNS.items():
        made.add_column(
            column,
            min_width=width,
            max_width=width + 4,
            overflow="fold",
            justify="right" if column == "told" else "left",
        )
    for row in rows:
        source = row.source
        checked = f"checked by {visible(source.checked_by or '')}" if source.checked else "unchecked"
        whose = f", {source.party}" if source.party else ""
        made.add_row(
            Text(visible(source.publisher)).append(f"\n{source.id}, {checked}", style="dim"),
            f"{source.role or ''}{whose}",
            source.reliability,
            f"{row.incidents:,}" if row.incidents else "",
            _day(row.latest),
            _day(row.read_to),
        )
    console.print(made)


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
