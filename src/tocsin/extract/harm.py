"""Whom it befell: which harm a number of people counts, and whether a number is an age."""

import re
from functools import cache

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import either, patterns
from tocsin.extract.numbers import Quantity
from tocsin.vocab import FigureKind

#: "59-річний", "a 71-year-old": no count that would part a person from what befell them.
_AGE = re.compile(
    r"\d+\s*-?\s*(?:річн|летн|year)[\w-]*"
    r"|(?:віком|возрасте|возраста|aged)\s(?:\d+(?:\s?[,–-]\s?|\s(?:та|і|й|и|and)\s)?)+(?:\s(?:рок\w*|лет|год\w*))?"
)
#: "віком 51 та 68 років", "two women aged 51 and 68": before the number.
_AGED = re.compile(
    r"(?<!\w)(?:віком|возрасте|возраста|aged?)\s(?:(?:від|от|from|between)\s)?(?:\d+(?:\s?[,–-]\s?|\s(?:та|і|й|и|and|to)\s))*\Z"
)
#: "Їй було 19", "ему исполнилось 70", "she was 34".
_HIS_AGE = re.compile(
    r"(?<!\w)(?:їй|йому|ей|ему|she|he)\s(?:(?:було|было|виповнилося|исполнилось|ледве|едва|был|was|only|just|всього|всего)\s){0,2}\Z"
)
_SIDES = ("killed", "injured", "casualties", "missing", "captured")


def is_age(folded: str, q: Quantity) -> bool:
    """Whether the number is an age or a measure ("aged 34", "Ivan Petrov, 58, …", "12 km")."""
    return bool(
        re.match(
            r"\s*(?:-?year|per cent|percent|%|km|kilom|hours?|minutes|days|hectares|"
            r"лет\b|год|рок|км|кв|м\b|час|минут|хвилин|дн)",
            folded[q.end : q.end + 14],
        )
        or _HIS_AGE.search(folded, max(0, q.start - 24), q.start)
        or (
            re.search(r"[a-z'’],\s$", folded[max(0, q.start - 3) : q.start])
            and re.match(r"[,.)]|\sand\b", folded[q.end : q.end + 4])
            and q.low is not None
            and q.low == q.high
            and 0 < q.low < 105
            and q.core == q.start
            and folded[q.start].isdigit()
        )
        or _AGED.search(folded, max(0, q.start - 40), q.start)
        or (
            folded[max(0, q.start - 3) : q.start] == "of "
            and re.match(r"\s*(?:[.,]|outside|who|was|$)", folded[q.end : q.end + 9])
            and q.low is not None
            and 1 < q.low < 100
        )
    )


_MONEY = re.compile(
    r"\s*(?:(?:тис|тыс|млн|млрд|мільйон\w*|миллион\w*|мільярд\w*|миллиард\w*|million|billion)\.?\s*)?"
    r"(?:грн|гривень|гривн|руб|доллар|долар|евро|євро|dollar|euro|hryvn|rouble|ruble|usd|eur|[$€£₴₽])"
)


def is_money(folded: str, q: Quantity) -> bool:
    """Whether the number counts money: "30 млн грн", "$2 million"."""
    return folded[max(0, q.core - 1) : q.core] in tuple("$€£₴₽") or bool(_MONEY.match(folded, q.end))


#: So far before "rose to 31" stands the toll that rose.
_SUBJECT = 150


@cache
def _rose(language: str) -> re.Pattern[str]:
    """What stands before a number that a toll has grown to."""
    return re.compile(rf"{either(language, 'numbers', 'grown')}\s(?:\w+\s)?(?:to|до)\s(?:at least\s)?\Z")


def casualty(scene: Scene, q: Quantity, kind: str, d: Draft, end: int) -> FigureKind | None:
    """Killed, injured, missing or captured: the nearest such word, of those behind the number first."""
    folded = scene.view.folded
    if kind in ("uav", "missile", "building", "shell", "boat") or is_age(folded, q):
        return None
    best: tuple[float, str] | None = None
    rose = _rose(d.language).search(folded, max(0, q.core - 30), q.core) is not None
    for side in _SIDES:
        for m in patterns(d.language, "details", "people-side", side).finditer(
            folded, max(d.span.start if rose else 0, q.start - (_SUBJECT if rose else 45)), min(len(folded), end + 45)
        ):
            between = folded[end : m.start()] if m.start() >= end else folded[m.end() : q.start]
            far = abs(m.start() - end) if m.start() >= q.start else 4 if rose else q.start - m.end() + 4
            between = _AGE.sub(" ", between)
            far += 25 * len(re.findall(r"\d|,|\band\b|\bи\b|\bта\b|\bі\b|\bеще\b|\bще\b", between)) + 200 * (
                "." in between
            )
            if best is None or far < best[0]:
                best = (far, side)
    if best is None or best[0] > 90:
        return FigureKind(d.hits[0].figure) if d.hits[0].figure and kind == "people" else None
    return FigureKind(best[1])
