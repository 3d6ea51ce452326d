"""Claims for a terminal: one block a report, one row a claim, readable at 80 columns."""

from collections.abc import Iterable
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tocsin.model import Claim, Reading
from tocsin.publish import words
from tocsin.publish.words import MANNERS, visible
from tocsin.vocab import Stance

_STYLES = {
    # Not green: that somebody states a thing does not make it so.
    Stance.STATED: "bold",
    Stance.HEDGED: "yellow",
    Stance.DENIED: "bold red",
    Stance.INTENDED: "cyan",
}


def write(readings: Iterable[Reading], out: TextIO, *, explain: bool = False) -> None:
    """Print the readings to `out`, each as soon as it is there."""
    # No markup, emoji codes or highlighting: what a report says is shown, not obeyed.
    console = Console(file=out, markup=False, emoji=False, highlight=False, legacy_windows=False)
    for reading in readings:
        console.print(_heading(reading))
        if reading.claims:
            console.print(_table(reading, explain=explain))
        else:
            console.print(Text("  no claim in it", style="dim"))
        for problem in reading.problems:
            console.print(Text(f"  problem: {visible(str(problem))}", style="yellow"))
        console.print()


def _heading(reading: Reading) -> Text:
    report = reading.report
    heading = Text(words.publisher(report), style="bold")
    details = [words.published(report), report.language or "language unknown", visible(report.id)]
    return heading.append(" · " + " · ".join(details), style="dim not bold")


def _table(reading: Reading, *, explain: bool) -> Table:
    table = Table(box=box.SIMPLE, show_lines=False, expand=True, pad_edge=False, padding=(0, 1))
    table.add_column("Who says so", ratio=21, overflow="fold")
    table.add_column("How, what", width=12, overflow="fold")
    table.add_column("In which words", ratio=46, overflow="fold")
    for number, claim in enumerate(reading.claims):
        last = number == len(reading.claims) - 1
        table.add_row(
            _who(claim, reading),
            _how(claim),
            _what(claim, explain=explain).append("" if last else "\n"),
        )
    return table


def _who(claim: Claim, reading: Reading) -> Text:
    who = Text(words.speaker(claim, reading.report))
    return who.append(f"\nvia {words.chain(claim)}", style="dim") if claim.via else who


def _how(claim: Claim) -> Text:
    manner = MANNERS[claim.stance]
    return Text(f"{manner.sign} {manner.word}", style=_STYLES[claim.stance]).append(f"\n{claim.event}", style="default")


def _what(claim: Claim, *, explain: bool) -> Text:
    text = Text(f"«{visible(claim.quote)}»")
    for name, value in words.details(claim):
        text.append(f"\n{name}: ", style="dim").append(value)
    for field, why in claim.why if explain else ():
        text.append(f"\n  {words.reason(field, why)}", style="dim italic")
    return text
