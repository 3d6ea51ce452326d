"""The relay from the command line: arm a channel, relay its posts, ask how the areas stand."""

import json
from pathlib import Path

import pytest

from tocsin.cli import run
from tocsin.read import jurisdiction_of, read


def post(number: int, minute: int, text: str, channel: int = 3) -> dict[str, object]:
    at = 1_700_000_000 + 60 * minute
    return {
        "id": number, "type": "message", "date_unixtime": str(at), "date": "2023-11-14T22:13:20", "text": text,
        "from": "Повітряна тривога", "from_id": f"channel{channel}",
    }  # fmt: skip


def export(path: Path, *posts: dict[str, object], name: str = "Повітряна тривога", channel: int = 3) -> str:
    told = {"name": name, "type": "public_channel", "id": channel, "messages": list(posts)}
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return str(path)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'l.sqlite'}"


@pytest.fixture
def channel(tmp_path: Path) -> str:
    return export(
        tmp_path / "result.json",
        post(1, 0, "🔴 Повітряна тривога в Сумська область"),
        post(2, 5, "🔴 Повітряна тривога в Полтавська область"),
        post(3, 40, "🟢 Відбій тривоги в Сумська область.\nТривога ще триває у:\n- Конотопський район"),
        post(4, 60, "Слідкуйте за нашими новинами"),
    )


def arm(ledger: str, *more: str) -> int:
    return run(["sources", "arm", "air-alert-ua", "--channel", "3", "--area", "UA", "--ledger", ledger, *more])


def spells(ledger: str, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(["alerts", "--format", "jsonl", "--ledger", ledger, *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_nothing_is_armed_as_shipped(channel: str, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["relay", channel, "--clock", "posts", "--ledger", ledger]) == 0
    assert "0 sent, 3 wait for people, 1 only recorded" in capsys.readouterr().err
    assert spells(ledger, capsys, "--history") == []


def test_a_recorded_channel_on_its_own_clock(channel: str, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert arm(ledger) == 0
    assert run(["relay", channel, "--clock", "posts", "--ledger", ledger]) == 0
    assert "3 sent, 0 wait for people, 1 only recorded" in capsys.readouterr().err
    told = [(s["area"], s["state"], s["from"], s["to"]) for s in spells(ledger, capsys, "--history")]
    assert told == [
        ("Sumy Oblast", "alert", "2023-11-14T22:13:20Z", "2023-11-14T22:53:20Z"),
        ("Konotopskyi District", "alert", "2023-11-14T22:13:20Z", None),
        ("Poltava Oblast", "alert", "2023-11-14T22:18:20Z", None),
        ("Sumy Oblast", "clear", "2023-11-14T22:53:20Z", None),
    ]
    [sumy] = [s for s in spells(ledger, capsys) if s["area"] == "Sumy Oblast"]
    assert set(sumy) == {"area", "names", "area_id", "hazard", "state", "from", "to", "began_by", "ended_by"}
    assert (sumy["names"], sumy["area_id"], sumy["began_by"]) == (
        ["Сумська область", "Sumy Oblast"],
        "iso:UA-59",
        "3/3",
    )


def test_relaying_again_adds_nothing(channel: str, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    arm(ledger)
    run(["relay", channel, "--clock", "posts", "--ledger", ledger])
    before = spells(ledger, capsys, "--history")
    run(["relay", channel, "--clock", "posts", "--ledger", ledger])
    assert spells(ledger, capsys, "--history") == before
    assert run(["verify", "--ledger", ledger]) == 0


def test_as_of_a_moment(channel: str, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    arm(ledger)
    run(["relay", channel, "--clock", "posts", "--ledger", ledger])
    [then] = spells(ledger, capsys, "--as-of", "2023-11-14T22:15Z")
    assert (then["area"], then["state"]) == ("Sumy Oblast", "alert")


def test_old_posts_are_unknown_now(channel: str, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    arm(ledger)
    assert run(["relay", channel, "--ledger", ledger]) == 0
    states = {s["area"]: s["state"] for s in spells(ledger, capsys)}
    assert states["Poltava Oblast"] == "unknown"
    assert "alert" not in states.values()


def test_a_disarmed_source_leaves_unknown(channel: str, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    arm(ledger, "--reason", "our oblast's own channel")
    run(["relay", channel, "--clock", "posts", "--ledger", ledger])
    capsys.readouterr()
    assert run(["sources", "armed", "--ledger", ledger]) == 0
    assert "air-alert-ua  channel 3  UA" in capsys.readouterr().out
    assert run(["sources", "disarm", "air-alert-ua", "--ledger", ledger]) == 0
    assert {s["state"] for s in spells(ledger, capsys)} == {"unknown"}
    assert run(["sources", "disarm", "air-alert-ua", "--ledger", ledger]) == 2
    assert "is not armed" in capsys.readouterr().err


def test_a_renamed_channel_disarms_itself(
    channel: str, ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arm(ledger)
    run(["relay", channel, "--clock", "posts", "--ledger", ledger])
    renamed = export(tmp_path / "b.json", post(9, 90, "🟢 Відбій тривоги в Полтавська область."), name="Крипто-новини")
    run(["relay", renamed, "--clock", "posts", "--ledger", ledger])
    assert {s["state"] for s in spells(ledger, capsys)} == {"unknown"}
    assert run(["sources", "armed", "--ledger", ledger]) == 0
    assert "no source is armed" in capsys.readouterr().err


def test_a_channel_that_looks_taken_over_disarms_itself(
    channel: str, ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arm(ledger)
    run(["relay", channel, "--clock", "posts", "--ledger", ledger])
    text = "🟢 Відбій тривоги в Полтавська область. Виплати 6500 грн: poltava-help.example/form"
    run(["relay", export(tmp_path / "b.json", post(9, 90, text)), "--clock", "posts", "--ledger", ledger])
    assert "clear" not in {s["state"] for s in spells(ledger, capsys) if s["area"] == "Poltava Oblast"}


def test_another_channel_of_the_same_name_warns_nobody(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arm(ledger)
    other = export(tmp_path / "b.json", post(1, 0, "🔴 Повітряна тривога в Сумська область", 77), channel=77)
    run(["relay", other, "--clock", "posts", "--ledger", ledger])
    assert "0 sent, 1 wait for people" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--channel", "name", "--area", "UA"], "numeric id is needed"),
        (["--channel", "3", "--area", "XX-99"], "'XX-99': no such area"),
    ],
)
def test_arming_nonsense(ledger: str, capsys: pytest.CaptureFixture[str], options: list[str], what: str) -> None:
    assert run(["sources", "arm", "air-alert-ua", *options, "--ledger", ledger]) == 2
    assert what in capsys.readouterr().err


def test_arming_what_nobody_described(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sources", "arm", "nobody", "--channel", "3", "--area", "UA", "--ledger", ledger]) == 2
    assert "there is no source 'nobody'" in capsys.readouterr().err


def test_a_dry_run_takes_the_jurisdiction_that_a_report_brings(
    tmp_path: Path, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "posts.jsonl"
    row = {
        "id": "a",
        "publisher": "Сумська ОВА",
        "published": "2025-11-02T20:49:00+02:00",
        "text": "На Сумщині тривога!",
    }
    rows = [{**row, "jurisdiction": ["UA-59"]}, {**row, "id": "b"}, {**row, "id": "c", "jurisdiction": ["UA-53"]}]
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    assert run(["relay", str(path), "--dry-run", "--format", "jsonl", "--ledger", ledger]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(t["id"], t["relay"]) for t in told] == [("a", "send"), ("b", "hold"), ("c", "hold")]
    assert told[0]["acts"][0]["codes"] == ["UA-59"]
    assert not Path(ledger.removeprefix("sqlite:///")).exists()
    assert run(["relay", str(path), "--ledger", ledger]) == 0
    assert "0 sent, 3 wait for people" in capsys.readouterr().err


def test_no_other_reader_takes_a_jurisdiction(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("id,publisher,text,jurisdiction\na,x,Тривога!,UA-59\n", encoding="utf-8")
    [report] = read([str(path)])
    assert jurisdiction_of(report) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("options", [["--clock", "mine"], ["--late", "soon"], ["--format", "xml"]])
def test_options_that_make_no_sense(channel: str, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["relay", channel, *options]) == 2
    assert options[0] in capsys.readouterr().err


def test_what_leaves_is_written_for_any_web_server(channel: str, ledger: str, tmp_path: Path) -> None:
    out, options = tmp_path / "public", ["--clock", "posts", "--ledger", ledger, "--base", "https://a.example.org"]
    arm(ledger)
    assert run(["relay", channel, *options, "--files", str(out), "--sender", "desk.example.org"]) == 0
    states = {f.stem: json.loads(f.read_bytes())["state"] for f in (out / "state").iterdir()}
    assert len(states) == 27
    assert (states["UA-59"], states["UA-53"], states["UA-63"]) == ("clear", "alert", "unknown")
    sumy = json.loads((out / "state" / "UA-59.json").read_bytes())
    assert [p["area"]["name"] for p in sumy["parts"]] == ["Konotopskyi District"]
    for message in (out / "cap").iterdir():
        assert run(["cap", "validate", str(message)]) == 0
    assert b"https://a.example.org/cap/" in (out / "feed.atom").read_bytes()


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ([], "say who sends"),
        (["--sender", "our desk"], "without blanks"),
        (["--sender", "d", "--base", "ftp://x"], "https://"),
        (["--sender", "d", "--key", "nowhere"], "key.pem"),
    ],
)
def test_files_need_to_know_whose_they_are(
    channel: str, ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], what: str
) -> None:
    assert run(["relay", channel, "--ledger", ledger, "--files", str(tmp_path / "out"), *options]) == 2
    assert what in capsys.readouterr().err
