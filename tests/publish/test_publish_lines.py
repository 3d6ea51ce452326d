"""JSON lines and CSV: every field under its own name, nothing that can break a line or run in a spreadsheet."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_readings import TEXT, reading

from tocsin.model import Reading, Report
from tocsin.publish import jsonl, sheet


def test_a_claim_has_the_fields_of_its_definition() -> None:
    [line] = jsonl.lines([reading()])
    report = json.loads(line)
    assert (report["id"], report["publisher"], report["language"]) == ("r1", "Example Wire", "en")
    assert report["published"] == "2025-11-21T09:05:00+00:00"
    claim = report["claims"][0]
    assert claim["event"] == "interception"
    assert claim["stance"] == "stated"
    assert claim["speaker"] == "The governor of Sumy Oblast"
    assert claim["via"] == ["the fire service"]
    assert claim["caveat"] == "was not verified"
    assert claim["precedent"] is None
    assert claim["time"] == {"from": "2025-11-20T18:00", "to": "2025-11-21T06:00", "zone": "Europe/Kyiv"}
    assert claim["figures"] == [
        {"quote": "at least 12 drones", "span": [93, 111], "what": "uav-downed", "low": 12, "high": None}
    ]
    assert "why" not in claim


def test_every_span_reproduces_its_words() -> None:
    for claim in jsonl.as_json(reading())["claims"]:
        start, end = claim["span"]
        assert TEXT[start:end] == claim["quote"]
        for name, span in claim["spans"].items():
            if name != "via" and span:
                assert TEXT[slice(*span)] == claim[name]


def test_a_place_that_is_not_found_has_no_point() -> None:
    place = jsonl.as_json(reading())["claims"][1]["places"][0]
    assert (place["status"], place["name"], place["lat"], place["lon"]) == ("not found", "Lisovka", None, None)


def test_a_whole_day_is_a_date_and_the_author_is_called_so() -> None:
    claim = jsonl.as_json(reading())["claims"][1]
    assert claim["time"] == {"from": "2025-11-20", "to": "2025-11-20"}
    assert claim["speaker"] == "author"


def test_explain_adds_the_rule() -> None:
    claim = jsonl.as_json(reading(), explain=True)["claims"][0]
    assert claim["why"] == [{"field": "event", "rule": "en/events.yml:shot-down", "words": "shot down"}]


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_makes_one_line_that_gives_it_back(text: str) -> None:
    [line] = jsonl.lines([Reading(Report("r", text))])
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8"))["text"] == text


@pytest.mark.parametrize("cell", ["=1+1", "+7", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\ufeff=1", "＝1+1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert sheet.safe(cell).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert sheet.safe(-33.5) == "-33.5"


def test_one_row_a_claim_with_the_place_in_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(sheet.lines([reading()], explain=True)))))
    assert [row["event"] for row in rows] == ["interception", "fire", "fire", "attack"]
    assert rows[0]["places"] == "Romny; Sumy Oblast"
    assert rows[0]["lat"] == "50.75; 51.0"
    assert rows[1]["place_status"] == "not found"
    assert rows[1]["lat"] == ""
    assert rows[0]["figures"] == "uav-downed 12.."
    assert rows[0]["why"] == "event: en/events.yml:shot-down (shot down)"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_publisher_fits_a_cell(name: str) -> None:
    made = reading()
    report = Report("r1", TEXT, name)
    text = "".join(sheet.lines([Reading(report, made.claims)]))
    rows = list(csv.reader(io.StringIO(text.encode("utf-8").decode("utf-8"), newline="")))
    assert {len(row) for row in rows} == {len(sheet.COLUMNS)}
    assert len(rows) == 1 + len(made.claims)
