"""The labels themselves: every value stands in its report, every code on its list."""

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from scoring import window

from tocsin.vocab import AUTHOR, Event, FigureKind, Language, PlaceKind, Stance, Weapon

HERE = Path(__file__).parent
REPORTS = [json.loads(line) for line in (HERE / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
POSTS = [json.loads(line) for line in (HERE / "critical.jsonl").read_text(encoding="utf-8").splitlines()]
CLAIMS = [
    pytest.param(report["text"], claim, id=f"{report['id']}-{number}")
    for report in REPORTS
    for number, claim in enumerate(report["claims"], 1)
]
CLAIM_KEYS = {
    "quote",
    "event",
    "stance",
    "speaker",
    "caveat",
    "places",
    "time",
    "figures",
    "weapon",
    "target",
    "blamed",
}


@pytest.mark.parametrize(("text", "claim"), CLAIMS)
def test_every_value_quotes_its_report(text: str, claim: dict[str, Any]) -> None:
    phrases = [claim["quote"], *(part["quote"] for part in [*claim["places"], *claim["figures"]])]
    phrases += [claim[key] for key in ("caveat", "target", "blamed", "precedent") if claim.get(key) is not None]
    phrases += claim.get("via", [])
    if claim["speaker"] != AUTHOR:
        phrases.append(claim["speaker"])
    assert [phrase for phrase in phrases if not phrase or phrase not in text] == []


@pytest.mark.parametrize(("text", "claim"), CLAIMS)
def test_codes_are_from_the_closed_lists(text: str, claim: dict[str, Any]) -> None:
    assert CLAIM_KEYS <= set(claim) <= CLAIM_KEYS | {"via", "precedent"}, text
    Event(claim["event"]), Stance(claim["stance"])
    assert claim["weapon"] is None or Weapon(claim["weapon"])
    for place in claim["places"]:
        PlaceKind(place["kind"])
        country = place["country"]
        assert place["name"]
        assert country is None or (len(country) == 2 and country.isupper())
    for figure in claim["figures"]:
        FigureKind(figure["what"])
        low, high = figure["low"], figure["high"]
        assert low is not None or high is not None
        assert low is None or high is None or low <= high


@pytest.mark.parametrize(("text", "claim"), CLAIMS)
def test_times_parse_and_do_not_run_backwards(text: str, claim: dict[str, Any]) -> None:
    if claim["time"] is None:
        return
    moments: list[date | datetime] = []
    for key in ("from", "to"):
        iso = claim["time"][key]
        moments.append(date.fromisoformat(iso) if len(iso) == 10 else datetime.fromisoformat(iso))
    start, end = moments
    assert type(start) is type(end), text
    assert start <= end
    assert window(start, end)[0] < window(start, end)[1]


def test_a_region_carries_the_country_of_its_internationally_recognised_state() -> None:
    places = [place for report in REPORTS for claim in report["claims"] for place in claim["places"]]
    ukrainian = {"Crimea", "Sevastopol", "Donetsk Oblast", "Luhansk Oblast", "Kherson Oblast", "Zaporizhzhia Oblast"}
    assert {place["country"] for place in places if place["name"] in ukrainian} == {"UA"}


def test_one_name_is_one_place() -> None:
    countries: dict[tuple[str, str], set[str | None]] = {}
    for report in REPORTS:
        for claim in report["claims"]:
            for place in claim["places"]:
                countries.setdefault((place["name"], place["kind"]), set()).add(place["country"])
    assert {name for name, found in countries.items() if len(found) > 1} == set()


def test_published_is_an_aware_moment() -> None:
    assert [r["id"] for r in [*REPORTS, *POSTS] if datetime.fromisoformat(r["published"]).tzinfo is None] == []


def test_ids_are_unique() -> None:
    assert [name for name, times in Counter(r["id"] for r in [*REPORTS, *POSTS]).items() if times > 1] == []


def test_there_are_as_many_as_the_measures_need() -> None:
    per_part = Counter((report["lang"], report["set"]) for report in REPORTS)
    assert per_part == {(lang, part): 12 for lang in Language for part in ("open", "held")}
    assert Counter(post["lang"] for post in POSTS) == {"ru": 30, "uk": 30}


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post["id"])
def test_a_critical_post_expects_what_it_can(post: dict[str, Any]) -> None:
    expect = post["expect"]
    assert set(expect) == {"threat", "all-clear", "advice", "threat_stance"}
    stances = {"stated", "hedged"} if expect["threat"] else {None, "denied", "intended"}
    assert expect["threat_stance"] in stances
