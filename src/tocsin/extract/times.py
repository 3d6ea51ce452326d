"""When: times of day, dates, nights, weeks, in three languages, resolved against the report's own time.

The forms are those of `times.yml`; `tocsin.extract.intervals` tells what each of them means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

from tocsin.errors import DataFileError
from tocsin.extract.dates import DAY_AND_MONTH, calendar_of, either, with_years
from tocsin.extract.intervals import RESOLVERS
from tocsin.extract.lexicon import load
from tocsin.model import Interval

_ZONE = (
    r"(?:\s*\(?(?:мск|msk|по московскому времени|по мск|за києвом|за київським часом|"
    r"moscow time|kyiv time|local time|gmt|utc)\)?)"
)
#: No form begins within a word or a number.
_EDGE = r"(?<![\w.:])"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A stretch of the text, `start` to `end`, that says when; `rule` is the kind of form."""

    start: int
    end: int
    interval: Interval
    rule: str


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of a language with the way each is resolved, in their order; `begins` is wherever any of them does."""

    each: tuple[tuple[str, re.Pattern[str]], ...]
    begins: re.Pattern[str]


@cache
def _forms(language: str) -> _Forms:
    """The forms of `times.yml`.

    Raises:
        DataFileError: a form is no expression, or is to be resolved in a way that there is not.
    """
    file = f"lexicon/{language}/times.yml"
    data = load(language, "times")
    calendar = calendar_of(language)
    slots = {
        "<clock>": calendar.clock.pattern,
        "<date>": calendar.date.pattern,
        "<day>": either(calendar.weekdays),
        "<month>": either(calendar.months),
        "<part>": either(calendar.parts),
        "<year>": r"\d{4}",
        "<dm>": DAY_AND_MONTH,
        "<zone>": _ZONE,
    }
    forms: list[tuple[str, re.Pattern[str]]] = []
    for rule in data["rules"]:
        if rule["is"] not in RESOLVERS:
            raise DataFileError(file, rule["is"].line, f"{rule['is']} is no way to resolve a time")
        for form in rule["any"]:
            expression = str(form)
            for slot, body in slots.items():
                expression = expression.replace(slot, body)
            try:
                spaced = re.sub(r"\\s(?![?*+])", r"\\s+", expression)
                forms.append((str(rule["is"]), re.compile(rf"{_EDGE}{spaced}(?!\w)")))
            except re.error as e:
                raise DataFileError(file, form.line, f"{form}: {e}") from None
    begins = re.compile(rf"{_EDGE}(?={'|'.join(p.pattern.removeprefix(_EDGE) for _, p in forms)})")
    return _Forms(tuple(forms), begins)


def _from(pattern: re.Pattern[str], folded: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds, looked for only at `starts`."""
    at = 0
    for start in starts:
        if start >= at and (m := pattern.match(folded, start)):
            yield m
            at = m.end()


def find_times(folded: str, language: str, now: datetime | None) -> tuple[TimeMention, ...]:
    """All stretches of the folded text that say when, in order; none overlap.

    Args:
        folded: the text, as `tocsin.extract.text.fold` gives it.
        language: `en`, `ru` or `uk`.
        now: the report's own time, naive and local to the report; without it nothing can be resolved.
    """
    if now is None:
        return ()
    calendar, forms = calendar_of(language), _forms(language)
    found: list[TimeMention] = []
    starts = [m.start() for m in forms.begins.finditer(folded)]
    for kind, pattern in forms.each:
        for m in _from(pattern, folded, starts):
            if any(m.start() < x.end and x.start < m.end() for x in found):
                continue
            anchor = _anchor(kind, m.start(), found, now)
            try:
                interval = RESOLVERS[kind](with_years(m.group(), anchor), calendar, anchor) if anchor else None
            except (ValueError, OverflowError):
                continue  # 31 February, hour 25
            if interval is not None:
                # "A day after a strike": it is the strike that the words behind "after" tell of.
                start = m.start() + m.group().rindex(" ") + 1 if kind == "days-after" else m.start()
                found.append(TimeMention(start, m.end(), interval, kind))
    return tuple(sorted(found, key=lambda x: x.start))


def _anchor(kind: str, at: int, found: list[TimeMention], now: datetime) -> datetime | None:
    """What a form counts from: the report's time, or the day told of before ("the same day", "the previous night")."""
    if kind not in ("same-day", "same-night", "part-previous", "days-before", "days-after"):
        return now
    before = [x for x in found if x.end <= at and x.rule not in ("month", "month-last-year", "last-month")]
    if not before:
        return now if kind in ("part-previous", "days-before", "days-after") else None
    start = max(before, key=lambda x: x.start).interval.start
    day = start.date() if isinstance(start, datetime) else start
    return datetime.combine(day, now.time())


def clock_interval(clock: str, now: datetime) -> Interval | None:
    """The moment of a time stamp (`23:31`) in a thread that was published at `now`: the last such time before it."""
    h, m = (int(x) for x in re.split("[:.]", clock))
    if h > 24 or m > 59:
        return None
    at = datetime.combine(now.date(), time(h % 24, m))
    if at > now + timedelta(minutes=30):
        at -= timedelta(days=1)
    return Interval(at, at)
