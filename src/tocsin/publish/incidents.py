"""Incidents for people and programs: lines of JSON, and a table for the terminal."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tocsin.model import Account, Attribute, Brief, Check, Incident, Redaction, Testimony
from tocsin.publish import words
from tocsin.publish.jsonl import Json, claim_json, dumped
from tocsin.publish.words import MANNERS, visible
from tocsin.vocab import Relation, State

#: The check whose first sum may be larger without a contradiction.
HOURS = "the whole and its hours"
#: The check whose second sum is a part of the first.
LAUNCHED = "launched and downed"
_STYLES = {State.CORROBORATED: "bold", State.CONTESTED: "bold red", State.CONFIRMED: "bold"}


def lines(accounts: Iterable[Account]) -> Iterator[str]:
    """Each incident as one line of JSON, without its newline."""
    return (dumped(as_json(account)) for account in accounts)


def as_json(account: Account) -> Json:
    """An incident with its claims as JSON values."""
    incident = account.incident
    grades = {
        g.claim: {"grade": {"reliability": g.reliability, "credibility": g.credibility, "reason": g.reason}}
        for g in account.assessment.grades
    }
    return {
        "incident": incident.id,
        "title": account.title,
        "place": _place(incident),
        "time": {"from": incident.start.isoformat(), "to": incident.end.isoformat()},
        "state": account.assessment.state,
        "reason": account.assessment.reason,
        "behind": list(account.assessment.claims),
        "claims": [{**_testimony(t), **grades.get(t.claim.id, {})} for t in account.testimonies],
        "attributes": [_attribute(a) for a in account.assessment.attributes],
        "conflicts": [_attribute(a) for a in account.assessment.attributes if a.relation is Relation.CONTRADICT],
        "checks": [_check(c) for c in account.assessment.checks],
        "history": [
            {
                "claim": h.claim,
                "words": h.words,
                "verdict": h.verdict,
                "reason": h.reason,
                "incidents": list(h.incidents),
            }
            for h in account.history
        ],
        "framing": [{"kind": f.kind, "words": f.words, "claim": f.claim} for f in account.assessment.framing],
        "redacted": [
            {"report": r.report, "reason": r.reason, "by": r.by, "at": r.at.isoformat()} for r in account.redactions
        ],
    }


def table(briefs: Iterable[Brief], out: TextIO) -> int:
    """One row an incident; how many there were."""
    console = Console(file=out, markup=False, emoji=False, highlight=False, legacy_windows=False)
    rows = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    # An id is typed into the next command: it never breaks.
    rows.add_column("incident", no_wrap=True)
    for column, ratio in (("what, where, when", 8), ("how far it is borne out", 7), ("claims", 2)):
        rows.add_column(column, ratio=ratio, overflow="fold", justify="right" if column == "claims" else "left")
    count = 0
    for brief in briefs:
        count += 1
        state = Text(brief.assessment.state, style=_STYLES.get(brief.assessment.state, ""))
        contradicted = [a.name for a in brief.assessment.attributes if a.relation is Relation.CONTRADICT]
        state.append(f"\n{visible(brief.assessment.reason)}", style="dim")
        if contradicted:
            state.append(f"\ncontradicted: {', '.join(contradicted)}", style="red")
        rows.add_row(brief.id, visible(brief.title), state, f"{brief.claims} of {brief.reports}")
    if count:
        console.print(rows)
    return count


def whole(account: Account, out: TextIO) -> None:
    """One incident with everything that is said of it, report by report, oldest first."""
    console = Console(file=out, markup=False, emoji=False, highlight=False, legacy_windows=False, soft_wrap=True)
    console.print(Text(visible(account.title), style="bold"))
    console.print(f"{account.incident.id} · {account.assessment.state}: {visible(account.assessment.reason)}")
    for attribute in account.assessment.attributes:
        _shown_attribute(attribute, console)
    for check in account.assessment.checks:
        console.print(f"  {check.name}: {visible(check.words)}: {_verdict(check)}")
    for past in account.history:
        earlier = f" ({', '.join(past.incidents)})" if past.incidents else ""
        console.print(f"  «{visible(past.words)}»: {past.verdict}: {past.reason}{earlier}")
    for gone in account.redactions:
        console.print(Text(f"  {redacted(gone)}", style="bold"))
    if account.assessment.framing:
        loaded = ", ".join(dict.fromkeys(f"«{visible(f.words)}»" for f in account.assessment.framing))
        console.print(Text(f"  the speakers' framing: {loaded}", style="dim"))
    shown, grades = None, {g.claim: g for g in account.assessment.grades}
    for t in account.testimonies:
        if t.report.id != shown:
            shown = t.report.id
            heading = Text(f"\n{words.publisher(t.report)}", style="bold")
            console.print(
                heading.append(f" · {words.published(t.report)} · {visible(t.report.id)}", style="dim not bold")
            )
            for note in _notes(t):
                console.print(Text(f"  {visible(note)}", style="italic"))
        who = words.speaker(t.claim, t.report)
        manner = MANNERS[t.claim.stance]
        grade = f" [{grades[t.claim.id]}]" if t.claim.id in grades else ""
        console.print(f"  {manner.sign} {t.claim.event}, {manner.word} by {who}{grade}: «{visible(t.claim.quote)}»")
        for name, value in words.details(t.claim):
            console.print(Text(f"      {name}: ", style="dim").append(value))


def redacted(gone: Redaction) -> str:
    """In words: what was destroyed, when, by whom and why."""
    return visible(f"report {gone.report} was redacted on {gone.at:%Y-%m-%d} by {gone.by}: {gone.reason}")


def _notes(t: Testimony) -> list[str]:
    """What a report is to others, and whether it is still there."""
    report = t.report
    return [
        *([f"another wording of {report.edit_of}, which its publisher edited"] if report.edit_of else []),
        *([f"passes on {report.forward_of}"] if report.forward_of else []),
        *([f"copies {t.copy_of}, and counts no more than that"] if t.copy_of else []),
        *([f"taken down by its publisher (noticed {t.deleted:%Y-%m-%d %H:%M}: {t.deletion})"] if t.deleted else []),
    ]


def _verdict(check: Check) -> str:
    if not check.difference:
        return "agree"
    # Bulletins for some hours of a night need not cover all of it.
    covers = check.name == HOURS and check.difference > 0
    if check.name == LAUNCHED and check.difference > 0:
        return f"{check.difference:,} of them not said to be downed"
    return f"{check.difference:,} in other hours" if covers else f"differ by {abs(check.difference):,}"


def _shown_attribute(attribute: Attribute, console: Console) -> None:
    style = "bold red" if attribute.relation is Relation.CONTRADICT else "dim"
    told = "; ".join(f"{v.words} ({', '.join(v.voices)})" for v in attribute.values)
    several = f", {attribute.relation}" if len(attribute.values) > 1 else ""
    console.print(Text(f"  {attribute.name}: ").append(visible(told)).append(several, style=style))


def _attribute(attribute: Attribute) -> Json:
    return {
        "name": attribute.name,
        "relation": attribute.relation,
        "values": [
            {
                "value": v.words,
                **({"low": v.low, "high": v.high} if v.low is not None or v.high is not None else {}),
                "state": v.state,
                "said_by": list(v.voices),
                "claims": list(v.claims),
            }
            for v in attribute.values
        ],
    }


def _check(check: Check) -> Json:
    return {
        "check": check.name,
        "what": check.what,
        "first": check.first,
        "second": check.second,
        "difference": check.difference,
        "words": check.words,
        "claims": list(check.claims),
    }


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
    origin = {"edit_of": t.report.edit_of, "forward_of": t.report.forward_of, "copy_of": t.copy_of}
    return {
        "report": t.report.id,
        "publisher": t.report.publisher,
        "published": published,
        **{name: value for name, value in origin.items() if value},
        **({"deleted": t.deleted.isoformat()} if t.deleted else {}),
        **claim_json(t.claim),
    }
