"""ACLED's columns: a view that follows the codebook where claims allow it, and says what they say beside it."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_released import (
    COUNTRY,
    DISTRICT,
    HELD,
    NOW,
    REGION,
    TOWN,
    UNKNOWN,
    blamed,
    claim,
    contested,
    going,
    number,
    released,
    value,
)

from tocsin.errors import DataFileError
from tocsin.model import Attribute
from tocsin.publish import acled
from tocsin.publish.codebook import codebook
from tocsin.release import Area, Released
from tocsin.vocab import Event, FigureKind, Relation, Stance, Weapon


def view(*items: Released) -> list[dict[str, str]]:
    *found, notice = csv.DictReader(io.StringIO("".join(acled.lines(going(*items, *HELD)))))
    assert notice["event_id_cnty"] == ""
    return found


def deaths(low: int | None, high: int | None, words: str = "") -> int:
    return codebook().deaths(number(low, high, words=words))


@pytest.mark.parametrize(
    ("low", "words", "code"),
    [
        (20, "tens of people", 10), (24, "dozens of people", 12), (24, "several dozen", 12), (200, "Hundreds", 100),
        (200, "several hundred", 100), (2000, "thousands", 1000), (3, "several people", 3),
        (20, "десятки человек", 10), (20, "несколько десятков", 10), (200, "сотни", 100), (24, "дюжини", 12),
        (20, "десятків людей", 10), (200, "кілька сотень", 100), (2000, "тисячі", 1000), (3, "кількох людей", 3),
    ],
)  # fmt: skip
def test_vague_numbers_are_coded_as_acled_does(low: int, words: str, code: int) -> None:
    assert deaths(low, None, words) == code


@pytest.mark.parametrize(
    ("low", "high", "words", "code"),
    [
        (7, 7, "seven", 7), (3, 5, "three to five", 3), (24, None, "at least 24", 24), (24, None, "", 24),
        (12, 12, "a dozen", 12), (None, 10, "up to 10", 3), (None, 2, "up to two", 2), (None, None, "", 3),
        (24, 50, "dozens, fifty at most", 24), (0, 0, "nobody", 0), (201, None, "more than 200 hundreds", 201),
    ],
)  # fmt: skip
def test_numbers_that_are_given_are_kept_and_the_lower_bound_counts(
    low: int | None, high: int | None, words: str, code: int
) -> None:
    assert deaths(low, high, words) == code


def test_of_tolls_that_contradict_one_another_the_most_conservative_counts_and_both_are_told() -> None:
    [row] = view(contested())
    assert row["fatalities"] == "3"
    assert "3 killed, says The governor of the region" in row["notes"]
    assert "at least 24 killed («dozens of people»), says A local paper; coded 3." in row["notes"]
    assert "State: contested" in row["notes"]


def test_of_a_toll_that_grows_the_latest_counts() -> None:
    claims = (claim("c1", Event.ATTACK, number(3, 3)), claim("c2", Event.ATTACK, number(5, 5)))
    grows = Attribute("killed", (value("3", "A"), value("5", "A")), Relation.GROWS)
    assert [row["fatalities"] for row in view(released(*claims), released(*claims, attributes=(grows,)))] == ["3", "5"]


def test_injured_and_casualties_are_no_fatalities() -> None:
    hurt = claim("c1", Event.ATTACK, number(9, 9, FigureKind.INJURED), number(7, 7, FigureKind.CASUALTIES))
    [row] = view(released(hurt))
    assert row["fatalities"] == "0"
    assert "9 injured" in row["notes"]
    assert "No number of killed is claimed; coded 0." in row["notes"]


@pytest.mark.parametrize(
    ("event", "weapon", "kind", "sub"),
    [
        (Event.ATTACK, Weapon.UAV, "Explosions/Remote violence", "Air/drone strike"),
        (Event.ATTACK, Weapon.MISSILE, "Explosions/Remote violence", "Shelling/artillery/missile attack"),
        (Event.ATTACK, Weapon.NAVAL_DRONE, "Explosions/Remote violence", ""),
        (Event.ATTACK, None, "Explosions/Remote violence", ""),
        (Event.CLASH, None, "Battles", "Armed clash"),
        (Event.INTERCEPTION, Weapon.UAV, "Strategic developments", "Disrupted weapons use"),
        (Event.DAMAGE, None, "Strategic developments", "Looting/property destruction"),
    ],
)
def test_types_follow_the_codebook(event: Event, weapon: Weapon | None, kind: str, sub: str) -> None:
    [row] = view(released(claim("c1", event, weapon=weapon)))
    assert (row["event_type"], row["sub_event_type"]) == (kind, sub)


def test_weapons_that_differ_make_no_sub_event() -> None:
    [row] = view(released(claim("c1", weapon=Weapon.UAV), claim("c2", weapon=Weapon.MISSILE)))
    assert row["sub_event_type"] == ""


def test_what_has_no_type_is_left_out_and_counted() -> None:
    denied = released(claim("c1", stance=Stance.DENIED))
    text = "".join(acled.lines(going(released(claim("c1", Event.ALL_CLEAR)), denied)))
    assert "Left out: 2 incidents without a type in ACLED." in text
    assert view(denied) == []


@pytest.mark.parametrize(
    ("area", "precision", "latitude", "admin2"),
    [(TOWN, "1", "50.75", ""), (DISTRICT, "2", "", "Romny Raion"), (REGION, "3", "", ""), (COUNTRY, "", "", ""),
     (UNKNOWN, "", "", "")],
)  # fmt: skip
def test_a_region_has_a_precision_and_no_point(area: Area, precision: str, latitude: str, admin2: str) -> None:
    [row] = view(released(area=area))
    assert (row["geo_precision"], row["latitude"], row["admin2"]) == (precision, latitude, admin2)


@pytest.mark.parametrize(("hours", "precision"), [(4, "1"), (20, "2"), (24 * 7, "2"), (24 * 9, "3")])
def test_a_day_a_week_and_longer(hours: int, precision: str) -> None:
    start = datetime(2025, 11, 20, 12, tzinfo=UTC)
    [row] = view(released(start=start, end=start + timedelta(hours=hours)))
    assert (row["time_precision"], row["event_date"], row["year"]) == (precision, "2025-11-20", "2025")


@pytest.mark.parametrize(
    ("sides", "actor", "inter", "interaction"),
    [(("RU",), "Russia", "8", "80"), (("UA",), "Ukraine", "1", "10"), (("RU", "UA"), "", "", ""), ((), "", "", "")],
)
def test_only_one_side_that_is_blamed_is_an_actor(
    sides: tuple[str, ...], actor: str, inter: str, interaction: str
) -> None:
    [row] = view(released(attributes=(blamed(*sides),) if sides else ()))
    assert (row["actor1"], row["inter1"], row["interaction"]) == (actor, inter, interaction)
    for side in sides:
        assert f"{side} (says Who blames {side})" in row["notes"]


def test_every_row_says_that_it_is_a_view() -> None:
    [row] = view(released(internal=True))
    assert row["notes"].startswith("INTERNAL: not released. A view of claims in ACLED's columns")
    assert "INTERNAL" in row["tags"]
    assert (row["iso"], row["region"], row["country"]) == ("804", "Europe", "Ukraine")
    assert row["civilian_targeting"] == ""
    assert row["timestamp"] == str(int(NOW.timestamp()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  attack: {type", "  ataque: {type"), ("unknown: 3", "unknown: three"), ("types:", "kinds:"),
        ("{code: 12, words: [dozens", "{code: 12, word: [dozens"), ("unknown: 3", "unknown: [3"),
    ],
)  # fmt: skip
def test_a_codebook_that_is_wrong_is_refused(old: str, new: str, tmp_path: Path) -> None:
    text = (Path(acled.__file__).parent / "lexicon" / "acled.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "acled.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"acled\.yml"):
        codebook(tmp_path / "acled.yml")
