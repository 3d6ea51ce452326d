"""`tocsin alerts`: the state of every area that was warned, now, as of a moment, or all of its history."""

from typing import Annotated

import typer

from tocsin.cli import options
from tocsin.cli.exits import say
from tocsin.cli.incidents import LedgerOption
from tocsin.cli.output import opened
from tocsin.cli.values import moment, zone
from tocsin.errors import SettingsError
from tocsin.pipeline import history, spell_lines, spell_table
from tocsin.settings import Settings

_FORMS = ("table", "jsonl")
_HISTORY = "All that was, not only how it stands: one interval a line."
_AS_OF = "How it stood then, by when reports were read."

Form = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table or jsonl.")]


def alerts(
    context: typer.Context,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="TIME", help=_AS_OF)] = None,
    all_of_it: Annotated[bool, typer.Option("--history", help=_HISTORY)] = False,
    zone_name: options.Zone = None,
    form: Form = "table",
    out: options.Out = None,
    ledger: LedgerOption = None,
) -> None:
    """Show how every area stands that was warned: alert, clear, or unknown since when. Silence is not an all-clear."""
    config: Settings = context.obj
    if form not in _FORMS:
        raise SettingsError(f"--format {form!r}: it may be {', '.join(_FORMS)}")
    then = moment("--as-of", as_of, zone(zone_name), ends_day=True)
    spells = history(ledger or config.ledger, then)
    found = [s for s in spells if all_of_it or s.end is None]
    with opened(out) as file:
        if form == "jsonl":
            file.writelines(f"{line}\n" for line in spell_lines(found))
        else:
            spell_table(found, file)
    if not found:
        say("nothing was declared by an armed source: no area is known to be clear")
