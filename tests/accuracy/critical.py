"""Posts that a warning hangs on: what an extractor must not say of them.

A post *declares* a threat or an all-clear when its own words do so as a present act. What was declared last night, what
will be declared, what somebody else is said to have declared, a drill, a joke and a memo declare nothing.
`expect.threat_stance` is the stance of the threat that a post speaks of (`denied`, `hedged`, `intended`: it may be
found so, or not at all where `expect.threat` is false, but never as `stated`); null where it speaks of none.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scoring import report_of

from tocsin.model import Claim, Interval, Report

#: A declaration may name a time a little before or after its own publication and still be a present act.
PRESENT = timedelta(minutes=30)


@dataclass(frozen=True)
class Post:
    """A short post and what it declares."""

    report: Report
    lang: str
    threat: bool
    all_clear: bool
    advice: bool
    threat_stance: str | None


@dataclass(frozen=True)
class Verdict:
    """What went wrong with one post."""

    post: Post
    all_clear_invented: bool
    all_clear_missed: bool
    threat_missed: bool
    denied_read_as_stated: bool
    advice_wrong: bool


def load(path: Path) -> list[Post]:
    """Read posts, one JSON object a line."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Post(
            report_of(record),
            record["lang"],
            threat=record["expect"]["threat"],
            all_clear=record["expect"]["all-clear"],
            advice=record["expect"]["advice"],
            threat_stance=record["expect"]["threat_stance"],
        )
        for record in records
    ]


def judge(post: Post, claims: Sequence[Claim]) -> Verdict:
    """Compare what was found in a post with what it declares."""
    threats = {claim.stance for claim in claims if claim.event == "threat" and is_present(claim, post.report)}
    clear = any(
        claim.event == "all-clear" and claim.stance in ("stated", "hedged") and is_present(claim, post.report)
        for claim in claims
    )
    stated = post.threat and post.threat_stance == "stated"
    missed = "stated" not in threats if stated else post.threat and not threats & {"stated", "hedged"}
    return Verdict(
        post,
        all_clear_invented=clear and not post.all_clear,
        all_clear_missed=post.all_clear and not clear,
        threat_missed=missed,
        denied_read_as_stated=not stated and "stated" in threats,
        advice_wrong=post.advice != any(claim.event == "advice" for claim in claims),
    )


def is_present(claim: Claim, report: Report) -> bool:
    """Whether a claim is about the time of its report: it names none, or one that holds about then."""
    if claim.time is None or report.published is None:
        return True
    start, end = bounds(claim.time, report.published)
    return start - PRESENT <= report.published <= end + PRESENT


def bounds(interval: Interval, published: datetime) -> tuple[datetime, datetime]:
    """An interval as two aware moments, in its own zone, else in that of the report."""
    zone = ZoneInfo(interval.zone) if interval.zone else published.tzinfo
    start, end = (
        moment if isinstance(moment, datetime) else datetime.combine(moment, time()) + timedelta(days=days)
        for moment, days in ((interval.start, 0), (interval.end, 1))
    )
    return start.replace(tzinfo=zone), end.replace(tzinfo=zone)


def rate(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """The measures that the floors speak of, and two more to look at."""
    threats = [verdict for verdict in verdicts if verdict.post.threat]
    unstated = [verdict for verdict in verdicts if not (verdict.post.threat and verdict.post.threat_stance == "stated")]
    clears = [verdict for verdict in verdicts if verdict.post.all_clear]
    return {
        "all_clears_invented": sum(verdict.all_clear_invented for verdict in verdicts),
        "threats_missed": share([verdict.threat_missed for verdict in threats]),
        "denied_read_as_stated": share([verdict.denied_read_as_stated for verdict in unstated]),
        "all_clears_missed": share([verdict.all_clear_missed for verdict in clears]),
        "advice_wrong": share([verdict.advice_wrong for verdict in verdicts]),
    }


def share(flags: Sequence[bool]) -> float:
    """How many of the flags are up, from 0 to 1."""
    return sum(flags) / len(flags) if flags else 0.0
