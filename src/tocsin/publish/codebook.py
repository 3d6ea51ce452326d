"""The codes of ACLED, from `lexicon/acled.yml`, checked when they are loaded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tocsin.errors import DataFileError
from tocsin.release import Number
from tocsin.vocab import Event, Weapon
from tocsin.wordlists import OnceLoader, not_yaml

_FILE = Path(__file__).parent / "lexicon" / "acled.yml"
_PARTS = {"types": dict, "attacks": dict, "vague": list, "unknown": int, "countries": dict}


@dataclass(frozen=True, slots=True)
class Kind:
    """An event's type, sub-event and kind of disorder; a sub-event that is not sure is empty."""

    type: str
    sub: str
    disorder: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country as ACLED has it."""

    number: int
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """ACLED's codes; `kinds` in the order in which they decide, `vague` with the largest number first."""

    kinds: Mapping[Event, Kind]
    attacks: Mapping[Weapon, str]
    vague: tuple[tuple[int, re.Pattern[str]], ...]
    unknown: int
    countries: Mapping[str, Country]

    def deaths(self, number: Number) -> int:
        """The number that ACLED codes for one that was claimed: the lower bound, or what a vague word stands for."""
        if number.high is None and not re.search(r"\d", number.words):
            for code, pattern in self.vague:
                if pattern.search(number.words):
                    return code
        if number.low is not None:
            return number.low
        return self.unknown if number.high is None else min(self.unknown, number.high)


@cache
def codebook(path: Path = _FILE) -> Codebook:
    """The codes.

    Raises:
        DataFileError: the file is malformed, with its line where one can be told.
    """
    root = _root(path)
    try:
        return Codebook(
            {Event(name): Kind(k["type"], k.get("sub", ""), k["disorder"]) for name, k in root["types"].items()},
            {Weapon(name): str(sub) for name, sub in root["attacks"].items()},
            tuple((int(entry["code"]), _compiled(entry["words"])) for entry in root["vague"]),
            int(root["unknown"]),
            {code: Country(int(number), name, region) for code, (number, name, region) in root["countries"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataFileError(str(path), None, f"an entry is not of its part's form: {error}") from error


def _root(path: Path) -> dict[str, Any]:
    try:
        root = yaml.load(path.read_text(encoding="utf-8"), Loader=OnceLoader)
    except yaml.YAMLError as error:
        raise not_yaml(path, error) from error
    if not isinstance(root, dict) or set(root) != set(_PARTS):
        raise DataFileError(str(path), 1, f"it must have the parts {', '.join(_PARTS)}")
    for name, kind in _PARTS.items():
        if not isinstance(root[name], kind):
            raise DataFileError(str(path), _line(path, name), f"{name} must be a {kind.__name__}")
    return root


def _line(path: Path, name: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{name}:")), None)


def _compiled(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
