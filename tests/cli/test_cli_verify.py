"""`tocsin verify`: the head written down, and the ledger held against it later."""

import json
import sqlite3
from pathlib import Path

import pytest

from rewriting import rewritten
from tocsin.cli import run
from tocsin.ledger import Ledger

ROWS = (
    {"id": "a1", "publisher": "Губернатор Самарской области", "published": "2026-02-03T06:30+04:00",
     "text": "Ночью в Сызрани обломки беспилотника вызвали пожар на территории завода. Пострадавших нет."},
    {"id": "b1", "publisher": "Полтавська ОВА", "published": "2026-02-06T07:20+02:00",
     "text": "Вночі ворог атакував дронами енергетичний об'єкт у Полтаві."},
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """The address of a ledger with one report, which is also the one that the commands use."""
    url = f"sqlite:///{tmp_path / 'l.sqlite'}"
    monkeypatch.setenv("TOCSIN_LEDGER", url)
    ingest(tmp_path, ROWS[0])
    capsys.readouterr()
    return url


def ingest(folder: Path, row: dict[str, str]) -> None:
    path = folder / "reports.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert run(["ingest", str(path)]) == 0


@pytest.fixture
def head(ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Its head, written down."""
    path = tmp_path / "kept" / "head.json"
    assert run(["verify", "--ledger", ledger, "--stamp", str(path)]) == 0
    assert f"wrote the head to {path}" in capsys.readouterr().err
    return path


def rewrite(url: str, *, text: str) -> None:
    """The first report says something else, and all hashes are made anew."""
    ledger = Ledger.open(url)
    rewritten(ledger, 1, text)
    ledger.close()


def test_a_ledger_that_grew_is_as_it_was_stamped(
    head: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = json.loads(head.read_text())["entries"]
    ingest(tmp_path, ROWS[1])
    capsys.readouterr()
    assert run(["verify", "--against", str(head)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("as it was: ")
    assert not first.startswith(f"as it was: {entries} entries")
    assert second == f"as it was stamped: up to entry {entries} the chain is that of {head}"


def test_a_ledger_rewritten_from_end_to_end_is_found_out_by_its_stamp(
    ledger: str, head: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(ledger, text="Вночі було тихо.")
    assert run(["verify"]) == 0
    assert "as it was" in capsys.readouterr().out
    assert run(["verify", "--against", str(head)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("tocsin: NOT as it was: entry ")
    assert "is not the one that was stamped" in err


def test_what_is_broken_behind_the_stamp_is_told_apart(
    ledger: str, head: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = json.loads(head.read_text())["entries"]
    ingest(tmp_path, ROWS[1])
    with sqlite3.connect(ledger.removeprefix("sqlite:///")) as file:
        file.execute("UPDATE entry SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = ?", (entries + 1,))
    capsys.readouterr()
    assert run(["verify", "--against", str(head)]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(f"tocsin: NOT as it was: entry {entries + 1} (")
    assert second == f"tocsin: the hashes up to entry {entries} are still those of {head}"


def test_a_broken_chain_gets_no_stamp(ledger: str, tmp_path: Path) -> None:
    with sqlite3.connect(ledger.removeprefix("sqlite:///")) as file:
        file.execute("UPDATE entry SET subject = 'x' WHERE seq = 1")
    assert run(["verify", "--stamp", str(tmp_path / "head.json")]) == 1
    assert not (tmp_path / "head.json").exists()


def test_one_run_holds_against_the_last_stamp_and_writes_the_next(ledger: str, head: Path, tmp_path: Path) -> None:
    ingest(tmp_path, ROWS[1])
    following = tmp_path / "next.json"
    assert run(["verify", "--against", str(head), "--stamp", str(following)]) == 0
    assert json.loads(following.read_text())["entries"] > json.loads(head.read_text())["entries"]
    rewrite(ledger, text="Вночі було тихо.")
    assert run(["verify", "--against", str(following), "--stamp", str(tmp_path / "third.json")]) == 1
    assert not (tmp_path / "third.json").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--against", "nowhere.json"], "nowhere.json: cannot be read: No such file or directory"),
        (["--against", "reports.jsonl"], "reports.jsonl: not a head that `tocsin verify --stamp` wrote"),
        (["--against", "kept"], "kept: cannot be read: Is a directory"),
        (["--against", "kept/head.json", "--stamp", "kept/../kept/head.json"], "would write over what --against"),
        (["--stamp", "kept"], "--stamp kept: cannot be written: Is a directory"),
        (["--stamp", "reports.jsonl/head.json"], "--stamp reports.jsonl/head.json: cannot be written: "),
    ],
)
@pytest.mark.usefixtures("ledger", "head")
def test_errors_are_one_clear_line(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert run(["verify", *arguments]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert words in line
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kept", "l.sqlite", "reports.jsonl"]
