"""Released incidents made by hand, for the tests of what leaves. Nothing of it happened; the publishers are invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from tocsin.model import Attribute, Check, Value
from tocsin.publish.outgoing import Outgoing
from tocsin.release import Area, Held, Number, Released, ReleasedClaim
from tocsin.vocab import Event, FigureKind, PlaceKind, Relation, Stance, State, Weapon

NOW = datetime(2025, 11, 23, 12, 0, tzinfo=UTC)
KYIV = timezone(timedelta(hours=2))

TOWN = Area("Romny", PlaceKind.SETTLEMENT, "UA", "UA-59", "Sumy Oblast", 50.75, 33.47, 5.0, True)
REGION = Area("Sumy Oblast", PlaceKind.REGION, "UA", "UA-59", "Sumy Oblast", 51.0, 34.0, 150.0, True)
DISTRICT = Area("Romny Raion", PlaceKind.DISTRICT, "UA", "UA-59", "Sumy Oblast", 50.8, 33.5, 40.0, True)
COUNTRY = Area("Ukraine", PlaceKind.COUNTRY, "UA", None, "", 49.0, 32.0, 600.0, True)
UNKNOWN = Area("Korotkhovsk", PlaceKind.SETTLEMENT, "BY")
NOWHERE = Area("", None)


def number(
    low: int | None, high: int | None, what: FigureKind = FigureKind.KILLED, words: str = "", approx: bool = False
) -> Number:
    return Number(what, low, high, approx, words)


def claim(id_: str = "c1", event: Event = Event.ATTACK, *numbers: Number, **changes: object) -> ReleasedClaim:
    made = ReleasedClaim(
        id_, f"channel/{id_}", "Example Wire", datetime(2025, 11, 21, 9, 5, tzinfo=UTC), None, event, Stance.STATED,
        "The governor of the region", None, Weapon.UAV if event is Event.ATTACK else None, numbers,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def value(words: str, *voices: str, low: int | None = None, high: int | None = None) -> Value:
    return Value(words, (), voices, State.SINGLE_SOURCE, low, high)


def blamed(*sides: str) -> Attribute:
    relation = Relation.AGREE if len(sides) == 1 else Relation.CONTRADICT
    return Attribute("blamed", tuple(value(side, f"Who blames {side}") for side in sides), relation)


def released(*claims: ReleasedClaim, **changes: object) -> Released:
    made = Released(
        "I-1", "Drone attack and casualties, Romny, 20–21 Nov 2025", TOWN,
        datetime(2025, 11, 20, 18, tzinfo=KYIV), datetime(2025, 11, 21, 6, tzinfo=KYIV), State.CORROBORATED,
        "Example Wire and Example Rescue Service say so, independently of one another",
        claims or (claim(),), (), (), ("names of people who hold no public office",),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def contested() -> Released:
    """An incident whose tolls contradict one another, and who is blamed for it."""
    return released(
        claim("c1", Event.ATTACK, number(3, 3)),
        claim("c2", Event.CASUALTIES, number(24, None, words="dozens of people"), speaker="A local paper"),
        id="I-2",
        state=State.CONTESTED,
        reason="The governor of the region and A local paper give tolls that cannot both hold",
        attributes=(
            blamed("RU", "UA"),
            Attribute("killed", (value("3", "The governor", low=3, high=3), value("at least 24", "A local paper", low=24)),
                      Relation.CONTRADICT),
        ),
        checks=(Check("the whole and its hours", FigureKind.UAV_DOWNED, 104, 61, "104 against 61", ("c1",)),),
    )  # fmt: skip


HELD = (
    Held("I-8", datetime(2025, 11, 23, 13, 41, tzinfo=UTC), "places of attack are held for 3 hours"),
    Held("I-9", datetime(2025, 11, 23, 14, 5, tzinfo=UTC), "places of attack are held for 3 hours"),
)


def going(*items: Released | Held, **changes: object) -> Outgoing:
    made: Sequence[Released | Held] = items or (released(), *HELD)
    return Outgoing(made, NOW, **{"asked": (("area", "Sumy region"),), **changes})  # type: ignore[arg-type]
