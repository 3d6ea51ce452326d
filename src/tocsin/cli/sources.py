"""`tocsin sources`: who is described, and `arm`, `disarm`, `armed`: which channel may warn whom on its own."""

import getpass
from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.cli.exits import say
from tocsin.cli.incidents import LedgerOption, opened_record
from tocsin.cli.output import opened
from tocsin.model import Arming
from tocsin.pipeline import MOST_AREAS, House, areas_of, armed_table, armory, source_table
from tocsin.settings import Settings

_ID = "A described source, as `tocsin sources` lists it."
_CHANNEL = "The channel's own numeric id: that very channel is armed, whatever another calls itself."
_AREA = "ISO 3166 codes or gazetteer ids, separated by commas; UA is the whole country."
_MOST = "So many areas may one post warn on its own; more wait for a person."
_REASON = "Why; it is kept with the decision."
_BY = "Who decides. Default: the name of your account."

sources = typer.Typer(
    rich_markup_mode=None,
    invoke_without_command=True,
    help="The described sources: whose they are, how far they are relied on, which of them are armed to warn.",
)

Id = Annotated[str, typer.Argument(metavar="ID", help=_ID)]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help=_REASON)]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=_BY)]


@sources.callback()
def listed(context: typer.Context, ledger: LedgerOption = None) -> None:
    """List the described sources: whose they are, how far they are relied on, and what the ledger has of them."""
    if context.invoked_subcommand is None:
        with opened_record(context, ledger) as record, opened(None) as file:
            source_table(record.sources(), file)


@sources.command()
def arm(
    context: typer.Context,
    source: Id,
    channel: Annotated[str, typer.Option("--channel", metavar="NUMBER", help=_CHANNEL)],
    area: Annotated[list[str], typer.Option("--area", metavar="CODES", help=_AREA)],
    most: Annotated[int, typer.Option("--most", metavar="NUMBER", min=1, help=_MOST)] = MOST_AREAS,
    reason: Reason = "",
    by: By = None,
    ledger: LedgerOption = None,
) -> None:
    """Let a channel warn some areas on its own. Nothing is armed as shipped: this is for the administrator."""
    config: Settings = context.obj
    house = House.open(config.gazetteer, config.sources)
    who = by or getpass.getuser()
    with closing(armory(ledger or config.ledger, house)) as armed:
        arming = Arming(source, channel, areas_of(area), most, who, reason, datetime.now(UTC))
        armed.arm(arming, house.gazetteer.get)
        say(f"{source} is armed: what channel {channel} declares for {', '.join(arming.areas)} leaves on its own")


@sources.command()
def disarm(
    context: typer.Context,
    source: Id,
    reason: Reason = "",
    by: By = None,
    ledger: LedgerOption = None,
) -> None:
    """Let a channel warn nobody on its own any more. What it had put on alert becomes unknown."""
    config: Settings = context.obj
    house = House.open(config.gazetteer, config.sources)
    with closing(armory(ledger or config.ledger, house)) as armed:
        armed.disarm(source, by or getpass.getuser(), reason, datetime.now(UTC))
        say(f"{source} is disarmed: nothing of it leaves on its own, and what it had put on alert is unknown now")


@sources.command("armed")
def shown(context: typer.Context, ledger: LedgerOption = None) -> None:
    """List the armed sources: which channel, for which areas, by whom and why."""
    config: Settings = context.obj
    house = House.open(config.gazetteer, config.sources)
    with closing(armory(ledger or config.ledger, house, create=False)) as armed, opened(None) as file:
        armed_table(armed, file)
        if not list(armed):
            say("no source is armed: whatever is read waits for two people")
