"""Which of the three languages a text or a sentence is in: letters first, then words."""

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from tocsin.vocab import Language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
_CYRILLIC = re.compile(r"[а-яА-ЯёЁіїєґІЇЄҐ]")
_LATIN = re.compile(r"[a-zA-Z]")
_UK_WORDS = re.compile(
    r"\b(?:та|що|у|від|буде|ще|або|після|через|наших|удару|вибухи|знищ\w+|вдар\w+|завда\w+|горить|пожеж\w+|вибух\w+|внаслідок|зазнав\w*|обстріл\w*|окупанти|ворог\w*|повідом\w+)\b|"
    r"[сц]ьк|нн[яю]\b|ння\w*\b|\wою\b",
    re.IGNORECASE,
)
_RU_WORDS = re.compile(
    r"\b(?:и|что|от|будет|еще|или|после|из-за|удара|уничтож\w+|удар\w+|сообщ\w+|оккупант\w*)\b|"
    r"ск(?:ий|ая|ого|ому|ом|ую|ие|их|ой)\b|ени[еяю]\b|\wого\b",
    re.IGNORECASE,
)


@cache
def _identifier() -> "LanguageIdentifier":
    """The statistical identifier, loaded with numpy when a text needs it: that takes a second, and few do."""
    langid = import_module("py3langid.langid")
    identifier: LanguageIdentifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    identifier.set_languages([x.value for x in Language])
    return identifier


def detect(text: str, default: str = "en") -> str:
    """The language of `text`: `en`, `ru` or `uk`; `default` where it has no letters.

    Letters that only one alphabet has decide; where none occurs, a statistical identifier does.
    """
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if not cyrillic and not latin:
        return default
    if latin > 2 * cyrillic:
        return Language.ENGLISH
    uk, ru = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if uk != ru:
        return Language.UKRAINIAN if uk > ru else Language.RUSSIAN
    uk, ru = len(_UK_WORDS.findall(text)), len(_RU_WORDS.findall(text))
    if uk != ru:
        return Language.UKRAINIAN if uk > ru else Language.RUSSIAN
    if default in ("ru", "uk") and len(text) < 60:
        return default
    found, _ = _identifier().classify(text)
    return str(found) if found != "en" else default if default != "en" else Language.RUSSIAN


def of_sentence(text: str, report: str) -> str:
    """The language of one sentence of a report in `report`, which a short one without letters of its own keeps."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if latin > 2 * cyrillic:
        return Language.ENGLISH if latin > 12 or report == "en" else report
    uk, ru = bool(_UKRAINIAN.search(text)), bool(_RUSSIAN.search(text))
    if uk != ru and cyrillic > latin:
        return Language.UKRAINIAN if uk else Language.RUSSIAN
    return report if report != "en" or latin >= cyrillic else detect(text, "ru")
