"""What leaves of incidents: no more than was released, as others read it, and with what was held back."""

import csv
import io
import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from made_readings import SQUARE
from made_released import (
    COUNTRY,
    DISTRICT,
    HELD,
    NOW,
    NOWHERE,
    REGION,
    TOWN,
    UNKNOWN,
    claim,
    contested,
    going,
    number,
    released,
)

from tocsin.errors import SettingsError
from tocsin.gazetteer.areas import outlines
from tocsin.publish import claimreview, geojson, hxl, parquet, rows
from tocsin.publish.outgoing import Outgoing
from tocsin.release import Area, Released
from tocsin.vocab import Event, FigureKind, Stance, State

pq = pytest.importorskip("pyarrow.parquet")

HOSTILE = (
    '=HYPERLINK("http://x")',
    "@SUM(A1)",
    "+1",
    "-2+3",
    "\t=1",
    "</script><script>alert(1)</script>",
    "\u202egpj",
)


def collection(outgoing: Outgoing, drawn: dict[str, object] = SQUARE) -> dict[str, object]:  # type: ignore[assignment]
    made: dict[str, object] = json.loads("".join(geojson.lines(outgoing, drawn)))  # type: ignore[arg-type]
    return made


def features(*items: Released) -> list[dict[str, object]]:
    found: list[dict[str, object]] = collection(going(*items))["features"]  # type: ignore[assignment]
    return found


def sheet(lines: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines))))  # type: ignore[call-overload]


# What is said of the whole.


def test_the_notice_says_what_was_held_back_and_withheld() -> None:
    outgoing = going()
    assert [item.id for item in outgoing] == ["I-1"]
    told = " ".join(outgoing.notice().sentences())
    assert "1 incident: what is claimed" in told
    assert (
        "2 incidents held back: 2 because places of attack are held for 3 hours (the last until 2025-11-23 15:00 UTC)"
        in told
    )
    assert "names of people who hold no public office (in 1 incident)" in told
    assert "area: Sumy region" in told


def test_the_moment_of_a_release_does_not_tell_when_something_was() -> None:
    assert "13:41" not in json.dumps(collection(going(HELD[0])))
    assert "2025-11-23T14:00:00+00:00" in json.dumps(collection(going(HELD[0])))


def test_of_a_small_place_a_file_does_not_say_that_something_is_held_back() -> None:
    small = going(*HELD, narrow=True)
    text = json.dumps(collection(small))
    assert "I-8" not in text
    assert "held for 3 hours" not in text
    assert "how many is not said of so small an area" in text
    # Who sits at the desk may know.
    assert "2 held back (places of attack are held for 3 hours: 2)" in small.summary()


def test_an_internal_file_of_a_small_place_says_that_it_holds_nothing_back() -> None:
    told = " ".join(going(released(internal=True), narrow=True, internal=True).notice().sentences())
    assert "Nothing is held back" in told
    assert "small an area" not in told
    assert going(narrow=True, internal=True).notice().narrow is False


@pytest.mark.parametrize("form", ["geojson", "csv", "hxl", "claimreview"])
def test_what_is_held_back_is_in_no_file_but_that_it_is(form: str) -> None:
    outgoing = going(desk="A desk")
    made = {
        "geojson": lambda: geojson.lines(outgoing, SQUARE),
        "csv": lambda: rows.lines(outgoing),
        "hxl": lambda: hxl.lines(outgoing),
        "claimreview": lambda: claimreview.lines(outgoing),
    }
    text = "".join(made[form]())
    assert "I-8" not in text
    assert "2 incidents held back" in text


@pytest.mark.parametrize("form", ["geojson", "csv", "hxl", "claimreview"])
def test_an_internal_export_says_so_in_the_file(form: str) -> None:
    outgoing = going(released(internal=True), internal=True, desk="A desk")
    lines = {
        "geojson": lambda: geojson.lines(outgoing, SQUARE),
        "csv": lambda: rows.lines(outgoing),
        "hxl": lambda: hxl.lines(outgoing),
        "claimreview": lambda: claimreview.lines(outgoing),
    }[form]
    assert "INTERNAL: not released" in "".join(lines())


# GeoJSON.


def test_a_town_is_a_point_and_a_region_its_outline_the_right_way_round() -> None:
    town, region = features(released(), released(area=REGION))
    assert town["geometry"] == {"type": "Point", "coordinates": [33.47, 50.75]}
    assert region["geometry"]["type"] == "Polygon"  # type: ignore[index]
    backwards = {"UA-59": {"type": "Polygon", "coordinates": [SQUARE["UA-59"]["coordinates"][0][::-1]]}}  # type: ignore[index]
    [turned] = collection(going(released(area=REGION)), backwards)["features"]  # type: ignore[arg-type, misc]
    assert turned["geometry"] == region["geometry"]


@pytest.mark.parametrize("area", [DISTRICT, COUNTRY, UNKNOWN, NOWHERE, replace(TOWN, known=False)])
def test_what_is_no_town_and_has_no_outline_has_no_geometry(area: Area) -> None:
    [feature] = features(released(area=area))
    assert feature["geometry"] is None
    assert feature["properties"]["radius_km"] is None  # type: ignore[index]


def test_every_bundled_outline_goes_counterclockwise_and_is_closed() -> None:
    areas = [replace(REGION, region=code) for code in outlines()]
    made = collection(going(*(released(area=area) for area in areas)), outlines())  # type: ignore[arg-type]
    rings = [ring for f in made["features"] for polygon in f["geometry"]["coordinates"] for ring in polygon]  # type: ignore[attr-defined]
    assert len(rings) >= len(areas) > 80
    for ring in rings:
        assert ring[0] == ring[-1]
        assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


def test_properties_say_how_far_it_is_borne_out_and_by_whom() -> None:
    [feature] = features(contested())
    told = feature["properties"]
    assert told["state"] == "contested"  # type: ignore[index]
    assert "cannot both hold" in told["reason"]  # type: ignore[index]
    assert told["events"] == ["attack", "casualties"]  # type: ignore[index]
    [killed] = [a for a in told["attributes"] if a["name"] == "killed"]  # type: ignore[index]
    assert [v["said_by"] for v in killed["values"]] == [["The governor"], ["A local paper"]]
    assert told["claims"][1]["numbers"][0]["low"] == 24  # type: ignore[index]
    assert told["checks"][0]["words"] == "104 against 61"  # type: ignore[index]


def test_the_id_of_a_post_goes_only_where_its_link_may() -> None:
    linked = claim(url="https://example.org/1")
    script = claim(url="javascript:alert(1)")
    given = [f["properties"]["claims"][0] for f in features(released(), released(linked), released(script))]  # type: ignore[index]
    assert [(c["report"], c["url"]) for c in given] == [
        (None, None), ("channel/c1", "https://example.org/1"), (None, None),
    ]  # fmt: skip


def test_an_empty_export_is_a_collection() -> None:
    made = collection(Outgoing((), NOW))
    assert made["type"] == "FeatureCollection"
    assert made["features"] == []
    assert made["notice"]["incidents"] == 0  # type: ignore[index]


# CSV.


def test_one_row_an_incident_and_one_for_the_notice() -> None:
    first, second, notice = sheet(rows.lines(going(contested(), released(area=REGION), *HELD)))
    assert first["numbers"] == "3 killed (says The governor of the region); at least 24 killed (says A local paper)"
    assert first["contradicted"] == "blamed; killed"
    assert first["blamed"] == "RU (says Who blames RU); UA (says Who blames UA)"
    assert (first["lat"], first["lon"]) == ("50.75", "33.47")
    assert (second["lat"], second["lon"], second["radius_km"]) == ("", "", "")
    assert notice["incident"] == ""
    assert "2 incidents held back" in notice["release"]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("form", [rows, hxl])
def test_no_cell_is_a_formula(form: object, hostile: str) -> None:
    said = claim("c1", Event.ATTACK, number(3, 3, FigureKind.OTHER, hostile), speaker=hostile, publisher=hostile)
    item = released(said, title=hostile, reason=hostile, area=replace(TOWN, name=hostile), withheld=(hostile,))
    text = "".join(form.lines(going(item, asked=(("place", hostile),))))  # type: ignore[attr-defined]
    # A hashtag is no formula: spreadsheets take # for text.
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert len(cells) > 50
    assert not [
        c for c in cells if c.lstrip(" ").startswith(("=", "+", "-", "@", "\t")) and not re.fullmatch(r"-?[\d.]+", c)
    ]
    assert "\u202e" not in text


# HXL.

#: The core hashtags of HXL 1.1 that are used here.
CORE = {
    "#event",
    "#date",
    "#country",
    "#adm1",
    "#adm2",
    "#loc",
    "#geo",
    "#status",
    "#description",
    "#affected",
    "#meta",
}


def test_the_second_row_has_hashtags_of_the_standard() -> None:
    header, tags, *_ = csv.reader(io.StringIO("".join(hxl.lines(going()))))
    assert len(tags) == len(set(tags)) == len(header)
    for tag in tags:
        assert re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag)
        assert tag.partition("+")[0] in CORE
    assert {"#date+start", "#geo+lat", "#adm1+code+v_iso3166_2", "#affected+killed+min", "#affected+killed+max"} <= set(
        tags
    )


def hashed(*items: Released) -> dict[str, str]:
    _, tags, row, *_ = csv.reader(io.StringIO("".join(hxl.lines(going(*items)))))
    return dict(zip(tags, row, strict=True))


def test_numbers_are_bounded_by_all_that_is_claimed() -> None:
    row = hashed(contested())
    assert (row["#affected+killed+min"], row["#affected+killed+max"]) == ("3", "")
    assert row["#affected+injured+min"] == ""
    assert "says A local paper" in row["#meta+speakers"]
    both = released(claim("c1", Event.CASUALTIES, number(3, 5)), claim("c2", Event.CASUALTIES, number(None, 9)))
    assert (hashed(both)["#affected+killed+min"], hashed(both)["#affected+killed+max"]) == ("", "9")


def test_what_is_denied_counts_nobody() -> None:
    row = hashed(released(claim("c1", Event.CASUALTIES, number(50, 50), stance=Stance.DENIED)))
    assert row["#affected+killed+max"] == ""
    assert row["#meta+speakers"] == ""


@pytest.mark.parametrize(
    ("area", "adm1", "adm2", "loc", "lat"),
    [(TOWN, "Sumy Oblast", "", "Romny", "50.75"), (DISTRICT, "Sumy Oblast", "Romny Raion", "", ""),
     (REGION, "Sumy Oblast", "", "", ""), (UNKNOWN, "", "", "Korotkhovsk", "")],
)  # fmt: skip
def test_a_place_stands_in_the_column_of_its_size(area: Area, adm1: str, adm2: str, loc: str, lat: str) -> None:
    row = hashed(released(area=area))
    assert (row["#adm1+name"], row["#adm2+name"], row["#loc+name"], row["#geo+lat"]) == (adm1, adm2, loc, lat)


# ClaimReview.


def reviews(*items: Released, **changes: object) -> list[dict[str, object]]:
    made = json.loads("".join(claimreview.lines(going(*items, desk="A desk", **changes))))
    assert made["@type"] == "ItemList"
    assert made["numberOfItems"] == len(made["itemListElement"])
    found: list[dict[str, object]] = made["itemListElement"]
    return found


def test_a_review_says_whose_it_is_and_rates_nothing_as_true() -> None:
    quoted = claim(quote="Three people were killed.", url="https://example.org/1")
    [review] = reviews(released(quoted))
    assert review["@type"] == "ClaimReview"
    assert review["author"] == {"@type": "Organization", "name": "A desk"}
    assert review["claimReviewed"] == "Three people were killed."
    assert review["datePublished"] == "2025-11-23"
    rating = review["reviewRating"]
    assert rating["alternateName"] == "corroborated"  # type: ignore[index]
    assert "independently of one another" in rating["ratingExplanation"]  # type: ignore[index]
    assert "ratingValue" not in rating  # type: ignore[operator]
    item = review["itemReviewed"]
    assert item["author"] == {"name": "The governor of the region"}  # type: ignore[index]
    assert item["appearance"]["url"] == "https://example.org/1"  # type: ignore[index]


def test_an_internal_review_says_so_by_itself() -> None:
    [review] = reviews(released(internal=True), internal=True)
    assert review["creativeWorkStatus"] == "INTERNAL: not released"
    assert "creativeWorkStatus" not in reviews(released())[0]


def test_words_that_may_not_be_quoted_are_not() -> None:
    [review] = reviews(released())
    assert review["claimReviewed"] == (
        "The governor of the region: attack (Drone attack and casualties, Romny, 20–21 Nov 2025)"
    )
    assert "url" not in review["itemReviewed"]["appearance"]  # type: ignore[index]


@pytest.mark.parametrize("state", State)
def test_what_one_voice_says_was_reviewed_by_nobody(state: State) -> None:
    assert bool(reviews(released(state=state))) is (state not in (State.SINGLE_SOURCE, State.UNVERIFIABLE))


def test_a_denial_is_not_rated_by_what_it_denies() -> None:
    claims = [claim(str(n), stance=stance) for n, stance in enumerate(Stance)]
    assert [r["identifier"] for r in reviews(released(*claims))] == ["I-1/0", "I-1/1"]


# Parquet.


def table(outgoing: Outgoing) -> tuple[list[dict[str, object]], dict[bytes, bytes], object]:
    file = io.BytesIO()
    parquet.write(outgoing, file)
    file.seek(0)
    read = pq.read_table(file)
    return read.to_pylist(), pq.read_metadata(file).metadata, read.schema


def test_parquet_comes_back_as_it_went_with_its_types() -> None:
    found, metadata, schema = table(going(contested(), released(area=UNKNOWN), *HELD))
    assert len(found) == 2
    first, second = found
    assert first["start"] == datetime(2025, 11, 20, 16, tzinfo=UTC)
    assert first["claims"][1]["numbers"] == [  # type: ignore[index]
        {"what": "killed", "low": 24, "high": None, "approx": False, "words": "dozens of people"}
    ]
    assert first["claims"][0]["published"] == datetime(2025, 11, 21, 9, 5, tzinfo=UTC)  # type: ignore[index]
    assert (first["lat"], second["lat"]) == (50.75, None)
    assert second["place_status"] == "place not found"
    assert str(schema.field("start").type) == "timestamp[us, tz=UTC]"  # type: ignore[attr-defined]
    assert schema.metadata[b"tocsin_status"] == b"released under Tocsin's rules"  # type: ignore[attr-defined]
    assert "2 incidents held back" in " ".join(json.loads(metadata[b"tocsin"])["notice"])


def test_an_internal_table_says_so_in_its_schema() -> None:
    _, metadata, schema = table(going(released(internal=True), internal=True))
    assert schema.metadata[b"tocsin_status"] == b"INTERNAL: not released"  # type: ignore[attr-defined]
    assert json.loads(metadata[b"tocsin"])["internal"] is True


def test_half_a_surrogate_pair_stops_no_table() -> None:
    [row], _, _ = table(going(released(title="\ud83d")))
    assert row["title"] == "?"


def test_a_missing_pyarrow_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["tocsin.publish.parquet"], "pa", None)
    with pytest.raises(SettingsError, match=r"pip install 'tocsin\[parquet\]'"):
        parquet.write(going(), io.BytesIO())


def test_the_period_that_was_asked_for_is_said() -> None:
    since = NOW - timedelta(days=3)
    assert "from 20 Nov 2025, 12:00 UTC" in going(since=since).notice().request
    assert Outgoing((), NOW).notice().request == "everything"
