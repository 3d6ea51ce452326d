"""What happened: the words of a sentence that tell of an event, and the stretches that become claims."""

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tocsin.extract.attribution import speaker_of
from tocsin.extract.clauses import Cuts, cuts, segment, trim
from tocsin.extract.draft import Draft, Hit, Scene, sentence_span
from tocsin.extract.hits import AND, find_hits
from tocsin.extract.lexicon import either, entries, patterns
from tocsin.model import Span, Why
from tocsin.vocab import Event

_QUESTION = re.compile(r"\?\s*$")
_LIST = re.compile(r"(?:,|,?\s(?:and|or|и|та|й|і|або|или))\s(?:the\s)?")
_GOVERNS = re.compile(
    r"\b(?:to|from|by|after|about|reported|attributed|following|during|for|in|as|confirmed|denied|and|described|mentioned)\s+"
)
_RELATIVE = re.compile(r"[\s,]*which (?:was|were) [^,;.]{5,90}")
_ANAPHOR = re.compile(
    r"(?:\b(?:the|this|that|these|those|such|any|its|their|his|her|further|every|previous|similar|both)|"
    r"\b(?:эт\w{1,3}|таки\w|подобн\w+|данн\w+|цей|ця|цього|цієї|ці|цих|таких|такі|подібн\w+))\s+(?:(?!\w+est\b)\w+\s+)?$"
)


def draft(scene: Scene) -> list[Draft]:
    """The claims of a report, as stretches of its sentences with their event and speaker."""
    drafts: list[Draft] = []
    for i, (sentence, language) in enumerate(zip(scene.view.sentences, scene.languages, strict=True)):
        span = sentence_span(sentence)
        if _QUESTION.search(scene.view.clean, span.start, span.end) and language == "en":
            continue
        if _of_history(scene, language, span):
            continue
        hits = find_hits(scene.view.folded, language, span)
        condition = patterns(language, "stance", "conditional").search(scene.view.folded, span.start, span.end)
        if condition:  # what stands under a condition is not said to have happened
            hits = [h for h in hits if h.span.start < condition.start()]
        hits = _without_comparison(scene, language, span, hits)
        if hits:
            drafts += _of_sentence(scene, i, language, span, hits)
    return drafts


def _content(scene: Scene, span: Span) -> list[Span]:
    """The sentence without the words that only say who speaks."""
    cues = sorted(
        a.cue
        for a in scene.attributions
        if a.cue.start >= span.start and a.cue.end <= span.end and a.cue.end > a.cue.start
    )
    edges = [span.start, *(x for c in cues for x in (c.start, c.end)), span.end]
    pieces = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 1]
    return pieces or [span]


def _without_comparison(scene: Scene, language: str, span: Span, hits: list[Hit]) -> list[Hit]:
    """The hits without those that a comparison takes up: "a fire broke out, the first drone-related fire in …"."""
    first = patterns(language, "stance", "precedent").search(scene.view.folded, span.start, span.end)
    if first is None:
        return hits
    told = {h.event for h in hits if h.span.end <= first.start()}
    return [
        h
        for h in hits
        if not (h.noun or h.rule.endswith("burns")) or h.event not in told or h.span.start < first.start()
    ]


def _of_history(scene: Scene, language: str, span: Span) -> bool:
    """Whether the sentence tells of history ("in 1943"), which makes no claim; a year of birth is none."""
    told = patterns(language, "acts", "history").search(scene.view.folded, span.start, span.end)
    return bool(told) and not patterns(language, "acts", "born").search(scene.view.folded, span.start, span.end)


def _outside_lists(scene: Scene, breaks: Cuts) -> Cuts:
    """The cuts without those between two names of places: "in Zhytomyr and Rivne" is one phrase."""

    def between_names(at: int) -> bool:
        k = bisect_left(scene.mentions, at, key=lambda m: m.span.start)
        pair = scene.mentions[max(0, k - 1) : k + 1]
        return len(pair) == 2 and bool(_LIST.fullmatch(scene.view.folded, pair[0].span.end, pair[1].span.start))

    return replace(breaks, weak=tuple(w for w in breaks.weak if not between_names(w)))


def _of_sentence(scene: Scene, i: int, language: str, span: Span, hits: list[Hit]) -> list[Draft]:
    folded = scene.view.folded
    drafts: list[Draft] = []
    for piece in _content(scene, span):
        inside = [h for h in hits if piece.start <= h.span.start < piece.end]
        if not inside:
            continue
        breaks = _outside_lists(scene, cuts(folded, language, piece.start, piece.end))
        spans = sorted({h.span for h in inside})
        segments = _with_counts(scene, language, inside, segment(spans, piece, breaks))
        held = [k for k, (_, found) in enumerate(segments) if found]
        for k in held:
            seg = segments[k][0]
            before = max((segments[j][0].end for j in held if j < k), default=piece.start)
            after = min((segments[j][0].start for j in held if j > k), default=piece.end)
            own = [h for h in inside if seg.start <= h.span.start < seg.end]
            drafts += _of_segment(scene, (i, language), seg, Span(before, after), own)
    return drafts


#: A number so near behind a dash says how many were left without.
_COUNTED = 24


def _with_counts(
    scene: Scene, language: str, hits: list[Hit], segments: list[tuple[Span, list[Span]]]
) -> list[tuple[Span, list[Span]]]:
    """The segments, one of an outage with the households behind its dash: "N was cut off – almost 62,000 customers"."""
    cut_off = {h.span for h in hits if h.event is Event.OUTAGE}
    out: list[tuple[Span, list[Span]]] = []
    for seg, found in segments:
        before = out[-1] if out and not found else None
        if before and cut_off & set(before[1]) and scene.view.folded[: seg.start].rstrip()[-1:] in ("-", "–", "—"):
            number = next(iter(scene.numbers_in(Span(seg.start, min(seg.end, seg.start + _COUNTED)))), None)
            who = patterns(language, "details", "households")
            if number and who.search(scene.view.folded, number.end, min(seg.end, number.end + 30)):
                out[-1] = (Span(before[0].start, seg.end), before[1])
                continue
        out.append((seg, found))
    return out


def _of_segment(scene: Scene, where: tuple[int, str], seg: Span, window: Span, hits: list[Hit]) -> list[Draft]:
    """One claim an event; where two events share the stretch, each takes its part of it."""
    by_event: dict[Event, list[Hit]] = {}
    for h in hits:
        by_event.setdefault(h.event, []).append(h)
    order = sorted(by_event, key=lambda e: min(h.span.start for h in by_event[e]))
    bounds = dict.fromkeys(order, seg)
    for first, second in pairwise(order):
        end_of_first = max(h.span.end for h in by_event[first])
        start_of_second = min(h.span.start for h in by_event[second])
        if end_of_first <= start_of_second and start_of_second - seg.start > 12:
            bounds[first] = Span(bounds[first].start, start_of_second)
            if seg.end - start_of_second > 14:
                bounds[second] = Span(start_of_second, seg.end)
            adjunct = any(h.rule.endswith("noun-strike") for h in by_event[second])
            if adjunct and _adjunct(where[1]).search(scene.view.folded, end_of_first, start_of_second):
                bounds[first] = seg  # "the number of those hurt in the attack on N rose to 12"
            if end_of_first - seg.start < 20 and AND.fullmatch(scene.view.folded, end_of_first, start_of_second):
                bounds[first] = seg  # "a fire and blasts at the depot"
    drafts = []
    for event in order:
        bounds[event] = _result(event, bounds, by_event)
        if by_event[event][0].rule.endswith("noun-strike"):
            phrase = _noun_phrase if where[1] == "en" else _object_phrase
            bounds[event] = phrase(scene, bounds[event], by_event[event][0].span, window)
            rose = _rose(where[1]).search(scene.view.folded, by_event[event][0].span.end, bounds[event].end)
            if rose and len(order) > 1:
                bounds[event] = Span(bounds[event].start, rose.start())
        bounds[event] = _circumstance(scene, bounds[event], by_event[event][0])
        quote = trim(scene.view.clean, _without_long_lead(scene, bounds[event], where[1]))
        if quote.end - quote.start < 3:
            continue
        made = Draft(event, quote, window, where[0], where[1], by_event[event])
        made.attribution = speaker_of(scene.attributions, by_event[event][0].span)
        first_hit = by_event[event][0]
        made.why["event"] = Why(first_hit.rule, first_hit.span.of(scene.view.raw))
        drafts.append(made)
    return drafts


_AFTER = re.compile(r"(?:after|following|після|после)\s(?:[\w'’-]+\s){0,2}$")


#: So near (characters) behind a noun stands the place where that happened.
_NEAR = 25


def _circumstance(scene: Scene, bound: Span, hit: Hit) -> Span:
    """A happening that a sentence only begins with ends at the comma, or its place: "After the destruction of N, …"."""
    if not _AFTER.fullmatch(scene.view.folded, bound.start, hit.span.start):
        return bound
    comma = re.compile(r",\s").search(scene.view.folded, hit.span.end, bound.end)
    if comma:
        return Span(bound.start, comma.start())
    near = [m.span.end for m in scene.within(Span(hit.span.end, min(bound.end, hit.span.end + _NEAR)))]
    return Span(bound.start, near[-1]) if near and bound.end - near[-1] > _NEAR else bound


@cache
def _adjunct(language: str) -> re.Pattern[str]:
    """The preposition by which a noun hangs on what stands before it, at the end of a text."""
    return re.compile(rf"(?<!\w){either(language, 'clauses', 'adjunct')}\s(?:[\w'’-]+\s){{0,3}}\Z")


@cache
def _rose(language: str) -> re.Pattern[str]:
    """The verb of a toll that grew, which is not told of the attack before it."""
    return re.compile(rf"\s(?:(?:has|have|had)\s)?{either(language, 'numbers', 'grown')}(?!\w)")


#: A subject with all its company ("units of N, together with others, struck …") is longer than what it did.
_LONG_LEAD = 90


@cache
def _company(language: str) -> re.Pattern[str]:
    return re.compile(rf",\s{either(language, 'clauses', 'company')}\s[^,;.]{{3,90}},\s")


def _without_long_lead(scene: Scene, bound: Span, language: str) -> Span:
    """The stretch from behind a long subject with its company: the shortest that states the claim."""
    company = _company(language).search(scene.view.folded, bound.start, bound.end)
    long = company and company.end() - bound.start > _LONG_LEAD and bound.end - company.end() > 12
    return Span(company.end(), bound.end) if company and long else bound


def _result(event: Event, bounds: dict[Event, Span], by_event: dict[Event, list[Hit]]) -> Span:
    """What an attack did begins at its own verb: "ЗСУ знищили склад" is the attack, "знищили склад" the damage."""
    whole = bounds[event]
    if event not in (Event.DAMAGE, Event.CASUALTIES) or bounds.get(Event.ATTACK) != whole:
        return whole
    first = min(by_event[event], key=lambda h: h.span.start).span
    start = max(h.span.start for h in by_event[event] if h.span.start <= first.end)
    return Span(start, whole.end) if start - whole.start > 12 and whole.end - start > 12 else whole


def _noun_phrase(scene: Scene, bound: Span, hit: Span, window: Span) -> Span:
    """The phrase of a noun that tells of an event, with a relative clause, and without the verb that it hangs on."""
    before = scene.view.folded[bound.start : hit.start]
    governed = max((m.end() for m in _GOVERNS.finditer(before)), default=0)
    start = bound.start + governed if governed > 16 else bound.start
    relative = _RELATIVE.match(scene.view.folded, bound.end - 2, window.end)
    return Span(start, relative.end() if relative else bound.end)


@cache
def _adjectives() -> re.Pattern[str]:
    """Up to three Russian or Ukrainian adjectives at the end of a text."""
    endings = "|".join(e for x in ("ru", "uk") for e in entries(x, "clauses", "adjective-endings"))
    return re.compile(rf"(?:[\w'-]+(?:{endings})\s+){{1,3}}$")


def _object_phrase(scene: Scene, bound: Span, hit: Span, _: Span) -> Span:
    """The noun with its adjectives, where it stands far behind the verb that it hangs on: "… розкривають … ударів"."""
    before = scene.view.folded[bound.start : hit.start]
    if len(before) < 45:
        return bound
    adjectives = _adjectives().search(before)
    return Span(bound.start + adjectives.start(), bound.end) if adjectives else Span(hit.start, bound.end)


def anaphoric(scene: Scene, d: Draft) -> bool:
    """Whether the claim only takes up again what was told before ("the attack", "this strike")."""
    first = min(h.span.start for h in d.hits)
    if not all(h.rule.endswith(("noun-strike", "blast", "burns", "noun-outage")) for h in d.hits):
        return False
    known = scene.view.folded.startswith(("the ", "this ", "that "), first)
    return known or bool(_ANAPHOR.search(scene.view.folded[max(0, first - 40) : first]))
