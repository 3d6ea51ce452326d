"""`tocsin export`: what was asked for, as far as the rules let it go, in the form that was asked for.

The rules have tests of their own; here a stand-in holds Poltava back and says of Syzran no more than its region.
"""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.cli import run
from tocsin.model import Account
from tocsin.pipeline import EXPORTS
from tocsin.release import Area, Held, Released, ReleasedClaim, Releaser
from tocsin.vocab import PlaceKind

ROWS = (
    {"id": "a1", "publisher": "Губернатор Самарской области", "published": "2026-02-03T06:30+04:00",
     "text": "Ночью в Сызрани обломки беспилотника вызвали пожар на территории завода. Пострадавших нет."},
    {"id": "a2", "publisher": "Генштаб ЗСУ", "published": "2026-02-03T10:10+02:00",
     "text": "У ніч на 3 лютого уражено Сизранський НПЗ. На території підприємства виникла пожежа."},
    {"id": "b1", "publisher": "Полтавська ОВА", "published": "2026-02-06T07:20+02:00",
     "text": "Вночі ворог атакував дронами енергетичний об'єкт у Полтаві."},
    {"id": "c1", "publisher": "Сумська ОВА", "published": "2026-02-06T09:20+02:00",
     "text": "Вночі ворог атакував дронами Суми, двоє людей загинули."},
)  # fmt: skip
SAMARA = Area("Samara Oblast", PlaceKind.REGION, "RU", "RU-SAM", "Samara Oblast", 53.2, 50.1, 200.0, True)


def stand_in(_: Releaser, account: Account, __: datetime, *, internal: bool = False) -> Released | Held:
    """Not the rules: enough of them to see what an export does with what they say."""
    incident, place = account.incident, account.incident.place
    assert place
    if place.name == "Poltava" and not internal:
        return Held(incident.id, datetime(2026, 2, 6, 19, 30, tzinfo=UTC), "critical sites are held for 12 hours")
    area = Area(
        place.name, place.kind, place.country, place.region, "A region", place.lat, place.lon, place.radius_km, True
    )
    claims = tuple(
        ReleasedClaim(
            t.claim.id, t.report.id, t.report.publisher, t.report.published, None, t.claim.event, t.claim.stance,
            t.report.publisher, t.claim.quote if internal else None, t.claim.weapon,
        )
        for t in account.testimonies
    )  # fmt: skip
    made = Released(
        incident.id, account.title, area, incident.start, incident.end, account.assessment.state,
        account.assessment.reason, claims, account.assessment.attributes, internal=internal,
    )  # fmt: skip
    if place.name.startswith("Syzran") and not internal:
        return replace(
            made, area=SAMARA, title="Fire, Samara Oblast", attributes=(), withheld=("the site, given as its region",)
        )
    return made


@pytest.fixture
def ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(Releaser, "release", stand_in)
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in ROWS), encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'l.sqlite'}"
    assert run(["ingest", str(path), "--ledger", url]) == 0
    capsys.readouterr()
    return url


def exported(url: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[dict[str, object], str]:
    capsys.readouterr()
    assert run(["export", "--ledger", url, "--format", "geojson", *more]) == 0
    done = capsys.readouterr()
    return json.loads(done.out), done.err


def places(made: dict[str, object]) -> set[str]:
    return {f["properties"]["place"] for f in made["features"]}  # type: ignore[attr-defined]


def test_what_may_go_goes_and_one_line_says_what_did_not(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    made, said = exported(ledger, capsys)
    assert places(made) == {"Samara Oblast", "Sumy"}
    assert said == (
        "tocsin: 2 incidents; 1 held back (critical sites are held for 12 hours: 1); what was withheld is said in it\n"
    )
    assert made["notice"]["held_back"] == [  # type: ignore[index]
        {"reason": "critical sites are held for 12 hours", "incidents": 1, "until": "2026-02-06T20:00:00+00:00"}
    ]
    assert "Poltava" not in json.dumps(made)
    assert "Syzran" not in json.dumps(made)


def test_filters_are_those_of_incidents(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert places(exported(ledger, capsys, "--area", "Sumy region")[0]) == {"Sumy"}
    assert places(exported(ledger, capsys, "--event", "fire")[0]) == {"Samara Oblast"}
    assert places(exported(ledger, capsys, "--state", "contested")[0]) == set()
    assert places(exported(ledger, capsys, "--publisher", "Сумська ОВА")[0]) == {"Sumy"}
    made, _ = exported(ledger, capsys, "--since", "2026-02-05", "--until", "2026-02-07", "--zone", "Europe/Kyiv")
    assert places(made) == {"Sumy"}
    assert made["notice"]["since"] == "2026-02-05T00:00:00+02:00"  # type: ignore[index]


def test_who_asks_for_a_town_is_not_told_what_may_be_said_of_its_region_alone(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made, said = exported(ledger, capsys, "--place", "Syzran")
    assert made["features"] == []
    assert made["notice"]["held_back"] == []  # type: ignore[index]
    assert made["notice"]["incidents"] == 0  # type: ignore[index]
    # The person at the desk is.
    assert "1 held back (their place may be said only more coarsely than it was asked for: 1)" in said
    held, said = exported(ledger, capsys, "--place", "Poltava")
    nothing, _ = exported(ledger, capsys, "--place", "Lviv")
    for one in (held, nothing):
        del one["notice"]["exported"], one["notice"]["asked"], one["notice"]["words"]  # type: ignore[attr-defined]
    assert held == nothing
    assert "1 held back" in said


def test_a_town_that_may_be_named_is(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert places(exported(ledger, capsys, "--place", "Sumy")[0]) == {"Sumy"}


def test_internal_shows_all_and_says_so(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    made, said = exported(ledger, capsys, "--internal")
    assert places(made) == {"Syzran oil refinery", "Sumy", "Poltava"}
    assert made["notice"]["status"] == "INTERNAL: not released"  # type: ignore[index]
    assert said == "tocsin: 3 incidents. INTERNAL: not released: it holds nothing back\n"
    assert "ворог атакував" in json.dumps(made, ensure_ascii=False)
    assert places(exported(ledger, capsys, "--internal", "--place", "Syzran")[0]) == {"Syzran oil refinery"}


@pytest.mark.parametrize("form", EXPORTS)
def test_every_form_writes_a_file_and_hides_what_is_held(
    form: str, ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"x.{EXPORTS[form].ending}"
    assert run(["export", "--ledger", ledger, "--format", form, "--desk", "A desk", "--out", str(file)]) == 0
    assert str(file) in capsys.readouterr().err
    written = file.read_bytes()
    assert len(written) > 300
    assert b"Poltava" not in written
    assert b"Syzran" not in written


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("geojson", b'{"type": "FeatureCollection"'), ("json", b'{"type": "FeatureCollection"'), ("parquet", b"PAR1"),
     ("jsonld", b'{"@context": "https://schema.org"')],
)  # fmt: skip
def test_an_ending_that_one_form_has_says_which(ending: str, begins: bytes, ledger: str, tmp_path: Path) -> None:
    file = tmp_path / f"x.{ending}"
    assert run(["export", "--ledger", ledger, "--desk", "A desk", "--out", str(file)]) == 0
    assert file.read_bytes().startswith(begins)


def test_csv_is_marked_as_utf_8_and_ends_with_the_notice(ledger: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    assert run(["export", "--ledger", ledger, "--format", "csv", "--out", str(file)]) == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfincident,")
    *found, notice = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))
    assert {row["place"] for row in found} == {"Samara Oblast", "Sumy"}
    assert "1 incident held back" in notice["release"]


def test_a_form_goes_by_its_ending_too(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--format", "md", "--ledger", ledger]) == 0
    assert capsys.readouterr().out.startswith("# Situation report")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--out", "x.csv"], "csv, acled, hxl all have this ending; say --format (csv, acled, hxl)"),
        (["--out", "x.kml"], "no form has this ending"),
        ([], "say --format (geojson, csv"),
        (["--format", "kml"], "it may be geojson, csv"),
        (["--format", "claimreview"], "needs --desk NAME"),
        (["--format", "claimreview", "--desk", " "], "needs --desk NAME"),
        (["--format", "csv", "--area", "Atlantis"], "no region, district or country"),
    ],
)
def test_wrong_usage_is_one_line(
    options: list[str],
    reason: str,
    ledger: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["export", "--ledger", ledger, *options]) == 2
    done = capsys.readouterr()
    assert reason in done.err
    assert done.err.count("\n") == 1
    assert done.out == ""


def test_a_table_of_columns_is_not_for_a_terminal(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["export", "--ledger", ledger, "--format", "parquet"]) == 2
    assert "not for a terminal" in capsys.readouterr().err
