"""Report -> claims: who says that what happened, where, when, with which figures, and how hedged.

`claims` is the order in which the questions are asked, one or a few files each:

    what       events, clauses (where a sentence breaks), specific (what is no happening), acts (what seems to warn),
               declared (what is made by being said) and hazards (of what it warns)
    who        speakers, attribution, subjects, names (noun phrases), quoting (headlines, quotations), forwards
    where      places, roles (the part a name plays)
    when       timing (which time is a claim's), times (what a text names), intervals (what a form means), dates
    how many   figures, harm (killed or hurt), single (one or nobody), numbers, breakdown (a total line by line),
               tallies (people place by place), further and listed (one more target; one a line)
    the rest   details (how put, with what, by whom), merge (what is said twice), draft (a claim in the making)

`text` and `language` are what all of them read; long reports are read in `stretches`. The rules' words are data files
by language in `lexicon/`, in the small language of `patterns`.
"""

from dataclasses import replace

from tocsin.extract.claims import claims_of, datable, language_of
from tocsin.extract.home import home_of
from tocsin.extract.stretches import moved, moved_act, stretches
from tocsin.gazetteer import Gazetteer
from tocsin.model import Act, Claim, Problem, Reading, Report, Source

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
    language = language_of(replace(report, text=text), source)
    if len(report.text) > LONGEST:
        reason = f"only the first {LONGEST:,} of {len(report.text):,} characters were searched for claims"
        problems.append(Problem(report.origin or report.id, "", reason))
    claims: list[Claim] = []
    acts: list[Act] = []
    unmade = ""
    for s in stretches(text):
        told = claims_of(replace(report, text=s.of(text)), language, gazetteer, source)
        claims += [moved(c, s.start) for c in told.claims]
        acts += [moved_act(a, s.start) for a in told.acts]
        unmade = unmade or told.unmade
    if claims and not datable(report):
        lack = "no publication date" if report.published is None else f"published in the year {report.published.year}"
        problems.append(Problem(report.origin or report.id, "", f"{lack}: times in it cannot be resolved"))
    home = home_of(report, language, gazetteer, source)
    own = home.town or home.region
    place = own.place if own else None
    known = replace(report, language=language)
    return Reading(known, tuple(claims), tuple(problems), place, tuple(acts), unmade)
