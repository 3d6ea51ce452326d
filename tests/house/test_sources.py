"""Described sources: found by any of their names, checked with the line that is wrong."""

from pathlib import Path

import pytest

import tocsin.sources
from tocsin.errors import DataFileError
from tocsin.model import Report
from tocsin.sources import BUNDLED, Sources, fold, load
from tocsin.vocab import Reliability, Role

BUNDLED_SOURCES = Sources.open(BUNDLED)


def described(folder: Path, text: str, name: str = "a-source.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("report", "found"),
    [
        (Report("1", "", publisher="Минобороны России"), "mod-russia"),
        (Report("1", "", publisher="минобороны  РОССИИ"), "mod-russia"),
        (Report("1", "", publisher="Air Force of Ukraine (Telegram)"), "ua-air-force"),
        (Report("1", "", url="https://t.me/s/kpszsu/123"), "ua-air-force"),
        (Report("1", "", publisher="kpszsu"), "ua-air-force"),
        (Report("1", "", publisher="@kpszsu"), "ua-air-force"),
        (Report("1", "", publisher="Оперштаб Курской области"), "ru-kursk-governor"),
        (Report("1", "", publisher="Харківська ОВА (Telegram)"), "ua-kharkiv-ova"),
        (Report("1", "", url="https://ukraine.ohchr.org/1"), "un-hrmmu"),
        (Report("1", "", url="https://www.ohchr.org/1"), "un-ohchr"),
        (Report("1", "", url="https://www.reuters.com/world/1"), "reuters"),
        (Report("1", "", url="https://eng.mil.ru/1"), "mod-russia"),
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


@pytest.mark.parametrize("channel", ["t.me/council_of_sumy", '"@council_of_sumy"'])
def test_a_telegram_address_is_found_by_its_channel_and_not_by_a_name_alike(tmp_path: Path, channel: str) -> None:
    described(tmp_path, f"publisher: Council\naliases: [{channel}, sumy_council]\n")
    sources = Sources.open(tmp_path)
    found = {
        words: sources.of(Report("1", "", url=f"https://t.me/{words}/1")) is not None
        for words in ("council_of_sumy", "Council_of_Sumy", "s/council_of_sumy", "sumy_council", "council")
    }
    assert found == {
        "council_of_sumy": True, "Council_of_Sumy": True, "s/council_of_sumy": True,
        "sumy_council": False, "council": False,
    }  # fmt: skip
    for name in ("council_of_sumy", "sumy_council", "Council"):
        assert sources.of(Report("1", "", publisher=name)) is not None


def test_a_channel_and_a_name_alike_are_one_name(tmp_path: Path) -> None:
    described(tmp_path, "publisher: A\naliases: [t.me/kpszsu]\n", "a.yml")
    described(tmp_path, "publisher: B\naliases: [kpszsu]\n", "b.yml")
    with pytest.raises(DataFileError, match="already belongs to the source 'a'"):
        Sources.open(tmp_path)


def test_all_fields(tmp_path: Path) -> None:
    path = described(
        tmp_path,
        "publisher: Town Council\nfamily: Council House\naliases: [Рада, council]\nlanguage: uk\nzone: Europe/Kyiv\n"
        "country: UA\nregions: [UA-59]\nparty: UA\nwar: Russia-Ukraine\nrole: mayor\n"
        "jurisdiction: [UA-59, iso:RU-BEL, 'katottg:UA63120270010315719', 'gn:706483', 'site:saltivka']\n"
        "reliability: B\nreliability_reason: >\n  Borne out\n  nine times.\ncadence: 1.5\nchecked: yes\n"
        "checked_by: The duty officer\n",
    )
    source = load(path)
    assert (source.id, source.family, source.voice) == ("a-source", "Council House", "Council House")
    assert source.aliases == ("Рада", "council")
    assert (source.language, source.zone, source.country) == ("uk", "Europe/Kyiv", "UA")
    assert (source.party, source.war) == ("UA", "Russia-Ukraine")
    assert source.regions == ("UA-59",)
    assert source.role is Role.MAYOR
    assert source.jurisdiction == (
        "UA-59", "iso:RU-BEL", "katottg:UA63120270010315719", "gn:706483", "site:saltivka",
    )  # fmt: skip
    assert source.reliability is Reliability.USUALLY_RELIABLE
    assert source.reliability_reason == "Borne out nine times."
    assert source.cadence == 1.5
    assert (source.checked, source.checked_by) == (True, "The duty officer")


def test_what_is_not_given_is_not_claimed(tmp_path: Path) -> None:
    source = load(described(tmp_path, "publisher: Town Council\n"))
    assert (source.family, source.voice) == (None, "Town Council")
    assert (source.party, source.war, source.role, source.cadence, source.checked_by) == (None,) * 5
    assert (source.aliases, source.regions, source.jurisdiction) == ((), (), ())
    assert (source.reliability, source.reliability_reason) == (Reliability.CANNOT_BE_JUDGED, "")
    assert source.checked is False


def test_the_documented_example_loads(tmp_path: Path) -> None:
    example = [line for line in (tocsin.sources.__doc__ or "").splitlines() if line.startswith("    ")]
    source = load(described(tmp_path, "\n".join(line.strip() for line in example)))
    fields = {line.strip().partition(":")[0] for line in example}
    assert fields == {name for name in source.__dataclass_fields__ if name != "id"}
    assert (source.checked, source.cadence, source.role) == (True, 12.0, Role.MAYOR)


@pytest.mark.parametrize(
    ("word", "checked"), [("no", False), ("false", False), ("No", False), ("yes", True), ("true", True), ("TRUE", True)]
)
def test_checked_is_yes_or_no(tmp_path: Path, word: str, checked: bool) -> None:
    by = "checked_by: The duty officer\n" if checked else ""
    assert load(described(tmp_path, f"publisher: A\nchecked: {word}\n{by}")).checked is checked


def test_norway_is_a_country_and_no_is_no_truth_value(tmp_path: Path) -> None:
    text = "publisher: NO\naliases: [yes, 12]\ncountry: NO\nregions: [NO-03]\nparty: NO\nwar: Off\n"
    source = load(described(tmp_path, text))
    assert (source.publisher, source.aliases) == ("NO", ("yes", "12"))
    assert (source.country, source.regions, source.party, source.war) == ("NO", ("NO-03",), "NO", "Off")


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
        ("publisher: ~\n", 1, "a text"),
        ("publisher: A\nfamily:\n", 2, "a text"),
        ("publisher: A\nfamily: [B]\n", 2, "family must be a text"),
        ("publisher: A\naliases: [a, null]\n", 2, "a list"),
        ("publisher: A\naliases: ['https://t.me/a']\n", 2, "not a link"),
        ("publisher: A\nrole: boss\n", 2, "role is 'boss'; it must be one of head-of-state"),
        ("publisher: A\nwar: Russia-Ukraine\nparty: Russia\n", 3, "ISO 3166-1"),
        ("publisher: A\nparty: RU\n", 2, "party is given without war"),
        ("publisher: A\n\nwar: Russia-Ukraine\n", 3, "war is given without party"),
        ("publisher: A\njurisdiction: UA-59\n", 2, "a list"),
        ("publisher: A\njurisdiction: [UA-59, Sumy]\n", 2, "jurisdiction is 'Sumy'"),
        ("publisher: A\njurisdiction: [UA]\n", 2, "ISO 3166-2"),
        ("publisher: A\njurisdiction: ['iso:UA']\n", 2, "ISO 3166-2"),
        ("publisher: A\njurisdiction: ['katottg:UA63']\n", 2, "gazetteer ids"),
        ("publisher: A\nreliability_reason: b\nreliability: G\n", 3, "one of the letters A, B, C, D, E, F"),
        ("publisher: A\nreliability_reason: b\nreliability: f\n", 3, "one of the letters"),
        ("publisher: A\nreliability: F\n", 2, "reliability is given without reliability_reason"),
        ("publisher: A\nreliability_reason: b\n", 2, "reliability_reason is given without reliability"),
        ("publisher: A\ncadence: daily\n", 2, "a number of hours above 0"),
        ("publisher: A\ncadence: 0\n", 2, "a number of hours above 0"),
        ("publisher: A\ncadence: 0.0\n", 2, "a number of hours above 0"),
        ("publisher: A\ncadence: -3\n", 2, "a number of hours above 0"),
        ("publisher: A\ncadence: nan\n", 2, "a number of hours above 0"),
        ("publisher: A\ncadence: .inf\n", 2, "a number of hours above 0"),
        ("publisher: A\nchecked: on\n", 2, "checked is 'on'; it must be yes or no"),
        ("publisher: A\nchecked: 1\n", 2, "yes or no"),
        ("publisher: A\nchecked: yes\n", 2, "checked_by must say who"),
        ("publisher: A\nchecked: no\nchecked_by: B\n", 3, "checked is not yes"),
        ("publisher: A\nchecked_by: B\n", 2, "checked is not yes"),
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
    assert "\n" not in str(error.value)


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
