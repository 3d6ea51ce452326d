"""How it is put, with what, against what, by whom: the smaller fields of a claim."""

import re
from functools import cache

from tocsin.extract.blame import BLAMED, blamed
from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import each_pattern, load, patterns
from tocsin.extract.patterns import Matcher
from tocsin.model import Phrase, Span, Why
from tocsin.vocab import Event, FigureKind, Stance, Weapon

_WITH_WEAPON = (
    Event.ATTACK,
    Event.INTERCEPTION,
    Event.DAMAGE,
    Event.FIRE,
    Event.CASUALTIES,
    Event.THREAT,
    Event.ALL_CLEAR,
)
_WITH_TARGET = (Event.ATTACK, Event.DAMAGE, Event.FIRE, Event.OUTAGE, Event.EXPLOSION)


@cache
def _weapons(language: str) -> tuple[tuple[Weapon, Matcher], ...]:
    return tuple((Weapon(k), patterns(language, "details", "weapons", k)) for k in load(language, "details")["weapons"])


_VERB = re.compile(
    r"(?:on|at|against|of|into|hit|hits|struck|strikes|damaged|destroyed|shelled|bombed|attacked|targeted|dynamited|wrecked|holed|по|на|в|у|"
    r"поразил\w*|атак\w*|обстр\w*|уничтож\w*|поврежд\w*|разруш\w*|повред\w*|горит|ураз\w*|знищ\w*|пошкод\w*|зруйн\w*|горить)\s+"
)
#: Verbs that a pattern may have taken along on its way to the thing: "у Миколаєві пошкоджена одна з підстанцій".
_VERB_WITHIN = re.compile(
    r"(?<!\w)(?:hit|hits|struck|damaged|destroyed|attacked|shelled|пораж\w+|поразил\w*|уничтож\w+|поврежд\w+|повред\w+|разруш\w+|горит|горел\w*|"
    r"загорел\w*|вспыхнул\w*|ураж\w+|уразил\w*|знищ\w+|пошкод\w+|зруйн\w+|горить|горі\w+|загорі\w+|спалах\w+)(?:,\s(?:как|як)\s\w+,)?\s+"
)
_INTO = re.compile(r"\s(?:на|по|в|у)\s")
#: "Населенного пункта" is no post.
_SETTLEMENT = re.compile(r"насел[её]н\w+\s$")
_STOP = re.compile(r"[.,;:!?)\"”]|\s[-–—]\s|$")


def _first(found: Matcher, scene: Scene, span: Span) -> Phrase | None:
    m = found.search(scene.view.folded, span.start, span.end)
    return Phrase(scene.view.raw[m.start() : m.end()], Span(*m.span())) if m else None


def stance(scene: Scene, d: Draft) -> None:
    """How the speaker puts it: the words of the claim's clause, of what leads to it, and who is quoted."""
    if "stance" in d.why:  # a rumour, told as one
        return
    folded, language = scene.view.folded, d.language

    def has(key: str, span: Span) -> re.Match[str] | None:
        return patterns(language, "stance", key).search(folded, span.start, span.end)

    lead = Span(d.window.start, d.span.end)
    if d.attribution and (m := _denial(scene, d, d.attribution.scope)):
        _put(d, Stance.DENIED, "stance.yml:denies", m.group())
        return
    cue = d.attribution.cue if d.attribution else None
    if d.hits[0].stance:
        _put(d, d.hits[0].stance, d.hits[0].rule, d.hits[0].span.of(scene.view.raw))
        return
    denied = has("denied", lead) or (
        cue and cue.end - cue.start < 120 and has("denied", Span(cue.start, d.span.end))
        if cue and cue.end <= d.span.start
        else None
    )
    if denied and not has("undenied", lead) and not (d.event is Event.CASUALTIES and d.figures):
        _put(d, Stance.DENIED, "stance.yml:denied", denied.group())
        return
    hedged = has("hedged", Span(d.window.start, max(d.span.end, d.window.end))) or (
        cue and cue.end - cue.start < 120 and has("hedged", cue)
    )
    if hedged and not has("unhedged", lead):
        _put(d, Stance.HEDGED, "stance.yml:hedged", hedged.group())
    elif d.attribution and d.attribution.hearsay:
        _put(d, Stance.HEDGED, "speakers.yml:hearsay", d.attribution.speaker.text)
    intended = has("intended", d.span)
    if intended and d.event not in (Event.THREAT, Event.ADVICE, Event.ALL_CLEAR, Event.INTENT):
        _put(d, Stance.INTENDED, "stance.yml:intended", intended.group())


def _denial(scene: Scene, d: Draft, scope: Span) -> re.Match[str] | None:
    """The verb of denying that a speaker's words begin with, where it reaches the claim: "denied that A and B"."""
    if not patterns(d.language, "stance", "turns").search(scene.view.folded, scope.start, d.span.start + 1):
        found = patterns(d.language, "stance", "denies").search(scene.view.folded, scope.start, scope.start + 24)
        near = scene.view.sentences[d.sentence]
        return found if found and found.start() == scope.start and near.start <= scope.start else None
    return None


def _put(d: Draft, value: Stance, rule: str, words: str) -> None:
    d.stance = value
    d.why["stance"] = Why(rule, words)


def _object(scene: Scene, span: Span) -> Phrase:
    """The thing itself, without the verb or preposition that the pattern began with ("по складу", "hit the depot")."""
    within = list(_VERB_WITHIN.finditer(scene.view.folded, span.start, span.end))
    kept = Span(within[-1].end(), span.end) if within else span
    deeper = list(_INTO.finditer(scene.view.folded, kept.start + 1, kept.end))
    kept = Span(deeper[-1].end(), kept.end) if deeper and deeper[-1].end() < kept.end else kept
    lead = _VERB.match(scene.view.folded, kept.start, kept.end)
    kept = Span(lead.end(), kept.end) if lead else kept
    return Phrase(kept.of(scene.view.raw), kept)


def describe(scene: Scene, d: Draft) -> None:
    """Weapon, target and who is blamed, from the claim's own clause."""
    if d.event in _WITH_WEAPON:
        _weapon(scene, d)
    if d.event in _WITH_TARGET:
        for pattern in each_pattern(d.language, "details", "target"):
            begin = Span(min(d.hits[0].span.start, d.span.end), d.span.end)
            found = _first(pattern, scene, begin) or _first(pattern, scene, d.span)
            if found and found.span and not _SETTLEMENT.search(scene.view.folded, 0, found.span.start):
                d.target = found = _object(scene, found.span)
                d.why["target"] = Why("details.yml:target", found.text)
                break
    if d.event in BLAMED:
        d.blamed = blamed(scene, d)
        if d.blamed:
            d.why["blamed"] = Why("details.yml:blamed", d.blamed.text)


#: What a count of is told of its weapon.
_COUNTED = {
    FigureKind.UAV_DOWNED: Weapon.UAV,
    FigureKind.UAV_LAUNCHED: Weapon.UAV,
    FigureKind.MISSILE_DOWNED: Weapon.MISSILE,
    FigureKind.MISSILE_LAUNCHED: Weapon.MISSILE,
}


def _weapon(scene: Scene, d: Draft) -> None:
    ruled = next((h for h in d.hits if h.weapon), None)
    if ruled:
        d.weapon = ruled.weapon
        d.why["weapon"] = Why(ruled.rule, ruled.span.of(scene.view.raw))
        return
    for span in (d.span, d.window):
        for weapon, pattern in _weapons(d.language):
            found = pattern.search(scene.view.folded, span.start, span.end)
            if found:
                d.weapon = weapon
                d.why["weapon"] = Why("details.yml:weapons", found.group())
                return
    counted = next((f for f in d.figures if f.what in _COUNTED), None)
    if counted:  # "of them 98 were downed"
        d.weapon = _COUNTED[counted.what]
        d.why["weapon"] = Why("details.yml:figures", counted.quote)


def remark(scene: Scene, drafts: list[Draft]) -> None:
    """Caveats ("was not independently verified") and claims about history ("the first in the region")."""
    for i, (sentence, language) in enumerate(zip(scene.view.sentences, scene.languages, strict=True)):
        span = Span(sentence.start, sentence.end)
        caveat = _first(patterns(language, "stance", "caveat"), scene, span)
        here = [d for d in drafts if d.sentence == i]
        if caveat and caveat.span:
            before = [d for d in drafts if d.sentence < i]
            at = caveat.span.start
            own = [d for d in here if d.window.start <= at < d.window.end] or [d for d in here if d.span.start < at][
                -1:
            ]
            for d in own or ([x for x in before if x.sentence == before[-1].sentence] if before else []):
                if d.event not in (Event.ADVICE, Event.INTENT):
                    d.caveat = caveat
                    d.why["caveat"] = Why("stance.yml:caveat", caveat.text)
        precedent = _first(patterns(language, "stance", "precedent"), scene, span)
        if precedent and precedent.span:
            stop = _STOP.search(scene.view.clean, precedent.span.end, min(sentence.end, precedent.span.end + 60))
            whole = Span(precedent.span.start, stop.start() if stop else precedent.span.end)
            precedent = Phrase(whole.of(scene.view.raw), whole)
            near = [d for d in here if d.window.start <= whole.start < d.window.end] or here
            for d in near[:1]:
                d.precedent = precedent
                d.why["precedent"] = Why("stance.yml:precedent", precedent.text)
