"""Where it happened, when the words that say so stand elsewhere: reports written for these tests."""

from collections.abc import Callable

import pytest

from tocsin.model import Claim
from tocsin.vocab import Event

Claims = Callable[..., list[Claim]]


def where(claims: list[Claim], event: Event) -> list[list[str]]:
    return [[p.name for p in c.places] for c in claims if c.event is event]


class TestThePublishersHome:
    """ "The region" in a post that never names it is the publisher's own, where its name tells which."""

    @pytest.mark.parametrize(
        ("text", "publisher", "event", "place"),
        [
            (
                "Над регионом за ночь сбито пять беспилотников.",
                "Губернатор Орловской области",
                Event.INTERCEPTION,
                "Oryol Oblast",
            ),
            ("Загроза ударних БпЛА для області!", "Полтавська ОВА", Event.THREAT, "Poltava Oblast"),
            (
                "Two drones were shot down over our region.",
                "Government of Tula Region",
                Event.INTERCEPTION,
                "Tula Oblast",
            ),
            ("Guided bombs are heading for the city!", "Sumy Civil Defence", Event.THREAT, "Sumy"),
        ],
    )
    def test_stands_for_the_region(self, claims: Claims, text: str, publisher: str, event: Event, place: str) -> None:
        [claim] = [c for c in claims(text, publisher=publisher) if c.event is event]
        assert [p.name for p in claim.places] == [place]
        assert claim.places[0].quote in text

    def test_gives_way_to_a_region_that_the_post_names(self, claims: Claims) -> None:
        text = "В Курской области тревога. Над регионом сбито пять беспилотников."
        assert where(claims(text, publisher="Губернатор Орловской области"), Event.INTERCEPTION) == [["Kursk Oblast"]]

    def test_is_not_supplied_where_no_word_points_to_it(self, claims: Claims) -> None:
        found = claims("Сбито пять беспилотников.", publisher="Губернатор Орловской области")
        assert where(found, Event.INTERCEPTION) == [[]]

    def test_a_paper_called_after_a_capital_has_none(self, claims: Claims) -> None:
        found = claims("Drones were shot down over the region.", publisher="The Kyiv Observer")
        assert where(found, Event.INTERCEPTION) == [[]]


def test_a_governor_goes_on_about_the_town_in_his_region(claims: Claims) -> None:
    text = (
        "Drones set fire to a depot in Syzran on Thursday.\n\nSamara governor Pavel Orlov said the fire had been put out. "
        "A watchman was injured, he said."
    )
    assert where(claims(text), Event.CASUALTIES) == [["Syzran"]]


def test_what_lies_across_a_river_is_not_where_it_happened(claims: Claims) -> None:
    found = claims("In Engels, across the river from Saratov, debris damaged two houses.")
    assert where(found, Event.DAMAGE) == [["Engels"]]


def test_the_capital_is_no_other_town(claims: Claims) -> None:
    text = "An alert sounded in Kyiv. In Kherson two people were injured. In the capital a house was damaged."
    assert where(claims(text), Event.DAMAGE) == [["Kyiv"]]


def test_forces_of_a_whole_country_count_over_what_was_launched_at_it(claims: Claims) -> None:
    text = (
        "Russia attacked Ukraine overnight.\n\nUkraine's air force said that 90 drones had been launched at the country. "
        "Air defences downed 80 of the drones, it said."
    )
    assert where(claims(text), Event.INTERCEPTION) == [["Ukraine"]]


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        (
            "В городе Василькове в 25 километрах к юго-западу от окраины Киева загорелась нефтебаза.",
            Event.FIRE,
            ["Vasylkiv"],
        ),
        ("Наслідки атаки на порт у Криму: окупанти відправили зерновози на Керч.", Event.ATTACK, ["Crimea"]),
        ("ЗСУ знищили склад на Луганщині біля кордону РФ.", Event.DAMAGE, ["Luhansk Oblast"]),
        ("Москву та область сьогодні атакували дрони.", Event.ATTACK, ["Moscow"]),
        ("В ответ на атаки по объектам в России нанесены групповые удары по складам.", Event.ATTACK, []),
        ("В ответ на атаки в России нанесены удары по складам в Харькове.", Event.ATTACK, ["Kharkiv"]),
        ("A blaze broke out at the Ryazan plant southeast of Moscow.", Event.FIRE, ["Ryazan plant"]),
        ("Окрім удару по аеродрому в Саках, було уражено склад у Джанкої.", Event.ATTACK, ["Saky", "Dzhankoi"]),
        ("Дрони атакували склад у населеному пункті Шовковичне.", Event.ATTACK, ["Shovkovychne"]),
        ("Пожар в промзоне Киришей.", Event.FIRE, ["Kirishi"]),
    ],
)
def test_what_stands_beside_is_not_where_it_happened(claims: Claims, text: str, event: Event, place: list[str]) -> None:
    assert [p for names in where(claims(text), event) for p in names] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("В селе Новая Таволжанка Шебекинского округа дрон атаковал автомобиль.", ["Novaya Tavolzhanka"]),
        ("В хуторе Кудрявкинский Белгородского округа дрон атаковал автомобиль.", ["Kudryavkinsky"]),
        (
            "В Шебекинском и Грайворонском округах дрон атаковал автомобиль.",
            ["Shebekinsky District", "Grayvoronsky District"],
        ),
        ("Дрони атакували склад у Карпівській ОТГ Криворізького району.", ["Karpivska Hromada"]),
        ("На Нікопольщині дрони атакували склад.", ["Nikopolskyi District"]),
        ("Israeli strikes hit a house in Gaza City's Daraj neighbourhood.", ["Daraj Neighbourhood"]),
        ("Rebels attacked the village of Oicha in Beni territory.", ["Hyosha"]),
        ("Дрони атакували Саратовський НПЗ та склад пального в Гвардійському.", ["Saratov oil refinery", "Hvardiiske"]),
    ],
)
def test_the_finest_place_that_the_words_tell_is_meant(claims: Claims, text: str, place: list[str]) -> None:
    assert [p for names in where(claims(text), Event.ATTACK) for p in names] == place


@pytest.mark.parametrize(
    "text",
    [
        "Ворог атакував 94-ма ударними БпЛА із напрямків: Курськ, Орел, Міллерово. Збито 81 БпЛА.",
        "Ворог атакував 12-ма балістичними ракетами з Криму. Збито 8 ракет.",
        "Russia launched 90 drones from the directions of Kursk and Millerovo. Of these 81 drones were downed.",
    ],
)
def test_where_weapons_were_launched_is_not_where_they_came_down(claims: Claims, text: str) -> None:
    found = claims(text)
    assert {c.event for c in found} >= {Event.ATTACK, Event.INTERCEPTION}
    assert [p.name for c in found for p in c.places] == []


def test_a_count_has_case_endings(claims: Claims) -> None:
    found = claims("Ворог атакував Суми 11-ти ударними БпЛА та 3-ма ракетами.")
    assert {f.low for c in found for f in c.figures} == {11, 3}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Энергодар с утра под обстрелом со стороны Никополя.", ["Enerhodar"]),
        ("Gunmen launched an attack on Oskarville on Monday.", ["Oskarville"]),
        ("Дрон врезался в дом на улице Гагарина в Ижевске.", ["Izhevsk"]),
        ("Gunmen attacked Yelwata community in Benue State.", ["Yelwata"]),
    ],
)
def test_the_words_beside_a_name_tell_what_it_is(claims: Claims, text: str, place: list[str]) -> None:
    assert [p for names in where(claims(text), Event.ATTACK) for p in names] == place


def test_what_was_heading_for_a_capital_came_down_there(claims: Claims) -> None:
    found = claims("The ministry destroyed 17 drones heading for Moscow overnight.")
    assert where(found, Event.INTERCEPTION) == [["Moscow"]]


def test_who_is_hurt_in_the_next_sentence_was_hurt_there(claims: Claims) -> None:
    text = "Зранку ворог обстріляв Нікополь. У Марганці дрон влучив в автобус. Постраждав один водій."
    assert where(claims(text), Event.CASUALTIES) == [["Marhanets"]]


def test_a_wire_is_dated_from_where_its_writer_sits(claims: Claims) -> None:
    found = claims("ISTANBUL - Drones struck a tanker off Samsun on Friday.")
    assert where(found, Event.ATTACK) == [["Samsun"]]


def test_a_name_ends_where_a_line_does(claims: Claims) -> None:
    found = claims("Уничтожены позиции в районе н.п. Выемка   Операторы беспилотников поразили технику.")
    assert not [p.name for c in found for p in c.places if "perator" in p.name]


@pytest.mark.parametrize(
    "text",
    ["Дрони завдали удару по об'єктах у глибині рф.", "Drones struck targets deep inside Russia."],
)
def test_deep_in_a_country_is_a_place(claims: Claims, text: str) -> None:
    assert where(claims(text), Event.ATTACK) == [["Russia"]]


def test_square_metres_are_no_town(claims: Claims) -> None:
    assert not [p.name for c in claims("Площа пожежі — 1500 кв. м. Обійшлося без постраждалих.") for p in c.places]
