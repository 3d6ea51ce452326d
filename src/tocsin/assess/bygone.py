"""The words by which a claim sets itself against what was before."""

import re
from functools import cache
from pathlib import Path

from tocsin.vocab import Language
from tocsin.wordlists import compiled, load, wrong

_FILE = Path(__file__).parent / "lexicon" / "history.yml"
_KINDS = ("largest", "first", "again", "region", "since", "months", "this-year")
_MONTHS = 12


@cache
def lists(path: Path = _FILE) -> dict[str, dict[str, list[str]]]:
    """The words of each kind, by language.

    Raises:
        DataFileError: the file is malformed.
    """
    root = load(path, "kinds, each with words by language")
    for kind in _KINDS:
        if not isinstance(root.get(kind), dict) or set(root[kind]) != set(Language):
            raise wrong(path, kind, f"{kind}: it must have words in {', '.join(Language)}")
    if any(len(names) != _MONTHS for names in root["months"].values()):
        raise wrong(path, "months", f"months: each language must have {_MONTHS}")
    return root


@cache
def words(path: Path = _FILE) -> dict[str, re.Pattern[str]]:
    """What finds the words of each kind, in all languages at once.

    Raises:
        DataFileError: the file is malformed.
    """
    return {kind: compiled([w for given in entry.values() for w in given]) for kind, entry in lists(path).items()}
