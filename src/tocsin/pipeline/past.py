"""What other incidents tell of one: those before it, and those beside it in the regions that it counts for."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from tocsin.assess import Earlier, Elsewhere, Past, Voice, across, bounds, history, is_wide
from tocsin.ledger import Query, from_json
from tocsin.model import Assessment, Check, Claim, History, Incident, Interval, Testimony
from tocsin.pipeline.summary import Summary
from tocsin.vocab import Event, FigureKind, PlaceKind

#: So many other incidents are looked at, the latest first.
_MOST = 1_000


class Seen(Protocol):
    """Incidents that can be looked up: all that the ledger holds, or those that were known at a past moment."""

    def incidents(self, query: Query) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Id and body of the incidents that are wanted, the latest first."""

    def earliest(self, name: str, value: str) -> str | None:
        """When the first incident with a facet began (ISO, UTC)."""


def precedents(incident: Incident, told: Iterable[Testimony], seen: Seen) -> tuple[History, ...]:
    """What becomes of the claims of an incident that set themselves against history."""
    return history(incident, [t.claim for t in told], _before(seen, incident))


def wide_totals(told: Iterable[Testimony], summary: Summary, seen: Seen) -> tuple[Check, ...]:
    """The totals over several regions, held against those who count in each of them."""
    wide = [t for t in told if is_wide(t.claim)]
    if not wide:
        return ()
    return across(wide, summary.heard(wide), lambda report: summary.archive.told_by(report)[0], _beside(seen, summary))


def _beside(seen: Seen, summary: Summary) -> Elsewhere:
    def look(event: Event, areas: Collection[str], when: Interval) -> Iterator[tuple[Testimony, Voice]]:
        since, until = (_minutes(m) for m in bounds(when))
        for _, body in seen.incidents(Query({"area": sorted(areas), "event": [event]}, since, until, _MOST)):
            told = summary.archive.testimonies(body["incident"]["claims"])
            heard = summary.heard(told)
            yield from ((t, heard[t.claim.id]) for t in told)

    return look


def _minutes(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="minutes")


def _before(seen: Seen, incident: Incident) -> Callable[[Claim, bool], Past]:
    """What is held from before an incident, of a claim's kind: at its place, or in all of its region."""
    until = _minutes(incident.start - timedelta(minutes=1))

    def look(claim: Claim, region: bool) -> Past:
        place = incident.place
        if place is None:
            return Past((), None)
        wide = place.region if region or place.kind is PlaceKind.REGION else None
        name, value = ("area", wide) if wide else ("place", place.id)
        facets: dict[str, Collection[str]] = {name: [value], "event": [claim.event]}
        if claim.weapon:
            facets["weapon"] = [claim.weapon]
        found = seen.incidents(Query(facets, None, until, _MOST))
        first = seen.earliest(name, value)
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
