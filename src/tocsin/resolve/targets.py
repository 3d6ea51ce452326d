"""The kinds of what was hit, from `lexicon/targets.yml`: the same in three languages."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tocsin.errors import DataFileError
from tocsin.model import Claim

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
    try:
        root = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataFileError(str(path), mark.line + 1 if mark else None, "it is not YAML") from error
    if not isinstance(root, dict):
        raise DataFileError(str(path), 1, "it must be a list of kinds, each with `any`")
    for name, entry in root.items():
        if not isinstance(entry, dict) or not set(entry) <= {"any", "kin"} or not entry.get("any"):
            raise DataFileError(str(path), _line(path, str(name)), f"{name} must have `any`, and may have `kin`")
        for other in entry.get("kin", ()):
            if other not in root:
                raise DataFileError(str(path), _line(path, str(name)), f"{name} is kin to {other!r}, which is no kind")
    return tuple(
        Kind(str(name), _compiled(entry["any"]), frozenset(entry.get("kin", ()))) for name, entry in root.items()
    )


def kinds_of(claims: tuple[Claim, ...]) -> frozenset[str]:
    """The kinds of what the claims say was hit, from their words for the target, else from their quotes."""
    told = " ; ".join(_folded(c.target.text) for c in claims if c.target)
    found = _kinds_in(told)
    return found or _kinds_in(" ; ".join(_folded(c.quote) for c in claims))


def are_kin(a: str, b: str) -> bool:
    """Whether the two kinds may be names for one thing."""
    table = {k.name: k for k in kinds()}
    return b in table[a].kin or a in table[b].kin


def _kinds_in(text: str) -> frozenset[str]:
    return frozenset(k.name for k in kinds() if k.words.search(text))


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'").replace("ё", "е")


def _compiled(words: list[object]) -> re.Pattern[str]:
    parts = (re.escape(_folded(str(w))).replace(r"\*", r"[\w'-]*").replace(r"\ ", r"\s+") for w in words)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w])")


def _line(path: Path, name: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{name}:")), None)
