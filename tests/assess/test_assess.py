"""How far an incident is borne out: who counts as a voice of its own, and what follows from who agrees with whom."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tocsin.assess import assess, voices
from tocsin.assess.offices import office
from tocsin.model import Assessment, Claim, Figure, Incident, Phrase, Report, Source, Span
from tocsin.model import Testimony as Said
from tocsin.titles import title
from tocsin.vocab import AUTHOR, Event, FigureKind, PlaceKind, Role, Stance, State, Weapon

GOVERNOR = Source("ru-gov", "Governor of N Oblast", party="RU", role=Role.GOVERNOR, jurisdiction=("RU-NGR",))
MINISTRY = Source("ru-mod", "Russian Ministry of Defence", party="RU", role=Role.DEFENCE_MINISTRY)
STAFF = Source("ua-gs", "General Staff of Ukraine", party="UA", role=Role.GENERAL_STAFF)
WIRE = Source("wire", "A wire", role=Role.WIRE)
SISTER = Source("sister", "The wire's sister", family="A wire", role=Role.WIRE)
OUTLET = Source("outlet", "An outlet", role=Role.OUTLET)


def told(
    number: int,
    source: Source | None,
    *,
    speaker: str = AUTHOR,
    event: Event = Event.FIRE,
    stance: Stance = Stance.STATED,
    publisher: str = "",
) -> Said:
    report = Report(
        f"r{number}", "A fire.", publisher or (source.publisher if source else ""), datetime(2026, 2, 3, tzinfo=UTC)
    )
    claim = Claim(f"c{number}", report.id, Span(0, 6), "A fire", event, stance, Phrase(speaker))
    return Said(claim, report, source)


def known(words: str) -> Source | None:
    return next((s for s in (GOVERNOR, MINISTRY, STAFF) if s.publisher == words), None)


def judged(*testimonies: Said, holders: Sequence[Source] = (), first: dict[str, str] | None = None) -> Assessment:
    heard = voices(testimonies, known, lambda role: [s for s in holders if s.role is role], first or {})
    return assess(testimonies, heard)


def test_one_voice_is_a_single_source() -> None:
    found = judged(told(1, WIRE), told(2, WIRE))
    assert found.state is State.SINGLE_SOURCE
    assert found.reason == "only A wire says so"


def test_two_independent_publishers_corroborate() -> None:
    found = judged(told(1, WIRE), told(2, OUTLET))
    assert found.state is State.CORROBORATED
    assert found.claims == ("c1", "c2")


def test_a_family_is_one_voice() -> None:
    assert judged(told(1, WIRE), told(2, SISTER)).state is State.SINGLE_SOURCE


def test_a_party_does_not_corroborate_itself() -> None:
    found = judged(told(1, GOVERNOR), told(2, MINISTRY))
    assert found.state is State.SINGLE_SOURCE
    assert "only one party's sources" in found.reason


@pytest.mark.parametrize("pair", [(GOVERNOR, STAFF), (STAFF, GOVERNOR)])
def test_opposing_parties_that_agree_corroborate_whichever_comes_first(pair: tuple[Source, Source]) -> None:
    found = judged(told(1, pair[0]), told(2, pair[1]), told(3, WIRE))
    assert found.state is State.CORROBORATED
    assert "opposing parties" in found.reason


def test_a_source_that_nobody_described_corroborates_only_itself() -> None:
    assert judged(told(1, None, publisher="A channel"), told(2, WIRE)).state is State.SINGLE_SOURCE


def test_a_wire_that_quotes_the_governor_is_the_governor() -> None:
    quoted = told(2, WIRE, speaker="the regional governor")
    assert judged(told(1, GOVERNOR), quoted).state is State.SINGLE_SOURCE
    assert judged(told(1, GOVERNOR), quoted, holders=[GOVERNOR]).state is State.SINGLE_SOURCE
    assert (
        judged(
            told(1, WIRE, speaker="Governor of N Oblast"), told(2, OUTLET, speaker="the governor"), holders=[GOVERNOR]
        ).state
        is State.SINGLE_SOURCE
    )


@pytest.mark.parametrize(
    "pair",
    [
        ("Denis Pushilin", "Денис Пушилин"),
        ("Пушилина", "Denis Pushilin"),
        ("Oleh Syniehubov", "Олег Синегубов"),
        ("Ігор Терехов", "Ihor Terekhov"),
    ],
)
def test_one_person_in_two_languages_is_one_voice(pair: tuple[str, str]) -> None:
    assert judged(told(1, WIRE, speaker=pair[0]), told(2, OUTLET, speaker=pair[1])).state is State.SINGLE_SOURCE


def test_two_persons_are_two_voices() -> None:
    two = told(1, WIRE, speaker="Ivan Petrov"), told(2, OUTLET, speaker="Олена Коваль")
    assert judged(*two).state is State.CORROBORATED


def test_a_wire_that_quotes_a_party_is_that_party() -> None:
    quoted = told(2, WIRE, speaker="Russian Ministry of Defence")
    assert judged(told(1, GOVERNOR), quoted).state is State.SINGLE_SOURCE
    assert judged(told(1, STAFF), quoted).state is State.CORROBORATED


def test_a_speaker_quoted_only_by_one_party_is_that_party_s() -> None:
    quoted = told(2, STAFF, speaker="a resident")
    assert judged(told(1, STAFF), quoted).state is State.SINGLE_SOURCE


def test_who_passes_a_report_on_has_the_voice_of_the_first() -> None:
    assert judged(told(1, WIRE), told(2, OUTLET), first={"r2": "r1"}).state is State.SINGLE_SOURCE


def test_what_is_hedged_bears_out_nothing() -> None:
    assert judged(told(1, WIRE), told(2, OUTLET, stance=Stance.HEDGED)).state is State.SINGLE_SOURCE
    alone = judged(told(1, WIRE, stance=Stance.HEDGED))
    assert "nobody states it outright" in alone.reason


def test_a_warning_bears_out_no_attack() -> None:
    assert judged(told(1, WIRE, event=Event.THREAT), told(2, OUTLET, event=Event.THREAT)).state is State.SINGLE_SOURCE


def test_a_denial_contests() -> None:
    found = judged(told(1, GOVERNOR), told(2, STAFF, stance=Stance.DENIED))
    assert found.state is State.CONTESTED
    assert found.reason == "General Staff of Ukraine denies what Governor of N Oblast states: fire"
    assert found.claims == ("c1", "c2")


def test_a_correction_of_one_s_own_is_no_dispute() -> None:
    assert judged(told(1, GOVERNOR), told(2, GOVERNOR, stance=Stance.DENIED)).state is State.SINGLE_SOURCE


def test_no_casualties_bear_out_no_happening() -> None:
    none = told(1, WIRE, event=Event.CASUALTIES)
    zero = Figure(Span(0, 6), "no casualties", FigureKind.CASUALTIES, 0, 0)
    none = replace(none, claim=replace(none.claim, figures=(zero,)))
    assert judged(none, told(2, OUTLET)).state is State.SINGLE_SOURCE


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("the governor of Samara region", Role.GOVERNOR), ("глава региона", Role.GOVERNOR), ("мер Харкова", Role.MAYOR),
        ("Міноборони РФ", Role.DEFENCE_MINISTRY), ("МЧС", Role.EMERGENCY_SERVICE), ("вице-губернатор", None),
        ("a resident", None), ("америка", None),
    ],
)  # fmt: skip
def test_offices_by_their_words(words: str, role: Role | None) -> None:
    assert office(words) is role


def test_a_title_is_the_same_for_every_party() -> None:
    start = datetime(2026, 2, 3, 18, tzinfo=UTC)
    incident = Incident("I-1", "N", PlaceKind.SETTLEMENT, "RU", None, start, start.replace(day=4), ("c1",), ("r1",))
    attack = replace(told(1, WIRE, event=Event.ATTACK).claim, weapon=Weapon.UAV)
    for blamed in ("Ukrainian", "Russian"):
        claim = replace(attack, blamed=Phrase(blamed))
        assert (
            title(incident, [claim, told(2, WIRE).claim]) == "Drone attack and fire, N (place not found), 3–4 Feb 2026"
        )
