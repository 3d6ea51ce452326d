"""The kinds of what was hit, from `lexicon/targets.yml`: the same in three languages."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tocsin.model import Claim
from tocsin.wordlists import compiled, load, wrong

_FILE = Path(__file__).parent / "lexicon" / "targets.yml"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of target: the words that name it, and the kinds that another side may call the same thing."""

    name: str
    words: re.Pattern[str]
    kin: frozenset[str]


@cache
def kinds(path: Path = _FILE) -> tuple[Kind, ...]:
    """All kinds.

    Raises:
        DataFileError: the file is malformed, with its line where one can be told.
    """
    root = load(path, "kinds, each with `any`")
    for name, entry in root.items():
        if not isinstance(entry, dict) or not set(entry) <= {"any", "kin"} or not entry.get("any"):
            raise wrong(path, name, f"{name} must have `any`, and may have `kin`")
        for other in entry.get("kin", ()):
            if other not in root:
                raise wrong(path, name, f"{name} is kin to {other!r}, which is no kind")
    return tuple(Kind(name, compiled(entry["any"]), frozenset(entry.get("kin", ()))) for name, entry in root.items())


def kinds_of(claims: tuple[Claim, ...]) -> frozenset[str]:
    """The kinds of what the claims say was hit, from their words for the target, else from their quotes."""
    told = " ; ".join(c.target.text for c in claims if c.target)
    found = _kinds_in(told)
    return found or _kinds_in(" ; ".join(c.quote for c in claims))


def are_kin(a: str, b: str) -> bool:
    """Whether the two kinds may be names for one thing."""
    table = {k.name: k for k in kinds()}
    return b in table[a].kin or a in table[b].kin


def _kinds_in(text: str) -> frozenset[str]:
    return frozenset(k.name for k in kinds() if k.words.search(text))
