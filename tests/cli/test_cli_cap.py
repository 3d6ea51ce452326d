"""CAP files from the command line."""

from pathlib import Path

import pytest

from tocsin.cli import run
from tocsin.publish.cap import signing, xml
from tocsin.publish.cap.rules import checked

MESSAGE = """<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a1</identifier>
<sender>desk.example.org</sender><sent>2026-03-03T20:15:00+02:00</sent><status>Actual</status><msgType>Alert</msgType>
<scope>Public</scope><info><language>en</language><category>Security</category><event>Air raid alert</event>
<urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
<expires>2026-03-03T21:15:00+02:00</expires><headline>Air raid alert: \u001b[31mSumy</headline>
<area><areaDesc>Sumy Oblast</areaDesc><geocode><valueName>ISO 3166-2</valueName><value>UA-59</value></geocode></area>
</info></alert>""".replace("\u001b", "")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.cap"
    path.write_text(MESSAGE, encoding="utf-8")
    return path


def test_a_message_without_fault(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cap", "validate", str(file)]) == 0
    assert "1 message without fault" in capsys.readouterr().err
    assert run(["cap", "validate", str(file), "--now"]) == 1
    assert "it has run out" in capsys.readouterr().err


def test_a_message_with_faults(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(MESSAGE.replace("UA-59", "Sumy").replace("<scope>", "<x/><scope>"), encoding="utf-8")
    assert run(["cap", "validate", str(file)]) == 1
    assert "a.cap, alert/x: CAP has no such element here" in capsys.readouterr().err


def test_a_message_in_words(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cap", "show", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "Actual Alert  a1  from desk.example.org" in shown
    assert "    at Sumy Oblast (ISO 3166-2 UA-59)" in shown


@pytest.mark.parametrize("command", [["validate"], ["show"]])
def test_a_file_that_is_not_there(command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cap", *command, str(tmp_path / "no.cap")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_key_and_what_it_signs(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "key"
    assert run(["cap", "key", str(folder), "--name", "desk.example.org"]) == 0
    assert (folder / "key.pem").stat().st_mode & 0o777 == 0o600
    assert run(["cap", "key", str(folder), "--name", "x"]) == 2
    trusted = tmp_path / "trusted"
    trusted.mkdir()
    (trusted / "desk.pem").write_bytes((folder / "certificate.pem").read_bytes())
    assert run(["cap", "validate", str(file), "--keys", str(trusted)]) == 1
    assert "it is not signed" in capsys.readouterr().err
    message, _ = xml.read(file.read_bytes(), "a")
    assert message is not None
    assert checked(message, "a") == []
    own = signing.Key((folder / "key.pem").read_bytes(), (folder / "certificate.pem").read_bytes())
    file.write_bytes(signing.signed(message, own))
    assert run(["cap", "validate", str(file), "--keys", str(trusted)]) == 0
    assert "signed by desk" in capsys.readouterr().err
    assert run(["cap", "validate", str(file), "--keys", str(tmp_path / "nowhere")]) == 2
