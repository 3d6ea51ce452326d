"""People counted place by place in one sentence: "four were killed in N and one in M" tells of two places."""

import re
from dataclasses import replace
from functools import cache

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.further import another
from tocsin.extract.lexicon import compiler, patterns
from tocsin.extract.numbers import Quantity
from tocsin.extract.patterns import Matcher
from tocsin.extract.roles import is_location
from tocsin.model import Figure, PlaceMention, Span, Why
from tocsin.vocab import Event

_OF_PEOPLE = (Event.CASUALTIES, Event.EVACUATION, Event.OUTAGE)
_AND = r"(?:[,;]|(?<!\w)(?:and|while|и|а|і|й|та))\s+(?:(?:and|while|и|а|і|й|та)\s+)?"
_MORE = r"(?:(?:another|also|about|around|nearly|almost|over|еще|ще|около|близько|майже|почти|более|понад|свыше)\s+)*"
_IN = r"(?:in|near|at|on|у|в|во|на|під|под|біля|возле)\s(?:the\s)?"
#: Before the number of a further place.
_JOINED = re.compile(rf"{_AND}{_MORE}\Z")
#: Between it and that place, but for whom it counts.
_TO_PLACE = re.compile(rf"\s*(?:[–—-]\s*)?{_IN}\Z")
#: Before a further place whose number follows, and between the two.
_JOINED_PLACE = re.compile(rf"{_AND}(?:{_MORE}){_IN}\Z")
_LAST_IN = re.compile(rf"{_IN}\Z")
_TO_NUMBER = re.compile(rf"\s*[–—-]?\s*{_MORE}\Z")
#: Words of joining stand so far before a number or a place.
_BEFORE = 40
#: A place stands so far behind its number.
_FAR = 60


def apart(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The claims that count people, with one more for each further place that the same sentence counts them in."""
    out: list[Draft] = []
    for d in drafts:
        out.append(d)
        while d.event in _OF_PEOPLE and (made := _next(scene, d, [x for x in [*drafts, *out] if x is not d])):
            out.append(made)
            d = made
    return out


def _next(scene: Scene, d: Draft, others: list[Draft]) -> Draft | None:
    if not d.figures or not d.places or d.carried:
        return None
    end = scene.view.sentences[d.sentence].end
    for q in scene.numbers_in(Span(d.figures[0].span.end, end)):
        found = _counted(scene, d, q, end)
        if (
            not q.low
            or found is None
            or any(o.span.start < found[0].end and found[0].start < o.span.end for o in others)
        ):
            continue
        span, place = found
        begins = scene.view.sentences[d.sentence].start
        before = [m for m in d.places if m is not place and begins <= m.span.start < span.start]
        if before and another(scene, before, place):
            return _made(scene, d, q, span, place)
    return None


def _counted(scene: Scene, d: Draft, q: Quantity, end: int) -> tuple[Span, PlaceMention] | None:
    """The words of a further count, "one in M" or "in M one", and its place."""
    folded = scene.view.folded
    after = scene.within(Span(q.end, min(end, q.end + _FAR)))
    if after and _JOINED.search(folded, max(d.span.start, q.start - _BEFORE), q.start):
        unit = _unit(scene, d, q)
        if _TO_PLACE.match(folded[unit : after[0].span.start]) and is_location(scene, after[0], d.language):
            return Span(q.start, after[0].span.end), after[0]
    before = scene.within(Span(max(d.span.start, q.start - _FAR), q.start))
    if before and _TO_NUMBER.match(folded[before[-1].span.end : q.start]):
        joined = _JOINED_PLACE.search(folded, max(d.span.start, before[-1].span.start - _BEFORE), before[-1].span.start)
        if joined and is_location(scene, before[-1], d.language):
            inner = _LAST_IN.search(folded, joined.start(), joined.end())
            return Span(inner.start() if inner else before[-1].span.start, _unit(scene, d, q)), before[-1]
    return None


@cache
def _people(language: str) -> Matcher:
    return compiler(language, "words").matcher(["<people>"])


def _unit(scene: Scene, d: Draft, q: Quantity) -> int:
    """Where the words for whom a number counts end."""
    folded = scene.view.folded
    units = _people(d.language), patterns(d.language, "details", "households")
    ends = [
        m.end() for u in units if (m := u.search(folded, q.end, q.end + _FAR)) and not folded[q.end : m.start()].strip()
    ]
    return max(ends, default=q.end)


def _made(scene: Scene, d: Draft, q: Quantity, span: Span, place: PlaceMention) -> Draft:
    """The claim of the further count; what it tells is taken from the first."""
    own = next((f for f in d.figures if f.span.start <= q.start < f.span.end), None)
    words = Span(q.start, min(span.end, max(q.end, _unit(scene, d, q))))
    figure = own or Figure(words, words.of(scene.view.raw), d.figures[0].what, q.low, q.high, q.approx)
    d.figures = [f for f in d.figures if f is not own]
    d.places = [p for p in d.places if p is not place]
    if d.span.end > span.start:
        joined = _JOINED.search(scene.view.folded, max(d.span.start, span.start - _BEFORE), span.start)
        end = joined.start() if joined else span.start
        d.span = Span(d.span.start, len(scene.view.clean[:end].rstrip()))
    made = replace(d, span=span, window=span, places=[place], figures=[figure], target=None, why=dict(d.why))
    made.why["places"] = Why("a count of its own", place.quote)
    made.why["figures"] = Why("a count of its own", figure.quote)
    return made
