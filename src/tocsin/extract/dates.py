"""The days and hours that words name: months, weekdays, parts of the day and clock times of one language."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from tocsin.errors import DataFileError
from tocsin.extract.lexicon import load
from tocsin.model import Interval

#: The hours of a part of the day; a night ends on the day after.
PARTS = {
    "early": (0, 6),
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "late": (18, 24),
    "night": (18, 30),
}


#: "Eleven at night" is before midnight, "three at night" behind it.
_LATE = 7
_MINUTES = {"десять": 10, "п'ятнадцять": 15, "двадцять": 20, "тридцять": 30, "сорок": 40, "п'ятдесят": 50}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a language calls months, weekdays and parts of the day, and what its clock times and dates look like."""

    months: dict[str, int]
    weekdays: dict[str, int]
    parts: dict[str, str]
    clock: re.Pattern[str]
    hours: dict[str, int]
    halves: dict[str, int]
    date: re.Pattern[str]

    def part(self, text: str) -> str | None:
        """The part of the day that `text` names, the longest name first."""
        hit = [name for name in self.parts if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        if hit:
            return self.parts[max(hit, key=len)]
        return "night" if re.match(r"ночн|нічн", text) else "early" if text.startswith("early") else None

    def weekday(self, text: str) -> int | None:
        """Monday 0 … Sunday 6, where `text` names one."""
        return next((n for name, n in self.weekdays.items() if re.search(rf"(?<!\w){name}(?!\w)", text)), None)

    def month(self, text: str) -> int | None:
        """1…12, where `text` names a month."""
        return next((n for name, n in self.months.items() if re.search(rf"(?<!\w){name}(?!\w)", text)), None)


def _forms(file: str, data: dict[str, object], key: str) -> dict[str, object]:
    """Each form under `key` with the number or part of the day that it names."""
    entries = data.get(key)
    if not isinstance(entries, dict) or not all(isinstance(forms, list) for forms in entries.values()):
        raise DataFileError(file, None, f"expected a mapping `{key}` of lists")
    return {str(form): meant for meant, forms in entries.items() for form in forms}


def _numbered(file: str, data: dict[str, object], key: str) -> dict[str, int]:
    return {form: int(str(number)) for form, number in _forms(file, data, key).items()}


def either(words: dict[str, int] | dict[str, str]) -> str:
    """An expression for any of the words."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?!\w)"


@cache
def calendar_of(language: str) -> Calendar:
    """The calendar of a language, from its `times.yml`.

    Raises:
        DataFileError: the file lacks a list, or its `clock` is no expression.
    """
    file = f"lexicon/{language}/times.yml"
    data = load(language, "times")
    months, weekdays = _numbered(file, data, "months"), _numbered(file, data, "weekdays")
    parts = {form: str(part) for form, part in _forms(file, data, "parts").items()}
    unknown = sorted(set(parts.values()) - set(PARTS))
    if unknown:
        raise DataFileError(file, None, f"{unknown} are no parts of the day")
    hours = _numbered(file, data, "hours")
    # "Half of the fourth" is half past three.
    halves = {form: hour - 1 for form, hour in _numbered(file, data, "half").items()}
    told = (
        str(data.get("clock")).replace("<hour>", either(hours)).replace("<half>", either(halves) if halves else "(?!)")
    )
    try:
        clock = re.compile(f"(?:{told})")
    except re.error as e:
        raise DataFileError(file, getattr(data.get("clock"), "line", None), f"`clock`: {e}") from None
    month = either(months)
    date_form = (
        rf"(?:(?<!\d)\d{{1,2}}(?:st|nd|rd|th|-го|-е)?\s+(?:of\s+)?{month}(?:[,.]?\s+\d{{4}}(?!\d))?"
        rf"|{month}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d|:)(?:,\s+\d{{4}}(?!\d))?"
        r"|(?<!\d)\d{1,2}\.\d{2}\.\d{2,4}(?!\d))"
    )
    return Calendar(months, weekdays, parts, clock, hours, halves, re.compile(date_form))


_AFTERNOON = re.compile(r"(?<!\w)(?:вечера|вечора|дня|p\.?m|evening|afternoon)")
_NIGHT = re.compile(r"(?<!\w)(?:ночи|ночі|night)(?!\w)")
_MORNING = re.compile(r"(?<!\w)(?:утра|ранку|a\.?m|morning)")


def clock_of(text: str, calendar: Calendar) -> tuple[int, int]:
    """Hour (0 to 24) and minute of a clock time, in digits or in words, by the part of the day beside it.

    Raises:
        ValueError: the text holds none.
    """
    if re.search(r"noon(?!\w)|полудн|полдень", text) and "afternoon" not in text:
        return 12, 0
    if re.search(r"midnight|полуноч|полночь|півноч", text):
        return 0, 0
    h, minute = _told(text, calendar)
    if h <= 12 and _AFTERNOON.search(text):
        h = h % 12 + 12
    elif h <= 12 and _NIGHT.search(text):
        h = h % 12 + (12 if h % 12 > _LATE else 0)
    elif h == 12 and _MORNING.search(text):
        h = 0
    if h > 24 or minute > 59:
        raise ValueError(text)
    return h, minute


def _told(text: str, calendar: Calendar) -> tuple[int, int]:
    """Hour and minute as the text has them."""
    m = re.search(r"(\d{1,2})[:.](\d\d)|(\d\d)(\d\d)(?!\d)|(\d{1,2})", text)
    if m:
        return int(m[1] or m[3] or m[5]), int(m[2] or m[4] or 0)
    half = next((h for form, h in calendar.halves.items() if form in text), None)
    if half is not None:
        return half, 30
    words = re.findall(r"[\w'’-]+", text)
    at = next((n for n, word in enumerate(words) if word in calendar.hours), None)
    if at is None:
        raise ValueError(text)
    following = words[at + 1] if at + 1 < len(words) else ""
    return calendar.hours[words[at]], _MINUTES.get(following, 0)


def date_of(text: str, calendar: Calendar, now: datetime) -> date | None:
    """The date that the text holds; one without a year is the nearest to `now`.

    Raises:
        ValueError: there is no such day.
    """
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
    return date(int(year.group()), month, day) if year else nearest(now.date(), month, day)


def nearest(today: date, month: int, day: int) -> date:
    """The date of that name that lies closest before today, or at most two months after it."""
    best = date(today.year, month, day)
    if best > today + timedelta(days=62):
        return date(today.year - 1, month, day)
    if best < today - timedelta(days=303):
        return date(today.year + 1, month, day)
    return best


def day_of(text: str, calendar: Calendar, now: datetime) -> date | None:
    """The date or the latest weekday of that name, that the form holds."""
    found = date_of(text, calendar, now)
    if found:
        return found
    if re.search(r"позавчера|позавчора|before yesterday", text):
        return now.date() - timedelta(days=2)
    if re.search(r"вчера|вчора|yesterday", text):
        return now.date() - timedelta(days=1)
    if re.search(r"завтра|tomorrow", text):
        return now.date() + timedelta(days=1)
    weekday = calendar.weekday(text)
    if weekday is None:
        return None
    back = (now.weekday() - weekday) % 7
    return now.date() - timedelta(days=7 if back == 0 and re.search(r"last|прошл|минул", text) else back)


#: "07.10" of a day, which a clock time may look like as well: behind one ("23:00 мск 06.10") or before one.
DAY_AND_MONTH = r"(?<!\d)(?:[0-2]?\d|3[01])\.(?:0[1-9]|1[0-2])(?![\d:]|\.\d)"
_BESIDE_A_CLOCK = re.compile(
    rf"(?:(?<=\d:\d\d\s)|(?<=мск\s)|(?<=msk\s)|(?<=utc\s)|(?<=gmt\s)){DAY_AND_MONTH}|\A{DAY_AND_MONTH}(?=,?\s(?:\S+\s)?\S+\s\d\d?:\d\d)"
)


def with_years(text: str, now: datetime) -> str:
    """The words of a time with the year written behind a day and month in figures, so that no clock time is read there.

    Raises:
        ValueError: there is no such day.
    """

    def whole(m: re.Match[str]) -> str:
        day, month = (int(x) for x in m.group().split("."))
        return f"{m.group()}.{nearest(now.date(), month, day).year}"

    return _BESIDE_A_CLOCK.sub(whole, text)


def at_hour(day: date, hours: int, minutes: int = 0) -> datetime:
    """The moment so many hours and minutes after the beginning of the day; hours may be negative or more than 24."""
    return datetime.combine(day, time()) + timedelta(hours=hours, minutes=minutes)


def part_of_day(day: date, part: str, night_before: bool = False) -> Interval:
    """The hours of a part of the day; with `night_before` its night is the one that ends on `day`."""
    a, b = PARTS[part]
    shift = 24 if part == "night" and night_before else 0
    return Interval(at_hour(day, a - shift), at_hour(day, b - shift))


def moment_of(text: str, calendar: Calendar, now: datetime) -> datetime:
    """The clock time that the text holds, on the day that it names, else the last such time before `now`."""
    clocks = calendar.clock.search(text)
    h, m = clock_of(clocks.group() if clocks else text, calendar)
    day = day_of(text, calendar, now)
    if day:
        return at_hour(day, h, m)
    at = at_hour(now.date(), h, m)
    return at - timedelta(days=1) if at > now + timedelta(minutes=30) else at
