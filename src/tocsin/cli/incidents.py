"""`tocsin ingest`, `tocsin incidents`, `tocsin replay`, `tocsin show`: the ledger from the command line."""

import contextlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as Bar

from tocsin.cli import options
from tocsin.cli.exits import Exit, say
from tocsin.cli.output import Ear, opened
from tocsin.cli.read import window_of
from tocsin.cli.values import moment, zone
from tocsin.errors import InputError, SettingsError
from tocsin.model import Account, Brief
from tocsin.pipeline import (
    EXAMPLES,
    Door,
    Hints,
    House,
    Record,
    Wanted,
    Window,
    incident_lines,
    incident_table,
    incident_whole,
    redacted,
)
from tocsin.pipeline import record as reading
from tocsin.settings import Settings
from tocsin.vocab import Clock

_LEDGER = "The ledger's address: sqlite:///path or postgresql://… Default: TOCSIN_LEDGER, else one in your data folder."

LedgerOption = Annotated[str | None, typer.Option("--ledger", metavar="URL", help=_LEDGER)]
_CLOCK = "What decides whether something was known: when it was recorded in this ledger, or when it was published."

_COMPLETE = "Each channel is read whole: posts that the ledger has of it and that are missing now were taken down."
Complete = Annotated[bool, typer.Option("--complete", help=_COMPLETE)]

Several = list[str] | None
Place = Annotated[Several, typer.Option("--place", metavar="NAME", help="A settlement or site; may be given again.")]
Area = Annotated[Several, typer.Option("--area", metavar="NAME", help="A region, district or country, or its code.")]
Event = Annotated[Several, typer.Option("--event", metavar="CODE", help="As attack, fire, interception.")]
State = Annotated[Several, typer.Option("--state", metavar="CODE", help="As corroborated, contested.")]
Party = Annotated[Several, typer.Option("--party", metavar="CODE", help="Told by a party to a war, as UA.")]
ByPublisher = Annotated[Several, typer.Option("--publisher", metavar="NAME", help="Told by a publisher.")]
Weapon = Annotated[Several, typer.Option("--weapon", metavar="CODE", help="As uav, missile, artillery.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Incidents of then or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Incidents of then or before.")]
Form = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table or jsonl.")]


@contextlib.contextmanager
def opened_record(context: typer.Context, ledger: str | None, *, rebuilt: bool = False) -> Iterator[Record]:
    """The record that was asked for, closed at the end; says where its incidents are due to be `rebuilt`."""
    config: Settings = context.obj
    record = Record.open(ledger or config.ledger, House.open(config.gazetteer, config.sources))
    try:
        if record.outdated and not rebuilt:
            say("the incidents here were worked out by another version's rules; `tocsin rebuild` works them out anew")
        yield record
    finally:
        record.close()


def ingest(
    context: typer.Context,
    sources: options.Sources = None,
    ledger: LedgerOption = None,
    publisher: options.Publisher = None,
    published: options.Published = None,
    zone_name: options.Zone = None,
    since: options.Since = None,
    until: options.Until = None,
    examples: options.Examples = False,
    complete: Complete = False,
) -> None:
    """Read SOURCEs, keep their reports and claims in the ledger, and resolve them into incidents.

    Reading the same thing again adds nothing, so that an ingest that was stopped goes on where it was. A post that says
    something else than it did is kept beside what it said before.
    """
    config: Settings = context.obj
    within = zone(zone_name)
    wanted: list[str | Path] = [*(sources or []), *([EXAMPLES] if examples else [])]
    if not wanted:
        raise SettingsError("no SOURCE is given (see tocsin ingest --help)")
    window = window_of(since, until, within)
    if complete and (since or until):
        raise SettingsError("--complete is for channels that are read whole; leave --since and --until away")
    if examples and not sources:
        publisher, published = publisher or options.UNSIGNED, published or options.EXAMPLE_DAY
    hints = Hints(publisher=publisher, published=moment("--published", published, within), zone=zone_name)
    house = House.open(config.gazetteer, config.sources)
    ear = Ear.at(Path("-"))
    record = Record.open(ledger or config.ledger, house, create=True)
    try:
        door = Door(stdin=sys.stdin.buffer, progress=ear.progress)
        for problem in record.ingest(reading(wanted, house, hints=hints, window=window, door=door), complete=complete):
            ear.problem(problem)
    finally:
        ear.close()
        count = record.count
        known = f"; {count.known:,} were known already" if count.known else ""
        gone = f"; {count.deleted:,} that it has were taken down since" if count.deleted else ""
        say(f"{count.reports:,} reports with {count.claims:,} claims are new in the ledger{known}{gone}")
        record.close()
    if ear.problems:
        raise typer.Exit(Exit.PROBLEMS)


# One parameter an option is how typer reads a command line; everything behind it takes five or fewer.
def incidents(
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
    form: Form = "table",
    out: options.Out = None,
) -> None:
    """List incidents, the latest first: what is claimed to have happened, and how far it is borne out."""
    window = window_of(since, until, zone(zone_name))
    wanted = wanted_of((place, area, event, state, party, publisher, weapon), window)
    _known(form)
    with opened_record(context, ledger) as record:
        if form == "jsonl":
            _lines(record.incidents(wanted), out)
        else:
            _table(record.briefs(wanted), out)


def replay(
    context: typer.Context,
    as_of: Annotated[str, typer.Option("--as-of", metavar="TIME", help="The moment, as 2025-11-21T09:00+02:00.")],
    by: Annotated[str, typer.Option(metavar="CLOCK", help=_CLOCK)] = "recorded",
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
    form: Form = "table",
    out: options.Out = None,
) -> None:
    """List the incidents as they were known at a past moment: "what did we know at 09:00?"."""
    within = zone(zone_name)
    wanted = wanted_of((place, area, event, state, party, publisher, weapon), window_of(since, until, within))
    _known(form)
    then = moment("--as-of", as_of, within)
    if by not in set(Clock) or then is None:
        raise SettingsError(f"--by {by!r}: it may be {', '.join(Clock)}")
    with opened_record(context, ledger) as record:
        found = record.as_of(then, Clock(by), wanted)
        if form == "jsonl":
            _lines((account for _, account in found), out)
        else:
            _table((brief for brief, _ in found), out)


def rebuild(context: typer.Context, ledger: LedgerOption = None) -> None:
    """Work all incidents out anew from what the ledger holds, by this version's rules. Judgements are kept.

    Stopped in between, it goes on where it was.
    """
    bar = Bar(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with opened_record(context, ledger, rebuilt=True) as record, bar:
        task = bar.add_task("working incidents out")
        for done, total in record.rebuild():
            bar.update(task, completed=done, total=total)
        say("all incidents were worked out anew")


def wanted_of(given: tuple[Several, ...], window: Window) -> Wanted:
    """What was asked for, as typed: places, areas, events, states, parties, publishers, weapons."""
    places, areas, events, states, parties, publishers, weapons = (tuple(values or ()) for values in given)
    return Wanted(places, areas, events, states, parties, publishers, weapons, window.since, window.until)


def _known(form: str) -> None:
    if form not in ("table", "jsonl"):
        raise SettingsError(f"--format {form!r}: it may be table, jsonl")


def _lines(found: Iterable[Account], out: Path | None) -> None:
    with opened(out) as file:
        file.writelines(f"{line}\n" for line in incident_lines(found))


def _table(found: Iterable[Brief], out: Path | None) -> None:
    with opened(out) as file:
        if not incident_table(found, file):
            say("no incident is known that fits")


def show(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="An incident (I-…), a claim or a report.")],
    ledger: LedgerOption = None,
    form: Form = "table",
) -> None:
    """Show one incident with everything that is said of it, and in which words.

    An id that went into another incident leads there.
    """
    _known(form)
    with opened_record(context, ledger) as record:
        accounts, redactions = record.find(id_)
        if not accounts and not redactions:
            raise InputError(f"{id_}: no incident, claim or report of this ledger has this id")
        for gone in redactions if not accounts else ():
            say(f"{id_}: {redacted(gone)}")
        with opened(None) as file:
            for account in accounts:
                if id_.startswith("I-") and account.incident.id != id_:
                    say(f"{id_} is now part of {account.incident.id}")
                if form == "jsonl":
                    file.writelines(f"{line}\n" for line in incident_lines([account]))
                else:
                    incident_whole(account, file)
