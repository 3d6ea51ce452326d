"""Threats, all-clears and advice are acts, made by being said: which texts only seem to make one.

A drill, an advertisement, a joke, a message withdrawn and an old post passed on declare nothing; nor does what is said
under a condition, asked, or told of a rumour. Taking one of them for an all-clear would be the worst that Tocsin could
do: an all-clear counts only where its words open the sentence, with nothing before them but the time, the place and
such words as the data file `acts.yml` allows, or where the text says at what time it was given.
"""

import re
from datetime import datetime, timedelta

from tocsin.extract.draft import Draft, Scene, sentence_span
from tocsin.extract.forwards import passed_on_at
from tocsin.extract.hazards import hazard_spans
from tocsin.extract.hits import find_hits
from tocsin.extract.lexicon import patterns
from tocsin.extract.text import fold
from tocsin.model import Span, Why
from tocsin.vocab import Event, Stance

#: Acts that a text may only seem to make.
SPOKEN = (Event.THREAT, Event.ALL_CLEAR, Event.ADVICE)
#: A post that is passed on later than this does not warn any more.
STALE = timedelta(minutes=30)
#: Why a text that takes a warning back makes no act: what that means is for a person to say.
WITHDRAWN = "something that was said before is withdrawn"
FOUGHT = "an account of fighting"
_SEEMING = {
    "drill": "a drill or a test of sirens", "advertisement": "an advertisement", "joke": "a joke",
    "withdrawn": WITHDRAWN,
}  # fmt: skip
_CONDITIONAL = "it is only asked, promised, or told under a condition"
#: So many times in a sentence make a chronicle.
_CHRONICLE = 3
_CLOCK = re.compile(r"(?<![\d.])\d{1,2}:\d\d(?!\d)")
_QUOTED = re.compile(r"[«“\"]\s*$")


def real(scene: Scene, drafts: list[Draft], now: datetime | None) -> tuple[list[Draft], str]:
    """The drafts without acts that the text does not make, and in words why it makes none that it seems to."""
    reason = _unmade(scene, now)
    if not any(d.event in SPOKEN for d in drafts):
        return drafts, reason or _under_condition(scene)
    if reason:
        return [d for d in drafts if d.event not in SPOKEN], reason
    for d in drafts:
        if d.event is Event.THREAT and _rumoured(scene, d):
            d.stance = Stance.DENIED
            d.why["stance"] = Why("acts.yml:rumour", d.span.of(scene.view.raw))
    denied = [d.sentence for d in drafts if d.event is Event.THREAT and d.stance is Stance.DENIED]
    kept = [d for d in drafts if d.event not in SPOKEN or (_made(scene, d) and not _chronicled(scene, d))]
    kept = [d for d in kept if d.event is not Event.ADVICE or not (d.sentence in denied or _rumoured(scene, d))]
    lost = len(kept) < len(drafts) and not any(d.event in SPOKEN for d in kept)
    return kept, _CONDITIONAL if lost else ""


def _under_condition(scene: Scene) -> str:
    """Why a text declares nothing whose words of warning all stand under a condition; "" where it has none."""
    for sentence, language in zip(scene.view.sentences, scene.languages, strict=True):
        if patterns(language, "stance", "conditional").search(scene.view.folded, sentence.start, sentence.end):
            hits = find_hits(scene.view.folded, language, sentence_span(sentence))
            if any(h.event in SPOKEN for h in hits):
                return _CONDITIONAL
    return ""


def only_told(scene: Scene) -> str:
    """Why a text as a whole only tells of dangers, in words: it is news of a court, or of fighting; else "".

    What it tells are claims as ever; they warn nobody.
    """
    whole, language = fold(scene.view.raw), scene.languages[0]
    lists = (("news", "news of a court or the police"), ("fighting", FOUGHT))
    return next((why for key, why in lists if patterns(language, "acts", key).search(whole)), "")


def _unmade(scene: Scene, now: datetime | None) -> str:
    """Why a text as a whole makes no act, in words; "" where it may."""
    language = scene.languages[0]
    first = passed_on_at(scene.view, language, now)
    if first is not None and now is not None and now - first > STALE:
        return f"a post of {first:%Y-%m-%d %H:%M} that is passed on"
    whole = fold(scene.view.raw)
    return next((why for key, why in _SEEMING.items() if patterns(language, "acts", key).search(whole)), "")


def _chronicled(scene: Scene, d: Draft) -> bool:
    """Whether the sentence tells hour by hour how the night went: it names three times, the stamp at its head aside."""
    sentence = sentence_span(scene.view.sentences[d.sentence])
    clocks = [t for t in scene.times if t.rule == "at" and sentence.start <= t.start < sentence.end]
    written = _CLOCK.findall(scene.view.clean[sentence.start : sentence.end])
    return max(len(clocks), len(written)) >= _CHRONICLE


def _made(scene: Scene, d: Draft) -> bool:
    """Whether the sentence makes the act, rather than asks, sets a condition or speaks of it."""
    sentence = sentence_span(scene.view.sentences[d.sentence])
    hit = d.hits[0].span
    before = Span(sentence.start, hit.start)
    asked = scene.view.clean[sentence.start : sentence.end].rstrip().endswith("?")
    condition = patterns(d.language, "acts", "condition").search(scene.view.folded, before.start, hit.end)
    if asked or (condition and not before.of(scene.view.folded)[: condition.start() - before.start].count(":")):
        return False
    if d.event is not Event.ALL_CLEAR or d.hits[0].stance:
        return True
    if patterns(d.language, "acts", "spoken-of").search(scene.view.folded, sentence.start, sentence.end):
        return False
    timed = any(t.rule == "at" and sentence.start <= t.start < sentence.end for t in scene.times)
    return timed or opens(scene, d)


def opens(scene: Scene, d: Draft) -> bool:
    """Whether the act's words open their sentence, but for time, place, marks and the words that `acts.yml` allows."""
    sentence = sentence_span(scene.view.sentences[d.sentence])
    hit = min(h.span.start for h in d.hits)
    if _QUOTED.search(scene.view.clean, sentence.start, hit):
        return False
    left = list(scene.view.folded[sentence.start : hit])
    known = [(m.span.start, m.span.end) for m in scene.mentions] + [(t.start, t.end) for t in scene.times]
    for start, end in [*known, *hazard_spans(scene.view.folded, d.language, Span(sentence.start, hit))]:
        for i in range(max(start, sentence.start), min(end, hit)):
            left[i - sentence.start] = " "
    rest = re.split(r"[.;:!—–]|\s-\s", "".join(left))[-1]
    lead = patterns(d.language, "acts", "lead")
    words = re.findall(r"[^\W\d]+(?:['-]\w+)*", rest)
    return all(lead.match(word) for word in words)


def _rumoured(scene: Scene, d: Draft) -> bool:
    """Whether the sentence, or the one behind it, calls the threat a rumour or a lie."""
    found = patterns(d.language, "acts", "rumour")
    s = scene.view.sentences[d.sentence]
    hearsay = patterns(d.language, "acts", "passed-around").search(scene.view.folded, s.start, s.end)
    if found.search(scene.view.folded, s.start, s.end):
        return True
    behind = scene.view.sentences[d.sentence + 1 : d.sentence + 2]
    return bool(hearsay) and any(found.search(scene.view.folded, b.start, b.end) for b in behind)
