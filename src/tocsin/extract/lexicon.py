"""Lexicons: the data files of each language, checked when loaded; an error names the file and its line.

What a pattern may say is told in `tocsin.extract.patterns`.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tocsin.errors import DataFileError
from tocsin.extract.patterns import Compiler, Matcher, Roll, Source
from tocsin.extract.text import fold
from tocsin.vocab import Event, FigureKind, Language, Stance, Weapon
from tocsin.wordlists import OnceLoader


class Line(str):
    """A string of a data file that remembers its 1-based line."""

    __slots__ = ("line",)
    line: int


class _Loader(OnceLoader):
    """Safe YAML whose strings know their line."""


def _string(loader: _Loader, node: yaml.ScalarNode) -> Line:
    text = Line(loader.construct_scalar(node))
    text.line = node.start_mark.line + 1
    return text


_Loader.add_constructor("tag:yaml.org,2002:str", _string)
# `yes`, `no`, `on` are words of the language in these files, never truth values; nor are clock times numbers.
_Loader.yaml_implicit_resolvers = {
    k: [(tag, rx) for tag, rx in v if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:int")]
    for k, v in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def load(language: str, name: str) -> dict[str, Any]:
    """The data file `lexicon/<language>/<name>.yml` as a mapping.

    Raises:
        DataFileError: it is missing, no YAML, or no mapping.
    """
    shown = f"lexicon/{language}/{name}.yml"
    try:
        text = files("tocsin.extract").joinpath("lexicon", language, f"{name}.yml").read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_Loader)
    except FileNotFoundError:
        raise DataFileError(shown, None, "the file is missing") from None
    except yaml.MarkedYAMLError as e:
        raise DataFileError(shown, e.problem_mark.line + 1 if e.problem_mark else None, str(e.problem)) from None
    if not isinstance(data, dict):
        raise DataFileError(shown, 1, "expected a mapping of names to entries")
    return data


@cache
def words(language: str) -> dict[str, list[str]]:
    """The classes of `words.yml`: name -> patterns.

    Raises:
        DataFileError: a class is no list of strings.
    """
    classes = load(language, "words")
    for name, entries in classes.items():
        if not isinstance(entries, list) or not all(isinstance(x, str) for x in entries):
            raise DataFileError(
                f"lexicon/{language}/words.yml", getattr(name, "line", None), f"{name}: expected a list"
            )
    return classes


@cache
def compiler(language: str, file: str) -> Compiler:
    """What compiles the patterns of the data file `file` of a language."""
    return Compiler(f"lexicon/{language}/{file}.yml", lambda name: _class(language, name))


@cache
def _class(language: str, name: str) -> Source | None:
    entries = words(language).get(name)
    return None if entries is None else compiler(language, "words").source(entries)


def entries(language: str, name: str, key: str) -> list[str]:
    """The words of the list `key` of the data file `name`, folded.

    Raises:
        DataFileError: the file has no such list, or it holds something else than words.
    """
    found = load(language, name).get(key)
    if not isinstance(found, list) or not all(isinstance(x, str | int) for x in found):
        raise DataFileError(f"lexicon/{language}/{name}.yml", getattr(found, "line", None), f"expected a list `{key}`")
    return [fold(str(x)) for x in found]


@cache
def either(language: str, name: str, key: str) -> str:
    """An expression for any word of the list `key`, the longest first; * in a word stands for any letters."""
    found = sorted(entries(language, name, key), key=len, reverse=True)
    if not found:
        return "(?!)"
    return "(?:" + "|".join(re.escape(x).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for x in found) + ")"


@cache
def either_of_all(name: str, key: str) -> str:
    """The same for the lists of all languages together: a text may mix them."""
    return "(?:" + "|".join(either(language, name, key) for language in Language) + ")"


@dataclass(frozen=True, slots=True)
class EventRule:
    """A rule of `events.yml`: these words tell of that event.

    `veto` undoes a match where it matches in the same clause; `noun` marks rules that need something specific beside
    them (a place, a time, a target, a number); `also` is a second event that the same words tell of.
    """

    name: str
    event: Event
    pattern: Matcher
    veto: Matcher | None = None
    also: Event | None = None
    noun: bool = False
    weapon: Weapon | None = None
    stance: Stance | None = None
    figure: FigureKind | None = None
    count: int | None = None


_KEYS = {"any", "not", "also", "noun", "weapon", "stance", "figure", "count"}


def _event_rule(file: str, name: str, event: Event, data: dict[str, Any], compiles: Compiler) -> EventRule:
    unknown = set(data) - _KEYS
    if unknown or not isinstance(data.get("any"), list):
        reason = f"{name}: unknown keys {sorted(unknown)}" if unknown else f"{name}: `any` must be a list of patterns"
        raise DataFileError(file, getattr(name, "line", None), reason)
    try:
        return EventRule(
            name=f"{file}:{name}",
            event=event,
            pattern=compiles.matcher(data["any"]),
            veto=compiles.matcher(data["not"]) if data.get("not") else None,
            also=Event(data["also"]) if data.get("also") else None,
            noun=data.get("noun") == "yes",
            weapon=Weapon(data["weapon"]) if data.get("weapon") else None,
            stance=Stance(data["stance"]) if data.get("stance") else None,
            figure=FigureKind(data["figure"]) if data.get("figure") else None,
            count=data.get("count"),
        )
    except ValueError as e:
        raise DataFileError(file, getattr(name, "line", None), f"{name}: {e}") from None


@cache
def event_rules(language: str) -> tuple[EventRule, ...]:
    """The rules of `events.yml`, in their order.

    Raises:
        DataFileError: the file is malformed, or names an event, weapon, stance or class that does not exist.
    """
    file = f"lexicon/{language}/events.yml"
    compiles = compiler(language, "events")
    rules = []
    for code, entries in load(language, "events").items():
        try:
            event = Event(code)
        except ValueError:
            raise DataFileError(file, getattr(code, "line", None), f"{code} is no event") from None
        for name, data in entries.items():
            rules.append(_event_rule(file, name, event, data, compiles))
    return tuple(rules)


@cache
def _roll(language: str) -> Roll:
    return Roll([rule.pattern for rule in event_rules(language)])


def event_rules_at(language: str, folded: str, start: int, end: int) -> list[EventRule]:
    """Those of the rules of `events.yml`, in their order, of whose words some stand in `folded[start:end]`."""
    rules = event_rules(language)
    return [rules[i] for i in _roll(language).call(folded, start, end)]


@cache
def patterns(language: str, name: str, key: str, sub: str | None = None) -> Matcher:
    """The list `key` (or the list `sub` under it) of the data file `name`, ready to be looked for.

    Raises:
        DataFileError: the file has no such list, or a pattern in it is malformed.
    """
    file = f"lexicon/{language}/{name}.yml"
    entries = load(language, name).get(key)
    if sub is not None:
        entries = entries.get(sub) if isinstance(entries, dict) else None
    if not isinstance(entries, list) or not entries:
        raise DataFileError(file, None, f"expected a list `{sub or key}`")
    return compiler(language, name).matcher(entries)


@cache
def each_pattern(language: str, name: str, key: str) -> tuple[Matcher, ...]:
    """The patterns of the list `key`, one by one, where their order is their rank."""
    return tuple(compiler(language, name).matcher([p]) for p in load(language, name)[key])
