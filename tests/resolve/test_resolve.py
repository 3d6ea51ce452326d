"""Which claims speak of one happening: reports in, incidents out, whatever the order and the batches."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from made_reports import reports

from tocsin.extract import extract
from tocsin.gazetteer import Gazetteer
from tocsin.model import Report
from tocsin.resolve import Judged, Loom, Telling, incident_of, link, reweave, tellings, weave
from tocsin.sources import BUNDLED, Sources

#: When the reports of a single test were published.
WHEN = datetime(2026, 2, 7, 7, tzinfo=UTC)


@cache
def told() -> dict[str, tuple[Telling, ...]]:
    """The tellings of each made report."""
    gazetteer, sources = Gazetteer.open(), Sources.open(BUNDLED)
    return {
        r.id: tellings(extract(r, gazetteer=gazetteer, source=sources.of(r)), sources.of(r), gazetteer.get)
        for r in reports()
    }


def everything() -> list[Telling]:
    return [t for made in told().values() for t in made]


def grouped(given_: Iterable[Telling], judged: Judged = Judged()) -> Loom:  # noqa: B008
    loom = Loom(judged)
    weave(given_, loom)
    return loom


def parts(loom: Loom) -> set[frozenset[str]]:
    return {frozenset(t.id for t in g.tellings) for g in loom.groups()}


def one(report: str, name: str) -> Telling:
    """The telling of a report about a place."""
    [found] = [t for t in told()[report] if t.spot.name == name]
    return found


def together(loom: Loom, *members: Telling) -> bool:
    return any({m.id for m in members} <= part for part in parts(loom))


def test_both_sides_and_the_wire_tell_of_one_happening() -> None:
    loom = grouped(everything())
    town, plant, wire = one("a1", "Syzran"), one("a2", "Syzran oil refinery"), one("a3", "Syzran")
    assert together(loom, town, plant, wire)


def test_the_same_place_on_another_night_is_another_incident() -> None:
    loom = grouped(everything())
    assert not together(loom, one("a1", "Syzran"), one("b1", "Syzran"))
    assert together(loom, one("b1", "Syzran"), one("b2", "Syzran oil refinery"))


def test_two_towns_are_two_incidents() -> None:
    assert not together(grouped(everything()), one("a1", "Syzran"), one("a4", "Novokuybyshevsk"))


def test_a_region_s_drones_are_not_the_fire_in_its_town() -> None:
    loom = grouped(everything())
    region, line = one("a1", "Samara Oblast"), one("a5", "Samara Oblast")
    assert together(loom, region, line)
    assert not together(loom, region, one("a1", "Syzran"))


def test_a_national_total_is_an_incident_of_its_own_and_its_lines_are_the_regions() -> None:
    loom = grouped(everything())
    total = one("a5", "Russia")
    assert total.total
    assert not together(loom, total, one("a5", "Belgorod Oblast"))


def test_windows_of_one_day_stay_apart() -> None:
    assert not together(grouped(everything()), one("c1", "Belgorod Oblast"), one("c2", "Belgorod Oblast"))


def test_districts_of_one_city_stay_apart() -> None:
    loom = grouped(everything())
    assert not together(loom, one("d1", "Korabelnyi District"), one("d2", "Dniprovskyi District"))


def test_a_claim_of_two_towns_belongs_to_both() -> None:
    loom = grouped(everything())
    sumy, poltava = one("e1", "Sumy"), one("e1", "Poltava")
    assert sumy.claims == poltava.claims
    assert together(loom, sumy, one("e2", "Sumy"))
    assert together(loom, poltava, one("e3", "Poltava"))
    assert not together(loom, sumy, poltava)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 9))
def test_neither_order_nor_batches_change_the_incidents(chance: object, size: int) -> None:
    whole = grouped(everything())
    shuffled = everything()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    loom = Loom()
    for i in range(0, len(shuffled), size):
        weave(shuffled[i : i + size], loom)
    assert parts(loom) == parts(whole)


def test_weaving_the_same_again_changes_nothing() -> None:
    loom = grouped(everything())
    before = parts(loom)
    assert weave(everything(), loom) == ()
    assert parts(loom) == before


def test_a_link_is_the_same_whichever_comes_first() -> None:
    all_ = everything()
    for a in all_[::3]:
        for b in all_[::2]:
            if a is not b:
                assert link(a, b) == link(b, a)


def test_every_link_says_why_in_words() -> None:
    found = link(one("a1", "Syzran"), one("a2", "Syzran oil refinery"))
    assert found.holds
    assert {"one place lies in the other", "at the same time"} <= {s.words for s in found.signs}


def test_people_decide_last() -> None:
    a, b = one("a1", "Syzran"), one("a4", "Novokuybyshevsk")
    pair = (min(a.id, b.id), max(a.id, b.id))
    assert together(grouped(everything(), Judged(same=frozenset({pair}))), a, b)
    town, plant = one("a1", "Syzran"), one("a2", "Syzran oil refinery")
    apart = (min(town.id, plant.id), max(town.id, plant.id))
    assert not together(grouped(everything(), Judged(apart=frozenset({apart}))), town, plant)


def test_what_people_undid_is_as_it_was() -> None:
    loom = grouped(everything(), Judged())
    before = parts(loom)
    reweave([one("a1", "Syzran").id], loom)
    assert parts(loom) == before


def test_an_incident_keeps_its_id_as_it_grows() -> None:
    loom = Loom()
    first = one("a1", "Syzran")
    [alone] = weave([first], loom)
    seq = {first.id: 7, one("a2", "Syzran oil refinery").id: 9}
    name = incident_of(alone, seq).id
    [grown] = weave([one("a2", "Syzran oil refinery")], loom)
    assert incident_of(grown, seq).id == name
    assert incident_of(grown, seq).place is not None


@pytest.mark.parametrize("report", [r.id for r in reports()])
def test_every_claim_is_in_a_telling(report: str) -> None:
    assert {c for t in told()[report] for c in t.claims}


def test_a_coarse_telling_joins_the_one_town_it_can_mean_and_none_of_two() -> None:
    texts = {
        "f1": ("Сумська поліція", "На Сумщині внаслідок нічного удару дронів виникла пожежа на складі."),
        "f2": ("Канал А", "Вночі в Конотопі після удару дронів виникла пожежа на складі."),
        "f3": ("Канал Б", "Вночі в Шостці після удару дронів виникла пожежа на складі."),
    }
    gazetteer = Gazetteer.open()
    made = {
        id_: tellings(extract(Report(id_, text, who, WHEN), gazetteer=gazetteer), None, gazetteer.get)
        for id_, (who, text) in texts.items()
    }
    coarse, first, second = (made[i][0] for i in ("f1", "f2", "f3"))
    assert together(grouped([coarse, first]), coarse, first)
    whole = parts(grouped([coarse, first, second]))
    assert whole == {frozenset({t.id}) for t in (coarse, first, second)}
    for order in permutations((coarse, first, second)):
        loom = Loom()
        for t in order:
            weave([t], loom)
        assert parts(loom) == whole
