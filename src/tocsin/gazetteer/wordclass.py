"""What a word is besides a name: a common word, a person's name, an adjective of the word that follows it."""

from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

import pymorphy3

from tocsin.gazetteer.inflect import adjective_stem, lemmas
from tocsin.gazetteer.lexicon import agreement

#: Ukrainian letters as Russian writes them in the same names: "нікіта" is "никита".
_AS_RUSSIAN = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г"})
_PERSON = frozenset({"Surn", "Name", "Patr"})
_NOUNS = frozenset({"NOUN", "ADJF", "PRTF"})


@cache
def _russian() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _lemmas() -> ModuleType:
    """simplemma, loaded when a text needs it: it compiles the rules of all its languages at once."""
    return import_module("simplemma")


@lru_cache(maxsize=20_000)
def common(word: str, language: str) -> bool:
    """Whether a lower-case word is known as something else than a name of a place."""
    if language == "ru":
        if not _russian().word_is_known(word):
            return False
        tags = [p.tag for p in _russian().parse(word)]
        return not any("Geox" in t for t in tags)
    return bool(_lemmas().is_known(word, lang=language) and _lemmas().lemmatize(word, lang=language).islower())


@lru_cache(maxsize=20_000)
def person(word: str, language: str) -> bool:
    """Whether a Russian or Ukrainian word is above all a person's name, as far as a Russian dictionary tells."""
    if language not in ("ru", "uk"):
        return False
    own = word if language == "ru" else word.translate(_AS_RUSSIAN)
    if language == "uk" and not _russian().word_is_known(own):
        return False
    return bool(_PERSON & set(_russian().parse(own)[0].tag.grammemes))


@lru_cache(maxsize=20_000)
def form_of(word: str, words: frozenset[str], language: str) -> bool:
    """Whether a folded word may be a form of one of `words`."""
    return any(lemma in words for lemma, _ in lemmas(word, language))


@lru_cache(maxsize=20_000)
def attributive(word: str, after: str, language: str) -> bool:
    """Whether a folded word is an adjective that agrees with the word after it: "головного управления"."""
    if language == "ru":
        if adjective_stem(word) is None:
            return False
        noun = _russian().parse(after)[0].tag
        if noun.POS not in _NOUNS or noun.case is None:
            return False
        tags = [p.tag for p in _russian().parse(word) if p.tag.POS == "ADJF"]
        return any(t.case == noun.case and t.number == noun.number for t in tags)
    rule = next((r for r in agreement(language) if word.endswith(r.ending)), None)
    return rule is not None and len(after) > 3 and after.endswith(rule.nouns) and not after.endswith(rule.never)
