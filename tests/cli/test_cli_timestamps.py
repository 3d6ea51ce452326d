"""`tocsin verify --stamp` with a time-stamping server, and `--against` with the time-stamp that it gave."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from rewriting import rewritten
from tocsin.cli import run
from tocsin.ledger import Ledger, timestamps
from tsa import Authority, Server, pem

ROW = {"id": "a1", "publisher": "Губернатор Самарской области", "published": "2026-02-03T06:30+04:00",
       "text": "Ночью в Сызрани обломки беспилотника вызвали пожар на территории завода."}  # fmt: skip
STATED = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \(give or take 1 s\), by \"CN=Invented time-stamps\"; "


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def server(authority: Authority) -> Iterator[Server]:
    with Server.running(authority) as one:
        yield one


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The folder that the commands run in: it holds a ledger with one report."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOCSIN_LEDGER", "sqlite:///desk.sqlite")
    (tmp_path / "reports.jsonl").write_text(json.dumps(ROW, ensure_ascii=False), encoding="utf-8")
    assert run(["ingest", "reports.jsonl"]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.fixture
def kept(server: Server, capsys: pytest.CaptureFixture[str]) -> Path:
    """A head with its time-stamp."""
    assert run(["verify", "--stamp", "head.json", "--tsa", f"{server.url}/tsa"]) == 0
    capsys.readouterr()
    return Path("head.json")


def test_a_head_is_time_stamped(server: Server, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--stamp", "head.json", "--tsa", f"{server.url}/tsa"]) == 0
    out, err = capsys.readouterr()
    wrote, stamped, keep = err.splitlines()
    assert out.startswith("as it was: ")
    assert wrote == "tocsin: wrote the head to head.json"
    assert re.fullmatch(rf"tocsin: head\.json\.tsr: time-stamped at {STATED}.*whose that is was not checked", stamped)
    assert keep.startswith("tocsin: keep head.json and head.json.tsr where nobody reaches them")
    assert json.loads((folder / "head.json").read_text())["head"] in out
    assert (folder / "head.json.tsr").stat().st_size > 500


def test_the_settings_name_server_and_certificates(
    server: Server,
    authority: Authority,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "roots.pem").write_bytes(pem(authority.root))
    monkeypatch.setenv("TOCSIN_TSA", f"{server.url}/created")
    monkeypatch.setenv("TOCSIN_TSA_CERT", "roots.pem")
    assert run(["verify", "--stamp", "head.json"]) == 0
    assert "its certificate leads to a root in roots.pem" in capsys.readouterr().err
    assert run(["verify", "--against", "head.json"]) == 0
    assert "its certificate leads to a root in roots.pem" in capsys.readouterr().out


def test_a_time_stamp_is_held_against_its_head_later(
    kept: Path, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", "--against", str(kept)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert re.search(rf"\nhead\.json was there at {STATED}.*whose that is was not checked\n$", out)
    Path("signer.pem").write_bytes(pem(authority.signer))
    assert run(["verify", "--against", str(kept), "--tsa-cert", "signer.pem"]) == 0
    assert "its signature holds with a certificate in signer.pem" in capsys.readouterr().out


def test_a_head_that_was_rewritten_with_the_ledger_does_not_fit_its_time_stamp(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = kept.with_name("head.json.tsr").read_bytes()
    ledger = Ledger.open("sqlite:///desk.sqlite")
    rewritten(ledger, 1, "Ночью было тихо.")
    ledger.close()
    assert run(["verify", "--against", str(kept)]) == 1
    assert "is not the one that was stamped" in capsys.readouterr().err
    assert run(["verify", "--stamp", "new.json"]) == 0
    kept.write_bytes(Path("new.json").read_bytes())
    kept.with_name("head.json.tsr").write_bytes(reply)
    capsys.readouterr()
    assert run(["verify", "--against", str(kept)]) == 1
    assert capsys.readouterr().err == (
        "tocsin: head.json.tsr is no time-stamp of head.json: it is of something else: its digest is another\n"
    )


def test_a_time_stamp_by_another_is_not_taken_for_one_by_the_root_that_was_given(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("roots.pem").write_bytes(pem(Authority.make(tmp_path / "other").root))
    assert run(["verify", "--against", str(kept), "--tsa-cert", "roots.pem"]) == 1
    assert "does not lead to a root that was given" in capsys.readouterr().err


def test_no_time_stamp_beside_is_said_and_no_fault(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept.with_name("head.json.tsr").unlink()
    assert run(["verify", "--against", str(kept)]) == 0
    assert "no time-stamp lies beside head.json" in capsys.readouterr().err


def test_where_certificates_are_given_a_time_stamp_must_be_there(
    kept: Path, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else whoever rewrites a head would only have to take its time-stamp away."""
    Path("roots.pem").write_bytes(pem(authority.root))
    kept.with_name("head.json.tsr").unlink()
    assert run(["verify", "--against", str(kept), "--tsa-cert", "roots.pem"]) == 1
    words = "tocsin: head.json.tsr is not there: nothing can be held against roots.pem\n"
    assert capsys.readouterr().err == words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("refuses", "no time-stamp was kept: it was not granted but refused: Message digest algorithm"),
        ("other", "no time-stamp was kept: it is of something else"),
        ("stale", "no time-stamp was kept: it answers another request"),
        ("damaged", "no time-stamp was kept: its signature does not hold"),
        ("garbage", "no time-stamp was kept: no time-stamp can be read in it"),
        ("empty", "no time-stamp was kept: no time-stamp can be read in it"),
        ("page", "answers with 'text/html' instead of application/timestamp-reply"),
        ("moved", "redirects to /tsa"),
        ("busy", "the server answers 503"),
    ],
)
def test_what_goes_wrong_is_one_line_and_the_head_stays(
    server: Server, folder: Path, path: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", "--stamp", "head.json", "--tsa", f"{server.url}/{path}"]) == 2
    wrote, why = capsys.readouterr().err.splitlines()
    assert wrote == "tocsin: wrote the head to head.json"
    assert why.startswith(f"tocsin: {server.url}/{path}: ")
    assert words in why
    assert sorted(p.name for p in folder.iterdir()) == ["desk.sqlite", "head.json", "reports.jsonl"]
    assert run(["verify", "--against", "head.json"]) == 0
    assert run(["verify", "--stamp", "head.json", "--tsa", f"{server.url}/tsa"]) == 0  # it can be asked for again


def test_a_server_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--stamp", "head.json", "--tsa", "http://127.0.0.1:9/"]) == 2
    assert "http://127.0.0.1:9/: cannot be reached" in capsys.readouterr().err.splitlines()[-1]
    assert (folder / "head.json").exists()


def test_a_broken_chain_is_not_time_stamped(server: Server, folder: Path) -> None:
    with sqlite3.connect("desk.sqlite") as file:
        file.execute("UPDATE entry SET subject = 'x' WHERE seq = 1")
    before = len(server.asked)
    assert run(["verify", "--stamp", "head.json", "--tsa", f"{server.url}/tsa"]) == 1
    assert len(server.asked) == before
    assert not (folder / "head.json").exists()


def test_a_time_stamp_is_never_written_over(kept: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    before, asked = kept.read_bytes(), len(server.asked)
    for more in ([], ["--tsa", f"{server.url}/tsa"]):
        assert run(["verify", "--stamp", str(kept), *more]) == 2
        assert "head.json.tsr is a time-stamp of what is there; name another file" in capsys.readouterr().err
    assert kept.read_bytes() == before
    assert len(server.asked) == asked


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--tsa", "https://tsa.example/"], "--tsa is for what --stamp FILE writes"),
        (["--tsa-cert", "roots.pem"], "--tsa-cert is for the time-stamps of --stamp and --against"),
        (
            ["--stamp", "h.json", "--tsa", "tsa.example"],
            "tsa.example: things are sent to http and https addresses only",
        ),
        (
            ["--stamp", "h.json", "--tsa", "https://a:b@tsa.example"],
            "tsa.example: nothing is sent to an address with a",
        ),
        (["--stamp", "h.json", "--tsa", "https://x/", "--tsa-cert", "none.pem"], "none.pem: cannot be read: No such"),
        (["--stamp", "h.json", "--tsa", "https://x/", "--tsa-cert", "reports.jsonl"], "holds no certificates in PEM"),
        (["--stamp", "/dev/null", "--tsa", "https://x/"], "--stamp /dev/null: name a file, so that its time-stamp"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_happens(
    arguments: list[str], words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert len(err.splitlines()) == 1
    assert sorted(p.name for p in folder.iterdir()) == ["desk.sqlite", "reports.jsonl"]


def test_without_the_library_one_line_says_what_to_install(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(timestamps, "rfc3161", None)
    missing = "tocsin: time-stamps need rfc3161-client: pip install 'tocsin[timestamp]'\n"
    assert run(["verify", "--stamp", "new.json", "--tsa", "https://tsa.example/"]) == 2
    assert capsys.readouterr().err == missing
    assert not Path("new.json").exists()
    assert run(["verify", "--against", str(kept)]) == 2  # the ledger is verified all the same
    out, err = capsys.readouterr()
    assert "as it was stamped" in out
    assert err == missing
    assert run(["verify", "--stamp", "new.json"]) == 0  # without a server nothing of it is needed
