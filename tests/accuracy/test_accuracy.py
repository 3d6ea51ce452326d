"""How well the extractor reads, held to the floors. Run with `-s` to see the measures."""

import tomllib
from pathlib import Path

import critical
import pytest
import scoring

from tocsin.extract import extract
from tocsin.gazetteer import Gazetteer

HERE = Path(__file__).parent
LANGUAGES = ("ru", "uk", "en")
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
COLUMNS = ("claims_f1", "strict_f1", "precision", "recall", *scoring.FIELDS, "places", "figures")

Measures = dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def measures(gazetteer: Gazetteer) -> Measures:
    tallies: dict[str, scoring.Tally] = {}
    for labelled in scoring.load(HERE / "reports.jsonl"):
        found = [scoring.mark_of_claim(claim) for claim in extract(labelled.report, gazetteer=gazetteer).claims]
        for row in (labelled.lang, f"{labelled.lang} {labelled.part}"):
            tallies.setdefault(row, scoring.Tally()).add(labelled.marks, found)
    rows = {row: tally.measures() for row, tally in tallies.items()}
    show(rows)
    return rows


@pytest.fixture(scope="module")
def verdicts(gazetteer: Gazetteer) -> list[critical.Verdict]:
    posts = critical.load(HERE / "critical.jsonl")
    judged = [critical.judge(post, extract(post.report, gazetteer=gazetteer).claims) for post in posts]
    print("\nposts that a warning hangs on")
    for name, value in critical.rate(judged).items():
        print(f"  {name:24}{value:8.3f}")
    return judged


def show(rows: Measures) -> None:
    print(f"\n{'':9}" + "".join(f"{column:>11}" for column in COLUMNS))
    for row in sorted(rows):
        print(f"{row:9}" + "".join(f"{rows[row][column]:11.3f}" for column in COLUMNS))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("measure", ["claims_f1", "strict_f1"])
def test_reports_are_read_as_well_as_ever(measures: Measures, lang: str, measure: str) -> None:
    assert measures[lang][measure] >= FLOORS[lang][measure]


def test_no_all_clear_is_invented(verdicts: list[critical.Verdict]) -> None:
    invented = [verdict.post.report.id for verdict in verdicts if verdict.all_clear_invented]
    assert len(invented) <= FLOORS["critical"]["all_clears_invented"], invented


def test_threats_are_found(verdicts: list[critical.Verdict]) -> None:
    missed = [verdict.post.report.id for verdict in verdicts if verdict.threat_missed]
    assert critical.rate(verdicts)["threats_missed"] <= FLOORS["critical"]["threats_missed_max"], missed


def test_what_is_denied_hedged_or_conditional_is_not_read_as_stated(verdicts: list[critical.Verdict]) -> None:
    misread = [verdict.post.report.id for verdict in verdicts if verdict.denied_read_as_stated]
    ceiling = FLOORS["critical"]["denied_read_as_stated_max"]
    assert critical.rate(verdicts)["denied_read_as_stated"] <= ceiling, misread
