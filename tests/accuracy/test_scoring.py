"""The scorer: what it counts as the same claim, and what it does not."""

from dataclasses import replace
from datetime import datetime

import pytest
from critical import Post, judge
from hypothesis import given
from hypothesis import strategies as st
from scoring import Mark, PlaceMark, Tally, f1, paired, same_place, same_speaker, same_time, share, window

from tocsin.model import Claim, Interval, Phrase, Report, Span
from tocsin.vocab import Event, PlaceKind, Stance

SUMY = PlaceMark("Sumy", "Сумах", "UA", "settlement")
MARK = Mark("attack", "stated", "мер", (0, 40), (SUMY,), frozenset({("killed", 2, 2)}))
POST = Post(
    Report("post", "Отбой", published=datetime.fromisoformat("2025-03-01T04:00+03:00")),
    "ru",
    threat=False,
    all_clear=False,
    advice=False,
    threat_stance=None,
)

spans = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: (pair[0], pair[0] + pair[1]))
marks = st.lists(st.builds(lambda span, event: replace(MARK, span=span, event=event), spans, st.sampled_from(Event)))


def measured(labelled: list[Mark], found: list[Mark]) -> dict[str, float]:
    tally = Tally()
    tally.add(labelled, found)
    return tally.measures()


def test_a_reading_like_the_labels_has_full_marks() -> None:
    other = replace(MARK, span=(50, 70), event="fire", figures=frozenset())
    assert set(measured([MARK, other], [other, MARK]).values()) == {1.0}


@pytest.mark.parametrize(
    "change",
    [
        {"stance": "hedged"},
        {"speaker": "author"},
        {"places": ()},
        {"figures": frozenset()},
        {"when": window(datetime(2025, 3, 1), datetime(2025, 3, 2))},
    ],
)
def test_one_wrong_field_costs_the_strict_measure_only(change: dict[str, object]) -> None:
    result = measured([MARK], [replace(MARK, **change)])  # type: ignore[arg-type]
    assert (result["claims_f1"], result["strict_f1"]) == (1.0, 0.0)


def test_an_invented_claim_costs_precision() -> None:
    result = measured([MARK], [MARK, replace(MARK, event="fire")])
    assert (result["precision"], result["recall"]) == (0.5, 1.0)


def test_quotes_must_share_three_tenths() -> None:
    assert paired([MARK], [replace(MARK, span=(28, 40))])
    assert not paired([MARK], [replace(MARK, span=(29, 40))])
    assert not paired([MARK], [replace(MARK, span=None)])


def test_the_larger_share_is_paired_first() -> None:
    near, far = replace(MARK, span=(0, 38)), replace(MARK, span=(0, 30))
    assert paired([MARK], [far, near]) == [(MARK, near)]


def test_of_equal_shares_the_one_with_the_same_place_is_paired() -> None:
    elsewhere = replace(MARK, places=(PlaceMark("Poltava", "Полтаві", "UA", "settlement"),))
    assert paired([elsewhere, MARK], [MARK, elsewhere]) == [(elsewhere, elsewhere), (MARK, MARK)]


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("мер Сум", "мер", True),
        ("Oleh Petrenko", "governor Oleh Petrenko", True),
        ("governor Petrenko", "mayor Kovalenko", False),
        ("author", "author", True),
        ("author", "the author", False),
    ],
)
def test_speakers(ours: str, theirs: str, same: bool) -> None:
    assert same_speaker(ours, theirs) is same


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (PlaceMark("Sumy City", "Sumy", "UA", "settlement"), True),
        (PlaceMark("Суми", "Сумах", "UA", "settlement"), True),
        (PlaceMark("Sumy Oblast", "Сумах", "UA", "region"), False),
        (PlaceMark("Sumy", "Сумах", "RU", "settlement"), False),
    ],
)
def test_places(other: PlaceMark, same: bool) -> None:
    assert same_place(SUMY, other) is same


def test_times_agree_when_they_overlap_by_half() -> None:
    night = window(datetime(2025, 3, 1, 18), datetime(2025, 3, 2, 6))
    assert same_time(night, window(datetime(2025, 3, 1, 22), datetime(2025, 3, 2, 6)))
    assert not same_time(night, window(datetime(2025, 3, 2, 1), datetime(2025, 3, 2, 6)))
    assert not same_time(night, None)
    assert same_time(None, None)
    assert not same_time(window(datetime(2025, 3, 1, 18), datetime(2025, 3, 1, 18)), night)


def test_a_threat_labelled_without_a_time_agrees_with_any() -> None:
    threat = replace(MARK, event="threat")
    timed = replace(threat, when=window(datetime(2025, 3, 1, 18), datetime(2025, 3, 1, 18)))
    assert measured([threat], [timed])["strict_f1"] == 1.0
    assert measured([timed], [threat])["strict_f1"] == 0.0


@given(marks, marks)
def test_pairs_are_one_to_one_and_every_measure_is_a_share(labelled: list[Mark], found: list[Mark]) -> None:
    pairs = paired(labelled, found)
    assert len(pairs) <= min(len(labelled), len(found))
    assert all(a.event == b.event and share(a.span, b.span) >= 0.3 for a, b in pairs)
    assert all(0 <= value <= 1 for value in measured(labelled, found).values())


def test_nothing_to_find_and_nothing_found_is_no_division() -> None:
    assert f1(0, 0, 0) == 0.0


def claim(event: Event, stance: Stance = Stance.STATED, at: datetime | None = None) -> Claim:
    when = Interval(at, at, "Europe/Moscow") if at else None
    return Claim("c", "post", Span(0, 5), "Отбой", event, stance, Phrase("author"), time=when)


def test_an_all_clear_that_is_not_declared_is_invented() -> None:
    assert judge(POST, [claim(Event.ALL_CLEAR)]).all_clear_invented
    assert not judge(POST, [claim(Event.ALL_CLEAR, Stance.DENIED)]).all_clear_invented
    assert not judge(POST, [claim(Event.ALL_CLEAR, Stance.INTENDED)]).all_clear_invented


def test_what_was_declared_hours_ago_or_is_for_tomorrow_is_no_present_act() -> None:
    assert not judge(POST, [claim(Event.ALL_CLEAR, at=datetime(2025, 3, 1, 1, 10))]).all_clear_invented
    assert not judge(POST, [claim(Event.ALL_CLEAR, at=datetime(2025, 3, 2, 11, 0))]).all_clear_invented
    assert judge(POST, [claim(Event.ALL_CLEAR, at=datetime(2025, 3, 1, 3, 58))]).all_clear_invented


def test_a_hedged_threat_may_be_found_hedged_but_not_stated() -> None:
    post = replace(POST, threat=True, threat_stance="hedged")
    assert not judge(post, [claim(Event.THREAT, Stance.HEDGED)]).threat_missed
    assert judge(post, [claim(Event.THREAT)]).denied_read_as_stated
    assert judge(post, []).threat_missed


def test_a_stated_threat_that_is_read_as_hedged_is_missed() -> None:
    post = replace(POST, threat=True, threat_stance="stated")
    assert judge(post, [claim(Event.THREAT, Stance.HEDGED)]).threat_missed
    assert not judge(post, [claim(Event.THREAT)]).threat_missed


def test_kinds_are_the_codes_of_the_product() -> None:
    assert SUMY.kind == PlaceKind.SETTLEMENT
