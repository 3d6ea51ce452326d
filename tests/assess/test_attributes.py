"""What claims say value by value, and sums held against one another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from tocsin.assess import assess, own_breakdown, voices
from tocsin.extract import extract
from tocsin.gazetteer import Gazetteer
from tocsin.model import Attribute, Check, Claim, Figure, Interval, Phrase, PlaceMention, Report, Source, Span
from tocsin.model import Testimony as Said
from tocsin.vocab import AUTHOR, Event, FigureKind, PlaceKind, PlaceStatus, Relation, Role, Stance, State, Weapon

GOVERNOR = Source("gov", "The governor", party="RU", war="w", role=Role.GOVERNOR)
MINISTRY = Source("mod", "The ministry", party="RU", war="w", role=Role.DEFENCE_MINISTRY)
STAFF = Source("gs", "The staff", party="UA", war="w", role=Role.GENERAL_STAFF)
DAY = datetime(2026, 2, 3, 8, tzinfo=UTC)
NIGHT = Interval(datetime(2026, 2, 2, 20), datetime(2026, 2, 3, 7), "Europe/Moscow")
EVENING = Interval(datetime(2026, 2, 2, 20), datetime(2026, 2, 2, 23), "Europe/Moscow")


def said(
    number: int,
    source: Source,
    what: FigureKind | None = None,
    bounds: tuple[int | None, int | None] = (None, None),
    *,
    hours: float = 0.0,
    time: Interval | None = None,
    approx: bool = False,
) -> Said:
    report = Report(f"r{number}", "words", source.publisher, DAY + timedelta(hours=hours))
    figures = (Figure(Span(0, 5), "words", what, *bounds, approx),) if what else ()
    claim = Claim(
        f"c{number}", report.id, Span(0, 5), "words", Event.CASUALTIES, Stance.STATED, Phrase(AUTHOR),
        places=(PlaceMention(Span(0, 5), "words", "N", PlaceKind.REGION, PlaceStatus.NOT_FOUND),),
        figures=figures, time=time,
    )  # fmt: skip
    return Said(claim, report, source)


def judged(*given: Said) -> tuple[dict[str, Attribute], Sequence[Check]]:
    found = assess(given, voices(given, lambda _: None, lambda _: [], {}))
    return {a.name: a for a in found.attributes}, found.checks


KILLED = FigureKind.KILLED
DOWNED = FigureKind.UAV_DOWNED


def test_the_same_number_agrees_and_is_borne_out_by_the_other_side() -> None:
    attributes, _ = judged(said(1, GOVERNOR, KILLED, (2, 2)), said(2, STAFF, KILLED, (2, 2)))
    [value] = attributes["killed"].values
    assert (attributes["killed"].relation, value.words, value.state) == (Relation.AGREE, "2", State.CORROBORATED)


def test_a_toll_that_grows_is_no_contradiction() -> None:
    attributes, _ = judged(said(1, GOVERNOR, KILLED, (1, 1)), said(2, STAFF, KILLED, (3, 3), hours=4))
    assert attributes["killed"].relation is Relation.GROWS
    assert [v.words for v in attributes["killed"].values] == ["1", "3"]
    assert {v.state for v in attributes["killed"].values} == {State.SINGLE_SOURCE}


def test_a_toll_that_another_puts_lower_later_contradicts() -> None:
    attributes, _ = judged(said(1, STAFF, KILLED, (3, 3)), said(2, GOVERNOR, KILLED, (1, 1), hours=4))
    assert attributes["killed"].relation is Relation.CONTRADICT


def test_what_one_voice_corrects_is_its_own_affair() -> None:
    attributes, _ = judged(said(1, GOVERNOR, KILLED, (3, 3)), said(2, GOVERNOR, KILLED, (2, 2), hours=4))
    assert attributes["killed"].relation is Relation.GROWS


@pytest.mark.parametrize(
    ("one", "two", "approx"), [((3, None), (5, 5), False), ((None, 10), (4, 4), False), ((35, 35), (40, 40), True)]
)
def test_wider_and_vaguer_numbers_are_compatible(
    one: tuple[int | None, int | None], two: tuple[int | None, int | None], approx: bool
) -> None:
    power = FigureKind.WITHOUT_POWER
    attributes, _ = judged(said(1, GOVERNOR, power, one, approx=approx), said(2, STAFF, power, two))
    assert attributes["without-power"].relation is Relation.COMPATIBLE


def test_counts_of_other_hours_do_not_contradict() -> None:
    attributes, checks = judged(
        said(1, MINISTRY, DOWNED, (12, 12), time=EVENING), said(2, MINISTRY, DOWNED, (41, 41), time=NIGHT)
    )
    assert {a.relation for a in attributes.values()} == {Relation.AGREE}
    [hours] = checks
    assert (hours.name, hours.first, hours.second, hours.difference) == ("the whole and its hours", 41, 12, 29)


def test_a_night_in_words_may_begin_where_the_hours_before_it_ended() -> None:
    overnight = Interval(datetime(2026, 2, 2, 18), datetime(2026, 2, 3, 6), "Europe/Moscow")
    evening = said(1, MINISTRY, DOWNED, (22, 22), time=EVENING)
    assert not judged(evening, said(2, MINISTRY, DOWNED, (10, 10), time=overnight))[1]
    [whole] = judged(evening, said(2, MINISTRY, DOWNED, (30, 30), time=overnight))[1]
    assert whole.difference == 8
    [by_the_clock] = judged(evening, said(2, MINISTRY, DOWNED, (10, 10), time=NIGHT))[1]
    assert by_the_clock.difference == -12


def test_a_moment_at_the_end_of_a_time_is_no_part_of_it() -> None:
    end = Interval(datetime(2026, 2, 3, 7), datetime(2026, 2, 3, 7), "Europe/Moscow")
    found = judged(said(1, MINISTRY, DOWNED, (2, 2), time=NIGHT), said(2, MINISTRY, DOWNED, (4, 4), time=end))
    assert not found[1]


def test_one_who_counts_against_another_shows_the_difference() -> None:
    attributes, checks = judged(
        said(1, MINISTRY, DOWNED, (27, 27), time=NIGHT), said(2, GOVERNOR, DOWNED, (29, 29), time=NIGHT)
    )
    assert attributes["uav-downed 02.02 20:00–03.02 07:00"].relation is Relation.CONTRADICT
    [check] = checks
    assert (check.name, abs(check.difference)) == ("one who counts and another", 2)
    assert "The ministry: 27" in check.words
    assert "The governor: 29" in check.words


def test_weapons_that_cannot_both_be() -> None:
    one, two = (
        replace(t, claim=replace(t.claim, event=Event.ATTACK, weapon=w))
        for t, w in ((said(1, GOVERNOR), Weapon.UAV), (said(2, STAFF), Weapon.ARTILLERY))
    )
    attributes, _ = judged(one, two)
    assert attributes["weapon"].relation is Relation.CONTRADICT


def test_who_did_it_is_told_apart_by_side() -> None:
    one, two = (
        replace(t, claim=replace(t.claim, event=Event.ATTACK, blamed=Phrase(who)))
        for t, who in ((said(1, GOVERNOR), "ВСУ"), (said(2, STAFF), "росіяни"))
    )
    attributes, _ = judged(one, two)
    assert attributes["blamed"].relation is Relation.CONTRADICT
    assert {v.words for v in attributes["blamed"].values} == {"UA", "RU"}


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def lines(text: str) -> tuple[Check, ...]:
    report = Report("x", text, "Минобороны России", DAY)
    return own_breakdown(extract(report, gazetteer=gazetteer()).claims, text)


HEAD = "В течение прошедшей ночи дежурными средствами ПВО уничтожены {} украинских беспилотных летательных аппаратов: "


@pytest.mark.parametrize(("total", "difference"), [("20", 0), ("21", 1), ("19", -1)])
def test_a_total_is_held_against_its_own_lines(total: str, difference: int) -> None:
    text = HEAD.format(total) + "14 – над территорией Белгородской области, 6 – над территорией Самарской области."
    [check] = lines(text)
    assert (check.name, check.difference) == ("total and its lines", difference)
    assert len(check.claims) == 3


@pytest.mark.parametrize(
    "tail",
    ["14 – над территорией Белгородской области, 6 – над терри", "14 – над территорией Белгородской области, 4 – над"],
)
def test_a_list_that_the_text_breaks_off_is_held_against_nothing(tail: str) -> None:
    assert lines(HEAD.format(40) + tail) == ()


def test_a_sea_off_a_coast_is_one_place_and_counted_once() -> None:
    text = HEAD.format("четыре") + (
        "два – над территорией Курской области и по одному над территорией Белгородской области и над акваторией Черного моря"
        " у побережья Республики Крым."
    )
    [check] = lines(text)
    assert check.difference == 0


@pytest.mark.parametrize(("sent", "down", "difference"), [(40, 31, 9), (30, 31, -1)])
def test_what_one_side_launched_is_held_against_what_the_other_downed(sent: int, down: int, difference: int) -> None:
    _, checks = judged(
        said(1, STAFF, FigureKind.UAV_LAUNCHED, (sent, sent), time=NIGHT),
        said(2, MINISTRY, DOWNED, (down, down), time=NIGHT),
    )
    [check] = [c for c in checks if c.name == "launched and downed"]
    assert (check.difference, check.claims) == (difference, ("c1", "c2"))
    assert check.words == f"The staff: {sent} launched; The ministry: {down} downed"


def test_one_side_alone_is_not_held_against_itself() -> None:
    _, checks = judged(
        said(1, GOVERNOR, FigureKind.UAV_LAUNCHED, (40, 40), time=NIGHT),
        said(2, MINISTRY, DOWNED, (31, 31), time=NIGHT),
    )
    assert not [c for c in checks if c.name == "launched and downed"]
