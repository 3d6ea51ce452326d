"""What the ledger holds from before an incident."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.assess import Earlier, Past
from tocsin.ledger import Query, Shelf, from_json
from tocsin.model import Assessment, Claim, Incident
from tocsin.vocab import FigureKind, PlaceKind

#: So many earlier incidents are looked at, the latest first.
_MOST = 1_000


def looker(shelf: Shelf, incident: Incident) -> Callable[[Claim, bool], Past]:
    """What the ledger holds from before an incident, of a claim's kind: at its place, or in all of its region."""
    until = (incident.start - timedelta(minutes=1)).astimezone(UTC).isoformat(timespec="minutes")

    def look(claim: Claim, region: bool) -> Past:
        place = incident.place
        if place is None:
            return Past((), None)
        wide = place.region if region or place.kind is PlaceKind.REGION else None
        name, value = ("area", wide) if wide else ("place", place.id)
        facets: dict[str, Collection[str]] = {name: [value], "event": [claim.event]}
        if claim.weapon:
            facets["weapon"] = [claim.weapon]
        found = shelf.incidents(Query(facets, None, until, _MOST))
        first = shelf.earliest(name, value)
        since = datetime.fromisoformat(first) if first and first < until else None
        return Past(tuple(_earlier(id_, body) for id_, body in found if id_ != incident.id), since)

    return look


def _earlier(id_: str, body: Mapping[str, Any]) -> Earlier:
    assessment = from_json(body["assessment"], Assessment)
    most: dict[FigureKind, int] = {}
    for attribute in assessment.attributes:
        what = attribute.name.split()[0]
        if what in set(FigureKind):
            for value in attribute.values:
                most[FigureKind(what)] = max(most.get(FigureKind(what), 0), value.most)
    return Earlier(id_, from_json(body["incident"], Incident).start, most)
