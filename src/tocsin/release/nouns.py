"""What may go out: an incident cut down to it, or how long it is held."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model import Attribute, Check, Earlier, WarnedArea, Wording
from tocsin.vocab import AlertKind, AreaState, Event, FigureKind, Hazard, PlaceKind, Stance, State, Weapon


@dataclass(frozen=True, slots=True)
class Area:
    """Where a released incident was, as finely as may be said.

    `name` is "" where no place is said; `known` whether the gazetteer has it (else `lat` and the rest are None).
    `lat`/`lon` are degrees (WGS 84) of a point in it, `radius_km` how far from there it may reach; a point is the place
    itself only for a settlement or site. `region` is the ISO 3166-2 code, `region_name` its usual English name.
    """

    name: str
    kind: PlaceKind | None
    country: str | None = None
    region: str | None = None
    region_name: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it may go out: `low`..`high`, None where that side is open.

    `words` are the number's own ("dozens of people"): other lists round such words in ways of their own.
    """

    what: FigureKind
    low: int | None
    high: int | None
    approx: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReleasedClaim:
    """A claim as it may go out: ids of claim and report, who says it, and the words only where they may be quoted."""

    id: str
    report: str
    publisher: str
    published: datetime | None
    url: str | None
    event: Event
    stance: Stance
    speaker: str
    quote: str | None
    weapon: Weapon | None
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Released:
    """An incident as it may go out, and what was withheld of it, in words."""

    id: str
    title: str
    area: Area
    start: datetime
    end: datetime
    state: State
    reason: str
    claims: tuple[ReleasedClaim, ...]
    attributes: tuple[Attribute, ...] = ()
    checks: tuple[Check, ...] = ()
    withheld: tuple[str, ...] = ()
    internal: bool = False

    @property
    def events(self) -> tuple[Event, ...]:
        """What is claimed to have happened, each once, as the claims are in order."""
        return tuple(dict.fromkeys(c.event for c in self.claims))


@dataclass(frozen=True, slots=True)
class Held:
    """An incident that may not go out: until when (None: never), and why. It says nothing else of it."""

    id: str
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReleasedAlert:
    """An alert as it may go out.

    `quote` are the words that warn, end or advise, `advice_said` the authority's own advice, `url` the address of its
    post: each only where it names no spot and nobody private. `digest` is the SHA-256 of the report, so that who has it
    can tell. `withheld` says in words what is left out.
    """

    id: str
    kind: AlertKind
    sent: datetime
    expires: datetime
    area: WarnedArea
    hazard: Hazard
    stage: Event
    state: AreaState
    since: datetime
    raid: str
    authority: str
    publisher: str
    said_at: datetime
    earlier: tuple[Earlier, ...]
    wordings: tuple[Wording, ...]
    quote: str | None
    quote_language: str
    advice_said: tuple[str, ...]
    url: str | None
    digest: str
    confirmed: bool
    exercise: bool
    withheld: tuple[str, ...] = ()
