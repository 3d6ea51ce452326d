"""A report's text as words with exact places: markup and addresses are passed over, never moved."""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from tocsin.gazetteer.fold import is_cyrillic, key

_ADDRESS = re.compile(
    r"\]\([^)\s]*\)|https?://\S+|www\.\S+|\bt\.me/\S+|\S{1,200}@\w+\.\w+|@\w+|\b[\w-]{1,200}\.(?:com|ru|ua|org|net|info)\b\S*"
)
#: A backtick between letters is somebody's apostrophe ("Кам`янське").
_MARKUP = re.compile(r"[*_\[\]~\u200b-\u200f\u2060\ufeff\u00ad|]|(?<![^\W\d_])`|`(?![^\W\d_])")
_WORD = re.compile(r"[^\W_]+(?:\u0301[^\W_]*)?(?:['’ʼ`][^\W_]+)*(?:\.(?:[A-Z]\.)+)?")
_POSSESSIVE = re.compile(r"['’ʼ`]s\Z", re.IGNORECASE)
_END = re.compile(r"[.!?…:;]|\n|[^\w\s,()'\"«»„“”‘’&/.+-]{1}")
_BLANKS = re.compile(r"\s+")
_OPENERS = tuple('«„“"—–-•')
#: Words and gaps longer than this are rare or hostile: they are not remembered.
_LONG = 48


class Token(NamedTuple):
    """A word: `lower` is it in lower case, `low` its key, `whole` that with an English possessive ("people's"),
    `gap` what stands before it without markup and blanks ("" where nothing does).

    `cap`: begins with a capital; `upper`: all capitals; `first`: begins a sentence, a line or a quotation; `shout`:
    stands in a line whose capitals mean nothing (a headline in capitals or in title case).
    """

    text: str
    lower: str
    low: str
    whole: str
    start: int
    end: int
    gap: str
    cap: bool
    upper: bool
    first: bool
    shout: bool
    cyrillic: bool

    @property
    def mixed(self) -> bool:
        """Letters of two scripts in one word: "Babу"."""
        return self.cyrillic and any("a" <= c <= "z" for c in self.lower)


def masked(text: str) -> str:
    """`text` with addresses and markup blanked, of the same length."""
    text = _ADDRESS.sub(lambda m: " " * len(m.group()), text)
    return _MARKUP.sub(" ", text)


def tokens(text: str) -> list[Token]:
    """The words of `text`."""
    clean = masked(text)
    loud = _loud_lines(clean)
    out: list[Token] = []
    end = 0
    for match in _WORD.finditer(clean):
        start, after = match.span()
        found, raw = match.group(), clean[end:start]
        known = _word(found) if len(found) <= _LONG else _word.__wrapped__(found)
        word, lower, low, whole, cap, upper, cyrillic = known
        stops, gap = _between(raw) if len(raw) <= _LONG else _between.__wrapped__(raw)
        first = stops or not out
        if gap == "." and out and len(out[-1].text) == 1 and out[-1].cap:
            first = False
        shout = bool(loud) and _inside(loud, start)
        out.append(Token(word, lower, low, whole, start, start + len(word), gap, cap, upper, first, shout, cyrillic))
        end = after
    return out


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether one of the spans, which stand in order, holds `at`."""
    i = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return i >= 0 and at < spans[i][1]


@lru_cache(maxsize=50_000)
def _word(word: str) -> tuple[str, str, str, str, bool, bool, bool]:
    """What a word is by itself: `text`, `lower`, `low`, `whole`, `cap`, `upper`, `cyrillic`."""
    cyrillic, possessive = is_cyrillic(word), _POSSESSIVE.search(word)
    bare = word[: possessive.start()] if possessive and not cyrillic else word
    whole = key(word)
    low = whole if bare == word else key(bare)
    return bare, bare.lower(), low, whole, bare[:1].isupper(), len(bare) > 1 and bare.isupper(), cyrillic


@lru_cache(maxsize=5_000)
def _between(raw: str) -> tuple[bool, str]:
    """Whether what stands between two words begins a sentence, a line or a quotation, and its `gap`."""
    return bool(_END.search(raw)) or raw.strip()[-1:] in _OPENERS, _gap(raw)


def _gap(raw: str) -> str:
    """What stands between two words; a dash between blanks is no hyphen, and an empty line is no blank."""
    bare = _BLANKS.sub(" ", raw).strip()
    if bare in ("-", "–") and raw != bare:
        return "—"
    return bare or ("\n" if "\n\n" in raw else "")


def _loud_lines(clean: str) -> list[tuple[int, int]]:
    """Lines in which nearly every longer word begins with a capital."""
    out = []
    for line in re.finditer(r"[^\n]+", clean):
        words = [w for w in _WORD.findall(line.group()) if len(w) > 3 and w[0].isalpha()]
        if (len(words) >= 2 and line.group().isupper()) or (
            len(words) >= 5 and sum(w[0].isupper() for w in words) > 0.8 * len(words)
        ):
            out.append(line.span())
    return out
