"""`tocsin figures`."""

from typing import Annotated

import typer

from tocsin.cli import options
from tocsin.cli.exits import say
from tocsin.cli.incidents import (
    Area,
    ByPublisher,
    Event,
    LedgerOption,
    Party,
    Place,
    Since,
    State,
    Until,
    Weapon,
    opened_record,
    wanted_of,
)
from tocsin.cli.output import opened
from tocsin.cli.read import window_of
from tocsin.cli.values import zone
from tocsin.errors import SettingsError
from tocsin.pipeline import figure_lines, figure_plot, figure_sheet
from tocsin.vocab import FigureKind

_WHAT = f"What is counted: {', '.join(FigureKind)}."
_FORMS = ("plot", "csv", "jsonl")


# One parameter an option is how typer reads a command line; everything behind it takes five or fewer.
def figures(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", help=_WHAT)],
    ledger: LedgerOption = None,
    place: Place = None,
    area: Area = None,
    event: Event = None,
    state: State = None,
    party: Party = None,
    publisher: ByPublisher = None,
    weapon: Weapon = None,
    since: Since = None,
    until: Until = None,
    zone_name: options.Zone = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help=", ".join(_FORMS))] = "plot",
    out: options.Out = None,
) -> None:
    """Every number that claims give for WHAT, by who gives it, in the order of publication.

    Nothing is added up: windows of time overlap, and one who counts repeats another.
    """
    if what not in set(FigureKind):
        raise SettingsError(f"{what!r} is nothing that is counted; it may be {', '.join(FigureKind)}")
    if form not in _FORMS:
        raise SettingsError(f"--format {form!r}: it may be {', '.join(_FORMS)}")
    window = window_of(since, until, zone(zone_name))
    wanted = wanted_of((place, area, event, state, party, publisher, weapon), window)
    with opened_record(context, ledger) as record, opened(out, mark=form == "csv") as file:
        found = record.figures(FigureKind(what), wanted)
        if form == "plot":
            figure_plot(found, file)
        else:
            file.writelines(figure_sheet(found) if form == "csv" else (f"{line}\n" for line in figure_lines(found)))
        if not found:
            say("no claim that fits gives such a number")
