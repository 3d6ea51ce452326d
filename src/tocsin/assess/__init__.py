"""Incident -> how far it is borne out.

`voices` says whose word each claim is (`offices`: who is meant by "the governor"), `state` what follows from who
agrees with whom, `attributes` what the claims say value by value, `reconcile` holds sums against one another,
`framing` marks loaded words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tocsin.assess.attributes import attributes
from tocsin.assess.framing import framing
from tocsin.assess.history import Earlier, Past, history
from tocsin.assess.reconcile import is_total, own_breakdown, reconcile
from tocsin.assess.state import verified
from tocsin.assess.voices import Holders, Voice, Who, voices
from tocsin.model import Assessment, Claim, Testimony

__all__ = ["Earlier", "Holders", "Past", "Voice", "Who", "assess", "history", "own_breakdown", "voices"]


#: All claims of a report and its text, by its id.
Whole = Callable[[str], tuple[Sequence[Claim], str]]


def assess(testimonies: Sequence[Testimony], heard: Mapping[str, Voice], whole: Whole | None = None) -> Assessment:
    """How far an incident is borne out, what its claims say value by value, and which sums agree.

    Args:
        testimonies: the claims of the incident.
        heard: whose word each claim is, by its id (`voices`).
        whole: all claims of a report; the lines of a total belong to other incidents.
    """
    totals = {t.claim.id: t.report.id for t in testimonies if is_total(t.claim)}
    checks = [
        check
        for report in dict.fromkeys(totals.values() if whole else ())
        for check in own_breakdown(*(whole(report) if whole else ((), "")))
        if check.claims[0] in totals
    ]
    checks += reconcile(testimonies, heard)
    return replace(
        verified(testimonies, heard),
        attributes=attributes(testimonies, heard),
        checks=tuple(checks),
        framing=framing(t.claim for t in testimonies),
    )
