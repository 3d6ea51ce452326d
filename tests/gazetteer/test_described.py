"""English descriptions of places: by a country's adjective, by the town of a district, by a port; and in capitals."""

import pytest

from tocsin.gazetteer import Gazetteer
from tocsin.model import PlaceMention
from tocsin.vocab import PlaceKind, PlaceStatus


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def named(mentions: tuple[PlaceMention, ...]) -> list[tuple[str, PlaceKind, str | None]]:
    return [(m.name, m.kind, m.country) for m in mentions]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A tug went out from the Turkish port of Sinop.", ("Sinop", PlaceKind.SETTLEMENT, "TR")),
        ("Debris fell in the Romanian village of Plauru.", ("Plauru", PlaceKind.SETTLEMENT, "RO")),
        ("A shell landed in the border region of Belgorod.", ("Belgorod Oblast", PlaceKind.REGION, "RU")),
        ("Soldiers searched the Peruvian department of Ayacucho.", ("Ayacucho", PlaceKind.REGION, "PE")),
        ("The Ukrainian capital was hit before dawn.", ("Kyiv", PlaceKind.SETTLEMENT, "UA")),
        ("Two berths in the port of Ust-Luga burned.", ("Port of Ust-Luga", PlaceKind.SITE, "RU")),
        ("Power was cut in the Izmail district.", ("Izmailskyi District", PlaceKind.DISTRICT, "UA")),
        ("Power was cut in Shebekino district.", ("Shebekinsky District", PlaceKind.DISTRICT, "RU")),
        ("A tanker was hit 41NM southwest of Hodeidah.", ("Hodeidah", PlaceKind.SETTLEMENT, "YE")),
        ("Shells fell near Deir al-Balah.", ("Deir al-Balah", PlaceKind.SETTLEMENT, "PS")),
        ("A depot in Saltivka burned.", ("Saltivka", PlaceKind.DISTRICT, "UA")),
    ],
)
def test_what_stands_around_a_name_tells_which_place(
    gazetteer: Gazetteer, text: str, wanted: tuple[str, PlaceKind, str]
) -> None:
    assert wanted in named(gazetteer.mentions(text, "en"))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It rattled Ukrainian capital markets.", "Ukrainian capital"),
        ("Ukraine's port workers went on strike.", "Ukraine's port"),
        ("Baltic port calls fell by a third.", "Baltic port"),
    ],
)
def test_what_only_looks_like_a_description_is_none(gazetteer: Gazetteer, text: str, quote: str) -> None:
    assert quote not in [m.quote for m in gazetteer.mentions(text, "en")]


def test_whose_shells_they_were_is_not_where_the_town_lies(gazetteer: Gazetteer) -> None:
    [town] = gazetteer.mentions("Ukrainian shelling of the town of Shebekino went on.", "en")
    assert (town.name, town.country, town.status) == ("Shebekino", "RU", PlaceStatus.FOUND)


def test_held_by_one_is_not_lying_in_it(gazetteer: Gazetteer) -> None:
    countries = [m.country for m in gazetteer.mentions("Shells hit the Russian-held town of Melitopol.", "en")]
    assert countries == ["UA"]


def test_what_is_once_said_of_a_name_holds_wherever_it_stands(gazetteer: Gazetteer) -> None:
    first, second = (
        m for m in gazetteer.mentions("The Turkish port of Sinop. They towed it off Sinop.", "en") if m.name == "Sinop"
    )
    assert first.place == second.place
    assert second.status is PlaceStatus.FOUND


def test_a_name_that_two_areas_have_is_not_carried(gazetteer: Gazetteer) -> None:
    text = "Pervomaisk, Luhansk region, and Pervomaisk, Mykolaiv region, were shelled. Pervomaisk burned."
    *_, last = gazetteer.mentions(text, "en")
    assert last.status is not PlaceStatus.FOUND


@pytest.mark.parametrize("word", ["THE CITY", "NO", "CITY", "ELN", "OF", "VELEZ"])
def test_capitals_make_no_place_of_a_word(gazetteer: Gazetteer, word: str) -> None:
    text = (
        "SENATOR FEDERICO VELEZ WAS SEEN IN MEDELLIN, IN THE CITY OF THE ELN, THE POLICE SAID.\n"
        "THERE WERE NO CASUALTIES, AND MOST PARTS OF THE CITY HAD LIGHT AGAIN."
    )
    quotes = [m.quote for m in gazetteer.mentions(text, "en")]
    assert word not in quotes
    assert "MEDELLIN" in quotes


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Вибухи у Кам`янському", "uk", "Kamianske"),
        ("взрыв в\u00a0Кривом\u00a0Роге", "ru", "Kryvyi Rih"),
        ("ВЗРЫВЫ В ХАРЬКОВЕ", "ru", "Kharkiv"),
        ("бои в дельте Днепра", "ru", "Dnieper"),
    ],
)
def test_as_people_type(gazetteer: Gazetteer, text: str, language: str, name: str) -> None:
    assert [m.name for m in gazetteer.mentions(text, language)] == [name]
