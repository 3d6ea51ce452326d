"""Described sources: found by any of their names, checked with the line that is wrong."""

from pathlib import Path

import pytest

from tocsin.errors import DataFileError
from tocsin.model import Report
from tocsin.sources import BUNDLED, Sources, fold, load

BUNDLED_SOURCES = Sources.open(BUNDLED)


def described(folder: Path, text: str, name: str = "a-source.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_bundled_sources_load_and_share_no_name() -> None:
    assert len(BUNDLED_SOURCES) >= 12
    assert {source.country for source in BUNDLED_SOURCES} >= {"UA", "RU", "BY"}


@pytest.mark.parametrize(
    ("report", "found"),
    [
        (Report("1", "", publisher="Минобороны России"), "ru-mod"),
        (Report("1", "", publisher="минобороны  РОССИИ"), "ru-mod"),
        (Report("1", "", publisher="Air Force of Ukraine (Telegram)"), "ua-air-force"),
        (Report("1", "", url="https://t.me/s/kpszsu/123"), "ua-air-force"),
        (Report("1", "", url="https://www.reuters.com/world/1"), "reuters"),
        (Report("1", "", url="https://eng.mil.ru/1"), "ru-mod"),
        (Report("1", "", publisher="Reuters of Nowhere"), None),
        (Report("1", "", url="https://notreuters.com/1"), None),
        (Report("1", "", url="http://[broken"), None),
        (Report("1", ""), None),
    ],
)
def test_a_report_finds_its_source(report: Report, found: str | None) -> None:
    source = BUNDLED_SOURCES.of(report)
    assert (source.id if source else None) == found


def test_a_chat_is_found_by_its_id(tmp_path: Path) -> None:
    described(tmp_path, "publisher: Town Council\naliases: ['chat:1900000001']\n")
    source = Sources.open(tmp_path).of(Report("1900000001/17", ""))
    assert source is not None
    assert source.publisher == "Town Council"


def test_all_fields(tmp_path: Path) -> None:
    path = described(
        tmp_path,
        "publisher: Town Council\naliases: [Рада, council]\nlanguage: uk\nzone: Europe/Kyiv\n"
        "country: UA\nregions: [UA-59]\nparty: UA\n",
    )
    source = load(path)
    assert source.id == "a-source"
    assert source.aliases == ("Рада", "council")
    assert (source.language, source.zone, source.country, source.party) == ("uk", "Europe/Kyiv", "UA", "UA")
    assert source.regions == ("UA-59",)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("language: uk\n", 1, "no publisher"),
        ("publisher: A\nzone: Kiev\n", 2, "IANA"),
        ("publisher: A\n\ncountry: Ukraine\n", 3, "ISO 3166-1"),
        ("publisher: A\nregions: [Sumy]\n", 2, "ISO 3166-2"),
        ("publisher: A\nregions: UA-59\n", 2, "a list"),
        ("publisher: A\naliases: [a, [b]]\n", 2, "a list"),
        ("publisher: A\nlanguage: be\n", 2, "one of"),
        ("publisher: A\ncolour: red\n", 2, "no field 'colour'"),
        ("publisher: A\npublisher: B\n", 2, "twice"),
        ("publisher: [A]\n", 1, "a text"),
        ("publisher: 'A\n", 2, ""),
        ("- A\n", 1, "field: value"),
        ("", 1, "field: value"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(DataFileError, match=r"a-source\.yml") as error:
        load(described(tmp_path, text))
    assert error.value.line == line
    assert reason in error.value.reason


def test_two_sources_cannot_share_a_name(tmp_path: Path) -> None:
    described(tmp_path, "publisher: A\n", "a.yml")
    described(tmp_path, "publisher: B\naliases:\n  - «a»\n", "b.yml")
    with pytest.raises(DataFileError, match="already belongs to the source 'a'") as error:
        Sources.open(tmp_path)
    assert error.value.line == 3


def test_a_users_description_replaces_the_bundled_one(tmp_path: Path) -> None:
    described(tmp_path, "publisher: Reuters\nzone: Europe/London\n", "reuters.yml")
    source = Sources.open(BUNDLED, tmp_path).of(Report("1", "", publisher="reuters"))
    assert source is not None
    assert source.zone == "Europe/London"


def test_a_file_that_is_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"publisher: \xff\xfe\n")
    with pytest.raises(DataFileError, match="cannot be read"):
        load(path)


def test_a_name_folds() -> None:
    assert fold("@KPSZSU") == fold("kpszsu") == fold(" «Kpszsu» ")
