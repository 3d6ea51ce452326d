"""Claims about history held against what the ledger holds."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.assess import Earlier, Past, history
from tocsin.assess.since import since
from tocsin.model import Claim, Figure, History, Incident, Phrase, Span
from tocsin.vocab import AUTHOR, Event, FigureKind, PlaceKind, Precedence, Stance

START = datetime(2026, 2, 3, tzinfo=UTC)
INCIDENT = Incident("I-now", "N", PlaceKind.SETTLEMENT, "RU", None, START, START, ("c",), ("r",))
LONG_AGO = START - timedelta(days=400)


def told(words: str | None, downed: int | None = None) -> Claim:
    figures = (Figure(Span(0, 2), str(downed), FigureKind.UAV_DOWNED, downed, downed),) if downed else ()
    precedent = Phrase(words) if words else None
    return Claim(
        "c", "r", Span(0, 5), "words", Event.FIRE, Stance.STATED, Phrase(AUTHOR), precedent=precedent, figures=figures
    )


def earlier(*counts: int) -> list[Earlier]:
    return [Earlier(f"I-{n}", LONG_AGO, {FigureKind.UAV_DOWNED: n}) for n in counts]


def judged(claim: Claim, before: Sequence[Earlier] = (), since: datetime | None = LONG_AGO) -> History:
    [found] = history(INCIDENT, [claim], lambda _claim, _region: Past(before, since))
    return found


@pytest.mark.parametrize("words", ["the first known instance in the region", "впервые в области", "перша в регіоні"])
def test_the_first_is_not_the_first(words: str) -> None:
    found = judged(told(words), earlier(3))
    assert (found.verdict, found.incidents) == (Precedence.CONTRADICTED, ("I-3",))
    assert judged(told(words)).verdict is Precedence.SUPPORTED


def test_a_ledger_that_reaches_not_far_back_says_nothing() -> None:
    assert judged(told("впервые"), since=START - timedelta(days=10)).verdict is Precedence.BEYOND
    assert judged(told("впервые"), since=None).verdict is Precedence.BEYOND


@pytest.mark.parametrize("words", ["the largest yet", "самая массовая атака", "найбільша атака"])
def test_the_largest_is_held_against_what_was_counted(words: str) -> None:
    assert judged(told(words, 50), earlier(30, 49)).verdict is Precedence.SUPPORTED
    found = judged(told(words, 50), earlier(30, 80, 60))
    assert found.verdict is Precedence.CONTRADICTED
    assert "80 were counted in I-80" in found.reason
    assert judged(told(words), earlier(30)).verdict is Precedence.BEYOND


@pytest.mark.parametrize("words", ["вновь под ударом", "вкотре атакував", "once again", "вдруге за тиждень"])
def test_again_wants_something_before(words: str) -> None:
    assert judged(told(words), earlier(1)).verdict is Precedence.SUPPORTED
    assert judged(told(words)).verdict is Precedence.BEYOND


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("the largest since May", "2025-05-01"),
        ("самая массовая атака с января", "2026-01-01"),
        ("найбільша атака з серпня 2024 року", "2024-08-01"),
        ("the deadliest strike since the start of the year", "2026-01-01"),
        ("крупнейшая с 2023 года", "2023-01-01"),
        ("крупнейшая атака с применением дронов", None),
    ],
)
def test_from_when_on(words: str, first: str | None) -> None:
    found = since(words, START)
    assert (f"{found:%Y-%m-%d}" if found else None) == first


def test_the_largest_since_may_says_nothing_of_april() -> None:
    april = Earlier("I-april", datetime(2025, 4, 20, tzinfo=UTC), {FigureKind.UAV_DOWNED: 300})
    june = Earlier("I-june", datetime(2025, 6, 1, tzinfo=UTC), {FigureKind.UAV_DOWNED: 300})
    assert judged(told("the largest since May", 50), [april]).verdict is Precedence.SUPPORTED
    assert judged(told("the largest since May", 50), [april, june]).incidents == ("I-june",)
    late = datetime(2025, 8, 1, tzinfo=UTC)
    assert judged(told("the largest since May", 50), since=late).verdict is Precedence.BEYOND


def test_its_report_counts_what_was_the_largest() -> None:
    said, counts = told("the largest yet"), told(None, 90)
    found = history(INCIDENT, [said, counts], lambda _claim, _region: Past(earlier(100), LONG_AGO))
    assert [(f.verdict, f.incidents) for f in found] == [(Precedence.CONTRADICTED, ("I-100",))]


def test_words_for_the_region_ask_for_the_region() -> None:
    asked: list[bool] = []

    def look(_: Claim, region: bool) -> Past:
        asked.append(region)
        return Past((), None)

    history(INCIDENT, [told("впервые в области"), told("впервые в городе"), told(None)], look)
    assert asked == [True, False]
