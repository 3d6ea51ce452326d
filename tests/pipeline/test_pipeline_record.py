"""The walk of the record: every report is read and extracted, every problem is passed on, in order, as a stream."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.errors import DataFileError, GazetteerError, InputError
from tocsin.gazetteer import Gazetteer
from tocsin.model import Problem, Reading, Report, Source
from tocsin.pipeline import FORMATS, Door, Hints, House, Look, Window, record, write
from tocsin.sources import BUNDLED, Sources

POST = "Силами ПВО над Белгородской областью уничтожены два беспилотника."


@pytest.fixture(scope="module")
def house() -> House:
    return House.open()


def reports(folder: Path, *rows: dict[str, object] | str) -> Path:
    path = folder / "reports.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_report_in_claims_out(tmp_path: Path, house: House) -> None:
    path = reports(
        tmp_path, {"id": "a", "text": POST, "publisher": "Минобороны России", "published": "2025-11-21T09:00:00+03:00"}
    )
    [reading] = record([path], house)
    assert isinstance(reading, Reading)
    assert reading.report.language == "ru"
    [claim] = reading.claims
    assert claim.event == "interception"
    assert claim.span.of(POST) == claim.quote
    assert [(place.name, place.country) for place in claim.places] == [("Belgorod Oblast", "RU")]


def test_a_problem_stands_where_its_record_stood(tmp_path: Path, house: House) -> None:
    path = reports(tmp_path, {"id": "a", "text": POST}, "{broken", {"id": "c", "text": POST})
    kinds = [type(item) for item in record([path], house)]
    assert kinds == [Reading, Problem, Reading]


def test_a_source_that_is_not_there_is_said_before_anything_is_read(tmp_path: Path, house: House) -> None:
    path = reports(tmp_path, {"id": "a", "text": POST})
    with pytest.raises(InputError, match="nowhere"):
        next(record([path, tmp_path / "nowhere.json"], house))


def test_standard_input_is_a_source(house: House) -> None:
    door = Door(stdin=io.BytesIO(POST.encode("utf-8")))
    [reading] = record(["-"], house, hints=Hints(publisher="A channel"), door=door)
    assert isinstance(reading, Reading)
    assert reading.report.publisher == "A channel"


def test_the_described_source_is_handed_on(tmp_path: Path, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Source | None] = []

    def extract(report: Report, *, gazetteer: Gazetteer, source: Source | None) -> Reading:
        assert gazetteer is house.gazetteer
        seen.append(source)
        return Reading(report)

    monkeypatch.setattr("tocsin.pipeline.walks.extract", extract)
    rows = [{"id": str(n), "text": POST, "publisher": name} for n, name in enumerate(("kpszsu", "Nobody's channel"))]
    assert len(list(record([reports(tmp_path, *rows)], house))) == 2
    assert [source.id if source else None for source in seen] == ["ua-air-force", None]


@pytest.mark.parametrize(
    ("window", "kept"),
    [
        (Window(), ["early", "late", "undated"]),
        (Window(since=datetime(2025, 11, 20, tzinfo=UTC)), ["late"]),
        (Window(until=datetime(2025, 11, 20, tzinfo=UTC)), ["early"]),
        (Window(datetime(2025, 11, 19, 12, tzinfo=UTC), datetime(2025, 11, 20, 12, tzinfo=UTC)), ["early", "late"]),
    ],
)
def test_a_window_holds_both_its_ends(tmp_path: Path, house: House, window: Window, kept: list[str]) -> None:
    path = reports(
        tmp_path,
        {"id": "early", "text": POST, "published": "2025-11-19T12:00:00+00:00"},
        {"id": "late", "text": POST, "published": "2025-11-20T15:00:00+03:00"},
        {"id": "undated", "text": POST},
    )
    items = list(record([path], house, window=window))
    assert [item.report.id for item in items if isinstance(item, Reading)] == kept
    problems = [item for item in items if isinstance(item, Problem)]
    assert [problem.place for problem in problems] == ([] if window.is_open else ["undated"])


def test_reading_is_a_stream(tmp_path: Path, house: House) -> None:
    path = reports(tmp_path, *({"id": str(n), "text": f"{POST} {n}"} for n in range(3)))
    items = record([path], house)
    assert isinstance(items, Iterator)
    first = next(items)
    assert isinstance(first, Reading)
    assert first.report.id == "0"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_what_was_read(tmp_path: Path, house: House, form: str) -> None:
    path = reports(tmp_path, {"id": "a", "text": POST, "published": "2025-11-21T09:00:00+03:00"})
    out = io.StringIO()
    write(form, (item for item in record([path], house) if isinstance(item, Reading)), out, Look(explain=True))
    assert "interception" in out.getvalue()
    assert "Belgorod Oblast" in out.getvalue()


def test_a_house_without_its_gazetteer_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError):
        House.open(gazetteer=tmp_path / "nothing.sqlite")


def test_a_wrong_description_of_the_users_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("publisher: Mine\nzone: Nowhere\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"mine\.yml, line 2"):
        House.open(described=tmp_path)
    assert len(Sources.open(BUNDLED)) >= 12
