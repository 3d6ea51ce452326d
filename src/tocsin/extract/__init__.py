"""Report -> claims: who says that what happened, where, when, with which figures, and how hedged.

One file a question: `events` (what, and which words), `speakers` (who), `places` (where), `timing` and `times` (when),
`figures` and `numbers` (how many), `details` (how put, with what, by whom). The rules' words are data files by language
in `lexicon/`.
"""

from dataclasses import replace

from tocsin.extract.claims import claims_of, datable, language_of
from tocsin.gazetteer import Gazetteer
from tocsin.model import Problem, Reading, Report, Source

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
    language = language_of(report)
    read = replace(report, language=language)
    looked_at = read
    if len(report.text) > LONGEST:
        reason = f"only the first {LONGEST:,} of {len(report.text):,} characters were searched for claims"
        problems.append(Problem(report.origin or report.id, "", reason))
        looked_at = replace(read, text=report.text[:LONGEST])
    claims = claims_of(looked_at, language, gazetteer, source)
    if claims and not datable(report):
        lack = "no publication date" if report.published is None else f"published in the year {report.published.year}"
        problems.append(Problem(report.origin or report.id, "", f"{lack}: times in it cannot be resolved"))
    return Reading(read, claims, tuple(problems))
