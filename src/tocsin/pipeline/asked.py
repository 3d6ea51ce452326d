"""Which incidents a user asks for, and what that means to the ledger."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.errors import SettingsError
from tocsin.gazetteer import Gazetteer
from tocsin.ledger import Query
from tocsin.sources import fold
from tocsin.vocab import Event, PlaceKind, PlaceStatus, State, Weapon


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents a user asks for.

    Every part that is given must hold; several values of one part are alternatives.
    """

    places: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


def query(wanted: Wanted, gazetteer: Gazetteer) -> Query:
    """What is looked up for it.

    Raises:
        SettingsError: a place, event, state or the like is unknown; the message says what may be given.
    """
    facets: dict[str, Collection[str]] = {}
    for name, given, known in (
        ("event", wanted.events, Event), ("state", wanted.states, State), ("weapon", wanted.weapons, Weapon),
    ):  # fmt: skip
        for value in given:
            if value not in set(known):
                raise SettingsError(f"--{name} {value!r}: it may be {', '.join(known)}")
        if given:
            facets[name] = given
    if wanted.publishers:
        facets["publisher"] = [fold(p) for p in wanted.publishers]
    if wanted.parties:
        facets["party"] = [p.upper() for p in wanted.parties]
    if wanted.areas:
        facets["area"] = [code for area in wanted.areas for code in _area(area, gazetteer)]
    if wanted.places:
        facets["place"] = [id_ for place in wanted.places for id_ in _place(place, gazetteer)]
    since, until = (
        m.astimezone(UTC).isoformat(timespec="minutes") if m else None for m in (wanted.since, wanted.until)
    )
    return Query(facets, since, until)


def _area(name: str, gazetteer: Gazetteer) -> list[str]:
    """The codes that a region, district or country goes by: "UA-63", "Kharkiv region", "Ukraine"."""
    if gazetteer.get(f"iso:{name.upper()}"):
        return [name.upper()]
    tried = (p for form in (name, f"{name} region", f"{name} Oblast") for p in gazetteer.named(form))
    found = next((p for p in tried if p.kind in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.DISTRICT)), None)
    if found is None:
        raise SettingsError(
            f"--area {name!r}: no region, district or country is known by this name (try tocsin places)"
        )
    return [found.region or found.country or found.id] if found.id.startswith("iso:") else [found.id]


def _place(name: str, gazetteer: Gazetteer) -> list[str]:
    """The ids that a place's name may mean; a name that no gazetteer has is looked for as it is."""
    if gazetteer.get(name):
        return [name]
    mention = gazetteer.explain(name).mention
    if mention.status is PlaceStatus.FOUND and mention.place:
        return [mention.place.id]
    return [*(p.id for p in mention.candidates), name.casefold()]
