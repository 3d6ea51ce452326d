"""Claims about history held against what the ledger holds: "the first in the region", "the largest", "once again".

The ledger knows only what was read into it. That it holds nothing earlier supports a claim only where it reaches well
back.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from tocsin.errors import DataFileError
from tocsin.model import Claim, History, Incident
from tocsin.vocab import FigureKind, Language, Precedence
from tocsin.wordlists import compiled, load

_FILE = Path(__file__).parent / "lexicon" / "history.yml"
#: The ledger must reach so far back before the incident, for what it lacks to mean anything.
_REACH = timedelta(days=90)
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier incident of the same kind: its id, when it began, and the most that it counts by kind of figure."""

    id: str
    start: datetime
    most: dict[FigureKind, int]


@dataclass(frozen=True, slots=True)
class Past:
    """What the ledger holds of the same kind and place before an incident, and since when it holds anything there."""

    earlier: Sequence[Earlier]
    since: datetime | None


#: Looks up the past of a claim: of the whole region, where the flag is set.
Look = Callable[[Claim, bool], Past]


def history(incident: Incident, claims: Sequence[Claim], look: Look) -> tuple[History, ...]:
    """What becomes of each claim of an incident that sets itself against history.

    Args:
        incident: of which the claims are.
        claims: all of them; those without words about history are passed over.
        look: what the ledger holds from before.
    """
    found = []
    for claim in claims:
        kind = _kind(claim.precedent.text) if claim.precedent else None
        if claim.precedent and kind:
            past = look(claim, _speaks_of_region(claim.precedent.text))
            verdict, reason, ids = _JUDGE[kind](claim, past, incident.start)
            found.append(History(claim.id, claim.precedent.text, verdict, reason, ids))
    return tuple(found)


_Verdict = tuple[Precedence, str, tuple[str, ...]]


def _first(_: Claim, past: Past, start: datetime) -> _Verdict:
    if past.earlier:
        ids = tuple(e.id for e in past.earlier[:_NAMED])
        return Precedence.CONTRADICTED, f"the ledger holds {len(past.earlier):,} earlier of its kind there", ids
    return _nothing_earlier(past, start)


def _again(_: Claim, past: Past, _start: datetime) -> _Verdict:
    if past.earlier:
        return (
            Precedence.SUPPORTED,
            f"the ledger holds {len(past.earlier):,} earlier of its kind there",
            (past.earlier[0].id,),
        )
    return Precedence.BEYOND, "the ledger holds none earlier of its kind there", ()


def _largest(claim: Claim, past: Past, start: datetime) -> _Verdict:
    number = next((f for f in claim.figures if f.most), None)
    if number is None:
        return Precedence.BEYOND, "it gives no number that could be compared", ()
    larger = [e for e in past.earlier if e.most.get(number.what, 0) > number.most]
    if larger:
        top = max(larger, key=lambda e: e.most[number.what])
        reason = f"{top.most[number.what]:,} were counted in {top.id} ({top.start:%d %b %Y}), {number.most:,} here"
        return Precedence.CONTRADICTED, reason, tuple(e.id for e in larger[:_NAMED])
    return _nothing_earlier(past, start)


def _nothing_earlier(past: Past, start: datetime) -> _Verdict:
    if past.since is None or start - past.since < _REACH:
        return Precedence.BEYOND, "the ledger does not reach far enough back there", ()
    return Precedence.SUPPORTED, f"the ledger holds none such there since {past.since:%d %b %Y}", ()


_JUDGE: dict[str, Callable[[Claim, Past, datetime], _Verdict]] = {"first": _first, "again": _again, "largest": _largest}


def _kind(words: str) -> str | None:
    return next((name for name in _JUDGE_ORDER if _words()[name].search(words)), None)


_JUDGE_ORDER = ("largest", "first", "again")


def _speaks_of_region(words: str) -> bool:
    return bool(_words()["region"].search(words))


@cache
def _words(path: Path = _FILE) -> dict[str, re.Pattern[str]]:
    """The words of each kind, all languages at once.

    Raises:
        DataFileError: the file is malformed.
    """
    root = load(path, "kinds, each with words by language")
    missing = {*_JUDGE, "region"} - set(root)
    if missing or any(set(entry) != set(Language) for entry in root.values()):
        raise DataFileError(
            str(path), 1, f"each of {', '.join((*_JUDGE, 'region'))} must have words in {', '.join(Language)}"
        )
    return {name: compiled([w for ws in entry.values() for w in ws]) for name, entry in root.items()}
