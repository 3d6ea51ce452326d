"""Who said what: the records of attribution, and whom a noun phrase of a sentence stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.extract.names import SpeakerWords, person, phrase, strip
from tocsin.extract.text import Sentence, View
from tocsin.model import Phrase, Span

#: One speaker quotes another.
CITING = re.compile(
    r",?\s*\b(?:citing|quoting|со ссылкой на|із посиланням на|з посиланням на)\s+(?P<who>[^,.;]{2,80})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """`speaker` says what stands in `scope`; `cue` are the words that only say so."""

    scope: Span
    cue: Span
    speaker: Phrase
    via: tuple[Phrase, ...] = ()
    rule: str = "said"
    hearsay: bool = False


@dataclass(slots=True)
class Memory:
    """Who has spoken so far, and which names are places that stand for nobody (states and capitals speak)."""

    places: Sequence[Span] = ()
    people: list[Phrase] = field(default_factory=list)
    offices: list[Phrase] = field(default_factory=list)
    all: list[Phrase] = field(default_factory=list)

    def note(self, speaker: Phrase, is_person: bool) -> None:
        """Keeps the speaker, so that a pronoun can stand for it."""
        (self.people if is_person else self.offices).append(speaker)
        self.all.append(speaker)

    def is_place(self, span: Span) -> bool:
        """Whether the words are nothing but the name of a place."""
        return any(p.start <= span.start and span.end <= p.end for p in self.places)

    def without_place(self, name: Span, text: str) -> Span:
        """The personal name without the place of the office before it ("мер Полтави Олександр …")."""
        for p in self.places:
            rest = Span(p.end, name.end)
            if p.start <= name.start < p.end < name.end and len(rest.of(text).split()) >= 2:
                return Span(rest.end - len(rest.of(text).lstrip()), rest.end)
        return name

    def known(self, name: str) -> Phrase | None:
        """The full name behind a surname that was introduced before."""
        return next((p for p in reversed(self.people) if name != p.text and name in p.text.split()), None)


class SpokenSentence:
    """One sentence, as attributions are looked for in it."""

    def __init__(self, view: View, sentence: Sentence, words: SpeakerWords, language: str, memory: Memory) -> None:
        self.text, self.folded = view.clean, view.folded
        self.start, self.end = max(sentence.start, sentence.stamp_end), sentence.end
        self.words, self.language, self.memory = words, language, memory

    def resolve(self, span: Span) -> tuple[Phrase, bool] | None:
        """The speaker that a noun phrase stands for, and whether it is a person."""
        span = strip(self.text, span)
        if span.end - span.start < 2:
            return None
        said = re.search(rf"\s(?:{self.words.verbs.pattern})$", span.of(self.folded))
        if said and self.language != "en":  # "Генштаб повідомляє": the verb is no part of the name
            span = strip(self.text, Span(span.start, span.start + said.start()))
        low = self.folded[span.start : span.end]
        if low in self.words.pronouns:
            people, offices = self.memory.people, self.memory.offices
            if low in self.words.persons:
                order: tuple[list[Phrase], ...] = (people, offices)
            else:
                order = (offices, people) if low in ("it", "they", "они", "вони") else (self.memory.all, offices)
            known = next((x[-1] for x in order if x), None)
            if known or low in self.words.bare_pronouns:  # "he", "it" mean nothing by themselves; "the mayor" does
                return (known, low in self.words.persons) if known else None
        for count in self.words.counts:
            if low.endswith("'s " + count):
                span = Span(span.start, span.end - len(count) - 3)
        name = person(self.text, span, self.words)
        if name:
            name = self.memory.without_place(name, self.text)
            self.memory.note(phrase(self.text, name), True)
            return phrase(self.text, name), True
        speaker = phrase(self.text, span)
        full = self.memory.known(speaker.text)
        if full:
            self.memory.note(full, True)
            return full, True
        self.memory.note(speaker, False)
        return speaker, False

    def attribute(self, scope: Span, cue: Span, who: Span, rule: str) -> list[Attribution]:
        """An attribution, with "citing X" turned into X said by way of the speaker."""
        citing = CITING.search(self.text, who.start, self.end)
        if citing and who.start < citing.start() < who.end + 60:
            outer = self.resolve(Span(who.start, min(who.end, citing.start())))
            inner = self.resolve(Span(*citing.span("who")))
            if outer and inner:
                return [Attribution(scope, cue, inner[0], (outer[0],), rule + ", citing")]
        resolved = self.resolve(who)
        if not resolved:
            return []
        hearsay = bool(self.words.hearsay.search(self.folded, who.start, who.end))
        return [Attribution(scope, cue, resolved[0], (), rule, hearsay)]

    def phrase_end(self, start: int) -> int:
        """Where a noun phrase that begins at `start` ends: a comma, dash or stop, but for a name in apposition."""
        m = re.compile(r"[,;:!?\n]|\s[–—-]\s|(?<!\b[виi]\.[о])(?<!\b[виi])(?<!\b[a-z]\.[a-z])\.(?!\S)").search(
            self.folded, start, self.end
        )
        return m.start() if m else self.end


def speaker_of(found: list[Attribution], at: Span) -> Attribution | None:
    """The attribution whose scope holds `at`: the narrowest one."""
    holding = [
        a
        for a in found
        if a.scope.start <= at.start and at.start < a.scope.end and not (a.cue.start <= at.start < a.cue.end)
    ]
    return min(holding, key=lambda a: a.scope.end - a.scope.start, default=None)
