"""What goes out of an alert: the words that warn, and no spot, no person, no place of interception."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.model import Alert, Origin, WarnedArea
from tocsin.publish.cap.alerts import message
from tocsin.publish.cap.rules import checked
from tocsin.release import release_alert
from tocsin.vocab import AlertKind, AreaState, Event, Hazard
from tocsin.warn import worded

T = datetime(2026, 3, 3, 20, tzinfo=UTC)
REGION = WarnedArea("iso:UA-59", "Sumy Oblast", "Сумщина", "UA-59", ("iso:UA-59", "iso:UA"))
TOWN = WarnedArea("gn:5", "Taganrog", "Таганрог", "", ("gn:5", "iso:RU-ROS", "iso:RU"))


def alert(quote: str, area: WarnedArea = REGION, *advice: str) -> Alert:
    origin = Origin("c/1", "Сумська ОВА", T, "uk", quote, advice, "https://t.me/x/1", "ab")
    return worded(Alert(
        "id", AlertKind.ALERT, T, T + timedelta(hours=1), area, Hazard.AIR, "ova", Event.THREAT, AreaState.ALERT, T,
        "raid", origin, advice=("shelter",),
    ))  # fmt: skip


def nobody(_: str) -> bool:
    return False


@pytest.mark.parametrize("quote", ["Повітряна тривога на Сумщині", "РАКЕТНАЯ ОПАСНОСТЬ", "Загроза БпЛА для Сумщини"])
def test_the_words_that_warn_are_quoted(quote: str) -> None:
    found = release_alert(alert(quote), nobody)
    assert (found.quote, found.url, found.withheld) == (quote, "https://t.me/x/1", ())


@pytest.mark.parametrize(
    ("quote", "area"),
    [
        ("Тривога! Ціль на аеродром", REGION),
        ("Тривога на вул. Соборній", REGION),
        ("Тривога, 50.9077 34.7981", REGION),
        ("Тривога, повідомив Петро Коваленко", REGION),
        ("ПВО отражают атаку БПЛА на Таганрог", TOWN),
    ],
)
def test_what_names_a_spot_or_a_person_is_left_out(quote: str, area: WarnedArea) -> None:
    found = release_alert(alert(quote, area), nobody)
    assert (found.quote, found.url) == (None, None)
    assert found.withheld
    assert found.digest == "ab"


def test_advice_that_names_a_spot_is_left_out() -> None:
    found = release_alert(alert("Тривога", REGION, "в укриття", "збір на вул. Соборній"), nobody)
    assert found.advice_said == ("в укриття",)


@pytest.mark.parametrize("kind", [AlertKind.ALERT, AlertKind.UPDATE])
@pytest.mark.parametrize("state", [AreaState.ALERT, AreaState.UNKNOWN])
@pytest.mark.parametrize("exercise", [True, False])
def test_as_a_message_of_cap(kind: AlertKind, state: AreaState, exercise: bool) -> None:
    made = replace(alert("Повітряна тривога"), kind=kind, state=state, exercise=exercise)
    if kind is AlertKind.UPDATE:
        from tocsin.model import Earlier

        made = replace(made, earlier=(Earlier("before", T - timedelta(minutes=5)),))
    found = message(
        release_alert(worded(made), nobody), "desk.example.org", ("OET-129", "missile threat"), lambda _: None
    )
    assert checked(found, "x") == []
    assert found.status == ("Exercise" if exercise else "Actual")
    assert {i.certainty for i in found.infos} == ({"Unknown"} if state is AreaState.UNKNOWN else {"Likely"})
    assert [i.language for i in found.infos] == ["en", "ru", "uk", "be"]
    [geocode] = found.infos[0].areas[0].geocodes
    assert (geocode.name, geocode.value) == ("ISO 3166-2", "UA-59")


def test_a_region_has_its_outline_and_a_community_its_code() -> None:
    geometry = {"type": "Polygon", "coordinates": [[[33.0, 50.0], [34.0, 50.0], [34.0, 51.0], [33.0, 50.0]]]}
    found = message(release_alert(alert("x"), nobody), "d", ("OET-129", "x"), lambda _: geometry)
    [outline] = found.infos[0].areas[0].polygons
    assert (outline[0].lat, outline[0].lon) == (50.0, 33.0)
    community = WarnedArea(
        "katottg:UA59040000000012345", "K Hromada", "К громада", "", ("katottg:UA59040000000012345",)
    )
    found = message(release_alert(alert("x", community), nobody), "d", ("OET-129", "x"), lambda _: None)
    assert [c.name for c in found.infos[0].areas[0].geocodes] == ["KATOTTG"]
