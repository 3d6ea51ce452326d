"""A report's claims -> its tellings: what one report says of one place at one time.

Reports tell of several happenings, each in several claims ("drones were downed over the region; in N debris set a plant
on fire; nobody was hurt"). A telling is one of those: it is what is compared with other reports' tellings, and what an
incident is made of. One claim may belong to several ("strikes on Kharkiv and Chuhuiv").
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta

from tocsin.model import Claim, Place, Reading, Source
from tocsin.resolve.counts import tells
from tocsin.resolve.drafts import PRIMARY, Draft, share_national
from tocsin.resolve.ships import ships_of, tells_of_ship
from tocsin.resolve.targets import kinds_of
from tocsin.resolve.telling import AIR, EFFECTS, Telling
from tocsin.resolve.when import Stretch, another_day, same_time, stretch
from tocsin.resolve.where import Level, Lie, Spot, are_one, around, is_wide, is_within_town, lie, of_place, spot
from tocsin.sources import voice_of
from tocsin.vocab import WINDOWED, Event, Role, Stance, Weapon

#: What a joint number of is never divided among the places that it is told for.
_JOINT_EFFECTS = frozenset({Event.OUTAGE, Event.CASUALTIES, Event.EVACUATION, Event.DAMAGE})
#: Who counts what was downed over all of a country.
_NATIONAL = frozenset({Role.DEFENCE_MINISTRY, Role.GENERAL_STAFF, Role.ARMED_FORCES})
#: No single crew downs so many.
_MANY = 8
#: Two times of one place in one report, so far apart, are two happenings (hours).
_ANOTHER_TIME = 10.0
#: … and what follows from a happening is told of up to so much later (hours).
_LONG_AFTER = 60.0
#: What was longer ago is no news.
_LONG_AGO = timedelta(days=4)
#: So far (characters) before a claim a ship's name stands that it is told of.
_BESIDE = 60

#: Looks up an entry of the gazetteer by its id.
Entry = Callable[[str], Place | None]


def _nothing(_: str) -> None:
    return None


def tellings(
    reading: Reading, source: Source | None = None, entry: Entry = _nothing, alone: frozenset[str] = frozenset()
) -> tuple[Telling, ...]:
    """The tellings of one report, in the order of its text.

    Args:
        reading: the report with its claims.
        source: who publishes it, where that is described.
        entry: the gazetteer's entry with an id, for areas that are told of together.
        alone: ids of claims that stand by themselves, because a person said so.
    """
    made: list[Telling] = []
    for apart in (frozenset[str](), *(frozenset({id_}) for id_ in sorted(alone))):
        table = _Table(reading, source, entry)
        for claim in sorted(reading.claims, key=lambda c: (c.span.start, c.span.end, c.id)):
            if (claim.id in apart) if apart else (claim.id not in alone):
                table.take(claim)
        made += table.close()
    return tuple(made)


class _Table:
    """The tellings of a report as they grow, claim by claim."""

    def __init__(self, reading: Reading, source: Source | None, entry: Entry) -> None:
        self.reading, self.source, self.entry = reading, source, entry
        self.drafts: list[Draft] = []
        self.waiting: list[Claim] = []
        self.last: Draft | None = None
        self.ships = ships_of(reading.report.text)

    def take(self, claim: Claim) -> None:
        told = stretch(claim.time, self.reading.report.published)
        spots = self._spots(claim)
        if not spots:
            if self.last is None or claim.event in AIR:
                self.waiting.append(claim)
            else:
                self.last.add(claim, told)
            return
        for one in spots:
            draft = self._fit(one, told, claim)
            draft.add(claim, told)
        self.last = draft

    def _spots(self, claim: Claim) -> list[Spot]:
        named = [spot(m) for m in claim.places]
        if named and self._is_national(claim):
            return [self._at_home(counted=True)]
        if len(named) > 1:
            named = _without_water(claim, named)
            named = [a for a in named if not any(a is not b and around(a, b) for b in named)]
        named = list({s.key: s for s in named}.values())
        if len(named) > 1 and self._is_joint(claim, named):
            return [self._common(named)]
        return [self._nearer(claim, named[0])] if len(named) == 1 else named

    def _is_national(self, claim: Claim) -> bool:
        """What a country's forces counted, with no place but one that was told of another happening before."""
        if self.reading.home or not (self.source and self.source.role in _NATIONAL):
            return False
        carried = all(m.span.end <= claim.span.start for m in claim.places)
        same = [c for c in self.reading.claims if c.id != claim.id and c.places == claim.places]
        before = any(c.span.end <= claim.span.start and c.event is not Event.INTERCEPTION for c in same)
        total = tells("total", claim.quote)
        return carried and (before or total) and any(f.what in WINDOWED for f in claim.figures)

    def _is_joint(self, claim: Claim, named: Sequence[Spot]) -> bool:
        """Whether a number is told for all places together, never to be copied to each."""
        if not claim.figures or tells("each", claim.quote):
            return False
        if claim.event in _JOINT_EFFECTS:
            return True
        lines = {m.name for c in self.reading.claims if c is not claim and c.event is claim.event for m in c.places}
        return sum(s.name in lines for s in named) >= min(2, len(named))

    def _common(self, named: Sequence[Spot]) -> Spot:
        """The smallest area that holds all of them: one that the report names, else their region or country."""
        told = [spot(m) for c in self.reading.claims for m in c.places if m.place]
        holds = [s for s in told if all(lie(s, n) in (Lie.INSIDE, Lie.COARSE) and around(s, n) for n in named)]
        if holds:
            return min(holds, key=lambda s: (s.place.radius_km or 0.0) if s.place else 0.0)
        regions = {s.region for s in named if s.region}
        countries = sorted(s.country for s in named if s.country)
        if len(regions) == 1:
            return self._area(str(next(iter(regions))), Level.REGION)
        if self.source and self.source.country and self.source.country in countries:
            return self._area(self.source.country, Level.COUNTRY)
        return self._area(max(countries, key=countries.count), Level.COUNTRY) if countries else Spot("", Level.NOWHERE)

    def _nearer(self, claim: Claim, named: Spot) -> Spot:
        """What follows is told of the place told of last, where only the area around it is named, and before that."""
        if self.last is None:
            return named
        if claim.event is Event.RESTRICTION and around(self.last.spot, named):
            # An airport that closes while drones threaten its region is a part of that.
            return self.last.spot if any(c.event in AIR for c in self.last.claims) else named
        if claim.event not in EFFECTS or not around(named, self.last.spot):
            return named
        carried = claim.places[0].span.end <= self.last.claims[0].span.start
        return self.last.spot if carried or claim.places[0].span.end < claim.span.start else named

    def _fit(self, one: Spot, told: Stretch | None, claim: Claim) -> Draft:
        """The telling of this place and time, or a new one."""
        for draft in reversed(self.drafts):
            limit = _ANOTHER_TIME if claim.event in PRIMARY else _LONG_AFTER
            if not are_one(draft.spot, one) or not same_time(draft.times, told, limit):
                continue
            if told and claim.event in PRIMARY and self._calls_back(draft, told):
                continue
            if told and another_day(told, claim.event in PRIMARY, draft.times, draft.later):
                continue
            if (one.level is Level.SPOT) and draft.spot.level is Level.SPOT and is_within_town(one, draft.spot):
                draft.spot = one
            return draft
        draft = Draft(one)
        self.drafts.append(draft)
        return draft

    def _calls_back(self, draft: Draft, told: Stretch) -> bool:
        """Whether a happening of long ago is told of after one without a time: "was hit, which was hit in May too"."""
        published = self.reading.report.published
        fresh = not draft.times and any(c.event in PRIMARY for c in draft.claims)
        return published is not None and told.said and fresh and told.end < published - _LONG_AGO

    def close(self) -> tuple[Telling, ...]:
        report = self.reading.report
        if self.waiting:
            self._place_waiting()
        share_national(self.drafts)
        made: list[Telling] = []
        for draft in self.drafts:
            when = draft.stretch(report.published)
            if when and draft.claims:
                made.append(self._telling(draft, when))
        return tuple(made)

    def _place_waiting(self) -> None:
        """Claims before the first place: they belong to it, else to where the publisher is at home."""
        first = self.drafts[0] if self.drafts else None
        counted = any(_sums_up(c) for c in self.waiting)
        if first is None or self._only_fly_past(first) or (counted and first.spot.level is not Level.COUNTRY):
            first = Draft(self._at_home(counted))
            self.drafts.append(first)
        for claim in self.waiting:
            first.add(claim, stretch(claim.time, self.reading.report.published))

    def _only_fly_past(self, first: Draft) -> bool:
        """Whether the claims tell of drones in the air, and the first place only of an airport that closed for them."""
        closed = all(c.event is Event.RESTRICTION for c in first.claims)
        return closed and all(c.event is Event.THREAT for c in self.waiting)

    def _at_home(self, counted: bool) -> Spot:
        if self.reading.home is not None:
            return of_place(self.reading.home)
        if counted and self.source and self.source.country and self.source.role in _NATIONAL:
            return self._area(self.source.country, Level.COUNTRY)
        return Spot("", Level.NOWHERE)

    def _area(self, code: str, level: Level) -> Spot:
        """A whole country (ISO 3166-1) or region (ISO 3166-2)."""
        place = self.entry(f"iso:{code}")
        return of_place(place) if place else Spot(code, level, code.partition("-")[0])

    def _ships(self, claims: tuple[Claim, ...]) -> frozenset[str]:
        """The ships that the claims are told of: in or beside their words, else the one ship of the report."""
        text = self.reading.report.text
        beside = {
            name
            for name, places in self.ships.items()
            for at in places
            for c in claims
            if c.span.start - _BESIDE <= at < c.span.end
            and "\n" not in text[min(at, c.span.start) : c.span.start]
            and not any(at < o.span.end <= c.span.start for o in self.reading.claims)
        }
        alone = len(self.ships) == 1 and any(tells_of_ship(c.quote) for c in claims)
        return frozenset(beside or (self.ships if alone else ()))

    def _telling(self, draft: Draft, when: Stretch) -> Telling:
        report = self.reading.report
        claims = tuple({c.id: c for c in draft.claims}.values())
        figures = frozenset((f.what, f.low, f.high) for c in claims for f in c.figures)
        said = sorted(f"{c.id} {c.event} {c.weapon} {c.stance} {c.figures}" for c in claims)
        key = "\n".join((report.id, draft.spot.key, when.start.isoformat(), when.end.isoformat(), *said))
        kin = frozenset(x for x in (report.edit_of, report.reply_to, report.forward_of) if x)
        voice = voice_of(report, self.source)
        counts = any(what in WINDOWED for what, _, _ in figures)
        return Telling(
            id=hashlib.sha256(key.encode()).hexdigest()[:16],
            report=report.id,
            voice=voice,
            spot=draft.spot,
            stretch=when,
            claims=tuple(c.id for c in claims),
            events=frozenset(c.event for c in claims),
            weapons=frozenset(c.weapon for c in claims if c.weapon),
            kinds=kinds_of(claims),
            figures=figures,
            kin=kin,
            ships=self._ships(claims),
            denied=frozenset(c.event for c in claims if c.stance is Stance.DENIED),
            total=(counts or any(tells("day", c.quote) for c in claims))
            and draft.spot.level in (Level.REGION, Level.COUNTRY),
        )


def _sums_up(claim: Claim) -> bool:
    """Whether it counts for all of a country: a number for a stretch of time, or a large one, and no crew's feat."""
    counts = [f.low or 0 for f in claim.figures if f.what in WINDOWED]
    return bool(counts) and (claim.time is not None or sum(counts) >= _MANY)


def _without_water(claim: Claim, named: list[Spot]) -> list[Spot]:
    """Beside a town, a river or sea only says where that is."""
    towns = [s for s in named if s.level is Level.SPOT]
    dry = [s for s in named if not (s.place and is_wide(s.place))]
    over_water = claim.event is Event.INTERCEPTION and claim.weapon is not Weapon.NAVAL_DRONE
    return dry if towns and not over_water else named
