"""Where, when and at what: which values can all hold, and which contradict one another."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tocsin.assess import Known, assess, voices
from tocsin.gazetteer import Gazetteer
from tocsin.model import Assessment, Attribute, Claim, Interval, Phrase, PlaceMention, Report, Ruling, Source, Span
from tocsin.model import Testimony as Said
from tocsin.vocab import AUTHOR, Event, Relation, Reliability, Role, Stance, State

GOVERNOR = Source(
    "gov", "The governor", party="RU", war="w", role=Role.GOVERNOR, reliability=Reliability.FAIRLY_RELIABLE
)
STAFF = Source("gs", "The staff", party="UA", war="w", role=Role.GENERAL_STAFF)
WIRE = Source("wire", "A wire", role=Role.WIRE)
GAZETTEER = Gazetteer.open()
ZONE = "Europe/Moscow"


def place(name: str) -> PlaceMention:
    mention = GAZETTEER.explain(name).mention
    return replace(mention, span=Span(0, 5), quote=name)


def said(
    number: int,
    source: Source | None,
    *places: str,
    time: Interval | None = None,
    target: str = "",
    stance: Stance = Stance.STATED,
    event: Event = Event.ATTACK,
) -> Said:
    report = Report(
        f"r{number}", "words", source.publisher if source else "x", datetime(2026, 2, 3, number, tzinfo=UTC)
    )
    claim = Claim(
        f"c{number}", report.id, Span(0, 5), "words", event, stance, Phrase(AUTHOR), places=tuple(map(place, places)),
        time=time, target=Phrase(target, Span(0, 5)) if target else None,
    )  # fmt: skip
    return Said(claim, report, source)


def judged(*given: Said, ruling: Ruling | None = None) -> Assessment:
    heard = voices(given, lambda _: None, lambda _: [], {})
    return assess(given, heard, Known(within=GAZETTEER.within, ruling=ruling))


def of(found: Assessment, name: str) -> Attribute:
    return next(a for a in found.attributes if a.name == name)


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ("Syzran", "Syzran", Relation.AGREE),
        ("Syzran", "Samara Oblast", Relation.COMPATIBLE),
        ("Samara Oblast", "Syzran", Relation.COMPATIBLE),
        ("Syzran", "Syzran refinery", Relation.COMPATIBLE),
        ("Syzran", "Saratov", Relation.CONTRADICT),
        ("Kramatorsk", "Sloviansk", Relation.CONTRADICT),
    ],
)
def test_a_wider_place_is_compatible_and_another_is_not(one: str, two: str, relation: Relation) -> None:
    found = of(judged(said(1, GOVERNOR, one), said(2, STAFF, two)), "place")
    assert found.relation is relation
    assert len(found.values) == 1 + (one != two)


def test_a_name_that_no_gazetteer_has_contradicts_nothing() -> None:
    found = of(judged(said(1, GOVERNOR, "Syzran"), said(2, STAFF, "Korotkhovsk")), "place")
    assert found.relation is Relation.COMPATIBLE
    assert found.values[1].words == "Korotkhovsk (not found)"


def test_one_who_names_two_towns_agrees_with_whoever_names_one_of_them() -> None:
    found = of(judged(said(1, GOVERNOR, "Syzran", "Saratov"), said(2, STAFF, "Saratov")), "place")
    assert found.relation is Relation.COMPATIBLE


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        (Interval(datetime(2026, 2, 3, 2, 30), datetime(2026, 2, 3, 2, 30), ZONE), Interval(date(2026, 2, 3), date(2026, 2, 3), ZONE), Relation.COMPATIBLE),
        (Interval(datetime(2026, 2, 3, 2), datetime(2026, 2, 3, 2), ZONE), Interval(datetime(2026, 2, 3, 5), datetime(2026, 2, 3, 5), ZONE), Relation.COMPATIBLE),
        (Interval(datetime(2026, 2, 3, 2), datetime(2026, 2, 3, 2), ZONE), Interval(datetime(2026, 2, 3, 1), datetime(2026, 2, 3, 1), "Europe/Kyiv"), Relation.COMPATIBLE),
        (Interval(date(2026, 2, 3), date(2026, 2, 3), ZONE), Interval(date(2026, 2, 5), date(2026, 2, 5), ZONE), Relation.CONTRADICT),
    ],
)  # fmt: skip
def test_times_of_one_raid_are_compatible_and_another_day_is_not(
    one: Interval, two: Interval, relation: Relation
) -> None:
    found = of(judged(said(1, GOVERNOR, "Syzran", time=one), said(2, STAFF, "Syzran", time=two)), "time")
    assert found.relation is relation


def test_targets_are_listed_with_who_names_them() -> None:
    found = of(judged(said(1, GOVERNOR, target="an industrial site"), said(2, STAFF, target="the refinery")), "target")
    assert [(v.words, v.voices) for v in found.values] == [
        ("an industrial site", ("The governor",)), ("the refinery", ("The staff",)),
    ]  # fmt: skip


def test_a_claim_is_graded_by_its_source_and_by_who_agrees() -> None:
    found = judged(said(1, GOVERNOR, "Syzran"), said(2, STAFF, "Syzran"), said(3, WIRE, event=Event.FIRE))
    grades = {g.claim: (str(g), g.reason) for g in found.grades}
    assert grades["c1"] == ("C2", "The staff says so too, independently")
    assert grades["c2"] == ("F2", "The governor says so too, independently")
    assert grades["c3"] == ("F6", "nobody else says anything of it")


def test_who_is_denied_is_doubtful_and_who_is_refuted_improbable() -> None:
    denied = (said(1, GOVERNOR, "Syzran"), said(2, STAFF, "Syzran", stance=Stance.DENIED))
    assert {str(g) for g in judged(*denied).grades} == {"C4", "F4"}
    ruling = Ruling(State.REFUTED, "the photograph is of 2022", "editor")
    assert [str(g) for g in judged(*denied, ruling=ruling).grades] == ["C5", "F2"]


def test_what_a_person_decided_is_shown_unless_the_claims_cannot_both_hold() -> None:
    ruling = Ruling(State.CONFIRMED, "satellite picture of 4 February", "editor")
    alone = judged(said(1, GOVERNOR, "Syzran"), ruling=ruling)
    assert (alone.state, str(alone.grades[0])) == (State.CONFIRMED, "C1")
    assert alone.reason.startswith("confirmed by editor: satellite picture of 4 February; only The governor says so")
    both = judged(said(1, GOVERNOR), said(2, STAFF, stance=Stance.DENIED), ruling=ruling)
    assert both.state is State.CONTESTED
    assert "satellite picture" in both.reason


def test_what_its_only_teller_takes_back_is_retracted() -> None:
    found = judged(said(1, GOVERNOR, "Syzran"), said(2, GOVERNOR, "Syzran", stance=Stance.DENIED))
    assert found.state is State.RETRACTED
    assert found.reason == "The governor took back what nobody else says"
    kept = judged(said(1, GOVERNOR), said(2, GOVERNOR, stance=Stance.DENIED), said(3, WIRE))
    assert kept.state is not State.RETRACTED
