"""The ships that a text names: one name is one ship, in whatever letters and wherever at sea it is told of.

A ship has no place of its own: one report sets it off a port, another in a sea, a third nowhere.
"""

import re
from functools import cache
from pathlib import Path

from tocsin.gazetteer.fold import is_cyrillic, key, romanised_ru, skeleton
from tocsin.wordlists import compiled, load, wrong

_FILE = Path(__file__).parent / "lexicon" / "ships.yml"
_LISTS = ("ship", "flag", "no-name", "aboard")
_NAME = r"[«„“\"']+([^\W\d_a-zа-яіїєґ][^«»„“”\"'\n]{2,29})[»“”\"']"
#: The name of a ship in quotation marks behind the word for it, or before a remark: "«Альдера», a tanker".
_BEHIND = re.compile(rf"\s(?:[\w-]+\s){{0,2}}{_NAME}")
_BEFORE = re.compile(rf"{_NAME}\s?[,–—-]\s(?:an?\s|the\s)?(?:[\w-]+\s){{0,2}}\Z")
_FLYING = re.compile(rf"{_NAME},?\s\Z")
#: One without: "the tanker Aldera".
_LATIN = re.compile(r"\s((?:[A-Z][a-z]{3,}|[A-Z]{4,})(?:[ -](?:[A-Z][a-z]+|[A-Z]{3,}|\d{1,3}))?)(?![\w-])")
#: So far (characters) before the word for a ship its name begins at most.
_REACH = 48
#: So far before a name stands the word that tells that it is a port's or a plant's.
_LEAD = 12
#: Letters that languages write differently for one sound, and vowels, which they hear differently.
_SOUNDS = str.maketrans({"c": "k", "q": "k", "w": "v"})
_VOWELS = re.compile(r"[aeiou\s~]")
_TELLING = 3


def ships_of(text: str) -> dict[str, list[int]]:
    """The ships named in `text`: a key that is the same in Latin and Cyrillic letters, and where each name begins."""
    found: dict[str, list[int]] = {}
    words = _lists()
    for word in words["ship"].finditer(text):
        near = _behind(text, word.end()) or _BEFORE.search(text, max(0, word.start() - _REACH), word.start())
        if near and not words["no-name"].search(text, max(0, near.start() - _LEAD), near.start()):
            found.setdefault(_key(near[1]), []).append(near.start(1))
    for flag in words["flag"].finditer(text):
        near = _FLYING.search(text, max(0, flag.start() - _REACH), flag.start())
        if near:
            found.setdefault(_key(near[1]), []).append(near.start(1))
    return found


def tells_of_ship(text: str) -> bool:
    """Whether a word for a ship, or for what belongs to one, stands in `text`."""
    return any(_lists()[name].search(text) for name in ("ship", "aboard"))


def _behind(text: str, at: int) -> re.Match[str] | None:
    quoted = _BEHIND.match(text, at)
    if quoted:
        return None if _lists()["no-name"].search(text, at, quoted.start(1) - 1) else quoted
    return _LATIN.match(text, at)


def _key(name: str) -> str:
    latin = skeleton(key(romanised_ru(name) if is_cyrillic(name) else name)).translate(_SOUNDS)
    bare = _VOWELS.sub("", latin)
    return bare if len(bare) >= _TELLING else latin


@cache
def _lists(path: Path = _FILE) -> dict[str, re.Pattern[str]]:
    """The lists, compiled.

    Raises:
        DataFileError: the file is malformed, or a list is missing.
    """
    root = load(path, "words for ships")
    for name in _LISTS:
        if not isinstance(root.get(name), list) or not all(isinstance(group, list) for group in root[name]):
            raise wrong(path, name, f"{name} must have words by language")
    return {name: compiled(w for group in root[name] for w in group) for name in _LISTS}
