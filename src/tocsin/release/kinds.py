"""The kinds of what was hit, by the words of `data/release.yml`: positions, military, critical, civilian."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from tocsin.model import Claim
from tocsin.vocab import Event

_FILE = Path(__file__).parent.parent / "data" / "release.yml"
#: What tells of a place that was hit.
STRIKES = frozenset({
    Event.ATTACK, Event.EXPLOSION, Event.FIRE, Event.DAMAGE, Event.OUTAGE, Event.CASUALTIES, Event.EVACUATION,
    Event.RESPONSE,
})  # fmt: skip
_GROUND = frozenset({Event.CLASH, Event.INTERCEPTION})


def kinds_of(claim: Claim) -> frozenset[str]:
    """On which of the lists the words for what was hit are."""
    if claim.event not in STRIKES | _GROUND:
        return frozenset()
    told = folded(f"{claim.target.text if claim.target else ''} ; {claim.quote}")
    return frozenset(kind for kind in ("positions", "military", "critical", "civilian") if lists()[kind].search(told))


def names_a_spot(words: str) -> bool:
    """Whether words name a site, or lead to a street."""
    told = folded(words)
    return any(lists()[kind].search(told) for kind in ("positions", "military", "critical", "exact"))


@cache
def lists(path: Path = _FILE) -> dict[str, re.Pattern[str]]:
    """The lists of words, compiled."""
    root = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: _compiled([w for group in groups for w in group]) for name, groups in root.items()}


def _compiled(words: Sequence[str]) -> re.Pattern[str]:
    parts = (re.escape(folded(w)).replace(r"\*", r"[\w'-]*").replace(r"\ ", r"\s+") for w in words)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)")


def folded(text: str) -> str:
    """As the lists have their words."""
    return text.casefold().replace("’", "'").replace("ё", "е")
