"""Incidents for people and programs: lines of JSON, and a table for the terminal."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tocsin.model import Account, Incident, Testimony
from tocsin.publish import words
from tocsin.publish.jsonl import Json, claim_json, dumped
from tocsin.publish.words import MANNERS, visible
from tocsin.vocab import State

_STYLES = {State.CORROBORATED: "bold", State.CONTESTED: "bold red", State.CONFIRMED: "bold"}


def lines(accounts: Iterable[Account]) -> Iterator[str]:
    """Each incident as one line of JSON, without its newline."""
    return (dumped(as_json(account)) for account in accounts)


def as_json(account: Account) -> Json:
    """An incident with its claims as JSON values."""
    incident = account.incident
    return {
        "incident": incident.id,
        "title": account.title,
        "place": _place(incident),
        "time": {"from": incident.start.isoformat(), "to": incident.end.isoformat()},
        "state": account.assessment.state,
        "reason": account.assessment.reason,
        "behind": list(account.assessment.claims),
        "claims": [_testimony(t) for t in account.testimonies],
    }


def table(accounts: Iterable[Account], out: TextIO) -> int:
    """One row an incident; how many there were."""
    console = Console(file=out, markup=False, emoji=False, highlight=False, legacy_windows=False)
    rows = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for column, ratio in (("incident", 3), ("what, where, when", 8), ("how far it is borne out", 7), ("claims", 2)):
        rows.add_column(column, ratio=ratio, overflow="fold", justify="right" if column == "claims" else "left")
    count = 0
    for account in accounts:
        count += 1
        state = Text(account.assessment.state, style=_STYLES.get(account.assessment.state, ""))
        reports = len({t.report.id for t in account.testimonies})
        rows.add_row(
            account.incident.id,
            visible(account.title),
            state.append(f"\n{visible(account.assessment.reason)}", style="dim"),
            f"{len(account.testimonies)} of {reports}",
        )
    if count:
        console.print(rows)
    return count


def whole(account: Account, out: TextIO) -> None:
    """One incident with everything that is said of it, report by report, oldest first."""
    console = Console(file=out, markup=False, emoji=False, highlight=False, legacy_windows=False, soft_wrap=True)
    console.print(Text(visible(account.title), style="bold"))
    console.print(f"{account.incident.id} · {account.assessment.state}: {visible(account.assessment.reason)}")
    shown = None
    for t in account.testimonies:
        if t.report.id != shown:
            shown = t.report.id
            heading = Text(f"\n{words.publisher(t.report)}", style="bold")
            console.print(
                heading.append(f" · {words.published(t.report)} · {visible(t.report.id)}", style="dim not bold")
            )
        who = words.speaker(t.claim, t.report)
        manner = MANNERS[t.claim.stance]
        console.print(f"  {manner.sign} {t.claim.event}, {manner.word} by {who}: «{visible(t.claim.quote)}»")
        for name, value in words.details(t.claim):
            console.print(Text(f"      {name}: ", style="dim").append(value))


def _place(incident: Incident) -> Json:
    place = incident.place
    return {
        "name": incident.name,
        "kind": incident.kind,
        "country": incident.country,
        "status": "found" if place else "not found",
        "id": place.id if place else None,
        "region": place.region if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
    }


def _testimony(t: Testimony) -> Json:
    published = t.report.published.isoformat() if t.report.published else None
    return {"report": t.report.id, "publisher": t.report.publisher, "published": published, **claim_json(t.claim)}
