"""The extractor and the gazetteer, given anything: claims that quote their report, in bounded time, never an exception."""

import itertools
import time
from datetime import UTC, datetime

import pytest
from hostile import NOON, PUBLISHED, REPEATED, WORDS, ZONES, check, repeated, soup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.extract import LONGEST, extract
from tocsin.extract.stretches import STRETCH, stretches
from tocsin.gazetteer import Gazetteer
from tocsin.model import Report

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
#: Seconds of processor time: what a report of 10,000 characters may take on a slow machine, and what the longest may.
SECONDS, LONGEST_SECONDS = 6.0, 60.0


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    opened = Gazetteer.open()
    for text in ("Взрыв в Сумах, сообщил мэр", "Вибух у Києві", "A strike in Kharkiv killed 3, he said", "12:30"):
        extract(Report(id="warm", text=text, published=NOON), gazetteer=opened)
    return opened


@pytest.mark.parametrize("name", REPEATED)
def test_whatever_is_repeated_is_read_in_bounded_time(name, gazetteer):
    text = repeated(REPEATED[name], 10_000)
    began = time.process_time()
    extract(Report(id="r", text=text, published=NOON), gazetteer=gazetteer)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("end", ["a", "!", "\n", "»", "("])
@pytest.mark.parametrize("run", [" ", ".", '."', "-", "*", "(", "а-", "0", "\u200b"])
def test_a_long_run_that_ends_otherwise_costs_no_more(run, end, gazetteer):
    began = time.process_time()
    extract(Report(id="r", text=repeated(run, 10_000) + end, published=NOON), gazetteer=gazetteer)
    assert time.process_time() - began < SECONDS


def test_a_report_of_two_stretches_keeps_every_promise(gazetteer):
    check(soup(STRETCH + 2_000), gazetteer)


def test_the_longest_report_is_read_in_bounded_time(gazetteer):
    began = time.process_time()
    extract(Report(id="r", text=soup(LONGEST), published=NOON), gazetteer=gazetteer)
    assert time.process_time() - began < LONGEST_SECONDS


def test_places_by_the_thousand(gazetteer):
    began = time.process_time()
    found = gazetteer.mentions("Удар по городам Харьков, Springfield, Сумы, Александровка, San Jose. " * 600, "ru")
    assert len(found) > 1_200
    assert [m.span for m in found] == sorted(m.span for m in found)
    assert time.process_time() - began < LONGEST_SECONDS


@QUICK
@given(st.lists(st.sampled_from(WORDS), max_size=50), st.sampled_from([" ", "", ", ", "\n"]))
def test_words_in_any_order(gazetteer, words, glue):
    check(glue.join(words), gazetteer)


@QUICK
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(PUBLISHED), st.sampled_from(ZONES))
def test_published_at_any_time_in_any_zone(gazetteer, words, published, zone):
    check(" ".join(words), gazetteer, published, zone)


@QUICK
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=30))
def test_words_among_any_characters(gazetteer, words):
    check(" ".join(words), gazetteer)


@QUICK
@given(st.text(max_size=200))
def test_names_in_any_text_quote_it(gazetteer, text):
    for language in ("en", "ru", "uk"):
        found = gazetteer.mentions(text, language)
        assert all(m.span.of(text) == m.quote and m.quote for m in found)
        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@QUICK
@given(st.integers(0, 3 * STRETCH), st.sampled_from(["слово ", "слово\n", "слово. ", "слово\n\n", "а"]))
def test_stretches_hold_the_whole_text_in_order(length, unit):
    text = repeated(unit, length)
    spans = stretches(text)
    assert "".join(s.of(text) for s in spans) == text
    assert all(s.end - s.start <= STRETCH for s in spans)


def test_a_claim_of_a_later_stretch_stands_where_its_words_do(gazetteer):
    text = "Тишина стояла над рекой. " * (STRETCH // 20) + "\n\nВ Сумах прогремел взрыв, сообщил мэр Иван Петров."
    reading = check(text, gazetteer)
    assert [c.speaker.text for c in reading.claims] == ["Иван Петров"]
    assert [p.name for c in reading.claims for p in c.places] == ["Sumy"]


#: What fuzzing found: each once raised an exception or broke a promise of `hostile.check`.
FOUND = {
    "no local time before the year 1": ("Вчера взрыв в Сумах", datetime(1, 1, 1, tzinfo=UTC), "America/Los_Angeles"),
    "no local time after the year 9999": ("Вчера взрыв в Сумах", datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "Europe/Kyiv"),
    "a claim on the calendar's last day": ("31.12.9999 взрыв в Сумах. Взрыв прогремел в Сумах 31.12.9999", NOON, None),
    "an old post of the 29th of February": ("Forwarded from Канал (29.02, 10:00)\nОтбой тревоги в Сумах", datetime(2023, 1, 5, tzinfo=UTC), "UTC"),
    "a colon before a time stamp": ("🔴 : 12:30 Взрыв в Сумах", NOON, None),
    "marks inside a speaker's name": ("Взрыв в Сумах, сообщил мэр **города** Иван", NOON, None),
    "a breakdown that two claims reach for": (
        "обстріляв два села, ЗСУ знищили два склади 24:00 Kyiv Governor by дронів 00:00 атакував 3 Белгородской и Курской областей call "
        "year 0001 on and 12:30",
        NOON,
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "published", "zone"), FOUND.values(), ids=FOUND.keys())
def test_found(text, published, zone, gazetteer):
    check(text, gazetteer, published, zone)


def test_a_date_that_allows_no_reckoning_is_a_problem(gazetteer):
    text, published, zone = FOUND["no local time before the year 1"]
    reading = check(text, gazetteer, published, zone)
    assert [c.time for c in reading.claims] == [None]
    assert "the year 1" in reading.problems[0].reason


def test_names_joined_by_hyphens_are_no_endless_dateline(gazetteer):
    began = time.process_time()
    check("Rostov-On-Don-" * 100 + "North, March", gazetteer)
    assert time.process_time() - began < SECONDS
