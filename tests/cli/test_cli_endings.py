"""How the command line ends: one clear line, an exit code by outcome, whole output."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typer

from tocsin.cli.exits import Exit, ended, say
from tocsin.cli.output import opened
from tocsin.cli.values import moment, zone
from tocsin.errors import DataFileError, FetchError, GazetteerError, InputError, SettingsError


def raising(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (InputError("no such file: nowhere.json"), Exit.USAGE, "tocsin: no such file: nowhere.json"),
        (FetchError("https://example.org: timed out"), Exit.USAGE, "tocsin: https://example.org: timed out"),
        (SettingsError("--since 'x' is no date"), Exit.USAGE, "tocsin: --since 'x' is no date"),
        (typer.BadParameter("wrong"), Exit.USAGE, "tocsin: "),
        (GazetteerError("there is no gazetteer"), Exit.SETUP, "tocsin: there is no gazetteer"),
        (DataFileError("a.yml", 3, "no publisher"), Exit.SETUP, "tocsin: a.yml, line 3: no publisher"),
        (KeyboardInterrupt(), Exit.INTERRUPTED, "tocsin: stopped"),
        (ZeroDivisionError("by zero"), Exit.FAULT, "tocsin: a fault of Tocsin itself: ZeroDivisionError"),
        (typer.Exit(1), Exit.PROBLEMS, ""),
    ],
)
def test_an_ending_is_one_line(error: BaseException, code: Exit, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(raising(error), debug=False) == code
    line = capsys.readouterr().err
    assert line.startswith(said)
    assert line.count("\n") == bool(said)
    assert "Traceback" not in line


def test_debug_shows_the_trace() -> None:
    with pytest.raises(ZeroDivisionError):
        ended(raising(ZeroDivisionError()), debug=True)


def test_a_message_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("post\x1b[2J\nsecond line")
    assert capsys.readouterr().err == "tocsin: post⟨U+001B⟩[2J second line\n"


def test_a_moment_takes_its_zone() -> None:
    kyiv = ZoneInfo("Europe/Kyiv")
    assert moment("--since", "2025-11-21", kyiv) == datetime(2025, 11, 21, tzinfo=kyiv)
    assert moment("--published", "2025-11-21T12:00+03:00", UTC) == datetime(2025, 11, 21, 9, tzinfo=UTC)
    assert moment("--since", None, UTC) is None


def test_until_a_day_is_until_its_end() -> None:
    end = moment("--until", "2025-11-21", UTC, ends_day=True)
    assert end is not None
    assert end.replace(microsecond=0) == datetime(2025, 11, 21, 23, 59, 59, tzinfo=UTC)
    assert moment("--until", "2025-11-21T12:00", UTC, ends_day=True) == datetime(2025, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize("value", ["yesterday", "21.11.2025", "", "2025-13-01", "99999-01-01"])
def test_what_is_no_date_is_said(value: str) -> None:
    with pytest.raises(SettingsError, match="--since"):
        moment("--since", value, UTC)


def test_what_is_no_zone_is_said() -> None:
    with pytest.raises(SettingsError, match="Europe/Kyiv"):
        zone("../../etc/passwd")


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "claims.jsonl"
    with opened(path) as out:
        out.write("{}\n")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "{}\n"
    assert [p.name for p in path.parent.iterdir()] == ["claims.jsonl"]


def test_an_error_leaves_the_old_file_and_ctrl_c_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text("old\n", encoding="utf-8")

    def write(ending: BaseException) -> None:
        with opened(path) as out:
            out.write("new\n")
            out.flush()
            raise ending

    with pytest.raises(ValueError, match="boom"):
        write(ValueError("boom"))
    assert path.read_text(encoding="utf-8") == "old\n"
    with pytest.raises(KeyboardInterrupt):
        write(KeyboardInterrupt())
    assert path.read_text(encoding="utf-8") == "new\n"
    assert [p.name for p in tmp_path.iterdir()] == ["claims.jsonl"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="--out"), opened(tmp_path / "file" / "claims.csv"):
        pass


def test_a_sheet_begins_with_its_mark(tmp_path: Path) -> None:
    with opened(tmp_path / "claims.csv", mark=True) as out:
        out.write("report\n")
    assert (tmp_path / "claims.csv").read_bytes() == b"\xef\xbb\xbfreport\n"


def test_a_broken_pipe_is_silent() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code = (
        "from tocsin.cli.exits import ended; import sys\n"
        "sys.exit(ended(lambda: print('x' * 100000, flush=True), debug=False))"
    )
    with io.open(writer, "wb") as out:  # noqa: UP020 - a descriptor, not a path
        done = subprocess.run([sys.executable, "-c", code], stdout=out, stderr=subprocess.PIPE, check=False)
    assert done.returncode == Exit.BROKEN_PIPE
    assert done.stderr == b""
