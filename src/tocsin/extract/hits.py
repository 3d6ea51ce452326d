"""Which words of a sentence tell of an event, by the rules of its language."""

import re

from tocsin.extract.draft import Hit
from tocsin.extract.lexicon import EventRule, event_rules_at
from tocsin.model import Span
from tocsin.vocab import Event

#: Nothing but "and" between two words.
AND = re.compile(r"[\s*]*(?:and|и|та|й|і)[\s*]*")
_REACHES = re.compile(r"\s(?:and|и|та|й|і)\s")
#: "… 150 drones, 98 downed", "…, of them 98 downed", "…, most downed": behind the mark stands a count of its own.
_COUNT = re.compile(
    r"(?:,|:|\s[-–—])\s(?=(?:(?:of (?:which|these|them)|(?:з|із|из) (?:них|яких|которых)) )?"
    r"(?:\d|more than|over|about|at least|most|all|понад|близько|більшість|усі|всі|половин|щонайменше|более|свыше|"
    r"около|большинство|все|не менее|\w+\s\d))"
)


def find_hits(folded: str, language: str, span: Span) -> list[Hit]:
    """The events that the sentence `span` tells of, by the rules of `language`."""
    hits: list[Hit] = []
    for rule in event_rules_at(language, folded, span.start, span.end):
        for m in rule.pattern.finditer(folded, span.start, span.end):
            if m.end() > m.start() and not _vetoed(rule, folded, span, m):
                hits += _hits(rule, Span(*m.span()))
    if any(h.event in (Event.INTERCEPTION, Event.ATTACK) for h in hits):
        # A weapon that is told to have come down or to have hit is no longer on its way.
        hits = [h for h in hits if not h.rule.endswith(":tracked")]
    return _joined(_shortest(_behind_launch(hits, folded), folded), folded)


def _behind_launch(hits: list[Hit], folded: str) -> list[Hit]:
    """What was downed begins behind what was launched: "launched 150 drones, 98 downed" downs 98, not 150."""
    launched = [h.span for h in hits if h.event is Event.ATTACK]
    for h in hits:
        if h.event is Event.INTERCEPTION and any(
            a.start <= h.span.start and not re.search(r"[,;:.]", folded[a.end : h.span.start]) for a in launched
        ):
            marks = [m.end() for m in _COUNT.finditer(folded, h.span.start, h.span.end + 20) if m.end() < h.span.end]
            if marks:
                h.span = Span(marks[-1], h.span.end)
    return hits


def _shortest(hits: list[Hit], folded: str) -> list[Hit]:
    """Of two hits of one rule, one within the other, the shorter says where the event is told; the first of
    two where the second only reaches over an "and"."""

    def holds(a: Hit, b: Hit) -> bool:
        within = a.span.start <= b.span.start and b.span.end <= a.span.end and a.span != b.span
        overlaps = b.span.start < a.span.start < b.span.end < a.span.end and _REACHES.search(
            folded, b.span.end, a.span.end
        )
        return bool(within or overlaps) and a.rule == b.rule and a.event is b.event

    return [h for h in hits if not any(holds(h, o) for o in hits)]


def _joined(hits: list[Hit], folded: str) -> list[Hit]:
    """Two verbs of one event with nothing but "and" between them ("перехватили и сбили") are one hit; so are the two
    halves of "launched a missile and drone attack"."""
    out: list[Hit] = []
    for h in sorted(hits, key=lambda h: (h.span.start, -h.span.end)):
        twin = next(
            (
                o
                for o in out
                if o.event is h.event
                and (o.noun == h.noun or h.rule.endswith("noun-strike"))
                and AND.fullmatch(folded[o.span.end : h.span.start] or "x")
            ),
            None,
        )
        if twin and twin.span.end <= h.span.start:
            twin.span = Span(twin.span.start, h.span.end)
        else:
            out.append(h)
    return out


def _vetoed(rule: EventRule, folded: str, sentence: Span, m: re.Match[str]) -> bool:
    """Whether a veto of the rule matches in the clause of the match: between stops on either side of it."""
    if rule.veto is None:
        return False
    left = max(folded.rfind(c, sentence.start, m.start()) for c in ";:.") + 1
    right = min((x for x in (folded.find(c, m.end(), sentence.end) for c in ";:.") if x >= 0), default=sentence.end)
    clause = (max(sentence.start, left, m.start() - 60), min(right, m.end() + 60))
    return any(v.start() <= m.end() + 2 and m.start() <= v.end() + 2 for v in rule.veto.finditer(folded, *clause))


def _hits(rule: EventRule, span: Span) -> list[Hit]:
    events = [rule.event, rule.also] if rule.also else [rule.event]
    return [
        Hit(span, event, rule.name, rule.noun, rule.weapon, rule.stance, rule.figure, rule.count) for event in events
    ]
