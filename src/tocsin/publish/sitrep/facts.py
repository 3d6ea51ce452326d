"""What a situation report says, before it has a form: its incidents by number, and how many of what, when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tocsin.publish.outgoing import Notice, Outgoing
from tocsin.publish.released import contradicted, numbers, place
from tocsin.publish.words import visible
from tocsin.release import Released
from tocsin.vocab import Event, FigureKind, Stance, State

#: From so many days on, they are counted by the week.
_DAYS = 35
#: More bars than this are not shown; the first then holds what was earlier too.
_MOST = 400


class Sign(NamedTuple):
    """A state for the eye: a sign and a word (never colour alone), and what it means."""

    sign: str
    word: str
    meaning: str


SIGNS: dict[State, Sign] = {
    State.CONFIRMED: Sign("◉", "confirmed", "a person has seen independent or primary evidence"),
    State.CORROBORATED: Sign("●", "corroborated", "two or more say so who are independent of one another"),
    State.CONTESTED: Sign("◆", "contested", "claims that cannot both hold"),
    State.SINGLE_SOURCE: Sign("○", "single-source", "nobody is known who says so independently"),
    State.UNVERIFIABLE: Sign("□", "unverifiable", "it cannot be told"),
    State.REFUTED: Sign("✕", "refuted", "evidence speaks against it"),
    State.RETRACTED: Sign("⊘", "retracted", "who said so took it back"),
}

#: How the bars part the states: each with its pattern on the page, and what it says.
SHADES: dict[str, tuple[State, ...]] = {
    "borne out": (State.CONFIRMED, State.CORROBORATED),
    "contested": (State.CONTESTED,),
    "one voice, or not to be told": (State.SINGLE_SOURCE, State.UNVERIFIABLE),
    "refuted or retracted": (State.REFUTED, State.RETRACTED),
}

_NOUNS = {"uav": "drones", "missile": "missiles", "weapon": "weapons"}

METHOD = (
    "This report lists claims: what somebody says happened. A claim is not a fact, and nothing here is established by "
    "being listed.",
    "An incident is the claims that speak of one happening. Its state says how far it is borne out that it happened, "
    "not that each detail is so.",
    "Publishers count, not feeds: copies, translations and houses that belong together are one voice, and what a party "
    "to a war says of itself is not corroborated by itself.",
    "Every number is somebody's. Nothing is added up: periods overlap, and one who counts repeats another.",
    "A place that is not known for certain is drawn nowhere. A region is shaded as a whole: somewhere in it.",
    "That nothing is listed for an area or a time does not mean that nothing happened, and is no all-clear.",
)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many incidents began in a stretch of days, by shade."""

    first: date
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Facts:
    """A situation report without its form. Incidents are numbered from 1, as they came."""

    title: str
    period: str
    incidents: tuple[tuple[int, Released], ...]
    notice: Notice
    regions: tuple[str, ...]
    desk: str
    internal: bool

    @classmethod
    def of(cls, outgoing: Outgoing) -> "Facts":
        """What the incidents of an export amount to; all of them are held in memory."""
        incidents = tuple(enumerate(outgoing, 1))
        notice = outgoing.notice()
        asked = [visible(value) for name, value in notice.asked if name in ("area", "place")]
        return cls(
            f"Situation report: {', '.join(asked) or 'all areas'}",
            notice.period or _spanned(released for _, released in incidents),
            incidents,
            notice,
            outgoing.regions,
            visible(outgoing.desk),
            outgoing.internal,
        )

    @property
    def states(self) -> list[tuple[State, int]]:
        """How many incidents have which state, the best borne out first."""
        counts = Counter(released.state for _, released in self.incidents)
        return [(state, counts[state]) for state in SIGNS if counts[state]]

    @property
    def kinds(self) -> list[tuple[Event, int]]:
        """How many incidents somebody claims an event of, the most frequent first. One can be of several kinds."""
        counts = Counter(event for _, r in self.incidents for event in happened(r))
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def days(self) -> tuple[list[Bar], int]:
        """How many incidents began on each day, those without any too; and how many days a bar stands for."""
        began = [(released.start.date(), _shade(released.state)) for _, released in self.incidents]
        if not began:
            return [], 1
        first, last = min(day for day, _ in began), max(day for day, _ in began)
        step = 1 if (last - first).days < _DAYS else 7
        if step == 7:
            first -= timedelta(days=first.weekday())
        if (last - first).days > _MOST * step:
            # What is decades apart is a slip of some report; a row of empty bars would say nothing.
            first = last - timedelta(days=_MOST * step + last.weekday())
        counts = Counter((max(0, (day - first).days // step), shade) for day, shade in began)
        bars = [
            Bar(first + timedelta(days=at * step), {shade: counts[at, shade] for shade in SHADES})
            for at in range((last - first).days // step + 1)
        ]
        return bars, step

    @property
    def contested(self) -> list[tuple[int, Released]]:
        """The incidents in which something cannot hold together."""
        return [
            (n, r)
            for n, r in self.incidents
            if r.state is State.CONTESTED or contradicted(r) or any(c.difference for c in r.checks)
        ]

    @property
    def figures(self) -> list[tuple[FigureKind, list[tuple[int, Released]]]]:
        """What is counted, and the incidents in which it is."""
        found: dict[FigureKind, dict[int, Released]] = {}
        for n, released in self.incidents:
            for number, _ in numbers(released):
                if number.what is not FigureKind.OTHER:
                    found.setdefault(number.what, {})[n] = released
        return [(kind, list(found[kind].items())) for kind in FigureKind if kind in found]


def happened(released: Released) -> list[Event]:
    """What somebody claims to have happened in an incident; not what is only denied."""
    return list(dict.fromkeys(c.event for c in released.claims if c.stance is not Stance.DENIED))


def when(released: Released) -> str:
    """When it was, in the zone in which it was told."""
    start, end = released.start, released.end.astimezone(released.start.tzinfo)
    if start.time() == time.min and end.time() >= time(23, 59):
        return _day(start) if start.date() == end.date() else f"{_day(start)} to {_day(end)}"
    offset = start.strftime("%z")
    zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset not in ("+0000", "") else "UTC"
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{_day(end)} {end:%H:%M}"
    return f"{_day(start)} {start:%H:%M}" + (f" to {until}" if end > start else "") + f" ({zone})"


def where(released: Released) -> str:
    """Where it was, and how finely that is said."""
    return place(released.area)


def noun(kind: FigureKind) -> str:
    """What a number counts, in plain words: "drones downed"."""
    first, _, rest = kind.partition("-")
    return f"{_NOUNS.get(first, first)} {rest}".replace("-", " ").strip()


def counted(count: int, step: int) -> str:
    """What a bar's number is: for a caption."""
    unit = "day" if step == 1 else "week"
    earlier = "; the first holds what was earlier too" if count > _MOST else ""
    units = f"{count:,} {unit}{'' if count == 1 else 's'}"
    return f"Incidents by the {unit} on which they are said to have begun ({units}{earlier})"


def _shade(state: State) -> str:
    return next(shade for shade, states in SHADES.items() if state in states)


def _spanned(incidents: Iterable[Released]) -> str:
    spans = [(r.start, r.end) for r in incidents]
    if not spans:
        return ""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return f"{_day(first)} to {_day(last)}" if first.date() != last.date() else _day(first)


def _day(moment: datetime | date) -> str:
    return f"{moment.day} {moment:%b} {moment.year}"
