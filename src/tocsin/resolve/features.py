"""How much speaks for two tellings being of the same happening: one weight for each thing that they can be compared by.

The weights are in `lexicon/weights.yml`, each with its words for the person who asks why. A link is made from
`link_from` on. Nothing here depends on any third telling, so that the order in which reports arrive changes nothing.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tocsin.errors import DataFileError
from tocsin.gazetteer.distance import distance_km
from tocsin.resolve.targets import are_kin
from tocsin.resolve.telling import AIR, EFFECTS, Telling
from tocsin.resolve.timing import RARE, are_areas, of_time
from tocsin.resolve.where import Level, Lie, lie
from tocsin.vocab import Event, FigureKind, Weapon
from tocsin.wordlists import load, wrong

_FILE = Path(__file__).parent / "lexicon" / "weights.yml"
#: Weapons that are told of for one another, or come in one raid.
_AIRBORNE = frozenset({Weapon.UAV, Weapon.MISSILE, Weapon.AIRCRAFT_BOMB, Weapon.NAVAL_DRONE, Weapon.OTHER})
#: What tells that something was hit, besides its consequences.
_STRUCK = frozenset({Event.EXPLOSION, Event.FIRE, Event.DAMAGE})
#: Who corrects the place of a report names another one not farther off than this (km).
_TOLD_ANEW = 40.0
#: Posts of one voice that follow one another so soon go on about one thing (hours).
_SOON = 1.0
_HARM = frozenset({FigureKind.KILLED, FigureKind.INJURED, FigureKind.CASUALTIES, FigureKind.MISSING})


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for or against, with its weight."""

    name: str
    weight: float

    @property
    def words(self) -> str:
        """What it says to a person."""
        return weights()[self.name].words


@dataclass(frozen=True, slots=True)
class Link:
    """What speaks for and against two tellings being of one happening."""

    signs: tuple[Sign, ...]

    @property
    def score(self) -> float:
        """The sum of the weights."""
        return sum(s.weight for s in self.signs)

    @property
    def holds(self) -> bool:
        """Whether it is enough to link the two."""
        return self.score >= weights()["link_from"].weight

    @property
    def parts(self) -> bool:
        """Whether they are told of two places: no third telling can make them one."""
        return any(s.name in ("apart", "told-apart") for s in self.signs) and self.forbids

    @property
    def forbids(self) -> bool:
        """Whether the two must not end in one incident, whatever else speaks for it."""
        return self.score <= weights()["forbid_to"].weight


@dataclass(frozen=True, slots=True)
class Weight:
    """One line of the table."""

    weight: float
    words: str


@cache
def weights(path: Path = _FILE) -> dict[str, Weight]:
    """The table of weights.

    Raises:
        DataFileError: a line is malformed or one is missing.
    """
    table: dict[str, Weight] = {}
    for name, entry in load(path, "weights, each [weight, words]").items():
        if not (isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], int | float)):
            raise wrong(path, name, f"{name} must be [weight, words]")
        table[name] = Weight(float(entry[0]), str(entry[1]))
    missing = sorted(NAMES - table.keys())
    if missing:
        raise DataFileError(str(path), None, f"no weight is given for {', '.join(missing)}")
    return table


def link(a: Telling, b: Telling) -> Link:
    """What speaks for and against `a` and `b` being of one happening. The same whichever comes first."""
    if b.id < a.id:
        a, b = b, a
    table = weights()
    names = [name for feature in _FEATURES for name in feature(a, b)]
    return Link(tuple(Sign(name, table[name].weight) for name in names))


def _place(a: Telling, b: Telling) -> Iterator[str]:
    how = lie(a.spot, b.spot)
    if a.ships & b.ships:
        yield "same-ship"
    elif Level.NOWHERE in (a.spot.level, b.spot.level):
        yield "nowhere"
    elif how is Lie.APART and _are_kin(a, b) and _distance(a, b) <= _TOLD_ANEW:
        yield "told-anew"
    elif how is Lie.SAME:
        spot = a.spot.level is Level.SPOT
        fine = spot and not (a.spot.place and a.spot.place.kind == "settlement")
        yield "same-spot" if fine else "same-town" if spot else "same-area"
    else:
        yield {
            Lie.INSIDE: "inside", Lie.SUBURB: "suburb", Lie.NEIGHBOURS: "neighbours", Lie.MAYBE: "maybe-same",
            Lie.BESIDE: "beside", Lie.COARSE: "coarse", Lie.APART: "apart",
        }[how]  # fmt: skip


def _are_kin(a: Telling, b: Telling) -> bool:
    return b.report in a.kin or a.report in b.kin


def _distance(a: Telling, b: Telling) -> float:
    places = a.spot.anchor, b.spot.anchor
    return distance_km(places[0], places[1]) if places[0] and places[1] else math.inf


def _events(a: Telling, b: Telling) -> Iterator[str]:
    ground = [Event.CLASH in t.events for t in (a, b)]
    if ground[0] is not ground[1]:
        yield "ground-and-air"
    shared = a.events & b.events
    if shared & RARE:
        yield "same-effect"
    elif shared - AIR - {Event.RESPONSE}:
        yield "same-event"
    elif shared:
        yield "same-act"
    if (a.denied & (b.events - b.denied)) or (b.denied & (a.events - a.denied)):
        yield "denies-it"
    if are_areas(a, b):
        effects = [bool(t.events & EFFECTS) for t in (a, b)]
        downed = [Event.INTERCEPTION in t.events for t in (a, b)]
        struck = [bool(t.kinds or t.events & _STRUCK) for t in (a, b)]
        if downed[0] is not downed[1] and struck == [not d for d in downed]:
            yield "air-and-strike"
        elif effects[0] is not effects[1]:
            yield "air-and-effect"


def _weapon(a: Telling, b: Telling) -> Iterator[str]:
    one, two = a.weapons, b.weapons
    if not one or not two:
        return
    if one & two:
        yield "same-weapon"
    elif one <= _AIRBORNE and two <= _AIRBORNE:
        yield "other-airborne"
    else:
        yield "other-weapon"


def _target(a: Telling, b: Telling) -> Iterator[str]:
    if a.ships and b.ships and not a.ships & b.ships:
        yield "other-ship"
    one, two = a.kinds, b.kinds
    if one & two:
        yield "same-target"
    elif one and two and not any(are_kin(x, y) for x in one for y in two):
        yield "other-target"


def _figures(a: Telling, b: Telling) -> Iterator[str]:
    shared = (f for f in a.figures & b.figures if f[0] is not FigureKind.OTHER)
    if any((low or 0) > 1 or (high or 0) > 1 for _, low, high in shared):
        yield "same-figure"
    one, two = ({what for what, low, _ in t.figures if what in _HARM and low} for t in (a, b))
    if one & two:
        yield "harm-too"


def _report(a: Telling, b: Telling) -> Iterator[str]:
    if a.report == b.report:
        yield "one-report" if lie(a.spot, b.spot) in (Lie.SAME, Lie.INSIDE) else "told-apart"
        return
    if _are_kin(a, b):
        yield "kin-report"
    apart = abs((a.stretch.published - b.stretch.published).total_seconds()) / 3600
    if a.voice == b.voice and apart <= _SOON and Level.NOWHERE in (a.spot.level, b.spot.level):
        yield "same-voice-soon"


_FEATURES: tuple[Callable[[Telling, Telling], Iterator[str]], ...] = (
    _place, of_time, _events, _weapon, _target, _figures, _report,
)  # fmt: skip

#: Every weight that the features name.
NAMES = frozenset({
    "neighbours",
    "nowhere", "same-spot", "same-town", "same-area", "inside", "maybe-same", "beside", "coarse", "apart", "near-8",
    "near-20", "near-36", "near-60", "far", "later-than-told", "gap-8", "gap-20", "gap-36", "gap-60", "overlap",
    "overlap-day", "overlap-long", "air-and-strike", "window-same", "window-part", "window-other", "ground-and-air",
    "same-event", "same-effect", "same-act", "air-and-effect", "same-weapon", "other-airborne", "other-weapon",
    "same-target", "other-target", "same-figure", "harm-too", "denies-it", "told-anew", "one-report", "told-apart",
    "ends-it", "ends-it-late", "said-again", "suburb", "same-ship", "other-ship",
    "kin-report", "same-voice-soon", "goes-on", "link_from", "forbid_to",
})  # fmt: skip
