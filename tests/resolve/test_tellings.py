"""What one report says of one place at one time, and which ships it names."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.extract import extract
from tocsin.gazetteer import Gazetteer
from tocsin.model import Report, Source
from tocsin.resolve import Loom, Telling, incident_of, tellings, weave
from tocsin.resolve.ships import ships_of
from tocsin.resolve.where import Level, Lie, head_of, lie
from tocsin.vocab import Event, Role

WHEN = datetime(2026, 6, 6, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def told(gazetteer: Gazetteer, text: str, id_: str = "r") -> tuple[Telling, ...]:
    report = Report(id=id_, text=text, published=WHEN, publisher=f"Publisher {id_}")
    return tellings(extract(report, gazetteer=gazetteer), None, gazetteer.get)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A drone hit a bus in Nikopol on June 6, a day after shelling killed two people there.", 2),
        ("FPV-дрон поцілив у маршрутку в Нікополі о сьомій ранку. Учора тут від обстрілу загинули двоє.", 2),
        ("A drone hit a bus in Nikopol on June 4. On June 6 two of the wounded died in Nikopol.", 1),
        ("A drone hit a bus in Nikopol overnight on June 6. On June 6 a fire broke out in Nikopol.", 1),
    ],
)
def test_another_day_is_another_telling_and_its_consequence_is_not(gazetteer: Gazetteer, text: str, count: int) -> None:
    assert len(told(gazetteer, text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "The tanker BERENIKA reported an explosion.",
        "Морський дрон вразив танкер «Береніка» біля Криму.",
        "Атаковано гражданское судно «Береника», экипаж цел.",
        "«Береника», танкер под флагом Гамбии, горит.",
        "«Береніка» під прапором Гамбії зазнала пошкоджень.",
    ],
)
def test_a_ship_is_the_same_in_all_letters(text: str) -> None:
    assert list(ships_of(text)) == list(ships_of("the tanker Berenika"))


@pytest.mark.parametrize(
    "text",
    [
        "Уражено корабель проєкту «Буян-М».",
        "Танкер «тіньового флоту» горить.",
        "Уражено склад у порту «Кавказ», де стояло судно.",
        "Введено обмеження на випуск повітряних суден («План Килим»).",
        "The vessel was damaged.",
    ],
)
def test_what_is_no_name_of_a_ship(text: str) -> None:
    assert not ships_of(text)


def test_a_ship_is_one_wherever_it_is_set_and_two_ships_are_two(gazetteer: Gazetteer) -> None:
    loom = Loom()
    reports = [
        "The tanker Berenika reported an explosion off Sinop on June 5.",
        "Морські дрони 5 червня вразили танкер «Береніка» у Чорному морі.",
        "Морські дрони 5 червня вразили танкер «Медуза» у Чорному морі.",
    ]
    weave([t for n, text in enumerate(reports) for t in told(gazetteer, text, f"r{n}")], loom)
    assert {frozenset(t.report for t in g.tellings) for g in loom.groups()} == {
        frozenset({"r0", "r1"}),
        frozenset({"r2"}),
    }


def test_a_plant_belongs_to_the_town_that_it_is_called_after(gazetteer: Gazetteer) -> None:
    loom = Loom()
    texts = ["Ночью атакован Волгоградский НПЗ, пожар.", "Ночью в Волгограде горит НПЗ после атаки беспилотников."]
    weave([t for n, text in enumerate(texts) for t in told(gazetteer, text, f"r{n}")], loom)
    assert [len(g.tellings) for g in loom.groups()] == [2]


def test_a_wire_is_not_at_home_where_a_ministry_counts(gazetteer: Gazetteer) -> None:
    report = Report(id="r", text="In all, 74 drones were downed overnight.", published=WHEN, publisher="Wire")
    wire = Source(id="wire", publisher="Wire", role=Role.WIRE, country="GB", language="en", zone="Europe/London")
    reading = extract(report, gazetteer=gazetteer, source=wire)
    assert [t.spot.level for t in tellings(reading, wire, gazetteer.get)] == [Level.NOWHERE]


def groups(gazetteer: Gazetteer, *posts: tuple[str, str]) -> list[set[str]]:
    """The reports of each incident: posts of one ministry, by the time of each."""
    loom = Loom()
    for at, text in posts:
        report = Report(id=at, text=text, published=datetime.fromisoformat(at), publisher="A ministry")
        weave(tellings(extract(report, gazetteer=gazetteer), None, gazetteer.get), loom)
    return [{t.report for t in group.tellings} for group in loom.groups()]


def test_the_night_of_one_who_counts_by_the_hour_begins_after_the_evening(gazetteer: Gazetteer) -> None:
    evening = ("2026-02-02T23:20+03:00", "С 20.00 до 23.00 над Белгородской областью сбиты 22 беспилотника.")
    small_hours = ("2026-02-03T03:20+03:00", "С 01.00 до 03.00 над Белгородской областью сбиты 4 беспилотника.")
    night = ("2026-02-03T07:20+03:00", "В течение прошедшей ночи над Белгородской областью сбиты 10 беспилотников.")
    assert len(groups(gazetteer, evening, night)) == 2
    assert len(groups(gazetteer, small_hours, night)) == 1


def test_a_thwarted_attack_is_told_of_every_region_of_its_bulletin(gazetteer: Gazetteer) -> None:
    text = (
        "В течение прошедшей ночи при попытке Киева совершить атаки с применением беспилотников на территории Российской "
        "Федерации дежурными средствами уничтожены четыре БПЛА над территорией Брянской области и три БПЛА над Крымом."
    )
    found = told(gazetteer, text)
    assert {t.spot.name: Event.ATTACK in t.events for t in found} == {"Bryansk Oblast": True, "Crimea": True}


def test_an_airport_that_closes_is_not_where_the_drones_are(gazetteer: Gazetteer) -> None:
    text = "Приблизні маршрути польоту БПЛА.\n\nАеропорти у Волгограді та Саратові - введені тимчасові обмеження."
    report = Report(id="r", text=text, published=WHEN, publisher="A channel")
    reading = extract(report, gazetteer=gazetteer)
    unplaced = tuple(replace(c, places=()) if c.event is Event.THREAT else c for c in reading.claims)
    found = tellings(replace(reading, claims=unplaced), None, gazetteer.get)
    assert {t.spot.name: sorted(t.events) for t in found} == {
        "Volgograd": [Event.RESTRICTION],
        "Saratov": [Event.RESTRICTION],
        "": [Event.THREAT],
    }


def test_sevastopol_lies_in_crimea(gazetteer: Gazetteer) -> None:
    [city], [land] = told(gazetteer, "Пожежа у Севастополі."), told(gazetteer, "Пожежа у Криму.")
    assert lie(city.spot, land.spot) is Lie.COARSE


def test_what_was_hit_long_ago_is_another_happening_than_what_is_told_with_it(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Був атакований завод у Рязані, який у січні вже був атакований.")
    assert sorted(t.stretch.said for t in found) == [False, True]


def test_a_warning_after_an_attack_speaks_against_nothing(gazetteer: Gazetteer) -> None:
    attack = ("2026-02-03T03:00+02:00", "У Рязані влучання дрона у завод.")
    warning = ("2026-02-03T09:00+02:00", "Увага, загроза атаки БПЛА у Рязані.")
    fire = ("2026-02-03T09:10+02:00", "У Рязані після атаки дрона палає завод.")
    assert any({attack[0], fire[0]} <= g for g in groups(gazetteer, attack, warning, fire))


def test_a_warning_does_not_say_when_the_attack_was(gazetteer: Gazetteer) -> None:
    loom = Loom()
    weave(told(gazetteer, "Увага, загроза атаки БПЛА у Рязані.", "w"), loom)
    weave(told(gazetteer, "Дрони БПЛА атакували завод у Рязані.", "a"), loom)
    [group] = loom.groups()
    found = incident_of(group, {})
    assert (found.start, found.end) == (WHEN - timedelta(hours=24), WHEN)


def test_a_week_does_not_say_when_it_was(gazetteer: Gazetteer) -> None:
    loom = Loom()
    weave(told(gazetteer, "Удар по аеродрому в Джанкої.", "a"), loom)
    weave(told(gazetteer, "Цього тижня був удар по аеродрому в Джанкої.", "b"), loom)
    [group] = loom.groups()
    found = incident_of(group, {})
    assert (found.start, found.end) == (WHEN - timedelta(hours=24), WHEN)


def test_a_coarse_report_means_what_everybody_tells_of(gazetteer: Gazetteer) -> None:
    often = [(f"2026-02-03T1{n}:00+02:00", "Удар по аеродрому в Джанкої.") for n in range(7)]
    once = ("2026-02-03T18:00+02:00", "Удар по аеродрому в Євпаторії.")
    coarse = ("2026-02-03T19:00+02:00", "Удар по аеродрому в Криму.")
    assert {coarse[0], *(when for when, _ in often)} in groups(gazetteer, *often, once, coarse)
    assert {coarse[0]} in groups(gazetteer, *often[:3], once, coarse)


def test_an_alert_and_its_end_are_one_and_the_next_raid_is_another(gazetteer: Gazetteer) -> None:
    alert = ("2026-02-03T21:00+02:00", "Сумська область: повітряна тривога!")
    again = ("2026-02-03T21:40+02:00", "Увага, тривога у Сумській області триває!")
    end = ("2026-02-03T23:00+02:00", "Відбій повітряної тривоги в Сумській області.")
    raid = ("2026-02-03T23:20+02:00", "Сумська область: повітряна тривога!")
    over = ("2026-02-04T03:20+02:00", "Відбій повітряної тривоги в Сумській області.")
    elsewhere = ("2026-02-03T22:50+02:00", "Відбій повітряної тривоги в Чернігівській області.")
    found = groups(gazetteer, alert, again, end, raid, over, elsewhere)
    assert sorted(map(sorted, found)) == sorted([
        sorted([alert[0], again[0], end[0]]), sorted([raid[0], over[0]]), [elsewhere[0]]
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Lomakovka", "Lomakivka", True),
        ("Vyimka", "Vyyemka", False),
        ("Yar", "Yar", False),
    ],
)
def test_a_name_of_no_gazetteer_is_one_in_two_languages(one: str, two: str, same: bool) -> None:
    assert (bool(head_of(one)) and head_of(one) == head_of(two)) is same
