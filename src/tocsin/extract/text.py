"""The text as the rules see it: same length, so that every offset is an offset of the report.

Telegram's markdown, link targets, editors' brackets and a wire's dateline are blanked, letters folded; sentences and
their time stamps are found on that view.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

_FOLD = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "ѝ": "и"})
_URL = re.compile(r"(?:https?://|www\.|t\.me/)\S+")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]*)(?:\)|$)")
_MARKS = re.compile(r"\*{2,}|_{2,}|~~|\|\|")
_EDITOR = re.compile(
    r"\[(?:[Tt]ext|[Ee]xcerpts?|[Rr]eport|passage omitted|[Ee]ditorial [Rr]eport|as (?:heard|received|published))\]"
)
RUBRIC = re.compile(
    r"(?:\b\d{1,2}\+\s+)?[-–—]\s*Специальная военная операция России|Специальная военная операция России(?=\s+[А-ЯЁ«])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"])(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|Adm|St|No|Nos|Inc|Ltd|Co|vs|approx|Jan|Feb|Mar|"
    r"Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|U\.S|U\.N|e\.g|i\.e|г|гг|ул|просп|им|обл|р-н|н\.п|нп|тыс|млн|млрд|чел|"
    r"руб|т|ст|вул|м|с|ім|тис|осіб|ч|мин|хв|год|стр|т\.е|т\.о|т\.г|т\.д|т\.п|[A-ZА-ЯІЇЄҐ])$"
)
_MEASURE = re.compile(r"(?:\d|кв\.?)\s(?:м|км|мин|хв|чел|осіб|руб|грн)$")
# Each run is looked at once, from its first character: an endless one costs no more than its length.
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'»”)\]]*(?=\s|$)|\n+|(?<![ \t])[ \t]{2,}(?=\S)")
_BULLET = re.compile(r"\s*(?:[•▪▫◽◾🔹🔸🔻⊹●○◦❗❕‼⚠✅🟢🔴🟡🚨📵🚌🛵💥⚡🇺🇦-🇿]|[-–—*]\s|\d{1,2}[.)]\s)", re.UNICODE)
#: A dash that goes on in lower case behind two blanks ("12 БПЛА  – над …") is no bullet.
_ASIDE = re.compile(r"[-–—]\s+[a-zа-яіїєґ]")
_CLOCK = r"(?:[01]?\d|2[0-4])[:.][0-5]\d"
_DATELINE = re.compile(
    r"^[ \t]*(?P<flash>(?:FLASH|URGENT|BREAKING|UPDATE \d)\s*[-–—:]\s*)?"
    r"(?:[A-ZА-ЯІЇЄҐ][\w.'’/-]+(?: [A-ZА-ЯІЇЄҐ(][\w.'’/)-]+){0,4})"
    r"(?:,\s+[A-Z][a-z]+(?:/[A-Z][\w.-]+)?)?(?:\s\([^)\n]{2,30}\))?,?\s+"
    r"(?:\(?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Zа-яіїєґ][a-zа-яіїєґ]{2,9}\.?)(?:,?\s\d{2,4})?\)?\s*(?:\([^)\n]{2,60}\))?"
    r"|\([^)\n]{2,40}\))\s*(?:[-–—]{1,2}|\.)\s"
    # a wire without its city: "March 16 (Reuters) - "
    r"|^[ \t]*(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)\s\([A-Z][^)\n]{1,30}\)\s*[-–—]{1,2}\s",
    re.MULTILINE,
)
#: A sentence that is longer is cut at a blank: the longest that people write, lists of towns, stay below.
LONGEST_SENTENCE = 1_500
#: A dateline ends within so many characters.
_HEAD = 400
STAMP = re.compile(
    rf"^[^\w\n]*~?(?P<clock>{_CLOCK})(?:\s*(?P<zone>GMT|UTC|EET|MSK|мск))?"
    r"(?:\s*\|\s*(?P<day>\d{1,2})/(?P<month>\d{1,2}))?(?=\s*(?:[^\w\s]|\n|[A-ZА-ЯІЇЄҐ]|$)|\s{2,})"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or line of the text, with the paragraph it stands in and the time stamp that heads it (`HH:MM`)."""

    start: int
    end: int
    paragraph: int
    stamp: str | None = None
    stamp_end: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """A report's text (`raw`), the same with marks blanked (`clean`), and folded for matching (`folded`)."""

    raw: str
    clean: str
    folded: str
    sentences: tuple[Sentence, ...]


def fold(text: str) -> str:
    """Lower case, without ё and curly apostrophes; every character stays where it is."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow when lowered (İ)
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_FOLD)


def view(text: str) -> View:
    """The view of a report's text that all rules read."""
    clean = _blank(text)
    return View(text, clean, fold(clean), tuple(_sentences(text, clean)))


def _blank(text: str) -> str:
    out = list(text)

    def wipe(start: int, end: int) -> None:
        for i in range(start, end):
            if out[i] != "\n":
                out[i] = " "

    for m in _LINK.finditer(text):
        wipe(m.start(), m.start(1))
        wipe(m.end(1), m.end())
    for dateline in _DATELINE.finditer(text[:_HEAD]):
        wipe(*dateline.span())
    for pattern in (_URL, _MARKS, _EDITOR, RUBRIC):
        for m in pattern.finditer("".join(out)):
            wipe(m.start(), m.end())
            if pattern is RUBRIC:
                out[m.start()] = "\n"  # the headline ends here
    return "".join(out)


def _wrapped(text: str) -> bool:
    """Whether lines are broken at a fixed width, as old wires are, so that a line's end means nothing."""
    lines = [line.rstrip() for line in text.split("\n")]
    # The last line of a paragraph is as long as it happens to be.
    inner = [line for line, below in pairwise(lines) if line and below]
    full = [line for line in inner if 55 <= len(line) <= 82]
    return len(inner) >= 3 and len(full) >= 0.8 * len(inner) and max(map(len, lines)) <= 90


def _breaks(raw: str, clean: str) -> list[int]:
    wrapped = _wrapped(raw)
    cuts = [0]
    for m in _END.finditer(clean):
        mark = m.group()
        at = m.end()
        if mark.isspace():
            if "\n" in mark:
                if wrapped and "\n\n" not in clean[m.start() : at + 1].replace(" ", ""):
                    continue
            elif clean[m.start() : at] != raw[m.start() : at] and "  " not in raw[m.start() : at]:
                continue  # blanks that were marks
            elif not _begins(clean, at):
                continue
        elif (mark[0] == "." and _is_abbreviation(clean, m.start())) or (at < len(clean) and _starts_low(clean, at)):
            continue
        cuts.append(at)
    return _bounded(clean, [*cuts, len(clean)])


def _is_abbreviation(clean: str, at: int) -> bool:
    """Whether the stop at `at` belongs to an abbreviation, and ends no measure: "на 300 кв. м. Погибших нет"."""
    before = clean[max(0, at - 12) : at]
    return bool(_ABBREVIATION.search(before)) and not (
        _MEASURE.search(before) and clean[at + 1 : at + 3].strip().isupper()
    )


def has_bullet(text: str, at: int) -> bool:
    """Whether a line of a list begins at `at`: with a mark, a number, or a picture that serves as one."""
    return at < len(text) and (unicodedata.category(text[at]) == "So" or bool(_BULLET.match(text[at : at + 4])))


def _begins(clean: str, at: int) -> bool:
    """Whether what stands behind two blanks begins a line: a capital, a bullet, or any picture that serves as one."""
    return (clean[at].isupper() or has_bullet(clean, at)) and not _ASIDE.match(clean, at)


def _bounded(clean: str, cuts: list[int]) -> list[int]:
    """The cuts with more of them wherever two lie too far apart, so that no rule meets an endless sentence."""
    out = cuts[:1]
    for cut in cuts[1:]:
        while cut - out[-1] > LONGEST_SENTENCE:
            most = out[-1] + LONGEST_SENTENCE
            blank = clean.rfind(" ", out[-1] + 1, most) + 1
            out.append(blank or most)
        out.append(cut)
    return out


def _starts_low(clean: str, at: int) -> bool:
    """Whether what follows a full stop goes on in lower case ("14.30 мск", "т.г. до")."""
    rest = clean[at : at + 12].lstrip(" \t\u00a0\u202f\"'«“(")
    return bool(rest) and rest[0].islower()


def _sentences(raw: str, clean: str) -> list[Sentence]:
    found: list[Sentence] = []
    cuts = _breaks(raw, clean)
    paragraph, stamp = 0, None
    for a, b in pairwise(cuts):
        start = a + len(clean[a:b]) - len(clean[a:b].lstrip())
        end = a + len(clean[a:b].rstrip())
        if start >= end:
            continue
        if found and "\n\n" in re.sub(r"[ \t]+", "", clean[found[-1].end : start]):
            paragraph += 1
        head = STAMP.match(clean[start:end])
        if head is None and stamp and found and "\n" in clean[found[-1].end : start] and found[0].stamp is None:
            stamp = None  # in a list, a time heads its own line only
        if head:
            stamp = head.group(0).strip()
        found.append(Sentence(start, end, paragraph, stamp, start + head.end() if head else start))
    return found
