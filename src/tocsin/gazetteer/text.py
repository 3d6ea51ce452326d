"""A report's text as words with exact places: markup and addresses are passed over, never moved."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from tocsin.gazetteer.fold import is_cyrillic, key

_ADDRESS = re.compile(
    r"\]\([^)\s]*\)|https?://\S+|www\.\S+|\bt\.me/\S+|\S+@\w+\.\w+|@\w+|\b[\w-]+\.(?:com|ru|ua|org|net|info)\b\S*"
)
_MARKUP = re.compile(r"[*_`\[\]~\u200b-\u200f\u2060\ufeff\u00ad|]")
_WORD = re.compile(r"[^\W_]+(?:\u0301[^\W_]*)?(?:['’ʼ`][^\W_]+)*(?:\.(?:[A-Z]\.)+)?")
_POSSESSIVE = re.compile(r"['’ʼ`]s\Z", re.IGNORECASE)
_END = re.compile(r"[.!?…:;]|\n|[^\w\s,()'\"«»„“”‘’&/.+-]{1}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `low` is its key, `whole` that with an English possessive ("people's"), `gap` what stands
    before it without markup and blanks ("" where nothing does).

    `cap`: begins with a capital; `upper`: all capitals; `first`: begins a sentence, a line or a quotation; `shout`:
    stands in a line whose capitals mean nothing (a headline in capitals or in title case).
    """

    text: str
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


def masked(text: str) -> str:
    """`text` with addresses and markup blanked, of the same length."""
    text = _ADDRESS.sub(lambda m: " " * len(m.group()), text)
    return _MARKUP.sub(" ", text)


def tokens(text: str) -> list[Token]:
    """The words of `text`."""
    clean = masked(text)
    found = list(_WORD.finditer(clean))
    loud = _loud_lines(clean)
    out: list[Token] = []
    end = 0
    for match in found:
        word, start = match.group(), match.start()
        possessive = _POSSESSIVE.search(word)
        if possessive and not is_cyrillic(word):
            word = word[: possessive.start()]
        gap = clean[end:start]
        first = not out or bool(_END.search(gap)) or gap.strip()[-1:] in tuple('«„“"—–-•')
        if out and gap.strip() == "." and len(out[-1].text) == 1 and out[-1].cap:
            first = False
        out.append(
            Token(
                word, key(word), key(match.group()), start, start + len(word), _gap(gap),
                word[:1].isupper(), len(word) > 1 and word.isupper(), first,
                _inside(loud, start), is_cyrillic(word),
            )
        )  # fmt: skip
        end = match.end()
    return out


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether one of the spans, which stand in order, holds `at`."""
    i = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return i >= 0 and at < spans[i][1]


def _gap(raw: str) -> str:
    """What stands between two words; a dash between blanks is no hyphen, and an empty line is no blank."""
    bare = re.sub(r"\s+", " ", raw).strip()
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
