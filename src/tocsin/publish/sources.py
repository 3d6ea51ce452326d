"""The described sources, with what a ledger knows of each, for the terminal."""

from collections.abc import Iterable
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table

from tocsin.model import Source
from tocsin.publish.words import visible


def table(rows: Iterable[tuple[Source, int, str | None]], out: TextIO) -> None:
    """One row a source: who it is, whose, how far it is relied on, and how much of the ledger it tells of."""
    console = Console(file=out, markup=False, emoji=False, highlight=False, legacy_windows=False)
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for column in ("source", "publisher", "role", "party", "grade", "checked", "incidents", "last"):
        made.add_column(column, overflow="fold", justify="right" if column == "incidents" else "left")
    for source, incidents, last in rows:
        made.add_row(
            source.id,
            visible(source.publisher),
            source.role or "",
            source.party or "",
            source.reliability,
            f"by {visible(source.checked_by or '')}" if source.checked else "no",
            f"{incidents:,}" if incidents else "",
            (last or "")[:10],
        )
    console.print(made)
