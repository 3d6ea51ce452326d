"""A claim in the making, and what every rule may look at."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from tocsin.extract.attribution import Attribution
from tocsin.extract.home import Home
from tocsin.extract.lexicon import either_of_all
from tocsin.extract.numbers import Quantity, quantities
from tocsin.extract.text import Sentence, View
from tocsin.extract.times import TimeMention
from tocsin.gazetteer import Gazetteer
from tocsin.model import Figure, Interval, Phrase, PlaceMention, Span, Why
from tocsin.vocab import Event, FigureKind, Stance, Weapon

_LAUNCHED = (FigureKind.UAV_LAUNCHED, FigureKind.MISSILE_LAUNCHED, FigureKind.WEAPON_LAUNCHED)
_OF_WEAPONS = (*_LAUNCHED, FigureKind.UAV_DOWNED, FigureKind.MISSILE_DOWNED, FigureKind.WEAPON_DOWNED)
_SALVO = 60


@dataclass(slots=True)
class Hit:
    """Words that tell of an event, and the rule that found them."""

    span: Span
    event: Event
    rule: str
    noun: bool = False
    weapon: Weapon | None = None
    stance: Stance | None = None
    figure: str | None = None
    count: int | None = None


@dataclass
class Scene:
    """A report as the rules see it: its text, and everything that was found in it before claims are drafted."""

    view: View
    languages: list[str]
    gazetteer: Gazetteer
    mentions: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    attributions: list[Attribution]
    home: Home
    zone: str | None

    @cached_property
    def numbers(self) -> list[Quantity]:
        """The numbers of the text, sentence by sentence, without those of a time and those of a part of another."""
        return [q for q in self._numbers if not q.part]

    @cached_property
    def parts(self) -> list[Quantity]:
        """The numbers that count a part of what was counted before: "four of them"."""
        return [q for q in self._numbers if q.part]

    @cached_property
    def _numbers(self) -> list[Quantity]:
        found: list[Quantity] = []
        for sentence, language in zip(self.view.sentences, self.languages, strict=True):
            for q in quantities(self.view.folded, language, max(sentence.start, sentence.stamp_end), sentence.end):
                if not self._in_time(q) and not self._in_name(q):
                    found.append(q)
        return found

    def _in_time(self, q: Quantity) -> bool:
        last = bisect_left(self.times, q.end, key=lambda t: t.start)
        return last > 0 and q.core < self.times[last - 1].end

    def _in_name(self, q: Quantity) -> bool:
        last = bisect_right(self.mentions, q.core, key=lambda m: m.span.start)
        return last > 0 and q.end <= self.mentions[last - 1].span.end

    def is_whole(self, q: Quantity) -> bool:
        """Whether the number is what another before it is a part of: "43 of 77 drones", "два из пяти"."""
        at = bisect_left(self.numbers, q.start, key=lambda x: x.start)
        between = self.view.folded[self.numbers[at - 1].end : q.start] if at else ""
        return bool(
            re.fullmatch(rf"(?:\s\w+)?\s{either_of_all('numbers', 'part-of')}\s(?:the\s|its\s|all\s|their\s)?", between)
        )

    def is_whole_ahead(self, q: Quantity, end: int) -> bool:
        """Whether the number is what the next one, up to `end`, is a part of: "of 60 drones, 52 were downed"."""
        folded = self.view.folded
        leads = re.search(
            rf"(?<!\w){either_of_all('numbers', 'part-of')}\s(?:the\s|all\s|всіх\s|всех\s|усіх\s)?$", folded[: q.start]
        )
        before = folded[: leads.start()].rstrip() if leads else ""
        counted = bool(before) and (before[-1].isdigit() or self.is_whole(q))
        later = self.numbers_in(Span(q.end, end))
        return bool(leads) and not counted and bool(later) and not re.search(r"[.;]", folded[q.end : later[0].start])

    def within(self, span: Span) -> list[PlaceMention]:
        """The places named in `span`."""
        first = bisect_left(self.mentions, span.start, key=lambda m: m.span.start)
        last = bisect_left(self.mentions, span.end, key=lambda m: m.span.start)
        return [m for m in self.mentions[first:last] if m.span.end <= span.end]

    def numbers_in(self, span: Span) -> list[Quantity]:
        """The numbers that begin in `span`."""
        first = bisect_left(self.numbers, span.start, key=lambda q: q.start)
        return self.numbers[first : bisect_left(self.numbers, span.end, key=lambda q: q.start)]


@dataclass(slots=True)
class Draft:
    """A claim in the making.

    `span` is its quote, `window` the stretch of its sentence that no other claim lays hold of; `alone` tells of an
    attack that no claim of its damage stands beside.
    """

    event: Event
    span: Span
    window: Span
    sentence: int
    language: str
    hits: list[Hit]
    attribution: Attribution | None = None
    stance: Stance = Stance.STATED
    places: list[PlaceMention] = field(default_factory=list)
    time: Interval | None = None
    figures: list[Figure] = field(default_factory=list)
    weapon: Weapon | None = None
    target: Phrase | None = None
    blamed: Phrase | None = None
    caveat: Phrase | None = None
    precedent: Phrase | None = None
    carried: bool = False
    item: bool = False
    alone: bool = True
    why: dict[str, Why] = field(default_factory=dict)

    @property
    def speaker(self) -> str:
        """The words for who says it."""
        return self.attribution.speaker.text if self.attribution else "author"

    @property
    def launches(self) -> bool:
        """Whether it counts what was launched."""
        return self.event is Event.ATTACK and any(f.what in _LAUNCHED for f in self.figures)

    @property
    def nationwide(self) -> bool:
        """Whether it counts so many weapons as are never over one town, but only over a whole country."""
        return any(f.what in _OF_WEAPONS and (f.low or 0) >= _SALVO for f in self.figures)


def sentence_span(sentence: Sentence) -> Span:
    """The sentence without the time stamp that heads it."""
    return Span(max(sentence.start, sentence.stamp_end), sentence.end)
