from datetime import date, datetime

import pytest

from tocsin.extract.text import fold
from tocsin.extract.times import find_times

NOW = datetime(2025, 3, 14, 13, 40)  # a Friday


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [
        ("en", "between 11 p.m. and 6 a.m.", datetime(2025, 3, 13, 23), datetime(2025, 3, 14, 6)),
        ("en", "late on Thursday", datetime(2025, 3, 13, 18), datetime(2025, 3, 14)),
        ("en", "on Tuesday night", datetime(2025, 3, 11, 18), datetime(2025, 3, 12, 6)),
        ("en", "overnight", datetime(2025, 3, 13, 18), datetime(2025, 3, 14, 6)),
        ("en", "in the past 24 hours", datetime(2025, 3, 13, 13, 40), NOW),
        ("en", "on the night of March 6 to 7", datetime(2025, 3, 6, 18), datetime(2025, 3, 7, 6)),
        ("en", "at about 14:30", datetime(2025, 3, 13, 14, 30), datetime(2025, 3, 13, 14, 30)),
        ("en", "this week", date(2025, 3, 10), date(2025, 3, 14)),
        ("en", "in October 2022", date(2022, 10, 1), date(2022, 10, 31)),
        ("en", "November 4", date(2024, 11, 4), date(2024, 11, 4)),
        ("ru", "в ночь на 5 марта", datetime(2025, 3, 4, 18), datetime(2025, 3, 5, 6)),
        ("ru", "с 23.00 мск 12 марта до 7.00 мск 13 марта", datetime(2025, 3, 12, 23), datetime(2025, 3, 13, 7)),
        ("ru", "около 9 часов", datetime(2025, 3, 14, 9), datetime(2025, 3, 14, 9)),
        ("ru", "вечером 3 марта", datetime(2025, 3, 3, 18), datetime(2025, 3, 4)),
        ("ru", "за прошедшие сутки", datetime(2025, 3, 13, 13, 40), NOW),
        ("uk", "у ніч проти 14 березня", datetime(2025, 3, 13, 18), datetime(2025, 3, 14, 6)),
        ("uk", "о 4:25", datetime(2025, 3, 14, 4, 25), datetime(2025, 3, 14, 4, 25)),
        ("uk", "вранці", datetime(2025, 3, 14, 6), datetime(2025, 3, 14, 12)),
        ("uk", "минулого тижня", date(2025, 3, 3), date(2025, 3, 9)),
    ],
)
def test_a_form_of_time_is_resolved_against_the_report(language: str, text: str, start: date, end: date) -> None:
    (found,) = find_times(fold(text), language, NOW)
    assert (found.interval.start, found.interval.end) == (start, end)


def test_the_same_night_is_that_of_the_text_before() -> None:
    found = find_times(fold("Drones came late on Tuesday. The same day a fire broke out."), "en", NOW)
    assert found[1].interval.start == date(2025, 3, 11)


def test_without_a_date_of_the_report_nothing_is_resolved() -> None:
    assert find_times("yesterday", "en", None) == ()


@pytest.mark.parametrize("text", ["31 february", "at 25:71", "99.99.9999"])
def test_an_impossible_time_is_none(text: str) -> None:
    assert [t for t in find_times(text, "en", NOW) if t.rule == "date"] == []
