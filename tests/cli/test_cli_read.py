"""`tocsin read` and its neighbours, as a user runs them."""

import contextlib
import csv
import io
import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

import pytest

from tocsin.cli import run

POST = (
    "Air defences shot down 12 drones over Sumy region overnight, the governor said. "
    "A fire broke out at a warehouse in Romny, rescuers said."
)


DATED = ["--published", "2025-11-21T09:00+02:00"]


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.txt"
    path.write_text(POST, encoding="utf-8")
    return path


def lines_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_post_becomes_claims(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(
        ["read", str(post), "--format", "jsonl", "--publisher", "A wire", "--published", "2025-11-21T09:00+02:00"]
    )
    [report] = lines_of(capsys.readouterr().out)
    assert done == 0
    assert (report["publisher"], report["published"]) == ("A wire", "2025-11-21T09:00:00+02:00")
    assert report["language"] == "en"
    assert report["text"] == POST
    claims = report["claims"]
    assert isinstance(claims, list)
    assert "interception" in {claim["event"] for claim in claims}
    assert all(POST[slice(*claim["span"])] == claim["quote"] for claim in claims)


def test_the_table_is_the_default(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(post), *DATED]) == 0
    out = capsys.readouterr().out
    assert "interception" in out
    assert "stated" in out


def test_the_ending_of_the_file_decides(post: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("claims.html", "claims.csv", "claims.jsonl"):
        assert run(["read", str(post), *DATED, "--out", str(tmp_path / name)]) == 0
        assert f"to {tmp_path / name}" in capsys.readouterr().err
    assert (tmp_path / "claims.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "claims.csv").read_text(encoding="utf-8-sig"))))
    [report] = lines_of((tmp_path / "claims.jsonl").read_text(encoding="utf-8"))
    claims = report["claims"]
    assert isinstance(claims, list)
    assert len(rows) == len(claims)


def test_a_format_that_is_said_may_have_any_ending(post: Path, tmp_path: Path) -> None:
    for name in ("claims.pdf", "claims.ndjson"):
        assert run(["read", str(post), *DATED, "--format", "jsonl", "--out", str(tmp_path / name)]) == 0
        assert len(lines_of((tmp_path / name).read_text(encoding="utf-8"))) == 1
    for name in ("claims", "claims.txt", "claims.TXT"):
        assert run(["read", str(post), *DATED, "--out", str(tmp_path / name)]) == 0
        assert "interception" in (tmp_path / name).read_text(encoding="utf-8")


def test_what_is_passed_over_is_said(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (post.parent / "photo.jpg").write_bytes(b"\xff\xd8")
    (post.parent / "copy.txt").write_text(POST, encoding="utf-8")
    assert run(["read", str(post.parent), "--format", "jsonl", *DATED]) == 0
    shown = capsys.readouterr()
    assert len(lines_of(shown.out)) == 1
    assert shown.err == "tocsin: passed over: file of another kind (1), repeated (1)\n"


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_says_what_the_file_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text(f'{{"id": "a", "text": "{POST}"}}\n{{"id": \n', encoding="utf-8")
    monkeypatch.setattr("tocsin.cli.output.say", stop)  # as the second record is named
    for name, said in (("claims.csv", "holds only what was read until then: "), ("claims.html", "was not written")):
        out = tmp_path / name
        assert run(["read", str(reports), *DATED, "--out", str(out)]) == 130
        first, last = capsys.readouterr().err.splitlines()
        assert first.startswith(f"tocsin: {out} {said}")
        assert last == "tocsin: stopped"
        assert out.exists() is (name == "claims.csv")


def test_a_broken_record_is_named_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(f'{{"id": "a", "text": "{POST}"}}\n{{"id": \n{{"id": "c", "text": "Nothing."}}\n', encoding="utf-8")
    assert run(["read", str(path), "--format", "jsonl"]) == 1
    shown = capsys.readouterr()
    assert [report["id"] for report in lines_of(shown.out)] == ["a", "c"]
    assert "line 2" in shown.err
    assert shown.err.startswith("tocsin: ")


def test_a_window_leaves_out_what_is_outside_and_says_what_has_no_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "reports.jsonl"
    days = {"a": "2025-11-19T12:00:00+00:00", "b": "2025-11-20T23:00:00+00:00", "c": None}
    path.write_text(
        "".join(json.dumps({"id": name, "text": POST, "published": day}) + "\n" for name, day in days.items()),
        encoding="utf-8",
    )
    window = ["--since", "2025-11-20", "--until", "2025-11-20"]
    assert run(["read", str(path), "--format", "jsonl", *window]) == 1
    shown = capsys.readouterr()
    assert [report["id"] for report in lines_of(shown.out)] == ["b"]
    assert "no date" in shown.err


def test_a_window_with_nothing_in_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "--examples", "--since", "2031-01-01"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[-1] == "tocsin: no report in it that was published then"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "no SOURCE"),
        (["read", "/no/such/file.json"], "/no/such/file.json"),
        (["read", "-", "--since", "soon"], "--since"),
        (["read", "-", "--zone", "Mars/Base"], "--zone"),
        (["read", "-", "--format", "pdf"], "pdf"),
        (["read", "--examples", "--since", "2025-11-20", "--until", "2025-11-01"], "later than --until"),
        (["read", "--examples", "--out", "/"], "a folder"),
        (["read", "--examples", "--out", "claims.pdf"], "claims.pdf: no format has this ending"),
        (["places", " "], "empty"),
        (["reed"], "reed"),
        (["read", "--colour"], "--colour"),
        (["gazetteer", "import", "/no/such/UA.txt"], "/no/such/UA.txt"),
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert shown.err.startswith("tocsin: ")
    assert shown.err.count("\n") == 1


def test_help_has_examples_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert "tocsin read result.json" in shown
    assert "130" in shown


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("tocsin 0.")


def test_a_page_too_heavy_for_a_laptop_is_said(
    post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "claims.html"
    assert run(["read", str(post), *DATED, "--out", str(page)]) == 0
    assert "slow to open" not in capsys.readouterr().err
    monkeypatch.setattr(sys.modules["tocsin.cli.read"], "_HEAVY_PAGE", 1_000)
    assert run(["read", str(post), *DATED, "--out", str(page)]) == 0
    assert "slow to open: narrow it with --since" in capsys.readouterr().err


def test_places_says_how_a_name_resolves(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["places", "Горловка"]) == 0
    assert "Horlivka" in capsys.readouterr().out


def test_a_place_that_nobody_knows_is_not_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    run(["places", "Korotkhovsk"])
    assert "not found" in capsys.readouterr().out


def test_a_wrong_environment_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TOCSIN_GAZETTEER", "/no/such/places.sqlite")
    assert run(["places", "Romny"]) == 2
    assert "TOCSIN_GAZETTEER" in capsys.readouterr().err


def test_ctrl_c_leaves_whole_lines() -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "tocsin", "read", "-", "--format", "jsonl", *DATED],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert started.stdin is not None
    assert started.stdout is not None
    assert started.stderr is not None
    lines = b"".join(json.dumps({"id": str(n), "text": POST}).encode() + b"\n" for n in range(20_000))
    feeder = threading.Thread(target=feed, args=(started.stdin, lines), daemon=True)
    feeder.start()
    first = started.stdout.readline()
    started.send_signal(signal.SIGINT)
    rest, err = started.stdout.read(), started.stderr.read()
    assert started.wait(timeout=60) == 130
    assert err.decode() == "tocsin: stopped\n"
    assert all(isinstance(report["claims"], list) for report in lines_of((first + rest).decode()))


@pytest.mark.parametrize("module", ["typer", "httpx", "lxml", "tocsin.pipeline", "tocsin.cli.read"])
def test_ctrl_c_while_the_rooms_are_loaded_is_one_line(module: str) -> None:
    interrupted = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from tocsin.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "tocsin: stopped\n")


def feed(pipe: IO[bytes], payload: bytes) -> None:
    # The other side goes away in the middle of it: that is what is being tested.
    with contextlib.suppress(OSError):
        pipe.write(payload)
        pipe.flush()
