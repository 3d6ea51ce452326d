"""What an export of some area lets through, and what its notice says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tocsin.gazetteer import Gazetteer
from tocsin.pipeline import Wanted
from tocsin.pipeline.forms import outgoing
from tocsin.publish.outgoing import Outgoing
from tocsin.release import Area, Held, Released, ReleasedClaim
from tocsin.vocab import Event, PlaceKind, Stance, State

NOW = datetime(2025, 11, 23, 12, tzinfo=UTC)
CLAIM = ReleasedClaim("c", "r", "Example Wire", NOW, None, Event.FIRE, Stance.STATED, "Example Wire", None, None)
MADE = Released("I-1", "Fire", Area("", None), NOW, NOW, State.SINGLE_SOURCE, "only Example Wire says so", (CLAIM,))
AREAS = {
    kind: Area("Somewhere", kind, "UA", "UA-59", "Sumy Oblast", 50.9, 34.8, 5.0, True) for kind in PlaceKind
} | {None: Area("", None)}  # fmt: skip

Export = Callable[..., tuple[set[PlaceKind | None], Outgoing]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture
def export(gazetteer: Gazetteer) -> Export:
    """Export one incident of each size of place, all of them found; which went out."""

    def run(internal: bool = False, **asked: object) -> tuple[set[PlaceKind | None], Outgoing]:
        found = [replace(MADE, area=area) for area in AREAS.values()]
        going = outgoing(found, Wanted(**asked), gazetteer, NOW, internal=internal)  # type: ignore[arg-type]
        return {item.area.kind for item in going}, going

    return run


FINE = {PlaceKind.SETTLEMENT, PlaceKind.SITE}


@pytest.mark.parametrize(
    ("asked", "out", "narrow"),
    [
        ({}, set(AREAS), False),
        ({"areas": ("Ukraine",)}, set(AREAS), False),
        ({"areas": ("Sumy region",)}, set(AREAS), False),
        ({"places": ("Sumy region",)}, set(AREAS), False),
        ({"areas": ("Sumskyi raion",)}, {*FINE, PlaceKind.DISTRICT}, True),
        ({"areas": ("Sumy region", "Sumskyi raion")}, {*FINE, PlaceKind.DISTRICT}, True),
        ({"places": ("Romny",)}, FINE, True),
        ({"places": ("Romny",), "areas": ("Sumy region",)}, FINE, True),
    ],
)
def test_nothing_goes_out_that_is_coarser_than_the_little_that_was_asked_for(
    asked: dict[str, object], out: set[PlaceKind | None], narrow: bool, export: Export
) -> None:
    went, going = export(**asked)
    assert went == out
    assert going.narrow is narrow
    assert going.notice().incidents == len(out)
    assert going.notice().held == ()
    everything, internal = export(internal=True, **asked)
    assert everything == set(AREAS)
    assert internal.notice().narrow is False


def test_the_regions_of_an_area_are_those_of_the_map(export: Export) -> None:
    assert export(areas=("Sumy region",))[1].regions == ("UA-59",)
    assert export()[1].regions == ()
    country = export(areas=("Belarus",))[1].regions
    assert len(country) >= 6
    assert all(code.startswith("BY-") for code in country)


def test_what_the_rules_hold_stays_held(gazetteer: Gazetteer) -> None:
    held = Held("I-2", None, "positions are never said")
    going = outgoing([held], Wanted(), gazetteer, NOW, internal=False)
    assert list(going) == []
    assert going.notice().held == (("positions are never said", 1, None),)
