from collections.abc import Callable
from datetime import date, datetime

import pytest

from tocsin.extract.text import fold
from tocsin.extract.times import find_times
from tocsin.model import Claim
from tocsin.vocab import Event

Claims = Callable[..., list[Claim]]

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
        ("ru", "с 23:00 мск 12.03 до 07:00 мск 13.03", datetime(2025, 3, 12, 23), datetime(2025, 3, 13, 7)),
        ("ru", "с 20.00 мск 12.03 до 4.10 мск 13 марта", datetime(2025, 3, 12, 20), datetime(2025, 3, 13, 4, 10)),
        ("uk", "з 23:00 12.03 до 07:00 13.03", datetime(2025, 3, 12, 23), datetime(2025, 3, 13, 7)),
        ("uk", "12.03 о 03:20", datetime(2025, 3, 12, 3, 20), datetime(2025, 3, 12, 3, 20)),
        ("uk", "о 09:30 13.03", datetime(2025, 3, 13, 9, 30), datetime(2025, 3, 13, 9, 30)),
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


class TestClockAndDay:
    """A clock time beside its date stays on it, whatever verbs stand near."""

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            (
                "Residents said that a drone dropped a charge on a yard at around 16:20 on 12 May and could not be found.",
                datetime(2025, 5, 12, 16, 20),
            ),
            ("A drone may have hit a barn near Sumy at 2 a.m., rescuers said.", datetime(2025, 5, 14, 2)),
            ("A strike on the plant in Sumy was reported towards noon, but could not be confirmed.",
             datetime(2025, 5, 14, 12)),
        ],
    )  # fmt: skip
    def test_the_past_stays_past(self, claims: Claims, text: str, wanted: datetime) -> None:
        times = [c.time for c in claims(text, "2025-05-14T20:00+03:00") if c.event is Event.ATTACK]
        assert [t.start for t in times if t] == [wanted]

    def test_shut_until_a_time_of_the_day_began_with_the_day(self, claims: Claims) -> None:
        [closed] = claims("Departures from Saratov airport were suspended until 9:20.", "2025-05-14T20:00+03:00")
        assert closed.time is not None
        assert (closed.time.start, closed.time.end) == (datetime(2025, 5, 14), datetime(2025, 5, 14, 9, 20))

    def test_early_on_a_day_is_before_its_morning(self, claims: Claims) -> None:
        [closed] = claims("The bridge in Kerch was closed early on Friday.", "2025-05-16T20:00+03:00")
        assert closed.time is not None
        assert (closed.time.start, closed.time.end) == (datetime(2025, 5, 16), datetime(2025, 5, 16, 6))


class TestPeriodOfASummary:
    SUMMARY = (
        "Harm to civilians, May 2025\n\nIn May, at least 183 civilians were killed and 836 injured in Ukraine.\n\n"
        "Attacks damaged 19 schools and seven clinics.\n\n"
        "On 24 May two missiles hit a market in Dobropillia. Fourteen people were killed."
    )

    def test_what_it_counts_happened_in_its_month(self, claims: Claims) -> None:
        found = claims(self.SUMMARY, "2025-06-11T10:00+03:00")
        damaged = next(c for c in found if c.event is Event.DAMAGE)
        assert damaged.time is not None
        assert (damaged.time.start, damaged.time.end) == (date(2025, 5, 1), date(2025, 5, 31))

    def test_what_goes_on_about_one_day_did_not(self, claims: Claims) -> None:
        found = claims(self.SUMMARY, "2025-06-11T10:00+03:00")
        last = found[-1]
        assert "Fourteen" in last.quote
        assert last.time is None or last.time.start == date(2025, 5, 24)

    def test_a_month_long_gone_is_no_period(self, claims: Claims) -> None:
        text = "The prison was attacked in October.\n\nA bomb killed two guards in Jauja."
        assert [c.time for c in claims(text, "2025-03-03T10:00+03:00") if "guards" in c.quote] == [None] * 2


def test_days_in_figures_are_no_clock_times(claims: Claims) -> None:
    [downed] = claims("За период с 03.03 по 09.03 уничтожено 50 дронов.", "2025-03-10T10:00+03:00")
    assert downed.time is not None
    assert (downed.time.start, downed.time.end) == (date(2025, 3, 3), date(2025, 3, 9))
    [downed] = claims("С 14.00 до 17.00 мск уничтожено 50 дронов.", "2025-03-10T20:00+03:00")
    assert downed.time is not None
    assert (downed.time.start, downed.time.end) == (datetime(2025, 3, 10, 14), datetime(2025, 3, 10, 17))


def test_a_number_of_something_is_no_hour(claims: Claims) -> None:
    [attack] = claims("Дрони атакували 23-й арсенал у Тверській області.", "2025-03-10T20:00+02:00")
    assert attack.time is None


@pytest.mark.parametrize(
    ("language", "text", "hour", "minute"),
    [
        ("uk", "о сьомій ранку", 7, 0),
        ("uk", "близько третьої ночі", 3, 0),
        ("uk", "о пів на четверту ранку", 3, 30),
        ("uk", "о сьомій двадцять", 7, 20),
        ("uk", "о 10-й вечора", 22, 0),
        ("ru", "около трех часов ночи", 3, 0),
        ("ru", "в 7 утра", 7, 0),
        ("ru", "в половине четвертого утра", 3, 30),
        ("ru", "в 8 часов вечера", 20, 0),
        ("ru", "к двум часам дня", 14, 0),
        ("ru", "в 12 ночи", 0, 0),
        ("ru", "в 11 ночи", 23, 0),
        ("en", "around three in the morning", 3, 0),
        ("en", "at 11 at night", 23, 0),
        ("en", "5 in the afternoon", 17, 0),
    ],
)
def test_an_hour_is_told_in_words_and_by_the_part_of_the_day(language: str, text: str, hour: int, minute: int) -> None:
    [found] = find_times(text, language, NOW)
    assert isinstance(found.interval.start, datetime)
    assert (found.interval.start.hour, found.interval.start.minute) == (hour, minute)


@pytest.mark.parametrize(
    ("language", "text", "hours"),
    [("ru", "с 3 до 5 утра", (3, 5)), ("ru", "с 10 до 2 ночи", (22, 2)), ("uk", "між 1 та 4 ночі", (1, 4))],
)
def test_a_stretch_may_give_its_first_hour_alone(language: str, text: str, hours: tuple[int, int]) -> None:
    [found] = find_times(text, language, NOW)
    assert isinstance(found.interval.start, datetime)
    assert isinstance(found.interval.end, datetime)
    assert (found.interval.start.hour, found.interval.end.hour) == hours
    assert found.interval.start < found.interval.end


@pytest.mark.parametrize(
    ("language", "text"),
    [("ru", "три ночи подряд"), ("ru", "за 3 ночи"), ("uk", "3 ночі поспіль"), ("en", "two people")],
)
def test_a_number_of_nights_is_no_hour(language: str, text: str) -> None:
    assert not find_times(text, language, NOW)


def test_when_the_fire_was_out_is_not_when_it_was_set(claims: Claims) -> None:
    found = claims("Влучили у склад біля вокзалу Чугуєва, вогонь гасили до четвертої ранку.", "2025-03-10T20:00+02:00")
    assert [c.time for c in found if c.event is Event.ATTACK] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Був атакований завод у Рязані, який у жовтні вже був атакований.",
        "Drones hit the refinery in Ryazan, which had already been struck in October.",
        "В Рязани атакован завод, который уже атаковали в октябре.",
    ],
)
def test_what_is_called_to_mind_lends_its_time_to_nothing(claims: Claims, text: str) -> None:
    first, second = claims(text, "2026-01-14T12:00+02:00")
    assert first.time is None
    assert second.time
    assert str(second.time.start) == "2025-10-01"


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        ("Минулої ночі атаковано Новоросійськ.", "2025-11-15T00:22+02:00", "2025-11-13 18:00:00"),
        ("Минулої ночі атаковано Новоросійськ.", "2025-11-15T09:00+02:00", "2025-11-14 18:00:00"),
        ("Позавчора вночі атаковано Новоросійськ.", "2025-11-15T09:00+02:00", "2025-11-12 18:00:00"),
        ("Позавчера атакован Новороссийск.", "2025-11-15T09:00+03:00", "2025-11-13"),
    ],
)
def test_nights_and_days_before(claims: Claims, text: str, published: str, start: str) -> None:
    assert [str(c.time.start) for c in claims(text, published) if c.time] == [start]
