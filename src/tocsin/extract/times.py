"""When: times of day, dates, nights, weeks, in three languages, resolved against the report's own time.

What a form means follows the definition of a claim: a night runs 18:00 to 06:00, "the past 24 hours" end at the
report's time, "late on Thursday" is 18:00 to 24:00, "this week" runs from Monday to the report.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from tocsin.errors import DataFileError
from tocsin.extract.lexicon import load
from tocsin.model import Interval

_PARTS = {
    "early": (0, 6),
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "late": (18, 24),
    "night": (18, 30),
}
_ZONE = r"(?:\s*\(?(?:мск|msk|по московскому времени|по мск|за києвом|за київським часом|moscow time|kyiv time|local time|gmt|utc)\)?)"


#: No form begins within a word or a number.
_EDGE = r"(?<![\w.:])"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A stretch that says when; `rule` is the kind of form, `words` its span in the text."""

    start: int
    end: int
    interval: Interval
    rule: str


@dataclass(frozen=True, slots=True)
class _Calendar:
    months: dict[str, int]
    weekdays: dict[str, int]
    parts: dict[str, str]
    clock: re.Pattern[str]
    date: re.Pattern[str]
    forms: tuple[tuple[str, re.Pattern[str]], ...]
    begins: re.Pattern[str]  # wherever any of the forms does

    def part(self, text: str) -> str | None:
        """The part of the day that `text` names, the longest name first."""
        hit = [name for name in self.parts if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        if hit:
            return self.parts[max(hit, key=len)]
        return "night" if re.match(r"ночн|нічн", text) else "morning" if text.startswith("early") else None

    def weekday(self, text: str) -> int | None:
        """Monday 0 … Sunday 6, where `text` names one."""
        return next((n for name, n in self.weekdays.items() if re.search(rf"(?<!\w){name}(?!\w)", text)), None)

    def month(self, text: str) -> int | None:
        """1…12, where `text` names a month."""
        return next((n for name, n in self.months.items() if re.search(rf"(?<!\w){name}(?!\w)", text)), None)


def _names(file: str, data: dict[str, object], key: str) -> dict[str, int]:
    entries = data.get(key)
    if not isinstance(entries, dict):
        raise DataFileError(file, None, f"expected a mapping `{key}`")
    return {str(form): int(number) for number, forms in entries.items() for form in forms}


def _either(words: dict[str, int] | dict[str, str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?!\w)"


@cache
def _calendar(language: str) -> _Calendar:
    file = f"lexicon/{language}/times.yml"
    data = load(language, "times")
    months, weekdays = _names(file, data, "months"), _names(file, data, "weekdays")
    parts = {str(form): str(part) for part, forms in data["parts"].items() for form in forms}
    month, clock = _either(months), f"(?:{data['clock']})"
    date_form = (
        rf"(?:(?<!\d)\d{{1,2}}(?:st|nd|rd|th|-го|-е)?\s+(?:of\s+)?{month}(?:,?\s+\d{{4}}(?!\d))?"
        rf"|{month}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d|:)(?:,\s+\d{{4}}(?!\d))?|(?<!\d)\d{{1,2}}\.\d{{2}}\.\d{{2,4}}(?!\d))"
    )
    slots = {
        "<clock>": clock, "<date>": date_form, "<day>": _either(weekdays), "<month>": month, "<part>": _either(parts),
        "<year>": r"\d{4}", "<zone>": _ZONE,
    }  # fmt: skip
    forms = []
    for rule in data["rules"]:
        if rule["is"] not in _RESOLVERS:
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
    return _Calendar(months, weekdays, parts, re.compile(clock), re.compile(date_form), tuple(forms), begins)


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
    calendar = _calendar(language)
    found: list[TimeMention] = []
    starts = [m.start() for m in calendar.begins.finditer(folded)]
    for kind, pattern in calendar.forms:
        for m in _from(pattern, folded, starts):
            if any(m.start() < x.end and x.start < m.end() for x in found):
                continue
            anchor = _anchor(kind, m.start(), found, now)
            try:
                interval = _RESOLVERS[kind](m.group(), calendar, anchor) if anchor else None
            except (ValueError, OverflowError):
                continue  # 31 February, hour 25
            if interval is not None:
                found.append(TimeMention(m.start(), m.end(), interval, kind))
    return tuple(sorted(found, key=lambda x: x.start))


def _anchor(kind: str, at: int, found: list[TimeMention], now: datetime) -> datetime | None:
    """What a form counts from: the report's time, or for "the same day", "the previous night" the day told of before."""
    if kind not in ("same-day", "same-night", "part-previous"):
        return now
    before = [x for x in found if x.end <= at and x.rule not in ("month", "month-last-year", "last-month")]
    if not before:
        return now if kind == "part-previous" else None
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


def _clock(text: str) -> tuple[int, int]:
    if re.search(r"noon|полудн|полдень", text):
        return 12, 0
    if re.search(r"midnight|полуноч|полночь|півноч", text):
        return 0, 0
    m = re.search(r"(\d{1,2})[:.](\d\d)|(\d\d)(\d\d)(?!\d)|(\d{1,2})", text)
    if not m:
        raise ValueError(text)
    h, minute = int(m[1] or m[3] or m[5]), int(m[2] or m[4] or 0)
    half = re.search(r"([ap])\.?m", text)
    if half:
        h = h % 12 + (12 if half[1] == "p" else 0)
    if h > 24 or minute > 59:
        raise ValueError(text)
    return h, minute


def _date(text: str, calendar: _Calendar, now: datetime) -> date | None:
    m = calendar.date.search(text)
    if not m:
        return None
    form = m.group()
    if re.fullmatch(r"[\d.]+", form):
        d, mo, y = (int(x) for x in form.split("."))
        return date(y + 2000 if y < 100 else y, mo, d)
    month = calendar.month(form)
    day = int(re.search(r"(?<!\d)\d{1,2}(?!\d)", form).group())  # type: ignore[union-attr]
    year = re.search(r"(?<!\d)\d{4}(?!\d)", form)
    if month is None:
        return None
    return date(int(year.group()), month, day) if year else _nearest(now.date(), month, day)


def _nearest(today: date, month: int, day: int) -> date:
    """The date of that name that lies closest before today, or at most two months after it."""
    best = date(today.year, month, day)
    if best > today + timedelta(days=62):
        return date(today.year - 1, month, day)
    if best < today - timedelta(days=303):
        return date(today.year + 1, month, day)
    return best


def _day(text: str, calendar: _Calendar, now: datetime) -> date | None:
    """The date or the latest weekday of that name, that the form holds."""
    found = _date(text, calendar, now)
    if found:
        return found
    if re.search(r"вчера|вчора|yesterday", text):
        return now.date() - timedelta(days=1)
    weekday = calendar.weekday(text)
    if weekday is None:
        return None
    back = (now.weekday() - weekday) % 7
    return now.date() - timedelta(days=7 if back == 0 and re.search(r"last|прошл|минул", text) else back)


def _at(day: date, hours: int, minutes: int = 0) -> datetime:
    return datetime.combine(day, time()) + timedelta(hours=hours, minutes=minutes)


def _span(day: date, part: str, night_before: bool = False) -> Interval:
    a, b = _PARTS[part]
    shift = 24 if part == "night" and night_before else 0
    return Interval(_at(day, a - shift), _at(day, b - shift))


def _moment(text: str, calendar: _Calendar, now: datetime) -> datetime:
    clocks = calendar.clock.search(text)
    h, m = _clock(clocks.group() if clocks else text)
    day = _day(text, calendar, now)
    if day:
        return _at(day, h, m)
    at = _at(now.date(), h, m)
    return at - timedelta(days=1) if at > now + timedelta(minutes=30) else at


def _range(text: str, calendar: _Calendar, now: datetime) -> Interval | None:
    clocks = list(calendar.clock.finditer(text))
    if len(clocks) < 2:
        return None
    first, second = text[: clocks[1].start()], text[clocks[1].start() :]
    last_day = _date(second, calendar, now)
    first_day = _date(first, calendar, now)
    (h1, m1), (h2, m2) = _clock(clocks[0].group()), _clock(clocks[1].group())
    if "p.m" in clocks[1].group() and not re.search(r"[ap]\.?m", clocks[0].group()) and h1 < 12 and h1 + 12 < h2:
        h1 += 12
    if last_day is None:
        last_day = first_day + timedelta(days=(h2, m2) < (h1, m1)) if first_day else now.date()
        if first_day is None and _at(last_day, h2, m2) > now + timedelta(minutes=30):
            last_day -= timedelta(days=1)
    end = _at(last_day, h2, m2)
    start = _at(first_day or last_day, h1, m1)
    if start > end:
        start -= timedelta(days=1)
    return Interval(start, end)


def _single(text: str, calendar: _Calendar, now: datetime) -> Interval:
    at = _moment(text, calendar, now)
    return Interval(at, at)


def _since_moment(text: str, calendar: _Calendar, now: datetime) -> Interval:
    at = _moment(text, calendar, now)
    return Interval(min(at, now), now)


def _since_part(text: str, calendar: _Calendar, now: datetime) -> Interval:
    part = "early" if re.search(r"суток|дня|доби", text) else calendar.part(text) or "morning"
    start = _at(now.date(), _PARTS[part][0])
    if start > now:
        start -= timedelta(days=1)
    return Interval(start, now)


def _since_day(text: str, calendar: _Calendar, now: datetime) -> Interval | None:
    day = _day(text, calendar, now)
    month = calendar.month(text)
    if day is None and month is not None:
        day = date(now.year - (month > now.month), month, 1)
    return Interval(day, now.date()) if day and day <= now.date() else None


def _until_day(text: str, calendar: _Calendar, now: datetime) -> Interval | None:
    day = _day(text, calendar, now)
    return Interval(now.date(), day) if day and day >= now.date() else None


def _night_before(text: str, calendar: _Calendar, now: datetime) -> Interval | None:
    day = _day(text, calendar, now) or (now.date() if "сегодня" in text else None)
    return _span(day, "night", night_before=True) if day else None


def _night_range(text: str, calendar: _Calendar, now: datetime) -> Interval | None:
    """ "the night of May 6 to 7", "в ночь с 20 на 21 июня": from the first evening on."""
    month = calendar.month(text)
    days = [int(x) for x in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)]
    if month is None or len(days) < 2:
        return None
    return _span(_nearest(now.date(), month, days[-1]), "night", night_before=True)


def _part_of(text: str, calendar: _Calendar, now: datetime) -> Interval | None:
    day, part = _day(text, calendar, now), calendar.part(text)
    if day is None or part is None:
        return None
    # "Tuesday night" begins on Tuesday; "ночью 5 ноября" is the night that ends on that day.
    return _span(day, part, night_before=part == "night" and not text.isascii())


def _part_previous(text: str, calendar: _Calendar, now: datetime) -> Interval | None:
    part = calendar.part(text)
    if part is None:
        return None
    return _span(now.date() - timedelta(days=1), part, night_before=False)


def _part_today(text: str, calendar: _Calendar, now: datetime) -> Interval:
    part = "night" if "last night" in text else calendar.part(text) or "night"
    day = now.date()
    if part == "night" and now.hour >= 20 and text.isascii() and "this" not in text and "last" not in text:
        return _span(day, part, night_before=True)
    if part != "night" and _at(day, _PARTS[part][0]) > now:
        day -= timedelta(days=1)
    return _span(day, part, night_before=True)


def _past_day(_: str, __: _Calendar, now: datetime) -> Interval:
    return Interval(now - timedelta(hours=24), now)


def _whole_day(text: str, calendar: _Calendar, now: datetime) -> Interval | None:
    day = _day(text, calendar, now)
    return Interval(day, day) if day else None


def _shifted(days: int) -> Callable[[str, _Calendar, datetime], Interval]:
    def resolve(_text: str, _calendar: _Calendar, now: datetime) -> Interval:
        day = now.date() + timedelta(days=days)
        return Interval(day, day)

    return resolve


def _last_week(_: str, __: _Calendar, now: datetime) -> Interval:
    monday = now.date() - timedelta(days=now.weekday() + 7)
    return Interval(monday, monday + timedelta(days=6))


def _this_week(_: str, __: _Calendar, now: datetime) -> Interval:
    return Interval(now.date() - timedelta(days=now.weekday()), now.date())


def _month_of(year: int, month: int) -> Interval:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return Interval(first, after - timedelta(days=1))


def _last_month(_: str, __: _Calendar, now: datetime) -> Interval:
    last = now.date().replace(day=1) - timedelta(days=1)
    return _month_of(last.year, last.month)


def _this_month(_: str, __: _Calendar, now: datetime) -> Interval:
    return Interval(now.date().replace(day=1), now.date())


def _named_month(text: str, calendar: _Calendar, now: datetime) -> Interval | None:
    month = calendar.month(text)
    if month is None:
        return None
    year = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    if year:
        return _month_of(int(year.group()), month)
    last = "last year" in text
    return _month_of(now.year - 1 if last or month > now.month else now.year, month)


_RESOLVERS: dict[str, Callable[[str, _Calendar, datetime], Interval | None]] = {
    "range": _range,
    "at": _single,
    "since-at": _since_moment,
    "since-part": _since_part,
    "since-date": _since_day,
    "until-date": _until_day,
    "night-before": _night_before,
    "night-range": _night_range,
    "part-of": _part_of,
    "part-previous": _part_previous,
    "part-today": _part_today,
    "past-day": _past_day,
    "same-day": _shifted(0),
    "same-night": lambda _text, _calendar, now: _span(now.date(), "night"),
    "date": _whole_day,
    "day": _whole_day,
    "yesterday": _shifted(-1),
    "today": _shifted(0),
    "tomorrow": _shifted(1),
    "last-week": _last_week,
    "this-week": _this_week,
    "last-month": _last_month,
    "this-month": _this_month,
    "month": _named_month,
    "month-last-year": _named_month,
}
