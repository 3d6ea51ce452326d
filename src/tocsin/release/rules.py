"""The rules of "Do no harm": what may go out of an incident, how finely, and when. Made nowhere else.

What goes out is a `Released`; `publish` takes nothing else for what leaves the desk. A person at the desk sees all
(`internal`). Each rule fails closed: what cannot be told apart is treated as what must be held back. The words that
tell military, critical and civilian things apart are in `data/release.yml`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tocsin.model import Account, Attribute, Claim, Figure, Incident, Place, Testimony
from tocsin.release.kinds import STRIKES, kinds_of
from tocsin.release.nouns import Area, Held, Number, Released, ReleasedClaim
from tocsin.release.spots import tells_no_spot
from tocsin.titles import title
from tocsin.vocab import AUTHOR, Event, FigureKind, PlaceKind, State

#: From the finest to the widest.
_FINE = (PlaceKind.SITE, PlaceKind.SETTLEMENT, PlaceKind.DISTRICT, PlaceKind.REGION, PlaceKind.COUNTRY)
#: A site that may reach farther than this is a sea or a river (kilometres).
_WIDE = 30.0
#: What a public quote may say.
_WARNS = frozenset({Event.THREAT, Event.ALL_CLEAR, Event.ADVICE})
#: What counts things that were hit.
_THINGS = frozenset({FigureKind.OBJECTS_DAMAGED, FigureKind.HITS, FigureKind.OTHER})
#: Reasons that name nobody.
_REASONS = {
    State.RETRACTED: "it was taken back", State.REFUTED: "it was shown not to be so",
    State.CONTESTED: "one denies what another states", State.CONFIRMED: "a person has seen evidence",
    State.CORROBORATED: "two who are independent of one another say so",
    State.SINGLE_SOURCE: "nobody independent bears it out", State.UNVERIFIABLE: "nothing is left to hold it against",
}  # fmt: skip


class Releaser:
    """Applies the rules.

    Args:
        entry: the gazetteer's entry with an id, for the districts and regions that a place gives way to.
        public: whether words for a speaker name a public office, or a publisher that is described.
    """

    def __init__(self, entry: Callable[[str], Place | None], public: Callable[[str], bool]) -> None:
        self._entry, self._public = entry, public

    def release(self, account: Account, now: datetime, *, internal: bool = False) -> Released | Held:
        """What may go out of an incident at a moment (aware); all of it, for the desk's own use, where `internal`."""
        if internal:
            return _whole(account)
        hold, level, why = _rule(account)
        if hold is None:
            return Held(account.incident.id, None, why)
        until = _from(account) + hold
        if now < until:
            return Held(account.incident.id, until, why)
        return _Cut(account, self._area(account.incident, level), level, why, self._public).released()

    def _area(self, incident: Incident, level: PlaceKind) -> Area:
        """The place, or what it lies in of the level that may be said."""
        place = incident.place
        if place is None:
            said = incident.kind is not None and _FINE.index(incident.kind) >= _FINE.index(level)
            return Area(incident.name if said else "", incident.kind if said else None, incident.country)
        found: Place | None = place
        sea = place.kind is PlaceKind.SITE and (place.radius_km or 0.0) > _WIDE
        if not sea and _FINE.index(place.kind) < _FINE.index(level):
            ids = [place.district] if level is PlaceKind.DISTRICT else []
            ids += [f"iso:{place.region}" if place.region else None, f"iso:{place.country}" if place.country else None]
            found = next((p for id_ in ids if id_ and (p := self._entry(id_))), None)
        if found is None:
            return Area("", None, place.country)
        region = self._entry(f"iso:{found.region}") if found.region else None
        return _area(found, region.name if region else "")


@dataclass(slots=True)
class _Cut:
    """One incident as it is cut down to what may go out."""

    account: Account
    area: Area
    level: PlaceKind
    why: str
    public: Callable[[str], bool]
    withheld: list[str] = field(default_factory=list)
    _hidden: frozenset[str] = frozenset()

    def released(self) -> Released:
        incident = self.account.incident
        told = [t.claim for t in self.account.testimonies]
        coarser = self.area.name != incident.name
        if self.level is not PlaceKind.SITE:
            self._hidden = frozenset(_stems(incident, told, self.area, self.level))
        if coarser:
            self._note(f"the place within {self.area.name or self.area.country or 'its region'}: {self.why}")
        words = self.account.title
        if coarser:
            words = title(replace(incident, name=self.area.name or "place withheld"), told, known=True)
        claims = tuple(self._claim(t, coarser) for t in self.account.testimonies)
        kept = tuple(a for a in map(self._attribute, self.account.assessment.attributes) if a)
        checks = tuple(c for c in self.account.assessment.checks if not self._gives_away(c.words))
        return Released(
            id=incident.id, title=words, area=self.area, start=incident.start, end=incident.end,
            state=self.account.assessment.state, reason=self._reason(), claims=claims, attributes=kept, checks=checks,
            withheld=tuple(dict.fromkeys(self.withheld)),
        )  # fmt: skip

    def _note(self, words: str) -> None:
        self.withheld.append(words)

    def _gives_away(self, words: str) -> bool:
        """Whether words name a place that is not said."""
        folded = words.casefold()
        return any(stem in folded for stem in self._hidden)

    def _name(self, words: str) -> str:
        """Who speaks: offices and publishers by name, other people and whoever gives the place away without."""
        if self._gives_away(words):
            self._note("names of offices and publishers that tell the place")
            return "a local source"
        if words == AUTHOR or words.islower() or self.public(words):
            return words
        self._note("names of people who hold no public office")
        return "somebody"

    def _claim(self, t: Testimony, coarser: bool) -> ReleasedClaim:
        claim, report = t.claim, t.report
        may = claim.event in _WARNS and not coarser and self._is_clean(claim) and not self._gives_away(claim.quote)
        if not may:
            self._note("words of reports other than warnings, all-clears and advice, and of those that name a spot")
        spotless = self._is_clean(claim) and self._tells_no_spot(report.text, claim)
        link = report.url if spotless and not coarser and not self._gives_away(report.text) else None
        if report.url and link is None:
            self._note("links to reports that name a spot")
        local = self._gives_away(f"{report.id} {report.publisher}")
        publisher = "a local source" if local else report.publisher
        if local:
            self._note("names of offices and publishers that tell the place")
        numbers = tuple(Number(f.what, f.low, f.high, f.approx, self._counted(f)) for f in claim.figures)
        return ReleasedClaim(
            claim.id, "" if coarser else report.id, publisher, report.published, link, claim.event, claim.stance,
            self._name(claim.speaker.text), claim.quote if may else None, claim.weapon, numbers,
        )  # fmt: skip

    def _counted(self, figure: Figure) -> str:
        """A number in its own words; of things that were hit only where those may be said."""
        things = figure.what in _THINGS and self.level is not PlaceKind.SITE
        return "" if things or figure.quote[1:] != figure.quote[1:].lower() else figure.quote

    def _is_clean(self, claim: Claim) -> bool:
        """Whether its words name no spot: no site, street, coordinates or place of interception, and nobody private."""
        if any(p.kind is PlaceKind.SITE for p in claim.places) or claim.event is Event.INTERCEPTION:
            return False
        return self._tells_no_spot(f"{claim.quote} {claim.target.text if claim.target else ''}", claim)

    def _tells_no_spot(self, words: str, claim: Claim) -> bool:
        """Whether words lead to no spot, and have no two capitals together but in the name of a place or an office."""
        known = {word for p in claim.places for word in p.quote.casefold().split()}
        return tells_no_spot(words, known, self.public)

    def _attribute(self, attribute: Attribute) -> Attribute | None:
        # What was hit is said only where all of it is civilian: no list has every word for a tank farm.
        spots = attribute.name == "target" and self.level is not PlaceKind.SITE
        if spots or any(self._gives_away(f"{attribute.name} {v.words}") for v in attribute.values):
            self._note("values that tell the place, or what was hit")
            return None
        values = (replace(v, voices=tuple(dict.fromkeys(map(self._name, v.voices)))) for v in attribute.values)
        return replace(attribute, values=tuple(values))

    def _reason(self) -> str:
        """The reason; in general words where it would name whom nobody may know."""
        reason = self.account.assessment.reason
        speakers = {t.claim.speaker.text for t in self.account.testimonies} - {AUTHOR}
        private = any(not self.public(s) and s.casefold() in reason.casefold() for s in speakers)
        return _REASONS[self.account.assessment.state] if private or self._gives_away(reason) else reason


def _rule(account: Account) -> tuple[timedelta | None, PlaceKind, str]:
    """For how long an incident is held (None: for ever), the finest level that may then be said, and why."""
    claims = [t.claim for t in account.testimonies]
    events = {c.event for c in claims}
    kinds = {kind for c in claims for kind in kinds_of(c)}
    rules = []
    if "positions" in kinds:
        return None, PlaceKind.REGION, "positions of forces or of air defence never go out"
    if events & STRIKES:
        if kinds == {"civilian"}:
            rules.append((timedelta(hours=3), PlaceKind.SITE, "places of attack are held for 3 hours"))
        else:
            what = (
                "what was hit is of military or critical use" if kinds - {"civilian"} else "what was hit is not known"
            )
            rules.append((timedelta(hours=12), PlaceKind.REGION, f"{what}: held for 12 hours, then as its region"))
    if Event.CLASH in events:
        rules.append(
            (timedelta(hours=24), PlaceKind.DISTRICT, "ground fighting is held for 24 hours, then as its district")
        )
    if Event.INTERCEPTION in events:
        rules.append((timedelta(0), PlaceKind.REGION, "places of interception go out as their region"))
    rules.append((timedelta(0), PlaceKind.SETTLEMENT, "sites go out as their town"))
    hold = max(rules, key=lambda r: r[0])
    coarse = max(rules[:-1] or rules, key=lambda r: _FINE.index(r[1]))
    return hold[0], coarse[1], (hold if hold[0] else coarse)[2]


def _from(account: Account) -> datetime:
    """When a hold begins: the end of the happening; where its time is not known, that is when it was first reported."""
    return account.incident.end


def _stems(incident: Incident, claims: Sequence[Claim], area: Area, level: PlaceKind) -> Iterator[str]:
    """The beginnings of all names of places that are finer than what may be said."""
    names = {incident.name} if incident.name != area.name else set()
    for m in (m for c in claims for m in c.places):
        if _FINE.index(m.kind) < _FINE.index(level):
            names |= {m.name, m.quote, m.place.name if m.place else ""}
    for word in {w for name in names for w in re.findall(r"[\w'’-]{4,}", name.casefold())}:
        if word not in area.name.casefold():
            yield word[: max(4, len(word) - 3)]


def _whole(account: Account) -> Released:
    """Everything, for those at the desk."""
    incident, place = account.incident, account.incident.place
    area = _area(place, "") if place else Area(incident.name, incident.kind, incident.country)
    claims = tuple(
        ReleasedClaim(
            t.claim.id, t.report.id, t.report.publisher, t.report.published, t.report.url, t.claim.event,
            t.claim.stance, t.claim.speaker.text, t.claim.quote, t.claim.weapon,
            tuple(Number(f.what, f.low, f.high, f.approx, f.quote) for f in t.claim.figures),
        )
        for t in account.testimonies
    )  # fmt: skip
    told = account.assessment
    return Released(
        incident.id, account.title, area, incident.start, incident.end, told.state, told.reason, claims,
        told.attributes, told.checks, internal=True,
    )  # fmt: skip


def _area(place: Place, region: str) -> Area:
    return Area(
        place.name, place.kind, place.country, place.region, region, place.lat, place.lon, place.radius_km, known=True
    )
