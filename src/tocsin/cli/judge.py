"""`tocsin judge`, `tocsin redact`: what people decide, each time with a reason."""

import getpass
from typing import Annotated

import typer

from tocsin.cli.exits import say
from tocsin.cli.incidents import LedgerOption, opened_record
from tocsin.errors import SettingsError
from tocsin.pipeline import Record, visible
from tocsin.vocab import State

judge = typer.Typer(
    rich_markup_mode=None,
    help="Decide what is one happening and what is not. The last word counts; `undo` takes it back.",
    no_args_is_help=True,
)

_REASON = "Why; it is kept with the decision."
_BY = "Who decides. Default: the name of your account."
_INCIDENT = "An incident (I-…)."

Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help=_REASON)]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=_BY)]
Incident = Annotated[str, typer.Argument(metavar="INCIDENT", help=_INCIDENT)]
Other = Annotated[str, typer.Argument(metavar="INCIDENT", help="Another one.")]


def _who(by: str | None) -> str:
    return by or getpass.getuser()


def _now(record: Record, incident: str) -> str:
    account = record.incident(incident)
    return f"{account.incident.id}: {account.title}" if account else incident


def _said(reason: str) -> str:
    if not reason.strip():
        raise SettingsError("--reason is empty: say why, it is kept with the decision")
    return reason.strip()


@judge.command()
def merge(
    context: typer.Context, one: Incident, two: Other, reason: Reason, by: By = None, ledger: LedgerOption = None
) -> None:
    """Two incidents are one happening."""
    with opened_record(context, ledger) as record:
        record.decisions.merge(one, two, _said(reason), _who(by))
        say(f"{one} and {two} are now {_now(record, one)}")


@judge.command("not-same")
def not_same(
    context: typer.Context, one: Incident, two: Other, reason: Reason, by: By = None, ledger: LedgerOption = None
) -> None:
    """Two incidents are not one happening, whatever is reported yet."""
    with opened_record(context, ledger) as record:
        record.decisions.keep_apart(one, two, _said(reason), _who(by))
        say(f"{one} and {two} stay apart")


@judge.command()
def split(
    context: typer.Context,
    incident: Incident,
    reports: Annotated[list[str], typer.Argument(metavar="REPORT…", help="Reports that tell of another happening.")],
    reason: Reason,
    by: By = None,
    ledger: LedgerOption = None,
) -> None:
    """What some reports tell of an incident is another happening."""
    with opened_record(context, ledger) as record:
        record.decisions.split(incident, reports, _said(reason), _who(by))
        say(f"what {', '.join(reports)} tell of {incident} stands apart now")


@judge.command()
def move(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim.")],
    incident: Incident,
    reason: Reason,
    by: By = None,
    ledger: LedgerOption = None,
) -> None:
    """A claim is about another incident."""
    with opened_record(context, ledger) as record:
        record.decisions.move(claim, incident, _said(reason), _who(by))
        say(f"{claim} now belongs to {_now(record, incident)}")


def _ruling(state: State, meaning: str) -> None:
    def rule(
        context: typer.Context, incident: Incident, reason: Reason, by: By = None, ledger: LedgerOption = None
    ) -> None:
        with opened_record(context, ledger) as record:
            record.decisions.rule(incident, state, _said(reason), _who(by))
            account = record.incident(incident)
            if account:
                say(f"{account.incident.id} is {account.assessment.state}: {account.assessment.reason}")

    judge.command(state, help=meaning)(rule)


_ruling(State.CONFIRMED, "A person has seen independent or primary evidence of it.")
_ruling(State.REFUTED, "It was shown not to be so.")
_ruling(State.RETRACTED, "Whoever said so took it back.")
_ruling(State.UNVERIFIABLE, "It cannot be verified.")


@judge.command()
def undo(
    context: typer.Context,
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="A judgement (J-…), as `list` shows it.")],
    reason: Reason,
    by: By = None,
    ledger: LedgerOption = None,
) -> None:
    """Take a judgement back."""
    with opened_record(context, ledger) as record:
        record.decisions.undo(judgement, _said(reason), _who(by))
        say(f"{judgement} is taken back")


@judge.command()
def deleted(
    context: typer.Context,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report.")],
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="How you know.")],
    ledger: LedgerOption = None,
) -> None:
    """A publisher took a report down. What it said stays, and says so."""
    with opened_record(context, ledger) as record:
        record.decisions.deleted(report, _said(reason))
        say(f"{report} was taken down by its publisher; what it said stays in the ledger")


@judge.command("list")
def listed(context: typer.Context, ledger: LedgerOption = None) -> None:
    """All judgements, oldest first."""
    with opened_record(context, ledger) as record:
        for entry, body in record.decisions.judgements():
            print(
                visible(
                    f"{entry.subject}  {entry.at:%Y-%m-%d %H:%M}  {body['what']}, by {body['by']}: {body['reason']}"
                )
            )


def redact(
    context: typer.Context,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report.")],
    reason: Reason,
    by: By = None,
    ledger: LedgerOption = None,
) -> None:
    """Destroy the text of a report, its raw record and its claims, for ever. Hashes and the reason remain.

    All wordings of an edited post go, and what was worked out of them. Your own files and backups are yours to clean.
    """
    with opened_record(context, ledger) as record:
        gone, alike = record.decisions.redact(report, _said(reason), _who(by))
        say(f"the content of {gone} entries about {report} is destroyed; their hashes and the reason remain")
        if alike:
            say(f"alike in their words, and still there: {', '.join(alike)}; redact each that must go as well")
