"""What a form of time means: the interval that it names, counted from the time that it is told at.

What a form means follows the definition of a claim: a night runs 18:00 to 06:00, "the past 24 hours" end at the
report's time, "late on Thursday" is 18:00 to 24:00, "this week" runs from Monday to the report.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from tocsin.extract.dates import PARTS, Calendar, at_hour, clock_of, date_of, day_of, moment_of, nearest, part_of_day
from tocsin.extract.numbers import value_of
from tocsin.model import Interval

#: Until then it is night.
_SMALL_HOURS = 4
#: Nobody counts more days back than these.
_DAYS_BEFORE = 60


def _range(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    clocks = list(calendar.clock.finditer(text))
    if len(clocks) == 1:
        return _hours(text, clocks[0], calendar, now)
    if len(clocks) < 2:
        return None
    days = _days_in_figures(clocks[0].group(), clocks[1].group(), text, now)
    if days:
        return days
    first, second = text[: clocks[1].start()], text[clocks[1].start() :]
    last_day = day_of(second, calendar, now)
    first_day = day_of(first, calendar, now)
    (h1, m1), (h2, m2) = clock_of(clocks[0].group(), calendar), clock_of(clocks[1].group(), calendar)
    if "p.m" in clocks[1].group() and not re.search(r"[ap]\.?m", clocks[0].group()) and h1 < 12 and h1 + 12 < h2:
        h1 += 12
    if last_day is None:
        last_day = first_day + timedelta(days=(h2, m2) < (h1, m1)) if first_day else now.date()
        if first_day is None and at_hour(last_day, h2, m2) > now + timedelta(minutes=30):
            last_day -= timedelta(days=1)
    end = at_hour(last_day, h2, m2)
    start = at_hour(first_day or last_day, h1, m1)
    if start > end:
        start -= timedelta(days=1)
    return Interval(start, end)


def _hours(text: str, clock: re.Match[str], calendar: Calendar, now: datetime) -> Interval | None:
    """ "From 3 to 5 in the morning": the hour before the clock time is in digits alone."""
    first = re.search(r"(?<!\d)(\d{1,2})\s?\D{1,4}\Z", text[: clock.start()])
    if first is None or int(first[1]) > 24:
        return None
    end = moment_of(text[clock.start() :], calendar, now)
    start = end.replace(hour=int(first[1]) % 24, minute=0)
    if start >= end and int(first[1]) < 12:
        start += timedelta(hours=12)  # "from 10 to 2 at night"
    return Interval(start - timedelta(days=start >= end), end)


def _days_in_figures(first: str, last: str, text: str, now: datetime) -> Interval | None:
    """ "13.01–19.01" of two days of one month that lie together before `now`; a clock time seldom looks so."""
    (d1, m1), (d2, m2) = (
        ([*map(int, x.split("."))] if re.fullmatch(r"\d\d?\.\d\d", x) else [0, 0]) for x in (first, last)
    )
    if m1 != m2 or not 0 < m1 <= 12 or not 0 < d1 < d2 or re.search(r"мск|год|час|хв|мин", text):
        return None
    try:
        days = nearest(now.date(), m1, d1), nearest(now.date(), m2, d2)
    except ValueError:  # 30.02
        return None
    return Interval(*days) if now.date() - timedelta(days=31) <= days[1] <= now.date() else None


def _single(text: str, calendar: Calendar, now: datetime) -> Interval:
    at = moment_of(text, calendar, now)
    return Interval(at, at)


def _since_moment(text: str, calendar: Calendar, now: datetime) -> Interval:
    at = moment_of(text, calendar, now)
    return Interval(min(at, now), now)


def _until_moment(text: str, calendar: Calendar, now: datetime) -> Interval:
    """ "Shut until 9:20": from the beginning of that day."""
    at = moment_of(text, calendar, now)
    return Interval(at_hour(at.date(), 0), at)


def _since_part(text: str, calendar: Calendar, now: datetime) -> Interval:
    part = "early" if re.search(r"суток|дня|доби|of the day", text) else calendar.part(text) or "morning"
    start = at_hour(now.date(), PARTS[part][0])
    if start > now:
        start -= timedelta(days=1)
    return Interval(start, now)


def _since_day(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    day = day_of(text, calendar, now)
    month = calendar.month(text)
    if day is None and month is not None:
        day = date(now.year - (month > now.month), month, 1)
    return Interval(day, now.date()) if day and day <= now.date() else None


def _until_day(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    day = day_of(text, calendar, now)
    if day and day < now.date() and date_of(text, calendar, now) is None:
        day += timedelta(days=7)  # "until Friday" is the next one
    return Interval(now.date(), day) if day and day >= now.date() else None


def _night_before(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    day = day_of(text, calendar, now) or (now.date() if "сегодня" in text else None)
    return part_of_day(day, "night", night_before=True) if day else None


def _night_range(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    """ "the night of May 6 to 7", "в ночь с 20 на 21 июня": from the first evening on."""
    month = calendar.month(text)
    days = [int(x) for x in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)]
    if month is None or len(days) < 2:
        return None
    return part_of_day(nearest(now.date(), month, days[-1]), "night", night_before=True)


def _date_range(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    """ "Between 31 March and 2 April", "с 2 по 8 августа": from the first day to the last."""
    dates = list(calendar.date.finditer(text))
    if not dates:
        return None
    last = date_of(dates[-1].group(), calendar, now)
    number = re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    if last is None or number is None:
        return None
    if len(dates) > 1:
        first = date_of(dates[0].group(), calendar, now)
    elif text.rstrip()[-1:].isdigit() and not re.search(r"\d{4}$", text):  # "March 2 to 8"
        first, last = last, last.replace(day=int(re.findall(r"\d{1,2}", text)[-1]))
    else:
        first = last.replace(day=int(number.group()))
    return Interval(first, last) if first and first <= last else None


def _part_of(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    day, part = day_of(text, calendar, now), calendar.part(text)
    if day is None or part is None:
        return None
    # "Tuesday night" begins on Tuesday; "ночью 5 ноября" is the night that ends on that day, as is "the night of 5
    # November" in what was published before that day's evening.
    ends = not text.isascii() or ("of" in text.split() and day == now.date() and now.hour < PARTS["evening"][0])
    return part_of_day(day, part, night_before=part == "night" and ends)


def _part_previous(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    part = calendar.part(text)
    if part is None:
        return None
    return part_of_day(now.date() - timedelta(days=1), part, night_before=False)


def _part_today(text: str, calendar: Calendar, now: datetime) -> Interval:
    part = "night" if "last night" in text else calendar.part(text) or "night"
    day = now.date()
    if part == "night" and now.hour >= 20 and text.isascii() and "this" not in text and "last" not in text:
        return part_of_day(day, part, night_before=True)
    if part != "night" and at_hour(day, PARTS[part][0]) > now:
        day -= timedelta(days=1)
    if part == "night" and now.hour < _SMALL_HOURS and re.search(r"минул|прошл|прошедш", text):
        day -= timedelta(days=1)  # "the past night", told at night, is not this one
    return part_of_day(day, part, night_before=True)


def _past_day(_: str, __: Calendar, now: datetime) -> Interval:
    return Interval(now - timedelta(hours=24), now)


def _whole_day(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    day = day_of(text, calendar, now)
    return Interval(day, day) if day else None


def _shifted(days: int) -> Callable[[str, Calendar, datetime], Interval]:
    def resolve(_text: str, _calendar: Calendar, now: datetime) -> Interval:
        day = now.date() + timedelta(days=days)
        return Interval(day, day)

    return resolve


def _days_before(text: str, _: Calendar, now: datetime) -> Interval | None:
    """ "Four days earlier", "три дні тому", "a day after": so many days before what it counts from."""
    single = re.search(r"(?<!\w)(?:a|день|сутки|добу|неделю|тиждень)(?!\w)", text)
    if single:
        day = now.date() - timedelta(days=7 if single.group() in ("неделю", "тиждень") else 1)
        return Interval(day, day)
    for language in ("en",) if text.isascii() else ("ru", "uk"):
        spelled = next((n for word in text.split() if (n := value_of(word, language))), None)
        if spelled and spelled <= _DAYS_BEFORE:
            day = now.date() - timedelta(days=spelled)
            return Interval(day, day)
    return None


def _last_week(_: str, __: Calendar, now: datetime) -> Interval:
    monday = now.date() - timedelta(days=now.weekday() + 7)
    return Interval(monday, monday + timedelta(days=6))


def _this_week(_: str, __: Calendar, now: datetime) -> Interval:
    return Interval(now.date() - timedelta(days=now.weekday()), now.date())


def _month_of(year: int, month: int) -> Interval:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return Interval(first, after - timedelta(days=1))


def _last_month(_: str, __: Calendar, now: datetime) -> Interval:
    last = now.date().replace(day=1) - timedelta(days=1)
    return _month_of(last.year, last.month)


def _this_month(_: str, __: Calendar, now: datetime) -> Interval:
    return Interval(now.date().replace(day=1), now.date())


def _named_month(text: str, calendar: Calendar, now: datetime) -> Interval | None:
    month = calendar.month(text)
    if month is None:
        return None
    year = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    if year:
        return _month_of(int(year.group()), month)
    last = "last year" in text
    return _month_of(now.year - 1 if last or month > now.month else now.year, month)


#: How each kind of form in `times.yml` is resolved: (its words, the calendar, what it counts from) -> interval.
RESOLVERS: dict[str, Callable[[str, Calendar, datetime], Interval | None]] = {
    "range": _range,
    "at": _single,
    "since-at": _since_moment,
    "since-part": _since_part,
    "since-date": _since_day,
    "until-at": _until_moment,
    "until-date": _until_day,
    "night-before": _night_before,
    "night-range": _night_range,
    "date-range": _date_range,
    "part-of": _part_of,
    "part-previous": _part_previous,
    "part-today": _part_today,
    "past-day": _past_day,
    "same-day": _shifted(0),
    "same-night": lambda _text, _calendar, now: part_of_day(now.date(), "night"),
    "date": _whole_day,
    "day": _whole_day,
    "days-before": _days_before,
    "days-after": _days_before,
    "days-ago": _days_before,
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
