"""The room's word lists and patterns, read from data/*.yml and checked: an editor's slip is named by file and line."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tocsin.errors import DataFileError
from tocsin.gazetteer.fold import key

LANGUAGES = ("en", "ru", "uk")
HEADS = (
    "region", "district", "plural", "sector", "settlement", "settlement_after", "place_prepositions", "locative",
    "formation", "title", "noun_after", "street", "beside", "told", "front", "no_site", "near_unknown", "after_unknown",
    "thing", "no_town", "blow",
)  # fmt: skip
LISTS = ("words", "first_names", "organisations", "neighbours")
CASES = ("loc", "gen", "ins", "acc", "dat")


@dataclass(frozen=True, slots=True)
class Facility:
    """Words for one type of facility, and the English word that a derived name gets."""

    type: str
    english: str
    pattern: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Of one language. `heads` match whole lower-case words; the sets hold folded words."""

    heads: dict[str, re.Pattern[str]]
    facilities: dict[str, Facility]
    facility: re.Pattern[str]
    water: re.Pattern[str]
    river_cues: re.Pattern[str]
    words: frozenset[str]
    first_names: frozenset[str]
    organisations: frozenset[str]
    neighbours: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ending:
    """A rule of inflection.yml."""

    ending: str
    nominatives: tuple[str, ...]
    case: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A rule of inflection.yml: an adjective's ending, those of nouns that agree with it, and those of no noun."""

    ending: str
    nouns: tuple[str, ...]
    never: tuple[str, ...]


@cache
def load(name: str) -> tuple[Any, yaml.Node]:
    """A YAML file of the room's data with its node tree (for lines).

    Raises:
        DataFileError: not YAML; with the line.
    """
    text = (files("tocsin.gazetteer") / "data" / name).read_text("utf-8")
    try:
        data, node = yaml.load(text, Loader=yaml.CSafeLoader), yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataFileError(name, line, error.problem or "not YAML") from error
    if node is None:
        raise DataFileError(name, None, "is empty")
    return data, node


def _line(node: yaml.Node, *path: str | int) -> int:
    """1-based line of the value at `path`."""
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((v for k, v in node.value if k.value == step), node)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
    return int(node.start_mark.line) + 1


def pattern(name: str, node: yaml.Node, text: Any, *path: str | int) -> re.Pattern[str]:
    """A checked whole-word pattern; the empty text matches nothing."""
    if not isinstance(text, str):
        raise DataFileError(name, _line(node, *path), f"{'.'.join(map(str, path))} must be a pattern in quotes")
    try:
        return re.compile(rf"(?:{text})\Z" if text else r"(?!)")
    except re.error as error:
        raise DataFileError(name, _line(node, *path), f"not a pattern: {error}") from error


def _section(name: str, language: str, wanted: tuple[str, ...]) -> tuple[dict[str, Any], yaml.Node]:
    data, node = load(name)
    section = data.get(language) if isinstance(data, dict) else None
    if not isinstance(section, dict):
        raise DataFileError(name, None, f"has no section {language!r}")
    for item in section:
        if item not in wanted:
            raise DataFileError(name, _line(node, language, item), f"{item!r} is none of {', '.join(wanted)}")
    return section, node


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language` (en, ru, uk).

    Raises:
        DataFileError: a file is malformed; with its line.
    """
    section, node = _section("heads.yml", language, HEADS)
    heads = {h: pattern("heads.yml", node, section.get(h, ""), language, h) for h in HEADS}
    stop, stop_node = _section("stopwords.yml", language, LISTS)
    sets = {}
    for item in LISTS:
        text = stop.get(item, "")
        if not isinstance(text, str):
            raise DataFileError("stopwords.yml", _line(stop_node, language, item), "write the words after '>-'")
        sets[item] = frozenset(key(w) for w in text.split())
    waters, water_node = load("waters.yml")
    water, cues = (
        pattern("waters.yml", water_node, waters.get(language, {}).get(item), language, item)
        for item in ("names", "cues")
    )
    rows = _facilities(language)
    union = re.compile("|".join(f"(?P<{f.type}>{f.pattern})" for f in rows))
    return Lexicon(heads, {f.type: f for f in rows}, union, water, cues, **sets)


def _facilities(language: str) -> tuple[Facility, ...]:
    rows, node = load("facilities.yml")
    out = []
    for i, row in enumerate(rows):
        if not isinstance(row, dict) or not {"type", "english", *LANGUAGES} <= set(row):
            raise DataFileError("facilities.yml", _line(node, i), "needs type, english, en, ru, uk")
        out.append(
            Facility(row["type"], row["english"], pattern("facilities.yml", node, row[language], i, language).pattern)
        )
    return tuple(out)


@cache
def endings(language: str) -> tuple[Ending, ...]:
    """The inflection rules of `language` (ru, uk).

    Raises:
        DataFileError: the file is malformed; with its line.
    """
    data, node = load("inflection.yml")
    out = []
    for i, row in enumerate(data.get(language, ())):
        if not (isinstance(row, list) and len(row) == 3 and isinstance(row[1], list) and row[2] in CASES):
            raise DataFileError(
                "inflection.yml", _line(node, language, i), "needs [ending, [nominative endings], case]"
            )
        out.append(Ending(str(row[0]), tuple(str(n) for n in row[1]), row[2]))
    return tuple(out)


@cache
def agreement(language: str) -> tuple[Agreement, ...]:
    """The rules of agreement of `language` (uk).

    Raises:
        DataFileError: the file is malformed; with its line.
    """
    data, node = load("inflection.yml")
    out = []
    for i, row in enumerate(data.get("agreement", {}).get(language, ())):
        if not (isinstance(row, list) and len(row) == 3 and all(isinstance(part, list) for part in row[1:])):
            line = _line(node, "agreement", language, i)
            raise DataFileError("inflection.yml", line, "needs [ending, [endings of nouns], [endings of others]]")
        out.append(Agreement(str(row[0]), tuple(map(str, row[1])), tuple(map(str, row[2]))))
    return tuple(out)
