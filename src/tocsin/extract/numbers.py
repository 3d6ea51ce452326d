"""Numbers in running text, in three languages: digits, words, ranges, and the words that make them vague."""

import re
from dataclasses import dataclass, replace
from functools import cache

from tocsin.errors import DataFileError
from tocsin.extract.lexicon import either_of_all, load
from tocsin.extract.text import fold
from tocsin.vocab import Language

#: Signs, units and ordinal endings glued to a number; "14-летний".
_GLUED = r"[\w%°$€]|[.:]\d|-?(?:th|st|nd|rd|й|го|му|летн|річн|мм|mm|km|км)|-\s?[a-zа-яіїєґ]"
#: "16+" behind a headline is for whom it is fit.
_RATINGS = frozenset(("0", "6", "12", "16", "18"))
_LAST = re.compile(r"\s*(?:$|[.\n«\"(—–-])")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True)
class _NoCounts:
    """What shows that a number counts nothing that happened; in all languages at once, for texts mix them.

    `after` begins right behind the number: measures, stretches of time, days of a period, ages, numbers of units.
    `before` ends where it begins: the number of a day or a house. `grown` undoes "up to": "the toll rose to nine".
    `of_them` begins behind a part of what was counted before.
    """

    after: re.Pattern[str]
    before: re.Pattern[str]
    grown: re.Pattern[str]
    of_them: re.Pattern[str]


@cache
def _no_counts() -> _NoCounts:
    def any_of(key: str) -> str:
        return either_of_all("numbers", key)

    month = "(?:" + "|".join(re.escape(form) for x in Language for form in _months(x)) + r")(?!\w)"
    and_ = r"(?:,|-|–|по|до|и|та|і|й|and|to)"
    return _NoCounts(
        re.compile(
            rf"{_GLUED}|-?\s*{any_of('measures')}(?!\w)"
            rf"|\s*(?:{and_}\s?\d+\s+)+(?:{any_of('measures')}(?!\w)|{month})|\s{month}"
            rf"|(?:\s?{and_}\s?\d+)*\s+(?:[^\W\d]+\s){{0,2}}{any_of('units')}(?!\w)"
        ),
        re.compile(rf"(?:^|\W){any_of('numbered')}\s$|{any_of('streets')}\.?\s[^,;.\n]{{2,40}},\s*$"),
        re.compile(rf"{any_of('grown')}\s+$"),
        re.compile(rf"\s{any_of('of-them')}(?!\w)"),
    )


def _months(language: str) -> list[str]:
    return [fold(str(form)) for forms in load(language, "times")["months"].values() for form in forms]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start:end` of the text: `low`..`high`, None where a side is open.

    `core` is where the number itself begins, behind "more than"; `part` says that it counts a part of what was counted
    before ("four of them").
    """

    start: int
    end: int
    low: int | None
    high: int | None
    approx: bool = False
    core: int = 0
    part: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    number: re.Pattern[str]
    values: dict[str, int]
    multipliers: dict[str, int]
    vague: dict[str, int]
    halves: dict[str, int]


_DIGITS = r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
#: Case endings of a number in digits: "94-ма дронами", "11-ти", "3-х".
_CASE = r"(?:-(?:ма|ми|мя|ти)(?!\w)|(?<=[2-4])(?<!\d\d)-х(?!\w))?"
_NOT_BEFORE = r"(?<![\w№#$€₴.,:/-])(?<!№ )(?<!no\. )(?<!nos\. )"


def _forms(language: str, data: dict[str, object], key: str) -> dict[str, int]:
    entries = data.get(key)
    if not isinstance(entries, dict):
        raise DataFileError(f"lexicon/{language}/numbers.yml", None, f"expected a mapping `{key}` of numbers to words")
    return {str(form): int(value) for value, forms in entries.items() for form in forms}


def _any(words: list[str] | dict[str, int]) -> str:
    return "|".join(sorted((re.escape(str(w)) for w in words), key=len, reverse=True))


@cache
def _grammar(language: str) -> _Grammar:
    data = load(language, "numbers")
    values, multipliers = _forms(language, data, "values"), _forms(language, data, "multipliers")
    vague, halves = _forms(language, data, "vague"), _forms(language, data, "halves")
    word = rf"(?:{_any(values)})(?!\w)"
    many = rf"(?:[ \u00a0-]*(?:{_any(multipliers)})(?!\w))?"
    fixed = rf"(?:{_any(halves)})(?!\w)"
    # "Two hundred and five": a multiplier below a thousand goes on, in the languages that have one.
    rest = "".join(rf"(?:(?<= {w})(?: and)? {word}(?:-{word})?)?" for w, v in multipliers.items() if v == 100)
    one = rf"(?:(?:{_DIGITS}){_CASE}{many}|{fixed}|{word}(?:[ -]{word}){{0,2}}{many}{rest}|(?:{_any(vague)})(?!\w))"
    hint = {k: rf"(?:{_any(data[k])})" for k in ("more", "atleast", "atmost", "less", "about", "between", "and")}
    pattern = re.compile(
        _NOT_BEFORE
        + rf"(?:(?P<between>{hint['between']})\s+(?P<b1>{one})\s+(?:{hint['and']})\s+(?P<b2>{one})"
        + rf"|(?:(?P<more>{hint['more']})|(?P<atleast>{hint['atleast']})|(?P<atmost>{hint['atmost']})"
        + rf"|(?P<less>{hint['less']})|(?P<about>{hint['about']}))?"
        + r"(?(more)\s+|(?(atleast)\s+|(?(atmost)\s+|(?(less)\s+|(?(about)\s*|)))))"
        + rf"(?:(?P<r1>{one})\s?[-–—]\s?(?P<r2>(?:{_DIGITS}|{word}){many})|(?P<n>{one}))(?P<plus>\+)?"
        + rf"|(?P<none>(?:{_any(data['none'])}))(?!\w))"
    )
    return _Grammar(pattern, re.compile(one), values, multipliers, vague, halves)


def quantities(folded: str, language: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The numbers in `folded[start:end]` (text folded by `tocsin.extract.text.fold`), in order.

    Ordinals, clock times, dates, ages and numbers glued to letters or signs are none. "No" gives 0..0.
    """
    g, no = _grammar(language), _no_counts()
    found = []
    for m in g.pattern.finditer(folded, start, len(folded) if end is None else end):
        if (
            _YEAR.fullmatch(m.group())
            or no.after.match(folded, m.end(), m.end() + 48)
            or (m["plus"] and m["n"] in _RATINGS and _LAST.match(m.string, m.end()))
            or no.before.search(folded, max(start, m.start() - 60), m.start())
        ):
            continue
        q = _quantity(m, g)
        if q:
            found.append(replace(q, part=True) if no.of_them.match(folded, m.end()) else q)
    return found


def value_of(word: str, language: str) -> int | None:
    """What one folded word counts ("four" is 4), or None where it is no number."""
    return int(word) if word.isdecimal() else _grammar(language).values.get(word)


def _quantity(m: re.Match[str], g: _Grammar) -> Quantity | None:
    if m["none"]:
        return Quantity(m.start(), m.end(), 0, 0, core=m.start())
    low: int | None
    high: int | None
    if m["b1"] or m["r1"]:
        pair = ("b1", "b2") if m["b1"] else ("r1", "r2")
        low, high = (_value(m[k], g) for k in pair)
        if m["r1"] and low is not None and high is not None and low > high and not m["r2"][0].isdigit():
            low = high = low + high  # "twenty-five" is one number
        if low is None or high is None or low > high:
            return None
        scale = next((v for w, v in g.multipliers.items() if m[pair[1]].endswith(w)), 1)
        if low * scale <= high and not any(m[pair[0]].endswith(w) for w in g.multipliers):
            low *= scale  # "from 30 to 45 thousand"
        return Quantity(m.start(), m.end(), low, high, core=m.start(pair[0]))
    text = m["n"]
    value = _value(text, g)
    if value is None:
        return None
    low = high = value
    if text in g.vague or m["atleast"] or m["plus"]:
        high = None
    elif m["more"]:
        low, high = value + 1, None
    elif m["atmost"] and not _no_counts().grown.search(m.string[max(0, m.start() - 16) : m.start()]):
        low = None
    elif m["less"]:
        low, high = None, value - 1
    return Quantity(m.start(), m.end(), low, high, bool(m["about"]), m.start("n"))


def _value(text: str, g: _Grammar) -> int | None:
    """The whole number that `text` says, or None where it is none ("1.5")."""
    if text in g.halves:
        return g.halves[text]
    if text in g.vague:
        return g.vague[text]
    digits = re.match(_DIGITS, text)
    rest = text[digits.end() :] if digits else text
    total: float
    if digits:
        total = float(_plain(digits.group()))
        words: list[str] = re.findall(r"[^\s-]+", rest)
    else:
        total, words = 0, _split(rest, g)
    for word in words:
        if word in g.multipliers:
            total = max(total, 1) * g.multipliers[word]
        elif word in g.values:
            if 0 < total <= g.values[word] < 10:
                return None  # "одне одному": no number
            total += g.values[word]
    return int(total) if total == int(total) else None


def _split(text: str, g: _Grammar) -> list[str]:
    return [text] if text in g.values else re.findall(r"[^\s-]+", text)


def _plain(digits: str) -> str:
    """ "500,000" and "11 300" are thousands, "1.2" and "1,5" are fractions."""
    if re.fullmatch(r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+", digits):
        return re.sub(r"\D", "", digits)
    return digits.replace(",", ".")
