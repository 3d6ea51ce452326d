"""What equals the name of a place and means none, or another one: reports such as a desk reads, written for these tests."""

import pytest

from tocsin.gazetteer import Context, Gazetteer
from tocsin.model import PlaceMention
from tocsin.vocab import PlaceKind, PlaceStatus


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def found(mentions: tuple[PlaceMention, ...]) -> list[tuple[str, str | None]]:
    return [(m.name, m.place.region or m.place.country) for m in mentions if m.place]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Снаряд влучив у вузол 31-го Центру зв'язку", "uk"),
        ("У Білому домі не коментують нічну атаку", "uk"),
        ("Из Белого дома сообщили о звонке", "ru"),
        ("Сьогодні в Білому домі мовчать", "uk"),
        ("«Баба Яга» скинула ще дві міни", "uk"),
        ("Такі новини на ранок, друзі", "uk"),
        ("Тоді ми ще не знали, хто стріляв", "uk"),
        ("Во время тревоги все спустились в метро", "ru"),
        ("Мишаня и Флеш снова в строю", "ru"),
        ("З'явилися знімки: згоріли УАЗи та два бензовози", "uk"),
        ("База ОМОНу згоріла вщент", "uk"),
        ("Рашка нічого не зрозуміла", "uk"),
        ("Дрон Zala впав у полі, Kilo повернувся на базу", "uk"),
        ("Мене розбудив вибух, і мені стало страшно", "uk"),
        ("Не хочу о Рубио, давайте о дронах", "ru"),
        ("За даними Головного управління розвідки, склад знищено", "uk"),
        ("Указ Совета Безопасности опубликован", "ru"),
        ("Пані Тамари вдома не було", "uk"),
        ("Романа Громова наградили посмертно", "ru"),
        ("Two drivers, a Turk and a Pole, were in hospital", "en"),
        ("The Red Cross and The Mission saw repair vehicles", "en"),
        ("They threw Molotov bombs at the Square of Culture", "en"),
        ("FIRES IN THE BORDER DISTRICTS", "en"),
    ],
)
def test_words_persons_and_things_that_equal_a_place(gazetteer: Gazetteer, text: str, language: str) -> None:
    assert found(gazetteer.mentions(text, language)) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Горить будинок на вул. Леніна, 12", "uk"),
        ("Взрыв на ул. Мира, окна выбиты", "ru"),
        ("Прилёт по проспекту Победы", "ru"),
        ("На площі Перемоги перекрито рух", "uk"),
        ("Пострадала школа имени Шевченко", "ru"),
        ("Удар по бульвару Шевченка", "uk"),
    ],
)
def test_a_street_is_no_settlement(gazetteer: Gazetteer, text: str, language: str) -> None:
    assert gazetteer.mentions(text, language) == ()


def test_the_streets_of_a_town_are_in_the_town(gazetteer: Gazetteer) -> None:
    (town,) = gazetteer.mentions("Бої на вулицях Донецька не вщухають", "uk")
    assert town.name == "Donetsk"


def test_what_stands_near_another_place_lies_near_it(gazetteer: Gazetteer) -> None:
    first, donetsk = gazetteer.mentions("Склад горит в районе Путивля под Донецком", "ru")
    assert (first.status, first.place, first.country) == (PlaceStatus.NOT_FOUND, None, "UA")
    assert "near Donetsk" in first.reason
    assert donetsk.name == "Donetsk"
    lozove, _ = gazetteer.mentions("Склад горит в районе Лозового под Донецком", "ru")
    assert lozove.place is not None
    assert lozove.place.region == "UA-14"
    hora, _ = gazetteer.mentions("Артиллерия отработала по Красной Горе под Бахмутом", "ru")
    assert hora.place is not None
    assert hora.place.region == "UA-14"
    stepanivka, _ = gazetteer.mentions("Вибухи у Степанівці недалеко від Сум", "uk")
    assert stepanivka.place is not None
    assert stepanivka.place.region == "UA-59"


def test_a_great_city_stands_where_it_is_whatever_it_is_said_to_be_near(gazetteer: Gazetteer) -> None:
    kharkiv = gazetteer.mentions("Снаряды из Харькова под Бахмутом", "ru")[0]
    assert kharkiv.name == "Kharkiv"


@pytest.mark.parametrize(
    "text",
    ["Склад уничтожен в районе Спорное", "Бойцы 5-й бригады закрепились в Берёзовке", "Взрывы в Токаревке"],
)
def test_small_places_that_nothing_speaks_for_are_not_chosen(gazetteer: Gazetteer, text: str) -> None:
    (mention,) = gazetteer.mentions(text, "ru", Context(("RU",)))
    assert mention.place is None


def test_a_village_said_to_lie_where_none_of_its_name_does(gazetteer: Gazetteer) -> None:
    village, region = gazetteer.mentions("Освобождён населённый пункт Московское в Донецкой Народной Республике", "ru")
    assert (village.status, village.country) == (PlaceStatus.NOT_FOUND, "UA")
    assert region.name == "Donetsk Oblast"


@pytest.mark.parametrize(
    ("text", "language", "name", "country"),
    [
        ("Паром горить у порту «Кавказ»", "uk", "Port Kavkaz", "RU"),
        ("Пожар в порту Кавказ", "ru", "Port Kavkaz", "RU"),
        ("Ураження по Орловській ТЕЦ", "uk", "Oryol thermal power plant", "RU"),
        ("Уражено Ільський нафтопереробний завод", "uk", "Ilsky oil refinery", "RU"),
        ("Росіяни покидають Бердянський порт", "uk", "Port of Berdiansk", "UA"),
        ("Vnukovo airport was closed for two hours", "en", "Vnukovo Airport", "RU"),
        ("В аэропорту Пулково ввели ограничения", "ru", "Pulkovo Airport", "RU"),
    ],
)
def test_sites_by_the_word_for_their_kind(
    gazetteer: Gazetteer, text: str, language: str, name: str, country: str
) -> None:
    (site,) = gazetteer.mentions(text, language)
    assert (site.name, site.country, site.kind) == (name, country, PlaceKind.SITE)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Закрыты аэропорты Внуково, Домодедово и Жуковский", "ru"),
        ("Закриті аеропорти Внуково, Домодєдово та Жуковський", "uk"),
        ("Vnukovo, Domodedovo and Zhukovsky airports were closed", "en"),
    ],
)
def test_a_list_of_airports_names_no_towns(gazetteer: Gazetteer, text: str, language: str) -> None:
    names = [m.name for m in gazetteer.mentions(text, language)]
    assert names == ["Vnukovo Airport", "Domodedovo Airport", "Zhukovsky Airport"]


def test_a_works_is_not_every_works_of_its_town(gazetteer: Gazetteer) -> None:
    (works,) = gazetteer.mentions("Уражено Брянський хімічний завод", "uk")
    assert works.name == "Bryansk plant"


def test_a_table_of_regions_may_leave_their_head_out(gazetteer: Gazetteer) -> None:
    got = gazetteer.mentions("Збито: Калузька — 5, Самарська — 12, Рязанська — 1", "uk")
    assert found(got) == [("Kaluga Oblast", "RU-KLU"), ("Samara Oblast", "RU-SAM"), ("Ryazan Oblast", "RU-RYA")]
    assert {m.kind for m in got} == {PlaceKind.REGION}
    (mayor,) = gazetteer.mentions("Мер Донецька мовчить", "uk")
    assert mayor.kind is PlaceKind.SETTLEMENT


def test_a_sector_is_of_the_front(gazetteer: Gazetteer) -> None:
    (siversk,) = gazetteer.mentions("Отбита атака на Северском направлении", "ru", Context(("RU",)))
    assert siversk.name == "Siversk"


def test_a_far_place_is_taken_where_the_report_speaks_of_its_country(gazetteer: Gazetteer) -> None:
    assert ("Warsaw", "PL-14") in found(gazetteer.mentions("Переговори тривають у Варшаві", "uk"))
    assert ("Tehran", "IR-23") in found(gazetteer.mentions("Удары по Тегерану продолжаются", "ru"))
    assert ("Galaţi", "RO-GL") in found(gazetteer.mentions("Дрон упал в Галаце, Румыния", "ru"))


def test_parts_of_cities(gazetteer: Gazetteer) -> None:
    assert found(gazetteer.mentions("Прилёт на Северной Салтовке", "ru")) == [("Pivnichna Saltivka", "UA-63")]
    assert found(gazetteer.mentions("Горит башня в Москва-Сити", "ru")) == [("Moscow City", "RU-MOW")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Уражено: дві радіолокаційні станції «П-18»; комплекс «С-300В»", "uk"),
        ("31 декабря 2022 г. Вооруженными силами отражена атака", "ru"),
        ("Лейтенанта Чермена Громова наградили", "ru"),
        ("Тим часом усе стихло", "uk"),
        ("Знищено станцію РЕБ «Волна-2» і вантажівку", "uk"),
        ("Мінські угоди давно мертві", "uk"),
        ("Завод имени Я. М. Свердлова стоит", "ru"),
    ],
)
def test_radars_dates_and_ranks_make_no_place(gazetteer: Gazetteer, text: str, language: str) -> None:
    assert gazetteer.mentions(text, language) == ()


def test_a_country_that_acts_is_no_apposition(gazetteer: Gazetteer) -> None:
    lozova, _ = gazetteer.mentions("Лозова, рф вдарила по залізничній станції", "uk")
    assert (lozova.name, lozova.country) == ("Lozova", "UA")


def test_a_site_of_one_sea_is_not_moved_to_another(gazetteer: Gazetteer) -> None:
    port, crimea = gazetteer.mentions("Катера вошли в порт Черноморск (АР Крым)", "ru")
    assert (port.status, port.place, crimea.name) == (PlaceStatus.NOT_FOUND, None, "Crimea")


def test_a_sector_called_after_a_village_keeps_it(gazetteer: Gazetteer) -> None:
    (torske,) = gazetteer.mentions("Бои на Торском участке", "ru")
    assert torske.name == "Torske"
