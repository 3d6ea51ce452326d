"""What is kept of an incident, and what it is found by."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tocsin.assess import Known, Voice, Who, assess, voices
from tocsin.ledger import Found, Shelf, to_json
from tocsin.model import Assessment, Incident, Place, Ruling, Source, Testimony
from tocsin.pipeline.archive import Archive
from tocsin.resolve import Group, Likeness, incident_of, origins
from tocsin.sources import fold
from tocsin.titles import title
from tocsin.vocab import PlaceKind, Role, State


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a summary is made with besides the claims.

    `alike` finds the likenesses that some reports have an end in, also those that are not written yet; `who` the
    described source that words for a speaker name; `within` whether the first place lies in the second; `ruling` what
    people decided on the state of the incident with some tellings.
    """

    alike: Callable[[Collection[str]], Iterable[Likeness]]
    who: Who
    within: Callable[[Place, Place], bool]
    ruling: Callable[[Collection[str]], Ruling | None]


class Summary:
    """Makes of a group of tellings what the ledger keeps of an incident.

    Args:
        archive: the claims and reports.
        shelf: where incidents are kept.
        context: what else is asked.
        described: all described sources.
    """

    def __init__(self, archive: Archive, shelf: Shelf, context: "Surroundings", described: Iterable[Source]) -> None:
        self.archive, self.shelf, self._context = archive, shelf, context
        self._holders: dict[tuple[Role, str], list[Source]] = {}
        for source in described:
            for area in source.jurisdiction if source.role else ():
                self._holders.setdefault((source.role, area), []).append(source)  # type: ignore[arg-type]

    def as_judged(self, ruling: Callable[[Collection[str]], Ruling | None]) -> "Summary":
        """The same, where people decided something else."""
        made = copy(self)
        made._context = replace(self._context, ruling=ruling)
        return made

    def found(self, group: Group, seq: Mapping[str, int]) -> Found:
        """The incident that a group is, with its state and what it is found by."""
        incident = incident_of(group, seq)
        told = self.archive.testimonies(incident.claims)
        return Found(
            id=incident.id,
            starts=_utc(incident.start),
            ends=_utc(incident.end),
            state=(assessment := self._assessed(told, group)).state,
            members=tuple(t.id for t in group.tellings),
            facets=tuple(_facets(group, incident, told)),
            body={
                "title": title(incident, [t.claim for t in told]) if told else "everything about it was redacted",
                "incident": to_json(incident),
                "assessment": to_json(assessment),
                "tellings": [[t.id, list(t.claims)] for t in group.tellings],
                "bonds": [[b.first, b.second] for b in group.bonds],
            },
        )

    def _assessed(self, told: Sequence[Testimony], group: Group) -> Assessment:
        if not told:
            return Assessment(State.UNVERIFIABLE, "everything about it was redacted")
        known = Known(self.archive.told_by, self._context.within, self._context.ruling([t.id for t in group.tellings]))
        return assess(told, self._voices(told, _areas(t.spot.anchor for t in group.tellings)), known)

    def _voices(self, told: Sequence[Testimony], areas: Collection[str]) -> dict[str, Voice]:
        def holders(role: Role) -> list[Source]:
            return [s for area in sorted(areas) for s in self._holders.get((role, area), ())]

        return voices(told, self._context.who, holders, self.origins(told))

    def heard(self, told: Sequence[Testimony]) -> dict[str, Voice]:
        """Whose word each claim of an incident is, by the claim's id."""
        return self._voices(told, _areas(m.place for t in told for m in t.claim.places))

    def testimonies(self, claims: Sequence[str]) -> list[Testimony]:
        """The claims with their reports and sources, whom those copy, and whether they were taken down."""
        told = self.archive.testimonies(claims)
        copies = self.origins(told)
        gone = self.archive.deletions(dict.fromkeys(t.report.id for t in told))
        return [
            replace(t, copy_of=copies.get(t.report.id), deleted=at, deletion=how)
            for t in told
            for at, how in (gone.get(t.report.id, (None, "")),)
        ]

    def origins(self, told: Sequence[Testimony]) -> dict[str, str]:
        """Of each report that copies another of the incident: the one that was first."""
        reports = {t.report.id: t.report.published for t in told}
        return origins(reports, self._context.alike(reports))


def _areas(places: Iterable[Place | None]) -> set[str]:
    """The places themselves with the regions and districts that they lie in."""
    return {code for p in places if p for code in (p.region, p.district, p.id) if code}


def _facets(group: Group, incident: Incident, told: list[Testimony]) -> list[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for t in told:
        found |= {("event", t.claim.event), ("publisher", fold(t.report.publisher or t.report.id))}
        if t.claim.weapon:
            found.add(("weapon", t.claim.weapon))
        if t.report.language:
            found.add(("language", t.report.language))
        if t.source:
            found.add(("publisher", fold(t.source.publisher)))
            if t.source.party:
                found.add(("party", t.source.party))
    for spot in (t.spot for t in group.tellings):
        found.add(("place", spot.place.id if spot.place else spot.name.casefold()))
        found |= {("area", code) for code in _codes(spot.anchor, spot.country)}
    found |= {("area", code) for code in _codes(incident.place, incident.country)}
    return sorted(found)


def _codes(place: Place | None, country: str | None) -> list[str]:
    """The ISO codes and the district that something lies in."""
    if place is None:
        return [country] if country else []
    own = [place.id] if place.kind is PlaceKind.DISTRICT else []
    return [code for code in (place.country, place.region, place.district, *own) if code]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="minutes")
