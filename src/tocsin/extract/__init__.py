"""Report -> claims: who says that what happened, where, when, with which figures, and how hedged.

One file a question: `events` (what, and which words), `speakers` (who), `places` (where), `timing` and `times` (when),
`figures` and `numbers` (how many), `details` (how put, with what, by whom). Long reports are read in `stretches`. The
rules' words are data files by language in `lexicon/`.
"""

from dataclasses import replace

from tocsin.extract.claims import claims_of, datable, language_of
from tocsin.extract.stretches import moved, stretches
from tocsin.gazetteer import Gazetteer
from tocsin.model import Claim, Problem, Reading, Report, Source

__all__ = ["LONGEST", "extract"]

#: Characters of a report that are looked at: a longer text is read up to here, and a Problem says so.
LONGEST = 200_000


def extract(report: Report, *, gazetteer: Gazetteer, source: Source | None = None) -> Reading:
    """The claims that a report makes, each with its words.

    Args:
        report: the report; its language is found from its text and filled in.
        gazetteer: what place names mean.
        source: who publishes it, where that is described: settles the time zone and ties between places.

    Returns:
        the report with its language, its claims in the order of the text, and problems where something could not be
        made out (a text without a date cannot resolve "yesterday").
    """
    problems: list[Problem] = []
    text = report.text[:LONGEST]
    language = language_of(replace(report, text=text))
    if len(report.text) > LONGEST:
        reason = f"only the first {LONGEST:,} of {len(report.text):,} characters were searched for claims"
        problems.append(Problem(report.origin or report.id, "", reason))
    claims: list[Claim] = []
    for s in stretches(text):
        found = claims_of(replace(report, text=s.of(text)), language, gazetteer, source)
        claims += [moved(c, s.start) for c in found]
    if claims and not datable(report):
        lack = "no publication date" if report.published is None else f"published in the year {report.published.year}"
        problems.append(Problem(report.origin or report.id, "", f"{lack}: times in it cannot be resolved"))
    return Reading(replace(report, language=language), tuple(claims), tuple(problems))
