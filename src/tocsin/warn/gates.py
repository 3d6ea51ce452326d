"""What holds a report back whatever it declares: links, telephone numbers, money, orders to move.

An armed channel may have been taken over. The words are in `lexicon/gates.yml`; each gate fails closed.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tocsin import wordlists

_FILE = Path(__file__).parent / "lexicon" / "gates.yml"
_LISTS = ("money", "forms", "movement", "alarm", "weapon")
#: An address, with or without its scheme: a name, a dot, letters, and a path or the end of the word.
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_HANDLE = re.compile(r"(?:https?://)?(?:t\.me|telegram\.me)/(?:s/)?(\w+)\S*|(?<![\w.])@(\w{4,})", re.IGNORECASE)
#: Six digits or more, as numbers are written: with blanks, hyphens, brackets. Emergency numbers are shorter.
_PHONE = re.compile(r"(?<![\w.,:])\+?\d(?:[\s()-]{0,2}\d){6,14}(?![\w:])")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}\.\d{1,2}\.\d{2,4}|20\d\d-[01]\d-[0-3]\d)(?!\d)")


@cache
def words(name: str) -> re.Pattern[str]:
    """The list `name` of `gates.yml`, compiled.

    Raises:
        DataFileError: the file lacks the list, or has another one.
    """
    lists = wordlists.load(_FILE, "words that hold a report back")
    unknown = set(lists) ^ set(_LISTS)
    if unknown:
        raise wordlists.wrong(_FILE, min(unknown), f"its lists are {', '.join(_LISTS)}")
    return wordlists.compiled(lists[name])


def held_for(text: str, own: frozenset[str]) -> Iterator[str]:
    """The reasons, in words, for which a text waits for a person.

    Args:
        text: the whole report.
        own: the names of the channels that its source has, small: its own signature is no link.
    """
    others = [m.group() for m in _HANDLE.finditer(text) if (m[1] or m[2]).casefold() not in own]
    rest = _HANDLE.sub(" ", text)
    links = [*others, *(m.group() for m in _LINK.finditer(rest))]
    if links:
        yield f"it holds a link: {links[0]:.60}"
    if phone := _PHONE.search(_DATE.sub(" ", rest)):
        yield f"it holds a telephone number: {phone.group():.20}"
    if money := words("money").search(text):
        yield f"it speaks of money: “{money.group()}”"
    if moved := words("movement").search(text):
        yield f"it tells people to move: “{moved.group()}”"


def looks_hacked(text: str) -> bool:
    """Whether a text has the marks of a channel that somebody took over: money or a form, and a link to it."""
    rest = _HANDLE.sub(" ", text)
    return bool(_LINK.search(rest) and (words("money").search(text) or words("forms").search(text)))


def speaks_of_warning(text: str) -> str:
    """The first word of warning, or for a weapon, in a text; "" where there is none."""
    found = words("alarm").search(text) or words("weapon").search(text)
    return found.group() if found else ""
