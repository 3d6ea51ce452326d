"""Names that no gazetteer has: kept, never guessed, wherever the words around them tell that they are places."""

import pytest

from tocsin.gazetteer import Gazetteer
from tocsin.vocab import PlaceKind, PlaceStatus


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("text", "language", "quotes"),
    [
        ("Shells fell on occupied Stara Zhmerdivka", "en", ["Stara Zhmerdivka"]),
        ("The village of Novi Zhmurky was hit", "en", ["Novi Zhmurky"]),
        ("Two people died in the settlement of Zhmurkovets", "en", ["Zhmurkovets"]),
        ("The villages of Zhmurkove, Pchilkove and Novi Zhmurky lost power", "en",
         ["Zhmurkove", "Pchilkove", "Novi Zhmurky"]),
        ("Двоє загинули неподалік Жмурковичного", "uk", ["Жмурковичного"]),
        ("У селищі Жмурківськ двоє поранених", "uk", ["Жмурківськ"]),
        ("Обстріляно н.п. Жмурківське", "uk", ["Жмурківське"]),
        ("Дрон упал в н.п. Кошмарнинское", "ru", ["Кошмарнинское"]),
        ("Обстреляно село Жмурково-Дальнее", "ru", ["Жмурково-Дальнее"]),
        ("Без света сёла Ужасное, Кошмарное и Страшновка", "ru", ["Ужасное", "Кошмарное", "Страшновка"]),
        ("Пожар в с. Жмурковичи", "ru", ["Жмурковичи"]),
    ],
)  # fmt: skip
def test_told_by_the_words_before_it(gazetteer: Gazetteer, text: str, language: str, quotes: list[str]) -> None:
    got = gazetteer.mentions(text, language)
    assert [m.quote for m in got] == quotes
    assert {(m.status, m.kind, m.place) for m in got} == {(PlaceStatus.NOT_FOUND, PlaceKind.SETTLEMENT, None)}


def test_the_region_behind_it_gives_its_country(gazetteer: Gazetteer) -> None:
    village, region = gazetteer.mentions("Shelling near Verkhnie Zhmurove, Donetsk region", "en")
    assert (village.quote, village.status, village.country) == ("Verkhnie Zhmurove", PlaceStatus.NOT_FOUND, "UA")
    assert region.kind is PlaceKind.REGION
    village, _ = gazetteer.mentions("Пожар в селе Ужасное Белгородской области", "ru")
    assert (village.quote, village.country) == ("Ужасное", "RU")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president spoke near the Treasury", "en"),
        ("They occupied Ukrainian positions", "en"),
        ("На Далекому Сході Росії холодно", "uk"),
        ("У Верховній Раді України скасували засідання", "uk"),
        ("Неподалік Путіна стояв охоронець", "uk"),
    ],
)
def test_not_every_capital_is_a_place(gazetteer: Gazetteer, text: str, language: str) -> None:
    assert [m.quote for m in gazetteer.mentions(text, language) if m.kind is PlaceKind.SETTLEMENT] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gunmen surrounded them in a bean field near Malam Karanti on Thursday.", ["Malam Karanti"]),
        ("Our warehouse in Muhungu was looted.", ["Muhungu"]),
        ("He worked in Nordwind's plant, then in Parliament.", []),
        ("A raid near Vostrikov Street; in Telegram channels people wrote of it.", []),
    ],
)
def test_an_english_name_behind_in_or_near(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    found = [m.name for m in gazetteer.mentions(text, "en")]
    assert found == names
