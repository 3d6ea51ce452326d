"""Reports in, places out: what a desk would read in the three languages, written for these tests."""

import pytest

from tocsin.gazetteer import Context, Gazetteer
from tocsin.model import PlaceMention
from tocsin.vocab import PlaceKind, PlaceStatus


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def found(mentions: tuple[PlaceMention, ...]) -> list[tuple[str, str, str | None]]:
    return [(m.quote, m.name, m.country) for m in mentions if m.status is PlaceStatus.FOUND]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        (
            "Взрывы слышны в Макеевке и Горловке.",
            "ru",
            [("Макеевке", "Makiivka", "UA"), ("Горловке", "Horlivka", "UA")],
        ),
        (
            "Вибухи у Кривому Розі та Запоріжжі",
            "uk",
            [("Кривому Розі", "Kryvyi Rih", "UA"), ("Запоріжжі", "Zaporizhzhia", "UA")],
        ),
        ("Тривога в Білій Церкві й Луцьку", "uk", [("Білій Церкві", "Bila Tserkva", "UA"), ("Луцьку", "Lutsk", "UA")]),
        (
            "Shelling of Gorlovka and Makievka went on",
            "en",
            [("Gorlovka", "Horlivka", "UA"), ("Makievka", "Makiivka", "UA")],
        ),
        ("Над Новоросійськом збито дрони", "uk", [("Новоросійськом", "Novorossiysk", "RU")]),
        ("Пожар в Артёмовске потушен", "ru", [("Артёмовске", "Bakhmut", "UA")]),
        ("Russia’s Kursk was hit", "en", [("Russia", "Russia", "RU"), ("Kursk", "Kursk", "RU")]),
    ],
)
def test_towns_inflected_renamed_and_transliterated(
    gazetteer: Gazetteer, text: str, language: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert found(gazetteer.mentions(text, language)) == wanted


def test_a_list_of_adjectives_shares_its_head(gazetteer: Gazetteer) -> None:
    got = gazetteer.mentions("Дроны сбиты над Белгородской, Брянской и Орловской областями.", "ru")
    assert [(m.quote, m.name) for m in got] == [
        ("Белгородской", "Belgorod Oblast"), ("Брянской", "Bryansk Oblast"), ("Орловской областями", "Oryol Oblast"),
    ]  # fmt: skip
    assert {m.kind for m in got} == {PlaceKind.REGION}


def test_an_english_list_shares_its_head(gazetteer: Gazetteer) -> None:
    got = gazetteer.mentions("Power was cut in Poltava, Sumy and Odesa regions, and in Sumy itself.", "en")
    assert [(m.quote, str(m.kind)) for m in got] == [
        ("Poltava", "region"), ("Sumy", "region"), ("Odesa regions", "region"), ("Sumy", "settlement"),
    ]  # fmt: skip


def test_markup_does_not_hide_a_name_and_addresses_hold_none(gazetteer: Gazetteer) -> None:
    text = "Над Курской **областью** сбит БПЛА [Канал Киев](https://example.org/Lviv/Odesa)"
    got = gazetteer.mentions(text, "ru")
    assert got[0].quote == "Курской **областью"
    assert "Lviv" not in [m.quote for m in got]


@pytest.mark.parametrize(
    ("text", "language", "quote", "name"),
    [
        ("Горит Рязанский НПЗ", "ru", "Рязанский НПЗ", "Ryazan oil refinery"),
        ("Удар по авіабазі Мелітополь", "uk", "авіабазі Мелітополь", "Melitopol air base"),
        ("Взлёты с аэродрома «Бельбек»", "ru", "Бельбек", "Belbek airfield"),
        ("The Novorossiysk port stopped work", "en", "Novorossiysk port", "Port of Novorossiysk"),
        ("Drones flew from Lake Donuzlav", "en", "Lake Donuzlav", "Lake Donuzlav"),
        ("Перекрыт Крымский мост", "ru", "Крымский мост", "Crimean Bridge"),
        ("Беспилотники над Чёрным морем", "ru", "Чёрным морем", "Black Sea"),
    ],
)
def test_named_sites(gazetteer: Gazetteer, text: str, language: str, quote: str, name: str) -> None:
    got = gazetteer.mentions(text, language)
    assert [(m.quote, m.name, m.kind) for m in got] == [(quote, name, PlaceKind.SITE)]


@pytest.mark.parametrize(
    "text", ["Взрыв в порту в Одессе", "Нефтебаза в Одессе горит", "Аэродром под Одессой обстрелян"]
)
def test_a_facility_in_a_town_is_only_the_town(gazetteer: Gazetteer, text: str) -> None:
    (only,) = gazetteer.mentions(text, "ru")
    assert (only.name, only.kind) == ("Odesa", PlaceKind.SETTLEMENT)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Бои на Покровском направлении", "ru", "Pokrovsk"),
        ("Бои на Красно-Лиманском направлении", "ru", "Lyman"),
        ("Russian troops advanced in the Pokrovsk sector", "en", "Pokrovsk"),
    ],
)
def test_a_sector_means_its_town(gazetteer: Gazetteer, text: str, language: str, name: str) -> None:
    assert name in [m.name for m in gazetteer.mentions(text, language) if m.kind is PlaceKind.SETTLEMENT]


def test_refuses_to_guess_a_name_that_no_gazetteer_has(gazetteer: Gazetteer) -> None:
    got = gazetteer.mentions("A depot burned in Zhukhovtsevsk, Belarus. Zhukhovtsevsk is quiet now.", "en")
    first = got[0]
    assert (first.quote, first.status, first.country, first.place) == (
        "Zhukhovtsevsk", PlaceStatus.NOT_FOUND, "BY", None,
    )  # fmt: skip
    assert [m.status for m in got if m.quote == "Zhukhovtsevsk"] == [PlaceStatus.NOT_FOUND] * 2


def test_equal_villages_are_ambiguous_until_the_region_is_named(gazetteer: Gazetteer) -> None:
    (alone,) = gazetteer.mentions("Обстрел в селе Степановка", "ru")
    assert alone.status is PlaceStatus.AMBIGUOUS
    assert alone.place is None
    assert len(alone.candidates) > 1


def test_the_publisher_settles_a_tie(gazetteer: Gazetteer) -> None:
    text = "Обстрел в Новодмитровке"
    (mention,) = gazetteer.mentions(text, "ru", Context(("UA",), ("UA-65",)))
    assert {c.region for c in mention.candidates} >= {"UA-65"}
    if mention.status is PlaceStatus.FOUND:
        assert mention.place is not None
        assert mention.place.region == "UA-65"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Maria Thornhill wrote to the London Courier.", "en"),
        ("I hope that the police mission is nice reading.", "en"),
        ("Группировка войск «Днепр» продвинулась", "ru"),
        ("Победа близка, сказал он", "ru"),
        ("Вибухи у Козачій бухті", "uk"),
        ("Мир і Перемога", "uk"),
        ("Украинские беспилотники и российские ракеты", "ru"),
    ],
)
def test_what_is_no_place(gazetteer: Gazetteer, text: str, language: str) -> None:
    assert gazetteer.mentions(text, language) == ()


def test_a_river_and_a_town_of_one_name(gazetteer: Gazetteer) -> None:
    (river,) = gazetteer.mentions("Переправа через Днепр разрушена", "ru")
    (town,) = gazetteer.mentions("Взрывы в Днепре", "ru")
    assert (river.name, river.kind) == ("Dnieper", PlaceKind.SITE)
    assert (town.name, town.kind) == ("Dnipro", PlaceKind.SETTLEMENT)


class TestReportsFromTheFront:
    """Villages of common names, told of together: where the others lie, and where the formation that reports stands."""

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            (
                "Группировка войск «Юг»: нанесено поражение бригадам ВСУ в районах Клещеевки, Ивановского и Часова Яра.",
                {"Klishchiivka": "UA-14", "Ivanivske": "UA-14", "Chasiv Yar": "UA-14"},
            ),
            (
                "На Краснолиманском направлении отражены атаки ВСУ в районе Тернов.",
                {"Lyman": "UA-14", "Terny": "UA-14"},
            ),
            (
                "Подразделения группировки «Днепр» уничтожили технику ВСУ в районе Каменского и Малой Токмачки.",
                {"Kamianske": "UA-23", "Mala Tokmachka": "UA-23"},
            ),
        ],
    )
    def test_lie_at_the_front(self, gazetteer: Gazetteer, text: str, wanted: dict[str, str]) -> None:
        found = {m.name: m.place.region for m in gazetteer.mentions(text, "ru") if m.place}
        assert found == wanted

    def test_a_name_in_company_is_the_one_that_lies_there(self, gazetteer: Gazetteer) -> None:
        found = gazetteer.mentions("Shelling was reported in Donetsk, Novoshakhtinsk and Kamensk-Shakhtinsky.", "en")
        assert {m.place.region for m in found if m.place} == {"RU-ROS"}
