"""Loaded words in what speakers say, from `lexicon/framing.yml`: theirs, marked as such, for every party alike."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tocsin.model import Claim, Framing
from tocsin.vocab import Language
from tocsin.wordlists import compiled, load, wrong

_FILE = Path(__file__).parent / "lexicon" / "framing.yml"


@cache
def loaded(path: Path = _FILE) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each kind of loaded words with what finds them, in all languages at once, since reports mix them.

    Raises:
        DataFileError: the file is malformed, with its line where one can be told.
    """
    root = load(path, "kinds, each with words by language")
    for name, entry in root.items():
        # A kind that one language lacks would judge its speakers more mildly.
        if not isinstance(entry, dict) or set(entry) != set(Language) or not all(entry.values()):
            raise wrong(path, name, f"{name} must have words in {', '.join(Language)}")
    return tuple((name, compiled([w for words in entry.values() for w in words])) for name, entry in root.items())


def framing(claims: Iterable[Claim]) -> tuple[Framing, ...]:
    """The loaded words in the quotes of some claims, each with its kind and claim."""
    return tuple(
        Framing(kind, m.group(), claim.id)
        for claim in claims
        for kind, pattern in loaded()
        for m in pattern.finditer(claim.quote)
    )
