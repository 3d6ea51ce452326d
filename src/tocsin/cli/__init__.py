"""The command line: `tocsin read`, `tocsin ingest`, `tocsin incidents`, `tocsin export` and the others."""

import os
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer
import typer.main

from tocsin.cli.alerts import alerts
from tocsin.cli.cap import cap
from tocsin.cli.exits import MEANINGS, Exit, ended, say
from tocsin.cli.export import export
from tocsin.cli.figures import figures
from tocsin.cli.incidents import incidents, ingest, rebuild, replay, show
from tocsin.cli.judge import judge, redact
from tocsin.cli.places import import_dump, places
from tocsin.cli.read import read
from tocsin.cli.relay import relay
from tocsin.cli.sources import sources
from tocsin.cli.verify import verify
from tocsin.errors import SettingsError
from tocsin.settings import settings

_EXAMPLES = (
    "\b\nExamples:\n"
    "  tocsin read --examples\n"
    "  tocsin read result.json --format jsonl > claims.jsonl\n"
    "  tocsin read exports/ feed.xml --since 2025-11-20 --out claims.html\n"
    "  tocsin read post.txt --publisher 'Governor of N' --published 2025-11-21T12:00+03:00\n"
    "  cat post.txt | tocsin read - --explain\n"
    "  tocsin places Горловка\n"
    "  tocsin ingest exports/ && tocsin incidents --area Belgorod --since 2025-11-20\n"
    "  tocsin export --area Belgorod --since 2025-11-20 --out belgorod.html"
)
_CODES = "\b\nExit codes:\n" + "\n".join(f"  {code.value:<4} {meaning}" for code, meaning in MEANINGS.items())
_ENVIRONMENT = (
    "\b\nEnvironment:\n"
    "  TOCSIN_DEBUG=1     show the trace of an unexpected fault\n"
    "  TOCSIN_LEDGER      the ledger to use, sqlite:///path or postgresql://…\n"
    "  TOCSIN_GAZETTEER   a gazetteer file to use instead of the bundled one\n"
    "  TOCSIN_SOURCES     a folder of source descriptions to use beside the bundled ones\n"
    "  TOCSIN_TSA         a time-stamping server (RFC 3161) for tocsin verify --stamp\n"
    "  TOCSIN_TSA_CERT    a PEM file with the certificates that its time-stamps are held against"
)

app = typer.Typer(
    name="tocsin",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=f"{_EXAMPLES}\n\n{_CODES}\n\n{_ENVIRONMENT}",
)
gazetteer = typer.Typer(rich_markup_mode=None, help="The names and areas that Tocsin knows.")
app.add_typer(gazetteer, name="gazetteer")
app.command(epilog=_EXAMPLES)(read)
app.command()(places)
app.command()(ingest)
app.command()(incidents)
app.command()(show)
app.command()(verify)
app.command()(replay)
app.command()(rebuild)
app.command()(redact)
app.command()(figures)
app.command()(export)
app.command()(relay)
app.command()(alerts)
app.add_typer(judge, name="judge")
app.add_typer(sources, name="sources")
app.add_typer(cap, name="cap")
gazetteer.command("import")(import_dump)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tocsin {version('tocsin')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Read reports of attacks into claims: who says what happened, where, when, in which words.

    A claim is not a fact: nothing that is printed is established by it.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(Exit.USAGE)


def run(arguments: Sequence[str]) -> int:
    """Run the command line with `arguments`; the exit code."""
    try:
        config = settings(os.environ)
    except SettingsError as error:
        say(str(error))
        return Exit.USAGE
    command = typer.main.get_command(app)

    def work() -> None:
        # Not `command()`: it would end the program itself, with words of its own for Ctrl-C and broken pipes.
        with command.make_context("tocsin", list(arguments), obj=config) as context:
            command.invoke(context)

    return ended(work, debug=config.debug)
