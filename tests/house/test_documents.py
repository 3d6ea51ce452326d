"""The documents cannot fall behind: what the README shows is run, what it tables is what the code has."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.cli.exits import MEANINGS
from tocsin.vocab import Event, PlaceKind, Stance

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUNNABLE = re.findall(r"```sh runnable\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("command", RUNNABLE)
def test_the_readme_runs(command: str, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", command],
        capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PATH": path}, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_readme_has_something_to_run() -> None:
    assert len(RUNNABLE) >= 5


def test_the_readme_names_every_exit_code() -> None:
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)] == [int(code) for code in MEANINGS]


def test_the_glossary_has_every_event_and_place_kind() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    assert all(f"| `{event}` |" in glossary for event in Event)
    assert all(f"| {kind} |" in glossary for kind in PlaceKind)
    assert all(stance in glossary for stance in Stance)


@pytest.mark.parametrize("name", ["README", "ARCHITECTURE", "CONTRIBUTING", "GLOSSARY", "CHANGELOG"])
def test_what_a_document_points_to_is_there(name: str) -> None:
    text = (ROOT / f"{name}.md").read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)]+)\)", text) if not t.startswith("http")]
    targets += re.findall(r"`((?:src|tests|docs)/[\w./-]+)`", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []
