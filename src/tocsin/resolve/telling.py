"""What one report says of one place at one time: what is compared, and what an incident is made of."""

from dataclasses import dataclass

from tocsin.resolve.when import Stretch
from tocsin.resolve.where import Spot
from tocsin.vocab import Event, FigureKind, Weapon

#: What follows from an attack: told without a place of its own, it belongs to what stands before it.
EFFECTS = frozenset({
    Event.FIRE, Event.DAMAGE, Event.CASUALTIES, Event.OUTAGE, Event.EVACUATION, Event.RESPONSE, Event.RESTRICTION,
})  # fmt: skip
#: What a whole area is told to have seen.
AIR = frozenset({Event.INTERCEPTION, Event.THREAT, Event.ALL_CLEAR, Event.ADVICE})


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report says of one place at one time, and what it can be compared by.

    `voice` is who answers for it (the described publisher, else the report's); `claims` are ids; `kinds` are kinds of
    target; `figures` hold what is counted with its bounds; `denied` what it says did not happen; `kin` are the ids of
    the reports that this one edits, answers or passes on; `ships` the keys of ships that it names; `total` says that it
    counts for an area as a whole.
    """

    id: str
    report: str
    voice: str
    spot: Spot
    stretch: Stretch
    claims: tuple[str, ...]
    events: frozenset[Event] = frozenset()
    weapons: frozenset[Weapon] = frozenset()
    kinds: frozenset[str] = frozenset()
    figures: frozenset[tuple[FigureKind, int | None, int | None]] = frozenset()
    kin: frozenset[str] = frozenset()
    denied: frozenset[Event] = frozenset()
    ships: frozenset[str] = frozenset()
    total: bool = False
