"""`tocsin export`: incidents in the forms that others read, once they have passed the release rules."""

import sys
from datetime import UTC, datetime
from pathlib import Path
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
from tocsin.pipeline import EXPORTS

_FORM = f"One of {', '.join(EXPORTS)}. Default: by the ending of --out."
_INTERNAL = "For the desk alone: hold nothing back. The file says that it is not released."
_DESK = "Whose export it is; a claimreview names its author."
_ENDINGS = {"htm": "html", "json": "geojson", "markdown": "md"}


# One parameter an option is how typer reads a command line; everything behind it takes five or fewer.
def export(
    context: typer.Context,
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
    form: Annotated[str | None, typer.Option("--format", "-f", metavar="FORMAT", help=_FORM)] = None,
    out: options.Out = None,
    internal: Annotated[bool, typer.Option("--internal", help=_INTERNAL)] = False,
    desk: Annotated[str, typer.Option(metavar="NAME", help=_DESK)] = "",
) -> None:
    """Write incidents as GeoJSON, CSV, Parquet, in ACLED's columns, with HXL tags, as ClaimReview, or as a report.

    What goes out passes the release rules, and says what was withheld: fresh places, sites, and names of people who
    hold no public office.
    """
    chosen = EXPORTS[name := _form(form, out)]
    if chosen.signed and not desk.strip():
        raise SettingsError(f"--format {name} needs --desk NAME: it says whose judgement it is")
    if chosen.binary and out is None and sys.stdout.isatty():
        raise SettingsError(f"--format {name} is not for a terminal: name a file with --out")
    window = window_of(since, until, zone(zone_name))
    wanted = wanted_of((place, area, event, state, party, publisher, weapon), window)
    with opened_record(context, ledger) as record:
        going = record.exported(wanted, datetime.now(UTC), internal=internal, desk=desk.strip())
        with opened(out, mark=chosen.mark) as file:
            chosen.write(going, file)
        say(going.summary() + (f" ({out})" if out else ""))


def _form(form: str | None, out: Path | None) -> str:
    """The form that was asked for, by name or ending; else what the ending of `out` stands for, if just one does."""
    if form in EXPORTS:
        return form
    if form is None and out is None:
        raise SettingsError(f"say --format ({', '.join(EXPORTS)}), or name a file with --out")
    ending = (form or (out.suffix if out else "")).lower().removeprefix(".")
    meant = [name for name, f in EXPORTS.items() if f.ending == _ENDINGS.get(ending, ending)]
    if form is not None and len(meant) != 1:
        raise SettingsError(f"--format {form!r}: it may be {', '.join(EXPORTS)}")
    if len(meant) != 1:
        known = f"{', '.join(meant)} all have this ending" if meant else "no form has this ending"
        raise SettingsError(f"--out {out}: {known}; say --format ({', '.join(meant or EXPORTS)})")
    return meant[0]
