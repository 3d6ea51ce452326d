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
#: The same, of a part of what was counted.
_INCLUDING = re.compile(rf"(?<!\w)(?:including|в том числе|у тому числі|зокрема|включая)\s+{_MORE}\Z")
#: Between it and that place, but for whom it counts: "seven at a water point in N", "four of them in N".
_TO_PLACE = re.compile(
    rf"\s*(?:[–—-]\s*)?(?:(?:of (?:them|whom)|(?:из|із|з) (?:них|которых|яких))\s)?"
    rf"(?:(?:at|in|on)\s(?:a|an|the)\s(?:[\w-]+\s){{1,3}})?{_IN}\Z"
)
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
        total = d
        while d.event in _OF_PEOPLE and (made := _next(scene, d, _rivals(d, [*drafts, *out]))):
            total.places = [p for p in total.places if p not in made.places]
            out.append(made)
            d = made
    return out


def _rivals(d: Draft, drafts: list[Draft]) -> list[Draft]:
    """The other claims that count people: an attack may be quoted with all its victims."""
    return [x for x in drafts if x is not d and x.event is not Event.ATTACK]


def _next(scene: Scene, d: Draft, others: list[Draft]) -> Draft | None:
    if not d.figures or not d.places or d.carried:
        return None
    end = scene.view.sentences[d.sentence].end
    within = Span(d.figures[0].span.end, end)
    parts = [q for q in scene.parts if within.start <= q.start < within.end]
    for q in sorted([*scene.numbers_in(within), *parts], key=lambda q: q.start):
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
        if _is_part(scene, d, q) or (before and another(scene, before, place)):
            return _made(scene, d, q, span, place)
    return None


def _counted(scene: Scene, d: Draft, q: Quantity, end: int) -> tuple[Span, PlaceMention] | None:
    """The words of a further count, "one in M" or "in M one", and its place."""
    folded = scene.view.folded
    after = scene.within(Span(q.end, min(end, q.end + _FAR)))
    joined_to = Span(max(d.span.start, q.start - _BEFORE), q.start)
    if after and (_is_part(scene, d, q) or _JOINED.search(folded, joined_to.start, joined_to.end)):
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


def _is_part(scene: Scene, d: Draft, q: Quantity) -> bool:
    """Whether the number counts a part of the one before: "including seven in N", "four of them in N"."""
    return q.part or bool(_INCLUDING.search(scene.view.folded, max(d.span.start, q.start - _BEFORE), q.start))


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
        ends = (max(d.span.start, span.start - _BEFORE), span.start)
        joined = _INCLUDING.search(scene.view.folded, *ends) or _JOINED.search(scene.view.folded, *ends)
        end = joined.start() if joined else span.start
        d.span = Span(d.span.start, len(scene.view.clean[:end].rstrip(" ,")))
    if not d.places:  # "12 were hurt in the region, three of them in N": the finer place was taken for that of all
        d.places = [m for m in scene.within(d.span) if is_location(scene, m, d.language)]
    made = replace(d, span=span, window=span, places=[place], figures=[figure], target=None, why=dict(d.why))
    made.why["places"] = Why("a count of its own", place.quote)
    made.why["figures"] = Why("a count of its own", figure.quote)
    return made
