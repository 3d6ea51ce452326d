"""A telling in the making: the claims of one report about one place at one time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tocsin.model import Claim
from tocsin.resolve.telling import AIR
from tocsin.resolve.when import Grain, Stretch, gap, stretch, union
from tocsin.resolve.where import Level, Spot
from tocsin.vocab import WINDOWED, Event

#: What an incident's time is told by; the fire brigade, the death in hospital and the advice come later.
PRIMARY = frozenset({
    Event.ATTACK, Event.INTERCEPTION, Event.EXPLOSION, Event.FIRE, Event.DAMAGE, Event.OUTAGE, Event.CLASH,
})  # fmt: skip
#: What is said while it holds, where no time is told, and so long before at most.
_NOW = frozenset({Event.RESTRICTION, Event.THREAT, Event.ALL_CLEAR})
_JUST = timedelta(hours=1)


@dataclass(slots=True)
class Draft:
    """What was found so far: `times` are those of the happening, `later` those of what followed it."""

    spot: Spot
    claims: list[Claim] = field(default_factory=list)
    times: list[Stretch] = field(default_factory=list)
    later: list[Stretch] = field(default_factory=list)

    def add(self, claim: Claim, told: Stretch | None) -> None:
        """Take a claim up, with the time that it tells."""
        self.claims.append(claim)
        if told and told.said:
            (self.times if claim.event in PRIMARY else self.later).append(told)

    def stretch(self, published: datetime | None) -> Stretch | None:
        """When it happened: as the events say, else before what followed it, else before it was published."""
        if self.times:
            return union(self.times)
        if published and not self.later and all(c.event in _NOW for c in self.claims):
            return Stretch(published - _JUST, published, Grain.WINDOW, published)
        acts = all(c.event in AIR for c in self.claims)
        if self.later and (acts or published is None):
            return union(self.later)
        return stretch(None, published)


def share_national(drafts: list[Draft]) -> None:
    """An attack on the whole country, told with what was downed of it here and there, is the attack on those places."""
    national = [d for d in drafts if d.spot.level is Level.COUNTRY]
    for draft in national:
        loose = all(c.event is Event.ATTACK and not any(f.what in WINDOWED for f in c.figures) for c in draft.claims)
        lines = [d for d in drafts if d is not draft and _is_part(d, draft) and _meets(d, draft)]
        if loose and lines:
            totals = [d for d in lines if d.spot.level is Level.COUNTRY]
            for line in totals or lines:
                line.claims = [*draft.claims, *line.claims]
            draft.claims = []


def _is_part(line: Draft, whole: Draft) -> bool:
    """Whether it lies in the country, or is over a sea or a land that the report counts in with it."""
    return line.spot.country == whole.spot.country or all(c.event is Event.INTERCEPTION for c in line.claims)


def _meets(a: Draft, b: Draft) -> bool:
    return any(gap(x, y) <= 0.0 for x in a.times for y in b.times)
