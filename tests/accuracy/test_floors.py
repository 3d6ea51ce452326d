"""Floors may only rise: the file beside this one is held against every version of it that was ever committed."""

import subprocess
import tomllib
from pathlib import Path

import pytest

FLOORS = Path(__file__).with_name("floors.toml")

Floors = dict[str, dict[str, float]]


def is_ceiling(name: str) -> bool:
    return name.endswith("_max") or name == "all_clears_invented"


def strictest(versions: list[Floors]) -> Floors:
    """The highest floor and the lowest ceiling of each name over all versions."""
    best: Floors = {}
    for version in versions:
        for table, values in version.items():
            kept = best.setdefault(table, {})
            for name, value in values.items():
                choose = min if is_ceiling(name) else max
                kept[name] = choose(kept.get(name, value), value)
    return best


def lowered(now: Floors, before: Floors) -> list[str]:
    """What is weaker now than before, in words."""
    weaker = []
    for table, values in before.items():
        for name, best in values.items():
            value = now.get(table, {}).get(name)
            if value is None:
                weaker.append(f"[{table}] {name} is gone; it was {best}")
            elif value > best if is_ceiling(name) else value < best:
                weaker.append(f"[{table}] {name} is {value}; it was {best}")
    return weaker


def git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=FLOORS.parent, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("git is not installed, so there is no history to compare the floors with")
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["git gave no reason"])[0]
        pytest.skip(f"no git history to compare the floors with: {reason}")
    return done.stdout


def committed() -> list[Floors]:
    commits = git("log", "--format=%H", "--diff-filter=AM", "--", FLOORS.name).split()
    if not commits:
        pytest.skip("no git history to compare the floors with: floors.toml was never committed here")
    return [tomllib.loads(git("show", f"{commit}:./{FLOORS.name}")) for commit in commits]


def test_no_floor_is_below_one_that_was_committed() -> None:
    now = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    assert lowered(now, strictest(committed())) == []


def test_a_floor_may_rise_and_a_ceiling_may_fall() -> None:
    before = {"ru": {"claims_f1": 0.86}, "critical": {"threats_missed_max": 0.05}}
    now = {"ru": {"claims_f1": 0.9}, "critical": {"threats_missed_max": 0.01}}
    assert lowered(now, before) == []


@pytest.mark.parametrize(
    "now",
    [
        {"ru": {"claims_f1": 0.85}, "critical": {"all_clears_invented": 0}},
        {"ru": {"claims_f1": 0.86}, "critical": {"all_clears_invented": 1}},
        {"ru": {}, "critical": {"all_clears_invented": 0}},
        {"critical": {"all_clears_invented": 0}},
    ],
)
def test_a_weaker_or_missing_floor_is_named(now: Floors) -> None:
    before: Floors = {"ru": {"claims_f1": 0.86}, "critical": {"all_clears_invented": 0}}
    assert len(lowered(now, before)) == 1


def test_the_strictest_of_all_versions_counts_not_the_last() -> None:
    versions: list[Floors] = [
        {"uk": {"strict_f1": 0.5}, "critical": {"threats_missed_max": 0.1}},
        {"uk": {"strict_f1": 0.6}, "critical": {"threats_missed_max": 0.05}},
        {"uk": {"strict_f1": 0.4}, "critical": {"threats_missed_max": 0.2}},
    ]
    assert strictest(versions) == {"uk": {"strict_f1": 0.6}, "critical": {"threats_missed_max": 0.05}}
