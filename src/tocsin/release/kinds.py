"""The kinds of what was hit, by the words of `data/release.yml`: positions, military, critical, civilian."""

import re
from functools import cache
from pathlib import Path

from tocsin.model import Claim
from tocsin.vocab import Event
from tocsin.wordlists import compiled, load, wrong

_FILE = Path(__file__).parent.parent / "data" / "release.yml"
#: What tells of a place that was hit.
STRIKES = frozenset({
    Event.ATTACK, Event.EXPLOSION, Event.FIRE, Event.DAMAGE, Event.OUTAGE, Event.CASUALTIES, Event.EVACUATION,
    Event.RESPONSE,
})  # fmt: skip
_LISTS = ("positions", "military", "critical", "civilian", "exact", "alarm", "interception")
_GROUND = frozenset({Event.CLASH, Event.INTERCEPTION})


def kinds_of(claim: Claim) -> frozenset[str]:
    """On which of the lists the words for what was hit are."""
    if claim.event not in STRIKES | _GROUND:
        return frozenset()
    told = f"{claim.target.text if claim.target else ''} ; {claim.quote}"
    return frozenset(kind for kind in _LISTS[:4] if lists()[kind].search(told))


def warns(words: str) -> bool:
    """Whether a word of warnings is among some words."""
    return lists()["alarm"].search(words) is not None


def tells_of_interception(words: str) -> bool:
    """Whether words tell of an interception."""
    return lists()["interception"].search(words) is not None


def names_a_spot(words: str) -> bool:
    """Whether words name a site, or lead to a street."""
    return any(lists()[kind].search(words) for kind in ("positions", "military", "critical", "exact"))


@cache
def lists(path: Path = _FILE) -> dict[str, re.Pattern[str]]:
    """The lists of words, compiled.

    Raises:
        DataFileError: the file is malformed, or a list is missing, with its line where one can be told.
    """
    root = load(path, "kinds, each with groups of words")
    for name in _LISTS:
        groups = root.get(name)
        if not isinstance(groups, list) or not all(isinstance(g, list) and g for g in groups):
            raise wrong(path, name, f"{name} must have groups of words")
    return {name: compiled(w for group in root[name] for w in group) for name in _LISTS}
