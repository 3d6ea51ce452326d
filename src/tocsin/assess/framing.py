"""Loaded words in what speakers say, from `lexicon/framing.yml`: theirs, marked as such, for every party alike."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from tocsin.errors import DataFileError
from tocsin.model import Claim, Framing
from tocsin.vocab import Language

_FILE = Path(__file__).parent / "lexicon" / "framing.yml"


@cache
def loaded(path: Path = _FILE) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each kind of loaded words with what finds them, in all languages at once, since reports mix them.

    Raises:
        DataFileError: the file is malformed, with its line where one can be told.
    """
    try:
        root = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataFileError(str(path), mark.line + 1 if mark else None, "it is not YAML") from error
    if not isinstance(root, dict):
        raise DataFileError(str(path), 1, "it must be a list of kinds, each with words by language")
    for name, entry in root.items():
        # A kind that one language lacks would judge its speakers more mildly.
        if not isinstance(entry, dict) or set(entry) != set(Language) or not all(entry.values()):
            raise DataFileError(str(path), _line(path, str(name)), f"{name} must have words in {', '.join(Language)}")
    return tuple((str(name), _compiled([w for words in entry.values() for w in words])) for name, entry in root.items())


def framing(claims: Iterable[Claim]) -> tuple[Framing, ...]:
    """The loaded words in the quotes of some claims, each with its kind and claim."""
    return tuple(
        Framing(kind, m.group(), claim.id)
        for claim in claims
        for kind, pattern in loaded()
        for m in pattern.finditer(claim.quote)
    )


def _compiled(words: list[object]) -> re.Pattern[str]:
    parts = (re.escape(str(w)).replace(r"\*", r"[\w'’-]*").replace(r"\ ", r"\s+") for w in words)
    longest_first = sorted(parts, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def _line(path: Path, name: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{name}:")), None)
