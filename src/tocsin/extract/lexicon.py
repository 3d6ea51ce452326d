"""Lexicons: data files by language, and the small pattern language that a linguist writes in them.

A pattern is a row of terms, matched against the folded text (`tocsin.extract.text.fold`):

    downed            the word itself
    уничтож*          any word that begins so (* may stand anywhere in a word)
    (shot|brought) down    alternatives; they may hold several words
    <uav>             any entry of that class in the language's `words.yml`
    <adj>* [the]      up to six of a class; an optional term
    * and N           any word; any number in digits
    ..                up to three words, within the clause
    ...               up to eight words, commas allowed

Terms stand side by side with nothing but blanks, quotes or hyphens between them. Files are checked when loaded; an
error names the file and its line.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tocsin.errors import DataFileError
from tocsin.vocab import Event, FigureKind, Stance, Weapon

SEP = r"[^\w.,:;!?()]{1,12}"
_ANY = r"(?:\d[\d.,]*\d|\w+)"
GAP_SHORT = rf"(?:[^\w.,:;!?()]{{1,12}}{_ANY}){{0,3}}?"
GAP_LONG = rf"(?:[^\w.:;!?]{{1,12}}{_ANY}){{0,8}}?"
_GAPS = {"..": GAP_SHORT, "...": GAP_LONG}


class Line(str):
    """A string of a data file that remembers its 1-based line."""

    __slots__ = ("line",)
    line: int


class _Loader(yaml.SafeLoader):
    """Safe YAML whose strings know their line."""


def _string(loader: _Loader, node: yaml.ScalarNode) -> Line:
    text = Line(loader.construct_scalar(node))
    text.line = node.start_mark.line + 1
    return text


_Loader.add_constructor("tag:yaml.org,2002:str", _string)
# `yes`, `no`, `on` are words of the language in these files, never truth values; nor are clock times numbers.
_Loader.yaml_implicit_resolvers = {
    k: [(tag, rx) for tag, rx in v if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:int")]
    for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(language: str, name: str) -> dict[str, Any]:
    """The data file `lexicon/<language>/<name>.yml` as a mapping.

    Raises:
        DataFileError: it is missing, no YAML, or no mapping.
    """
    shown = f"lexicon/{language}/{name}.yml"
    try:
        text = files("tocsin.extract").joinpath("lexicon", language, f"{name}.yml").read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a SafeLoader
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
            raise DataFileError(f"lexicon/{language}/words.yml", getattr(name, "line", None), f"{name}: expected a list")
    return classes


class Patterns:
    """Compiles the patterns of one language; classes are compiled once."""

    def __init__(self, language: str, file: str) -> None:
        self.language, self.file = language, file

    def compile(self, patterns: list[str]) -> re.Pattern[str]:
        """One expression that matches where any of `patterns` does.

        Raises:
            DataFileError: a pattern is malformed or names a class that does not exist.
        """
        return re.compile(self.source(patterns))

    def source(self, patterns: list[str]) -> str:
        """The expression of `compile` as text, to be set into a larger one."""
        return "(?:" + "|".join(self._pattern(p, getattr(p, "line", None)) for p in patterns) + ")"

    def _pattern(self, pattern: str, line: int | None) -> str:
        out, glue = "", ""
        for term in self._terms(pattern, line):
            if term in _GAPS:
                out += _GAPS[term]
                continue
            optional = term.startswith("[") or term.endswith("?")
            repeated = term[0] in "<(" and term.endswith("*")
            body = self._term(term, line)
            if optional or repeated:
                # An optional term at the head takes the blank behind it along, elsewhere the one before it.
                body = glue + body if glue else body + SEP
                out += f"(?:{body}){'?' if optional else '{0,6}?'}"
                glue = glue and SEP
            else:
                out, glue = out + glue + body, SEP
        if not out:
            raise DataFileError(self.file, line, "an empty pattern")
        return out

    def _terms(self, pattern: str, line: int | None) -> list[str]:
        """The pattern's terms: brackets hold together what is in them."""
        terms, depth, start = [], 0, 0
        for i, c in enumerate(pattern + " "):
            depth += (c in "([<") - (c in ")]>")
            if c == " " and depth == 0:
                terms.append(pattern[start:i])
                start = i + 1
        if depth:
            raise DataFileError(self.file, line, f"brackets do not match in: {pattern}")
        return [t for t in terms if t]

    def _term(self, term: str, line: int | None) -> str:
        bare = term.rstrip("*?") if term[0] in "<(" else term
        if bare[0] == "<":
            return _class(self.language, bare[1:-1], self.file, line)
        if bare[0] in "([":
            return "(?:" + "|".join(self._pattern(x, line) for x in _alternatives(bare[1:-1])) + ")"
        if bare in ("*", "N"):
            return r"\w+" if bare == "*" else r"\d[\d.,]*"
        left = r"(?<!\w)" if bare[0] == "*" or bare[0].isalnum() else ""
        right = r"(?!\w)" if bare[-1] == "*" or bare[-1].isalnum() else ""
        return left + re.escape(bare).replace(r"\*", r"\w*") + right


def _alternatives(text: str) -> list[str]:
    """What the bars outside of inner brackets set apart."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([<") - (c in ")]>")
        if c == "|" and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]


@cache
def _class(language: str, name: str, file: str, line: int | None) -> str:
    entries = words(language).get(name)
    if entries is None:
        raise DataFileError(file, line, f"<{name}> is no class of lexicon/{language}/words.yml")
    return Patterns(language, f"lexicon/{language}/words.yml").source(entries)


@dataclass(frozen=True, slots=True)
class EventRule:
    """A rule of `events.yml`: these words tell of that event.

    `veto` undoes a match where it matches in the same clause; `noun` marks rules that need something specific beside
    them (a place, a time, a target, a number); `also` is a second event that the same words tell of.
    """

    name: str
    event: Event
    pattern: re.Pattern[str]
    veto: re.Pattern[str] | None = None
    also: Event | None = None
    noun: bool = False
    weapon: Weapon | None = None
    stance: Stance | None = None
    figure: FigureKind | None = None
    count: int | None = None


_KEYS = {"any", "not", "also", "noun", "weapon", "stance", "figure", "count"}


def _event_rule(file: str, name: str, event: Event, data: dict[str, Any], compiler: Patterns) -> EventRule:
    unknown = set(data) - _KEYS
    if unknown or not isinstance(data.get("any"), list):
        reason = f"{name}: unknown keys {sorted(unknown)}" if unknown else f"{name}: `any` must be a list of patterns"
        raise DataFileError(file, getattr(name, "line", None), reason)
    try:
        return EventRule(
            name=f"{file}:{name}",
            event=event,
            pattern=compiler.compile(data["any"]),
            veto=compiler.compile(data["not"]) if data.get("not") else None,
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
    compiler = Patterns(language, file)
    rules = []
    for code, entries in load(language, "events").items():
        try:
            event = Event(code)
        except ValueError:
            raise DataFileError(file, code.line, f"{code} is no event") from None
        for name, data in entries.items():
            rules.append(_event_rule(file, name, event, data, compiler))
    return tuple(rules)


@cache
def patterns(language: str, name: str, key: str) -> re.Pattern[str]:
    """The list `key` of the data file `name`, as one expression.

    Raises:
        DataFileError: the file has no such list, or a pattern in it is malformed.
    """
    file = f"lexicon/{language}/{name}.yml"
    entries = load(language, name).get(key)
    if not isinstance(entries, list) or not entries:
        raise DataFileError(file, None, f"expected a list `{key}`")
    return Patterns(language, file).compile(entries)
