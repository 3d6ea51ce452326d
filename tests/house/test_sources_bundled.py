"""The sources that come with Tocsin: real, unjudged, unarmed, and described alike whichever party they belong to."""

import re
from collections import defaultdict
from dataclasses import fields

import pytest

from tocsin.gazetteer import Gazetteer
from tocsin.model import Report, Source
from tocsin.sources import BUNDLED, Sources
from tocsin.vocab import PlaceKind, Reliability, Role

SOURCES = Sources.open(BUNDLED)
PARTIES = ("RU", "UA")

#: Offices that a state has, whichever it is. Of alerting services only Ukraine's is one for the whole country.
OFFICES = (
    Role.HEAD_OF_STATE, Role.DEFENCE_MINISTRY, Role.GENERAL_STAFF, Role.ARMED_FORCES, Role.GOVERNOR, Role.MAYOR,
    Role.EMERGENCY_SERVICE, Role.LAW_ENFORCEMENT, Role.TRANSPORT, Role.POWER_COMPANY, Role.WIRE,
)  # fmt: skip

#: Who may have a jurisdiction, and has one.
AUTHORITIES = (Role.GOVERNOR, Role.MAYOR, Role.EMERGENCY_SERVICE, Role.ALERTING)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def of(party: str, role: Role) -> list[Source]:
    return [source for source in SOURCES if source.party == party and source.role is role]


def given(source: Source) -> set[str]:
    """The fields that say something; a family, a language and other names are matters of the publisher, not of its office."""
    unlike = {"family", "language", "aliases"}
    return {field.name for field in fields(source) if getattr(source, field.name) != field.default} - unlike


def test_every_file_is_a_source_of_its_own() -> None:
    assert {source.id for source in SOURCES} == {path.stem for path in BUNDLED.iterdir()}
    assert len(SOURCES) >= 45
    assert {source.country for source in SOURCES} >= {"UA", "RU", "BY", "GB", "RO", "US", "FR", "AT", "CH"}
    assert {source.role for source in SOURCES} == set(Role) - {Role.GOVERNMENT, Role.CHANNEL}


@pytest.mark.parametrize("source", list(SOURCES), ids=lambda source: source.id)
def test_nobody_is_judged_checked_or_armed_as_shipped(source: Source) -> None:
    assert source.reliability is Reliability.CANNOT_BE_JUDGED
    assert source.reliability_reason
    assert not source.checked
    assert source.checked_by is None
    assert source.aliases
    assert source.role is not None


def test_the_reason_is_the_same_for_all() -> None:
    assert len({source.reliability_reason for source in SOURCES}) == 1


@pytest.mark.parametrize("role", OFFICES)
def test_what_one_party_has_the_other_has(role: Role) -> None:
    ours, theirs = (of(party, role) for party in PARTIES)
    assert ours
    assert theirs


@pytest.mark.parametrize("role", [Role.DEFENCE_MINISTRY, Role.EMERGENCY_SERVICE, Role.GOVERNOR, Role.MAYOR])
def test_an_office_is_described_by_the_same_fields_on_both_sides(role: Role) -> None:
    described = {frozenset(given(source)) for party in PARTIES for source in of(party, role)}
    assert len(described) == 1


def test_as_many_regions_have_an_authority_on_one_side_as_on_the_other() -> None:
    ru, ua = ({code for source in of(party, Role.GOVERNOR) for code in source.jurisdiction} for party in PARTIES)
    assert {"RU-BEL", "RU-BRY", "RU-KRS", "RU-VOR", "RU-ROS", "RU-KDA", "RU-SMO", "RU-ORL", "RU-SAR", "RU-SAM"} <= ru
    assert {"UA-63", "UA-59", "UA-74", "UA-65", "UA-23", "UA-12", "UA-51", "UA-48", "UA-14", "UA-32"} <= ua
    assert ru & ua == {"UA-14", "UA-23", "UA-65"}  # each side serves a part


def test_whoever_holds_the_ground_the_country_is_the_recognised_one() -> None:
    installed = [source for source in SOURCES if source.party == "RU" and source.country != "RU"]
    assert len(installed) == 6
    for source in installed:
        assert source.country == "UA"
        assert all(code.startswith("UA-") for code in source.regions)
    for code in ("UA-43", "UA-40"):
        [source] = [s for s in SOURCES if s.role is Role.GOVERNOR and s.jurisdiction == (code,)]
        assert (source.party, source.country, source.zone) == ("RU", "UA", "Europe/Simferopol")


def test_only_a_party_of_the_war_has_one() -> None:
    assert {(source.party, source.war) for source in SOURCES} == {
        ("RU", "Russia-Ukraine"), ("UA", "Russia-Ukraine"), (None, None),
    }  # fmt: skip


@pytest.mark.parametrize("source", list(SOURCES), ids=lambda source: source.id)
def test_an_authority_and_nobody_else_has_a_jurisdiction(source: Source) -> None:
    assert bool(source.jurisdiction) == (source.role in AUTHORITIES)


def test_every_region_and_jurisdiction_is_in_the_gazetteer(gazetteer: Gazetteer) -> None:
    regions = {code for source in SOURCES for code in source.regions}
    served = {code for source in SOURCES for code in source.jurisdiction}
    assert len(regions) >= 20
    assert len(served) >= 100
    for code in regions | {code for code in served if ":" not in code}:
        place = gazetteer.get(f"iso:{code}")
        assert place is not None, code
        assert place.kind is PlaceKind.REGION
    for id in (code for code in served if ":" in code):
        assert gazetteer.get(id) is not None, id


def test_an_authority_of_a_region_is_at_home_there(gazetteer: Gazetteer) -> None:
    local = [source for source in SOURCES if source.role in (Role.GOVERNOR, Role.MAYOR)]
    for source in local:
        [code], [served] = source.regions, source.jurisdiction
        place = gazetteer.get(served if ":" in served else f"iso:{served}")
        assert place is not None
        assert (place.country, place.region) == (source.country, code)
    assert len(local) >= 25


def test_a_national_service_serves_no_region_twice_and_none_that_it_does_not_reach() -> None:
    ru, ua = (of(party, Role.EMERGENCY_SERVICE)[0].jurisdiction for party in PARTIES)
    for served in (ru, ua):
        assert len(served) == len(set(served))
    assert not {"UA-43", "UA-40", "UA-09"} & set(ua)
    assert set(ru) & set(ua) == {"UA-14", "UA-23", "UA-65"}


def test_one_house_is_one_voice_and_the_offices_of_a_state_are_not_one_house() -> None:
    voices: dict[str, set[str]] = defaultdict(set)
    for source in SOURCES:
        voices[source.voice].add(source.id)
    assert voices["Rossiya Segodnya"] == {"ru-ria", "ru-sputnik"}
    assert voices["Rosatom"] == {"ru-rosenergoatom", "ru-znpp"}
    assert voices["OHCHR"] == {"un-hrmmu", "un-ohchr"}
    assert all(len(ids) == 1 for voice, ids in voices.items() if voice not in ("Rossiya Segodnya", "Rosatom", "OHCHR"))


@pytest.mark.parametrize(
    ("zone", "id"), [("Europe/Samara", "ru-samara-governor"), ("Europe/Saratov", "ru-saratov-governor")]
)
def test_a_governor_speaks_in_the_time_of_the_region(zone: str, id: str) -> None:
    assert [source.id for source in SOURCES if source.zone == zone] == [id]


@pytest.mark.parametrize(
    "word", ["astra", "sputnik", "interfax", "liga", "deepstate", "kremlin", "interfaxua", "suspilne"]
)
def test_a_channel_that_is_merely_called_alike_is_nobodys(word: str) -> None:
    assert SOURCES.of(Report("1", "", publisher=word)) is not None
    assert SOURCES.of(Report("1", "", url=f"https://t.me/{word}/1")) is None


def test_every_channel_is_written_as_one_and_no_host_is_shared_by_a_whole_state() -> None:
    names = [name for source in SOURCES for name in source.aliases]
    channels = [name for name in names if name.startswith("t.me/")]
    assert len(channels) >= 20
    assert all(re.fullmatch(r"t\.me/[A-Za-z][A-Za-z0-9_]{4,31}", name) for name in channels)
    assert not {"gov.ua", "gov.ru", "gov.by", "gov.uk", "org.ua", "com.ua", "bbc.com", "bbc.co.uk", "t.me"} & set(names)
