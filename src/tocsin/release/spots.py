"""Whether words lead to a spot or to a person who holds no public office."""

import re
from collections.abc import Callable, Set

from tocsin.release.kinds import names_a_spot, warns

#: Two words with capitals may be a person.
_PERSON = re.compile(r"\b[A-ZА-ЯЁІЇЄҐ][\w’'-]+\s+[A-ZА-ЯЁІЇЄҐ][\w’'-]+")
#: Coordinates, or the number of a house.
_DIGITS = re.compile(r"\d{1,2}[.,]\d{3,}|\d+°|,\s*\d{1,3}\b(?!\s*\w)")


def tells_no_spot(words: str, known: Set[str], public: Callable[[str], bool]) -> bool:
    """Whether words lead to no spot, and have no two capitals together but in the name of a place or an office.

    Args:
        words: what would be quoted.
        known: the words of the names of places in it, small.
        public: whether words for a speaker name a public office, or a publisher that is described.
    """
    if names_a_spot(words) or _DIGITS.search(words):
        return False
    pairs = (m.group() for m in _PERSON.finditer(words))
    return all(warns(pair) or public(pair) or set(pair.casefold().split()) & known for pair in pairs)
