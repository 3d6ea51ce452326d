"""Names folded to keys: what two spellings of one name have in common. Nothing here is fuzzy: equal keys or no match.

This module is also used when the gazetteer is built, so it imports the standard library only.
"""

import re
import unicodedata

#: Marks a key as a skeleton, so that it never meets a plain key in the table of names.
SKELETON = "~"

_KEEP = str.maketrans({"й": "\ue000", "ї": "\ue001", "ў": "\ue002"})
_BACK = str.maketrans({"\ue000": "й", "\ue001": "ї", "\ue002": "ў"})
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ё": "е"}
)
_APOSTROPHES = re.compile(r"['’‘ʼ`´ʹʺ′″]")
_OTHER = re.compile(r"[\W_]+")

#: The resolution of the Cabinet of Ministers of Ukraine No. 55 of 27 January 2010.
_UK = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia",
    "ь": "", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_UK_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}

#: BGN/PCGN for Russian as newspapers simplify it: no signs, "-y" for "-ий" and "-ый", "yo" for "ё".
_RU = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ў": "u", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_WORD = re.compile(r"[\w'’ʼ]+")
_VOWELS = "аеёиоуыэюяьъ"


def key(name: str) -> str:
    """`name` without case, accents, apostrophes and hyphens: "Кам'янка-Бузька" gives "камянка бузька"."""
    low = unicodedata.normalize("NFC", name).lower().translate(_PLAIN).translate(_KEEP)
    bare = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return _OTHER.sub(" ", _APOSTROPHES.sub("", bare.translate(_BACK).translate(_PLAIN))).strip()


_LATIN_STEPS = (
    (re.compile(r"[jy]"), "i"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"i+e"), "e"),
    (re.compile(r"(.)\1+(?!\Z)"), r"\1"),
)
_CYRILLIC_LETTERS = str.maketrans(
    {"і": "и", "ї": "и", "ы": "и", "й": "и", "є": "е", "э": "е", "ґ": "г", "ь": "", "ъ": "", "ў": "в"}
)
_DOUBLE = re.compile(r"(.)\1+(?!\Z)")


def skeleton(folded: str) -> str:
    """What transliterations of one name share ("makeevka", "makievka"; "новороссийск", "новоросійськ"), from its key.

    Begins with `SKELETON`. Used only where no name has the key itself, and only for Ukraine, Russia and Belarus.
    """
    if re.search("[а-яіїєґў]", folded):
        return SKELETON + _DOUBLE.sub(r"\1", folded.translate(_CYRILLIC_LETTERS))
    out = folded
    for pattern, to in _LATIN_STEPS:
        out = pattern.sub(to, out)
    return SKELETON + out


def romanised_uk(name: str) -> str:
    """A Ukrainian name in the official romanisation: "Єнакієве" gives "Yenakiieve"."""

    def word(match: re.Match[str]) -> str:
        low = match.group().lower()
        out = []
        for i, letter in enumerate(low):
            if letter == "г" and i and low[i - 1] == "з":
                out.append("gh")
            else:
                out.append(_UK_FIRST.get(letter, _UK.get(letter, letter)) if i == 0 else _UK.get(letter, letter))
        return _as_case("".join(out), match.group())

    return _WORD.sub(word, name)


def romanised_ru(name: str) -> str:
    """A Russian name in the usual English spelling: "Ефремов" gives "Yefremov", "Шахтинский" "Shakhtinsky"."""

    def word(match: re.Match[str]) -> str:
        low = re.sub(r"(и|ы)й$", "й", match.group().lower())
        out = []
        for i, letter in enumerate(low):
            if letter == "е" and (i == 0 or low[i - 1] in _VOWELS):
                out.append("ye")
            else:
                out.append(_RU.get(letter, letter))
        return _as_case("".join(out), match.group())

    return _WORD.sub(word, name)


def _as_case(out: str, like: str) -> str:
    return out[:1].upper() + out[1:] if like[:1].isupper() else out


def is_cyrillic(text: str) -> bool:
    """Whether `text` holds a Cyrillic letter."""
    return bool(re.search("[а-яіїєґўё]", text, re.IGNORECASE))
