"""Names, areas, imports: the gazetteer's other verbs."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.errors import GazetteerError, InputError
from tocsin.gazetteer import Gazetteer
from tocsin.gazetteer.fold import key, romanised_ru, romanised_uk, skeleton
from tocsin.model import Place
from tocsin.vocab import PlaceKind, PlaceStatus


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def one(gazetteer: Gazetteer, name: str, kind: PlaceKind) -> Place:
    return next(p for p in gazetteer.named(name) if p.kind is kind)


@pytest.mark.parametrize(
    ("name", "english"),
    [("Горловка", "Horlivka"), ("ГОРЛІВКА", "Horlivka"), ("Gorlovka", "Horlivka"), ("Мекеевка", "Makiivka"),
     ("Каменск-Шахтинский", "Kamensk-Shakhtinsky"), ("Белгородчина", "Belgorod Oblast"), ("ДНР", "Donetsk Oblast"),
     ("новоросійськ", "Novorossiysk"), ("Ефремов", "Yefremov"), ("Київ", "Kyiv"), ("Odessa", "Odesa")],
)  # fmt: skip
def test_names_in_many_spellings(gazetteer: Gazetteer, name: str, english: str) -> None:
    assert gazetteer.named(name)[0].name == english


@pytest.mark.parametrize("name", ["Korotkhovsk", "Новороссийскк", "Макеевкаа", ""])
def test_never_a_similar_name(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.named(name) == ()


def test_containment(gazetteer: Gazetteer) -> None:
    horlivka, donetsk = (
        one(gazetteer, "Горлівка", PlaceKind.SETTLEMENT),
        one(gazetteer, "Донецька область", PlaceKind.REGION),
    )
    ukraine, russia = one(gazetteer, "Ukraine", PlaceKind.COUNTRY), one(gazetteer, "Russia", PlaceKind.COUNTRY)
    assert gazetteer.within(horlivka, donetsk)
    assert gazetteer.within(donetsk, ukraine)
    assert not gazetteer.within(horlivka, russia)
    assert horlivka.district is not None
    district = gazetteer.get(horlivka.district)
    assert district is not None
    assert gazetteer.within(horlivka, district)
    assert gazetteer.within(district, donetsk)


@pytest.mark.parametrize(
    ("lat", "lon", "region"),
    [(50.6, 36.6, "RU-BEL"), (44.95, 34.1, "UA-43"), (48.0, 37.8, "UA-14"), (55.75, 37.62, "RU-MOW"),
     (55.9, 36.0, "RU-MOS"), (52.4, 31.0, "BY-HO"), (48.85, 2.35, None)],
)  # fmt: skip
def test_region_of_a_point(gazetteer: Gazetteer, lat: float, lon: float, region: str | None) -> None:
    assert gazetteer.region_of(lat, lon) == region


def test_boundaries(gazetteer: Gazetteer) -> None:
    outline = gazetteer.boundary(one(gazetteer, "Крым", PlaceKind.REGION))
    assert outline is not None
    assert outline["type"] == "MultiPolygon"
    assert gazetteer.boundary(one(gazetteer, "Горловка", PlaceKind.SETTLEMENT)) is None


def test_crimea_is_in_ukraine_whoever_holds_it(gazetteer: Gazetteer) -> None:
    for name in ("Севастополь", "Феодосия", "Керчь", "Джанкой"):
        assert gazetteer.named(name)[0].country == "UA"


def test_every_village_of_a_dump_is_added_once(gazetteer: Gazetteer, tmp_path: Path) -> None:
    row = ["990000001", "Verkhnyaya Proba", "Verkhnyaya Proba", "Верхняя Проба", "50.9", "36.9", "P", "PPL", "RU", "",
           "09", "", "", "", "120", "", "150", "Europe/Moscow", "2024-01-01"]  # fmt: skip
    river = ["990000002", "Reka", "Reka", "", "50.9", "36.9", "H", "STM", *row[8:]]
    dump, own = tmp_path / "RU.txt", tmp_path / "own.sqlite"
    dump.write_text("\t".join(row) + "\n" + "\t".join(river) + "\n", "utf-8")
    seen: list[int] = []
    assert gazetteer.import_geonames(dump, own, lambda done, _: seen.append(done)) == 1
    assert gazetteer.import_geonames(dump, own) == 0
    assert seen
    (village,) = Gazetteer.open(own=own).named("Верхней Пробе")
    assert (village.name, village.region, village.country) == ("Verkhnyaya Proba", "RU-BEL", "RU")


def test_a_dump_that_is_none_is_an_input_error(gazetteer: Gazetteer, tmp_path: Path) -> None:
    dump = tmp_path / "UA.txt"
    dump.write_text("not a table\n", "utf-8")
    with pytest.raises(InputError, match="line 1"):
        gazetteer.import_geonames(dump, tmp_path / "own.sqlite")
    assert Gazetteer.open(own=tmp_path / "own.sqlite").named("Kharkiv"), "what a refused dump leaves can be opened"


def test_a_missing_or_foreign_file_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no gazetteer at"):
        Gazetteer.open(tmp_path / "none.sqlite")
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as file:
        file.execute("CREATE TABLE meta (item TEXT, value TEXT)")
        file.execute("INSERT INTO meta VALUES ('format', '0')")
    with pytest.raises(GazetteerError, match="format 0"):
        Gazetteer.open(old)


def test_explains_a_name(gazetteer: Gazetteer) -> None:
    told = gazetteer.explain("Макеевка")
    assert told.mention.name == "Makiivka"
    assert told.mention.reason
    assert len(told.candidates) > 1
    assert gazetteer.explain("Korotkhovsk").mention.status is PlaceStatus.NOT_FOUND


def test_romanisation() -> None:
    assert romanised_uk("Єнакієве") == "Yenakiieve"
    assert romanised_uk("Згурівка") == "Zghurivka"
    assert romanised_ru("Каменск-Шахтинский") == "Kamensk-Shakhtinsky"
    assert skeleton(key("Makievka")) == skeleton(key("Makeevka"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.sampled_from(["en", "ru", "uk"]))
def test_spans_reproduce_their_text_whatever_it_is(gazetteer: Gazetteer, text: str, language: str) -> None:
    for mention in gazetteer.mentions(text, language):
        assert mention.span.of(text) == mention.quote
        assert (mention.place is not None) == (mention.status is PlaceStatus.FOUND)
