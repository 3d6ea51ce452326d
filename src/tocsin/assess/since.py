"""From when on something is said to be without precedent: "the largest since May", "впервые с начала года"."""

import re
from datetime import datetime
from functools import cache

from tocsin.assess.bygone import lists, words
from tocsin.wordlists import compiled

_YEAR = re.compile(r"\s*(?:of\s)?(20\d\d)\b")


def since(said: str, start: datetime) -> datetime | None:
    """The first moment that words about history reach back to; None where they name none.

    A month without a year is the last one before `start`.

    Args:
        said: the words.
        start: when what they are said of began (aware); its zone is that of the answer.
    """
    for found in words()["since"].finditer(said):
        rest = said[found.end() :].lstrip()
        if words()["this-year"].match(rest):
            return _month(start, start.year, 1)
        year = _YEAR.match(rest)
        if year:
            return _month(start, int(year[1]), 1)
        for number, month in enumerate(_months(), 1):
            named = month.match(rest)
            if named:
                year = _YEAR.match(rest, named.end())
                last = start.year - (number > start.month)
                return _month(start, int(year[1]) if year else last, number)
    return None


def _month(start: datetime, year: int, month: int) -> datetime:
    return start.replace(year=year, month=month, day=1, hour=0, minute=0, second=0, microsecond=0)


@cache
def _months() -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(given) for given in zip(*lists()["months"].values(), strict=True))
