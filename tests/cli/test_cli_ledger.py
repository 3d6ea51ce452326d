"""The ledger from the command line: ingest, incidents, show, judge, replay, redact, verify."""

import json
import sqlite3
from pathlib import Path

import pytest

from tocsin.cli import run

ROWS = (
    {"id": "a1", "publisher": "Губернатор Самарской области", "published": "2026-02-03T06:30+04:00",
     "text": "Ночью в Сызрани обломки беспилотника вызвали пожар на территории завода. Пострадавших нет."},
    {"id": "a2", "publisher": "Генштаб ЗСУ", "published": "2026-02-03T10:10+02:00",
     "text": "У ніч на 3 лютого уражено Сизранський НПЗ. На території підприємства виникла пожежа."},
    {"id": "b1", "publisher": "Полтавська ОВА", "published": "2026-02-06T07:20+02:00",
     "text": "Вночі ворог атакував дронами енергетичний об'єкт у Полтаві."},
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in ROWS), encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'l.sqlite'}"
    assert run(["ingest", str(path), "--ledger", url]) == 0
    assert "3 reports with" in capsys.readouterr().err
    return url


def incidents(
    url: str, capsys: pytest.CaptureFixture[str], *more: str, command: str = "incidents"
) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run([command, "--ledger", url, "--format", "jsonl", *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_ingest_again_adds_nothing(ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ingest", str(tmp_path / "reports.jsonl"), "--ledger", ledger]) == 0
    assert "0 reports with 0 claims are new in the ledger; 3 were known already" in capsys.readouterr().err


def test_incidents_as_lines_of_json(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    [found] = incidents(ledger, capsys, "--place", "Сызрань")
    assert found["state"] == "corroborated"
    assert {c["report"] for c in found["claims"]} == {"a1", "a2"}  # type: ignore[attr-defined, index]
    texts = {str(r["id"]): str(r["text"]) for r in ROWS}
    for claim in found["claims"]:  # type: ignore[attr-defined]
        start, end = claim["span"]
        assert texts[claim["report"]][start:end] == claim["quote"]
    assert set(found) >= {"incident", "title", "place", "time", "state", "reason", "claims"}


def test_incidents_by_weapon(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(incidents(ledger, capsys, "--weapon", "uav")) == 2
    assert incidents(ledger, capsys, "--weapon", "missile") == []
    assert run(["incidents", "--weapon", "catapult", "--ledger", ledger]) == 2
    assert "--weapon 'catapult': it may be uav, missile" in capsys.readouterr().err


def test_the_ledger_of_the_environment(
    ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOCSIN_LEDGER", ledger)
    assert run(["incidents", "--area", "Poltava region"]) == 0
    assert "Poltava" in capsys.readouterr().out


def test_show_an_incident_and_a_claim(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    [found] = incidents(ledger, capsys, "--place", "Полтава")
    assert run(["show", str(found["incident"]), "--ledger", ledger]) == 0
    assert "ворог атакував дронами" in capsys.readouterr().out
    claim = found["claims"][0]["id"]  # type: ignore[index]
    assert run(["show", claim, "--ledger", ledger]) == 0
    assert str(found["incident"]) in capsys.readouterr().out
    assert run(["show", "I-nothing", "--ledger", ledger]) == 2
    assert "no incident, claim or report" in capsys.readouterr().err


def test_judgements_are_kept_with_their_reasons(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = (str(i["incident"]) for i in incidents(ledger, capsys))
    assert run(["judge", "merge", one, two, "--reason", "one raid", "--by", "editor", "--ledger", ledger]) == 0
    [whole] = incidents(ledger, capsys)
    assert len({c["report"] for c in whole["claims"]}) == 3  # type: ignore[attr-defined, index]
    assert run(["judge", "list", "--ledger", ledger]) == 0
    assert "by editor: one raid" in capsys.readouterr().out
    assert run(["judge", "undo", "J-1", "--reason", "two raids", "--ledger", ledger]) == 0
    assert len(incidents(ledger, capsys)) == 2
    assert run(["judge", "merge", one, two, "--reason", " ", "--ledger", ledger]) == 2


def test_what_was_known_then(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    [early] = incidents(ledger, capsys, "--as-of", "2026-02-03T06:00+02:00", "--by", "published", command="replay")
    assert {c["report"] for c in early["claims"]} == {"a1"}  # type: ignore[attr-defined, index]
    assert run(["replay", "--as-of", "soon", "--ledger", ledger]) == 2


def test_redact_and_verify(ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["redact", "b1", "--reason", "law", "--ledger", ledger]) == 0
    assert incidents(ledger, capsys, "--place", "Полтава") == []
    stamp = tmp_path / "head.json"
    assert run(["verify", "--ledger", ledger, "--stamp", str(stamp)]) == 0
    out = capsys.readouterr().out
    assert "as it was" in out
    assert "redacted" in out
    assert json.loads(stamp.read_text())["head"] in out


def test_a_tampered_ledger_is_not_as_it_was(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(ledger.removeprefix("sqlite:///")) as file:
        file.execute("UPDATE entry SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 4")
    assert run(["verify", "--ledger", ledger]) == 1
    assert "NOT as it was: entry 4 (" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["incidents", "--event", "strike"], "--event 'strike': it may be"),
        (["incidents", "--format", "xml"], "--format 'xml'"),
        (["incidents", "--area", "Neverland"], "--area 'Neverland'"),
        (["show", "0123"], "no incident, claim or report"),
        (["judge", "undo", "J-9", "--reason", "x"], "no judgement"),
        (["redact", "nothing", "--reason", "x"], "no report of this ledger"),
    ],
)
def test_errors_are_one_clear_line(
    ledger: str, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--ledger", ledger]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert len(err.splitlines()) == 1


def test_no_ledger_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["incidents", "--ledger", f"sqlite:///{tmp_path / 'none.sqlite'}"]) == 3
    assert "there is no ledger" in capsys.readouterr().err


def test_a_series_of_numbers_by_who_gives_them(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["figures", "casualties", "--place", "Сызрань", "--ledger", ledger]) == 0
    plotted = capsys.readouterr().out
    assert "Governor of Samara Oblast" in plotted
    assert run(["figures", "casualties", "--format", "jsonl", "--ledger", ledger]) == 0
    [row] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["low"], row["high"], row["words"], row["report"]) == (0, 0, "Пострадавших нет", "a1")
    assert run(["figures", "casualties", "--format", "csv", "--ledger", ledger]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("published,from,to,voice")
    assert run(["figures", "sorrows", "--ledger", ledger]) == 2
    assert "is nothing that is counted" in capsys.readouterr().err


def test_sources_with_what_the_ledger_has_of_them(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["sources", "--ledger", ledger]) == 0
    first = capsys.readouterr().out
    assert "2026-02-0" in first
    assert first.count("F") >= 45
