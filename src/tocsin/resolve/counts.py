"""How numbers are told, from `lexicon/counts.yml`: the whole, one for each of several places, a day summed up."""

import re
from functools import cache
from pathlib import Path

from tocsin.wordlists import compiled, load, wrong

_FILE = Path(__file__).parent / "lexicon" / "counts.yml"
_NAMES = ("total", "each", "day")


def tells(name: str, words: str) -> bool:
    """Whether words tell of a number as those of a list do: "total", "each" or "day"."""
    return bool(_lists()[name].search(words))


@cache
def _lists(path: Path = _FILE) -> dict[str, re.Pattern[str]]:
    """The lists, compiled.

    Raises:
        DataFileError: the file is malformed, or a list is missing.
    """
    root = load(path, "ways to tell a number")
    for name in _NAMES:
        if not isinstance(root.get(name), list) or not all(isinstance(group, list) for group in root[name]):
            raise wrong(path, name, f"{name} must have words by language")
    return {name: compiled(w for group in root[name] for w in group) for name in _NAMES}
