"""The static files of a relay: whole or not there, signed or not there, never stale and clear."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from publish.made_alerts import SUMY, T, alert, end
from tocsin.errors import SettingsError, SigningError
from tocsin.model import AreaStatus
from tocsin.pipeline.files import Files, Public
from tocsin.publish.cap import xml
from tocsin.publish.cap.rules import checked, known_of
from tocsin.publish.cap.signing import Key, new_key, verified
from tocsin.publish.feeds import Place
from tocsin.vocab import AreaState


def files(folder: Path, key: Key | None = None) -> Files:
    place = Place("https://a.example.org/", "Warnings", "desk")
    return Files(folder, Public(place, "desk.example.org", lambda _: False, lambda _: None, key))


def status(state: AreaState) -> AreaStatus:
    return AreaStatus(SUMY, state, T)


def test_an_alert_and_its_end(tmp_path: Path) -> None:
    out, first = files(tmp_path), alert(1)
    out.write([first], [status(AreaState.ALERT)], T)
    assert json.loads((tmp_path / "state" / "UA-59.json").read_bytes())["state"] == "alert"
    assert len(json.loads((tmp_path / "alerts.geojson").read_bytes())["features"]) == 1
    later = T + timedelta(minutes=30)
    out.write([end(2, first, 30)], [status(AreaState.CLEAR)], later)
    assert json.loads((tmp_path / "state.json").read_bytes())["regions"][0]["state"] == "clear"
    assert json.loads((tmp_path / "alerts.geojson").read_bytes())["features"] == []
    messages = [xml.read((tmp_path / "cap" / f"{n}.cap").read_bytes(), "x")[0] for n in ("0001", "0002")]
    assert [m.kind for m in messages if m] == ["Alert", "Cancel"]
    assert checked(messages[1], "x", known_of([messages[0]])) == []  # type: ignore[arg-type, list-item]
    assert b"0002.cap" in (tmp_path / "feed.atom").read_bytes()
    assert not list(tmp_path.rglob(".*"))


def test_states_are_renewed_without_an_alert(tmp_path: Path) -> None:
    out = files(tmp_path)
    out.renew([status(AreaState.CLEAR)], T)
    out.renew([status(AreaState.CLEAR)], T + timedelta(minutes=1))
    told = json.loads((tmp_path / "state" / "UA-59.json").read_bytes())
    assert told["valid_until"] == "2026-03-03T20:06:00Z"


def test_messages_are_signed(tmp_path: Path) -> None:
    key = new_key("desk.example.org")
    files(tmp_path, key).write([alert(1)], [status(AreaState.ALERT)], T)
    content = (tmp_path / "cap" / "0001.cap").read_bytes()
    assert verified(content, {"desk": key.certificate}, "x")[1] == "desk"


def test_what_cannot_be_signed_does_not_leave(tmp_path: Path) -> None:
    broken = Key(new_key("a").private, new_key("b").certificate)
    with pytest.raises(SigningError):
        files(tmp_path, broken).write([alert(1)], [status(AreaState.ALERT)], T)
    assert not list((tmp_path / "cap").iterdir())
    assert not (tmp_path / "state.json").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be made"):
        files(tmp_path / "file" / "out")


def test_caches_are_told_what_they_may_keep(tmp_path: Path) -> None:
    files(tmp_path)
    headers = json.loads((tmp_path / "headers.json").read_bytes())
    assert "immutable" in headers["cap/*.cap"]["Cache-Control"]
    assert headers["state*.json"]["Cache-Control"] == "public, max-age=10, must-revalidate"
