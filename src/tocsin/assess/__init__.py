"""Incident -> how far it is borne out.

`voices` says whose word each claim is (`offices`: who is meant by "the governor"), `state` what follows from who
agrees with whom, `attributes` and `circumstances` what the claims say value by value, `grades` how far each is
believed, `reconcile` and `across` hold sums against one another, within an incident and over several; `framing` marks
loaded words, `history` holds claims about the past against it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.assess.across import Elsewhere, across, is_wide
from tocsin.assess.attributes import attributes
from tocsin.assess.circumstances import circumstances
from tocsin.assess.framing import framing
from tocsin.assess.grades import grades
from tocsin.assess.history import Earlier, Past, history
from tocsin.assess.reconcile import is_total, own_breakdown, reconcile
from tocsin.assess.state import ruled, verified
from tocsin.assess.times import bounds
from tocsin.assess.voices import Holders, Voice, Who, voices
from tocsin.model import Assessment, Claim, Place, Ruling, Testimony

__all__ = [
    "Earlier",
    "Elsewhere",
    "Holders",
    "Known",
    "Past",
    "Voice",
    "Who",
    "across",
    "assess",
    "bounds",
    "history",
    "is_wide",
    "own_breakdown",
    "voices",
]


#: All claims of a report and its text, by its id.
Whole = Callable[[str], tuple[Sequence[Claim], str]]
#: Whether the first place lies in the second.
Within = Callable[[Place, Place], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known besides the claims of an incident.

    `whole` gives all claims of a report and its text (the lines of a total belong to other incidents), `within` says
    whether the first place lies in the second, and `ruling` is what a person decided.
    """

    whole: Whole = lambda _: ((), "")
    within: Within = lambda a, b: a == b
    ruling: Ruling | None = None


def assess(testimonies: Sequence[Testimony], heard: Mapping[str, Voice], known: Known = Known()) -> Assessment:
    """How far an incident is borne out, what its claims say value by value, and which sums agree.

    Args:
        testimonies: the claims of the incident.
        heard: whose word each claim is, by its id (`voices`).
        known: what is known besides.
    """
    totals = {t.claim.id: t.report.id for t in testimonies if is_total(t.claim)}
    checks = [
        check
        for report in dict.fromkeys(totals.values())
        for check in own_breakdown(*known.whole(report))
        if check.claims[0] in totals
    ]
    checks += reconcile(testimonies, heard)
    found = ruled(verified(testimonies, heard), known.ruling)
    return replace(
        found,
        attributes=(*circumstances(testimonies, heard, known.within), *attributes(testimonies, heard)),
        checks=tuple(checks),
        framing=framing(t.claim for t in testimonies),
        grades=grades(testimonies, heard, found.state),
    )
