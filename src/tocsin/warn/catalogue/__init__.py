"""The reviewed catalogue: what hazards are called, what is advised, in which sentences; checked as it is loaded."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from tocsin import wordlists
from tocsin.errors import DataFileError
from tocsin.vocab import Event, Hazard

#: The languages in which every alert is worded (ISO 639-1).
LANGUAGES = ("en", "ru", "uk", "be")
_FOLDER = Path(__file__).parent
_STAGES = (Event.THREAT, Event.ATTACK, Event.ALL_CLEAR)
_MARKS = frozenset({"event", "area", "publisher", "time", "lasted", "median", "p90", "p99"})

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class HazardWords:
    """What a hazard is called at each stage, by language; its OASIS event term; beginnings of words that name it."""

    names: dict[Event, Texts]
    term: tuple[str, str]
    words: dict[str, tuple[str, ...]]
    beside: frozenset[Hazard]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it.

    `sentences` are by kind ("headline", "description", "event") and stage, `labels` single texts by name, `advice` by
    code, `said` what recognises an authority's own advice, `goes_with` what is advised for a hazard at a stage.
    """

    hazards: dict[Hazard, HazardWords]
    sentences: dict[str, dict[str, Texts]]
    labels: dict[str, Texts]
    advice: dict[str, Texts]
    said: dict[str, re.Pattern[str]]
    goes_with: dict[tuple[Hazard, Event], tuple[str, ...]]
    minutes: dict[str, int]

    def recognised(self, words: str) -> tuple[str, ...]:
        """The codes of the advice that an authority's own words give; none where the catalogue does not know it."""
        return tuple(code for code, pattern in self.said.items() if pattern.search(words))

    def foreign(self, text: str, language: str, hazard: Hazard) -> Hazard | None:
        """The first other hazard that a text names; None where it names no other."""
        own = self.hazards[hazard]
        rest = text.casefold()
        for h in (hazard, *own.beside):
            for word in self.hazards[h].words[language]:
                rest = rest.replace(word.casefold(), " ")
        others = (h for h in self.hazards if h is not hazard and h not in own.beside)
        return next((h for h in others if any(x.casefold() in rest for x in self.hazards[h].words[language])), None)


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with Tocsin.

    Raises:
        DataFileError: a text is missing in a language, holds a mark that is none, or names another hazard.
    """
    hazards = _hazards(_FOLDER / "hazards.yml")
    sentences, labels, minutes = _stages(_FOLDER / "stages.yml")
    advice, said, goes_with = _advice(_FOLDER / "advice.yml")
    made = Catalogue(hazards, sentences, labels, advice, said, goes_with, minutes)
    for hazard, words in hazards.items():
        for texts in words.names.values():
            for language, text in texts.items():
                if other := made.foreign(text, language, hazard):
                    raise wordlists.wrong(_FOLDER / "hazards.yml", hazard, f"“{text}” ({language}) names {other}")
    return made


def _hazards(path: Path) -> dict[Hazard, HazardWords]:
    found = wordlists.load(path, "hazards")
    if set(found) != set(Hazard):
        raise DataFileError(str(path), None, f"its hazards must be {', '.join(Hazard)}")
    made: dict[Hazard, HazardWords] = {}
    for name, entry in found.items():
        names = {stage: _texts(path, name, entry.get(stage)) for stage in _STAGES}
        words = {language: tuple(entry["words"].get(language, ())) for language in LANGUAGES}
        code, term = entry["term"]
        made[Hazard(name)] = HazardWords(names, (code, term), words, frozenset(map(Hazard, entry.get("with", ()))))
    return made


def _stages(path: Path) -> tuple[dict[str, dict[str, Texts]], dict[str, Texts], dict[str, int]]:
    found = wordlists.load(path, "sentences")
    sentences = {
        kind: {stage: _texts(path, kind, texts) for stage, texts in found[kind].items()}
        for kind in ("headline", "description", "event")
    }
    labels = {n: _texts(path, n, found[n]) for n in ("lasted", "unconfirmed", "exercise", "authority-says")}
    return sentences, labels, {str(k): int(v) for k, v in found["minutes"].items()}


def _advice(
    path: Path,
) -> tuple[dict[str, Texts], dict[str, re.Pattern[str]], dict[tuple[Hazard, Event], tuple[str, ...]]]:
    found = wordlists.load(path, "advice")
    advice = {
        code: _texts(path, code, {k: v for k, v in entry.items() if k != "said"})
        for code, entry in found["advice"].items()
    }
    said = {code: wordlists.compiled(entry["said"]) for code, entry in found["advice"].items()}
    goes_with: dict[tuple[Hazard, Event], tuple[str, ...]] = {}
    for hazard in Hazard:
        for stage in (Event.THREAT, Event.ATTACK):
            codes = tuple(found["goes-with"][hazard][stage])
            unknown = [c for c in codes if c not in advice]
            if unknown:
                raise wordlists.wrong(path, "goes-with", f"there is no advice {unknown[0]!r}")
            goes_with[hazard, stage] = codes
    return advice, said, goes_with


def _texts(path: Path, name: str, given: Any) -> Texts:
    """One text in every language, with the same marks in each."""
    if not isinstance(given, dict) or set(given) != set(LANGUAGES):
        raise wordlists.wrong(path, name, f"{name} must have a text in each of {', '.join(LANGUAGES)}")
    texts = {language: str(text) for language, text in given.items()}
    first = _marks_of(texts[LANGUAGES[0]])
    for language, text in texts.items():
        if not _marks_of(text) <= _MARKS or _marks_of(text) != first:
            reason = f"{name} has the marks {sorted(first)} in {LANGUAGES[0]} and others in {language}"
            raise wordlists.wrong(path, name, reason)
    return texts


def _marks_of(text: str) -> set[str]:
    return {mark for _, mark, _, _ in Formatter().parse(text) if mark is not None}
