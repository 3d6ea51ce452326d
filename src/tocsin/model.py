"""The nouns: frozen records that the rooms hand to one another.

Nothing here does anything; offsets count Unicode code points of `Report.text`, half-open, as Python slices do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tocsin.vocab import (
    AlertKind,
    AreaState,
    Credibility,
    Event,
    FigureKind,
    Hazard,
    PlaceKind,
    PlaceStatus,
    Polled,
    Precedence,
    Relation,
    Relayed,
    Reliability,
    Role,
    Scope,
    Stance,
    State,
    Weapon,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Source:
    """A channel, site or feed that is read, and who stands behind it.

    `family` names the house that several publishers belong to and that counts as one voice (by default the publisher);
    `aliases` are the names under which its reports arrive; `zone` is an IANA time zone name; `country` where it is at
    home (ISO 3166-1); `regions` are the ISO 3166-2 codes it mostly reports on (they settle ties between equal names).
    `party` is the warring party it belongs to (ISO 3166-1), or None, and `war` of which war. `jurisdiction` lists the
    regions (ISO 3166-2) and districts (gazetteer ids) that it in fact serves as an authority; it implies no sovereignty
    and arms nothing. `reliability` is a grade with its reason; `cadence` the longest silence in hours that is usual.
    `checked` says that a person (`checked_by`) made sure that the names are the publisher's own.
    """

    id: str
    publisher: str
    family: str | None = None
    aliases: tuple[str, ...] = ()
    language: str | None = None
    zone: str | None = None
    country: str | None = None
    regions: tuple[str, ...] = ()
    party: str | None = None
    war: str | None = None
    role: Role | None = None
    jurisdiction: tuple[str, ...] = ()
    reliability: Reliability = Reliability.CANNOT_BE_JUDGED
    reliability_reason: str = ""
    cadence: float | None = None
    checked: bool = False
    checked_by: str | None = None

    @property
    def voice(self) -> str:
        """Who counts once, however many of its sources say the same."""
        return self.family or self.publisher


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What a ledger knows of a source: of how many incidents it tells, and when the latest of them began.

    `reports` were read of it the last time (`read_at`), the newest of them published at `read_to`.
    """

    source: Source
    incidents: int = 0
    latest: datetime | None = None
    reports: int = 0
    read_to: datetime | None = None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One text by one publisher at one time.

    `published` is aware, or None where the payload does not say. `text` is exactly what spans count in.
    `payload_sha256` is the digest of the raw record as it came, `payload` that record. `origin` says where it was read
    (file and place in it, or address). `forward_of`, `reply_to`, `edit_of` name the reports it derives from, as the
    payload does. `zone` is the IANA zone that the report speaks in, if known.
    """

    id: str
    text: str
    publisher: str = ""
    published: datetime | None = None
    url: str | None = None
    language: str | None = None
    title: str | None = None
    zone: str | None = None
    origin: str = ""
    payload_sha256: str = ""
    edited: datetime | None = None
    forward_of: str | None = None
    reply_to: str | None = None
    edit_of: str | None = None
    payload: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or not understood: bad input is a value.

    `origin` names the file or address, `place` the record in it ("message 17", "line 3", "byte 2048"; "" for the
    whole), `reason` says in one line what is wrong.
    """

    origin: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.origin}{f', {self.place}' if self.place else ''}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer.

    `name` is the usual English name; `country` ISO 3166-1 alpha-2 (None for the high seas), `region` ISO 3166-2
    of the first-order division; `district` the id of the district, where one is known. `lat`/`lon` are degrees (WGS 84)
    of a point in it, `radius_km` says how far from that point the place may reach (the precision of the point).
    """

    id: str
    name: str
    kind: PlaceKind
    country: str | None = None
    region: str | None = None
    district: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name in a report and what it means: one place, several (`ambiguous`), or none that is known (`not found`).

    `name`, `country` and `kind` hold what the text and context alone allow where there is no `place`; `within` then are
    the known places that the same words put it in, the nearest first. `reason` tells in words how it was settled.
    """

    span: Span
    quote: str
    name: str
    kind: PlaceKind
    status: PlaceStatus
    country: str | None = None
    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    reason: str = ""
    within: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """From … to, local to `zone`: both dates (whole days, both included) or both naive date-times."""

    start: date | datetime
    end: date | datetime
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is said: `low`..`high`, None where that side is open."""

    span: Span
    quote: str
    what: FigureKind
    low: int | None
    high: int | None
    approx: bool = False

    @property
    def most(self) -> int:
        """The most that it says for sure: its upper bound, else its lower one."""
        return self.high if self.high is not None else self.low or 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a report, with their place in it. `span` is None only for the implicit speaker `author`."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """How one field of a claim came about: the rule (file and name) and the words that it matched.

    Where no word decided, the rule is the reason and begins with "default", and the words are empty.
    """

    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a report says happened, is happening, or will be done, as said by one speaker."""

    id: str
    report: str
    span: Span
    quote: str
    event: Event
    stance: Stance
    speaker: Phrase
    via: tuple[Phrase, ...] = ()
    precedent: Phrase | None = None
    caveat: Phrase | None = None
    places: tuple[PlaceMention, ...] = ()
    time: Interval | None = None
    figures: tuple[Figure, ...] = ()
    weapon: Weapon | None = None
    target: Phrase | None = None
    blamed: Phrase | None = None
    why: tuple[tuple[str, Why], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Act:
    """What a report declares by saying it: that a danger is there, is under way or over, or what people should do.

    `event` is one of `vocab.ACTS`. `areas` are the places it is for, `still_on` those that a partial all-clear leaves
    out (`rest` where that is all the rest of the region). `assumed` says that no area is named, so that it is the
    publisher's own. `doubt` says in words why it is not plainly declared; "" where it is. `claims` are ids.
    """

    event: Event
    hazard: Hazard
    areas: tuple[PlaceMention, ...]
    span: Span
    quote: str
    scope: Scope = Scope.FULL
    still_on: tuple[PlaceMention, ...] = ()
    rest: bool = False
    assumed: bool = False
    doubt: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one report: its claims, what it declares, and what could not be made of it.

    `home` is where its publisher is at home, as far as its description or name tells ("Mayor of Kharkiv"). `unmade`
    says in words why words of warning in it declare nothing ("a drill"); "" where it has none such.
    """

    report: Report
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    home: Place | None = None
    acts: tuple[Act, ...] = ()
    unmade: str = ""


@dataclass(frozen=True, slots=True)
class Arming:
    """A channel (its own numeric id) that an administrator armed for a source (id): it may warn on its own.

    `areas` are ISO 3166 codes and gazetteer ids; none: it is disarmed. `most` is how many areas one post may warn.
    """

    source: str
    channel: str
    areas: tuple[str, ...]
    most: int
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WarnedArea:
    """An area that is warned.

    `id` is the gazetteer's, `name` the usual English name, `said` the words of the report. `code` is its ISO 3166
    code, "" where it is smaller than a region. `within` are the ids of what it lies in, itself first.
    """

    id: str
    name: str
    said: str
    code: str
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handling:
    """What becomes of a report that a warning may hang on, with what it declares, and why.

    `areas` are those of its acts that are known places. `hacked` says that it looks as if somebody else wrote it.
    """

    report: str
    relay: Relayed
    acts: tuple[Act, ...]
    areas: tuple[WarnedArea, ...]
    why: str
    hacked: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What one authority (a source's id) said last of one hazard in one area, or what has become of that.

    `since` is when the state began, `heard` when the authority was last heard on it, `until` when it becomes unknown if
    it is not heard again (None: never by itself). `began_by` and `last_by` are reports. `stage` is the last act. `raid`
    names the alert that runs, "" where none does. `carved` says that an area is left out of the alert around it. `was`
    is what it was before its source fell silent.
    """

    area: WarnedArea
    hazard: Hazard
    authority: str
    state: AreaState
    stage: Event
    since: datetime
    heard: datetime
    until: datetime | None
    began_by: str
    last_by: str
    raid: str = ""
    carved: bool = False
    was: AreaState | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A standing as it was and as it is, and why in words. `before` is None where nothing was said before."""

    before: Standing | None
    after: Standing
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class AreaStatus:
    """How an area stands: by itself, and by what was said of the areas around it; `parts` are those in it.

    `since` is when the state began, None where no armed source speaks for the area.
    """

    area: WarnedArea
    state: AreaState
    since: datetime | None
    standings: tuple[Standing, ...] = ()
    parts: tuple["AreaStatus", ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """An alert in one language (ISO 639-1), all from one record; `instruction` is the catalogue's advice."""

    language: str
    event: str
    headline: str
    description: str
    instruction: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message that was sent before, of the same raid."""

    id: str
    sent: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """The report whose words an alert relays.

    `quote` is the sentence that warns, ends or advises, `advice` are the authority's own words of advice; `digest` is
    the SHA-256 of the report as it came.
    """

    report: str
    publisher: str
    at: datetime
    language: str
    quote: str
    advice: tuple[str, ...] = ()
    url: str | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """CAP's unit of warning: one message of one authority on one hazard in one area.

    `raid` is what all messages of one alert have in common, from its first to its end. `earlier` are those of them that
    it takes the place of. `since` is when the state began; `advice` are codes of the catalogue. Whole seconds.
    """

    id: str
    kind: AlertKind
    sent: datetime
    expires: datetime
    area: WarnedArea
    hazard: Hazard
    authority: str
    stage: Event
    state: AreaState
    since: datetime
    raid: str
    origin: Origin
    earlier: tuple[Earlier, ...] = ()
    advice: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()
    confirmed: bool = True
    exercise: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of asking one address once.

    `source` is the id of the described source that is read there, "" where there is none; `reports` are the ids of what
    was new or edited, each with a digest of what it says; `vanished` are ids that were there and are gone; `gap` says
    that something may have been missed since the last time; `seconds` is how long the answer took.
    """

    address: str
    at: datetime
    outcome: Polled
    why: str = ""
    source: str = ""
    reports: Mapping[str, str] = field(default_factory=dict, hash=False)
    vanished: tuple[str, ...] = ()
    gap: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time in which one area was in one state for one hazard. `end` is None where it lasts.

    `area` is an id of the gazetteer, `names` are the words for it, of reports first; `began_by` and `ended_by` are
    reports.
    """

    area: str
    names: tuple[str, ...]
    name: str
    hazard: Hazard
    state: AreaState
    start: datetime
    end: datetime | None
    began_by: str
    ended_by: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """A claim with the report that makes it and, where it is described, the source that the report came from.

    `copy_of` is the report (id) of the same incident that the report copies; `deleted` is when it was noticed that its
    publisher had taken it down, with what was noticed in `deletion`.
    """

    claim: Claim
    report: Report
    source: Source | None = None
    copy_of: str | None = None
    deleted: datetime | None = None
    deletion: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening, as the claims about it have it.

    `place` is the finest known place that they agree on, `name`, `kind` and `country` what is said where none is
    known; `start` and `end` are aware, in the zone in which it was told. `claims` and `reports` are ids in the order
    of publication.
    """

    id: str
    name: str
    kind: PlaceKind | None
    country: str | None
    place: Place | None
    start: datetime
    end: datetime
    claims: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value that claims give for an attribute, in words; a number with its bounds. It has a state of its own."""

    words: str
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    state: State
    low: int | None = None
    high: int | None = None

    @property
    def most(self) -> int:
        """The most that it says for sure: its upper bound, else its lower one."""
        return self.high if self.high is not None else self.low or 0


@dataclass(frozen=True, slots=True)
class Attribute:
    """What the claims of an incident say of one thing (a figure, the weapon, who did it), oldest value first."""

    name: str
    values: tuple[Value, ...]
    relation: Relation


@dataclass(frozen=True, slots=True)
class Check:
    """A sum held against another: a total against its own lines, one who counts against another.

    `difference` is the first less the second; `claims` are those that both sums were made of.
    """

    name: str
    what: FigureKind
    first: int
    second: int
    words: str
    claims: tuple[str, ...]

    @property
    def difference(self) -> int:
        """The first sum less the second."""
        return self.first - self.second


@dataclass(frozen=True, slots=True)
class Framing:
    """Words of a claim (id) that judge rather than tell: its speaker's. `kind` says of what."""

    kind: str
    words: str
    claim: str


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of a claim (id) after the Admiralty code, and why it is believed so far."""

    claim: str
    reliability: Reliability
    credibility: Credibility
    reason: str

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about an incident: its state, why, and who they are."""

    state: State
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """How far an incident is borne out: its state, the reason in words, and the claims (ids) behind it.

    `attributes` are what its claims say, value by value; `checks` what was held against one another; `framing` the
    loaded words in them, `grades` how far each claim is believed.
    """

    state: State
    reason: str
    claims: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    checks: tuple[Check, ...] = ()
    framing: tuple[Framing, ...] = ()
    grades: tuple[Grade, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """One number in a series: who gave it (`voice`), in which claim, of which incident."""

    testimony: Testimony
    figure: Figure
    voice: str
    incident: str


@dataclass(frozen=True, slots=True)
class Brief:
    """An incident in a line of a list: how many claims and reports there are, and not which."""

    id: str
    title: str
    assessment: Assessment
    claims: int
    reports: int


@dataclass(frozen=True, slots=True)
class History:
    """What a ledger says of words that set a claim (id) against history, why, and by which earlier incidents (ids)."""

    claim: str
    words: str
    verdict: Precedence
    reason: str
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """The content of a report (id) was destroyed at `at`, by whom and why.

    `incidents` are those that it told of, each with the tellings of other reports that were with it there.
    """

    report: str
    reason: str
    by: str
    at: datetime
    incidents: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Account:
    """An incident with its title, its assessment, and everything that is said of it, oldest report first.

    `history` is what the ledger held from before when the account was asked for; `redactions` are of reports that told
    of it once.
    """

    incident: Incident
    title: str
    assessment: Assessment
    testimonies: tuple[Testimony, ...]
    history: tuple[History, ...] = ()
    redactions: tuple[Redaction, ...] = ()
