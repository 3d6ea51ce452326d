"""What a report declares by saying it: drafts of threats, all-clears, advice and the like, made into acts.

An act says for which hazard and areas it is, and, for an all-clear, what it leaves out. A threat that an all-clear of
the same post says to go on is no second act: it is what that all-clear leaves out. What is meant as an all-clear and
hardly says so, or is doubted by its own author, is an act with a `doubt`: a person decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tocsin.extract.actdraft import ActDraft, finds, sentence_of
from tocsin.extract.acts import STALE
from tocsin.extract.communities import communities
from tocsin.extract.draft import Draft, Scene, sentence_span
from tocsin.extract.hazards import hazards_in
from tocsin.extract.leftout import excepted, without_left_out
from tocsin.extract.lexicon import patterns
from tocsin.model import Act, PlaceMention, Span
from tocsin.vocab import ACTS, ALARMS, AUTHOR, Event, Hazard, PlaceKind, Scope, Stance

#: What tells of an attack that goes on, where words say that it does.
_UNDER_WAY = frozenset({Event.ATTACK, Event.INTERCEPTION, Event.EXPLOSION})
#: Acts that are about a hazard of their own; the others are about that of the acts beside them, or about none.
_OF_HAZARD = frozenset({Event.THREAT, Event.ATTACK, Event.ALL_CLEAR})
#: Words of a sentence that only calls out.
_FEW = 3
#: Acts that need not say against what they are.
_OF_ANY = frozenset({Event.RESTRICTION, Event.EVACUATION})


def declared(scene: Scene, told: Sequence[tuple[Draft, str]], now: datetime | None) -> tuple[Act, ...]:
    """The acts that drafts (each with the id of its claim) make, in the order of the text.

    Args:
        scene: the report as the rules see it.
        told: the drafts of its claims.
        now: the report's own time, local to it; None where it bears none.
    """
    made = [act for d, claim in told if not _bygone(scene, d, now) and (act := _made(scene, d, claim))]
    made = list(_without_echoes(scene, made))
    for m in made:
        _spelled_out(scene, m)
    _fill_hazards(scene, made)
    _fill_areas(scene, made)
    made = _without_ended(list(without_left_out(scene, made)))
    for m in made:
        m.areas, m.still = communities(scene, m.areas), communities(scene, m.still)
    acts = (
        Act(
            m.event, hazard, tuple(m.areas), m.span, m.span.of(scene.view.raw),
            Scope.PARTIAL if m.still or m.rest or m.only else Scope.FULL, tuple(m.still), m.rest, m.assumed, m.doubt,
            (m.claim,),
        )
        for m in sorted(made, key=lambda m: m.span.start) for hazard in m.hazards
    )  # fmt: skip
    return tuple(_joined(acts))


def taken_back(scene: Scene) -> tuple[Act, ...]:
    """What a text that withdraws an earlier one does: it works like an all-clear and is none, so a person decides."""
    language = scene.languages[0]
    for sentence in scene.view.sentences:
        span = sentence_span(sentence)
        hazards = hazards_in(scene.view.folded, language, span)
        if hazards:
            areas, quote = tuple(scene.within(span)), span.of(scene.view.raw)
            doubt = "a warning that was given before is taken back"
            return tuple(Act(Event.ALL_CLEAR, h, areas, span, quote, doubt=doubt) for h in hazards)
    return ()


def _made(scene: Scene, d: Draft, claim: str) -> ActDraft | None:
    """The act that a draft makes, if it makes one."""
    event = _event(scene, d)
    if event is None or d.stance is Stance.DENIED:
        return None
    hazards = _hazards(scene, d) if event in _OF_HAZARD else []
    still = excepted(scene, d) if event is Event.ALL_CLEAR else []
    areas = [m for m in d.places if m.span not in {s.span for s in still}]
    if event in ALARMS:
        areas = _whole(scene, d) + areas
    act = ActDraft(event, d, claim, hazards, areas, _doubt(scene, d, event), still)
    act.only = event is Event.ALL_CLEAR and finds(scene, d, "only")
    return act


def _bygone(scene: Scene, d: Draft, now: datetime | None) -> bool:
    """Whether the text tells when it was declared, and that is no more now: "отбой дан в 05:30", told at eight."""
    if now is None or d.time is None or not _is_past(d) or d.event not in (Event.THREAT, Event.ALL_CLEAR):
        return False
    if d.event is Event.THREAT and finds(scene, d, "going-on"):
        return False
    end = d.time.end
    return end < now - STALE if isinstance(end, datetime) else end < now.date()


def _event(scene: Scene, d: Draft) -> Event | None:
    """Which act a draft makes, if any: an attack that may come is a threat, one that goes on is under way."""
    if d.event in _UNDER_WAY:
        if d.event is Event.ATTACK and _may_come(scene, d):
            return Event.THREAT
        now = d.stance is Stance.STATED and finds(scene, d, "under-way") and not _is_past(d)
        return Event.ATTACK if now else None
    if d.event is Event.THREAT and d.hits[0].rule.endswith(":tracked") and _finds_past(scene, d):
        return None
    if d.event not in ACTS or (d.event is Event.ADVICE and finds(scene, d, "no-advice")):
        return None
    return d.event


def _finds_past(scene: Scene, d: Draft) -> bool:
    """Whether what is told to fly flew, and was stopped: "был обнаружен БПЛА, летевший … подавлен"."""
    here = scene.view.sentences[d.sentence]
    behind = scene.view.sentences[min(d.sentence + 1, len(scene.view.sentences) - 1)]
    stopped = patterns(d.language, "acts", "stopped").search(scene.view.folded, here.start, behind.end)
    return bool(stopped) and not finds(scene, d, "going-on")


def _may_come(scene: Scene, d: Draft) -> bool:
    """Whether words before an attack, in its own quote, or with reserve in its sentence, say that it may come."""
    if d.stance in (Stance.HEDGED, Stance.INTENDED):
        return finds(scene, d, "may-come")
    words = patterns(d.language, "acts", "may-come")
    return bool(words.search(scene.view.folded, d.span.start, d.hits[0].span.start + 1))


def _is_past(d: Draft) -> bool:
    """Whether the text gives a time other than its own for it."""
    return d.time is not None and "report's own" not in d.why["time"].rule


def _doubt(scene: Scene, d: Draft, event: Event) -> str:
    """Why an act is not plainly declared; "" where it is."""
    if d.attribution and d.speaker != AUTHOR:
        return f"it is the word of another: “{d.speaker}”"
    if d.event is Event.ATTACK and event is Event.THREAT:
        return "it says only that it may come"
    if d.stance is Stance.HEDGED:
        return "it is only implied, or said with reserve"
    if event in _OF_HAZARD and finds(scene, d, "unsure"):
        return "its own words say that it is not sure"
    return ""


def _hazards(scene: Scene, d: Draft) -> list[Hazard]:
    """The hazards that the words of the draft name, of an all-clear those of its own quote alone."""
    found = hazards_in(scene.view.folded, d.language, d.span)
    if d.event is Event.ALL_CLEAR:
        return found
    return found if len(found) > 1 else hazards_in(scene.view.folded, d.language, _reach(d)) or found


def _reach(d: Draft) -> Span:
    """What no other claim of the sentence lays hold of, its quote included."""
    return Span(min(d.window.start, d.span.start), max(d.window.end, d.span.end))


def _whole(scene: Scene, d: Draft) -> list[PlaceMention]:
    """The region that is all on alert, in a sentence that names towns and districts of it too: "по всей N области"."""
    known = {m.span for m in d.places}
    wide = (PlaceKind.REGION, PlaceKind.COUNTRY)
    return [
        m for m in scene.within(sentence_of(scene, d))
        if m.kind in wide and m.span not in known
        and patterns(d.language, "acts", "whole").search(scene.view.folded, max(0, m.span.start - 24), m.span.start)
    ]  # fmt: skip


def _without_ended(made: list[ActDraft]) -> list[ActDraft]:
    """The acts without threats that the very sentence says to be over: "угроза удара дронов прекращена"."""
    clears = [m for m in made if m.event is Event.ALL_CLEAR]

    def ended(m: ActDraft) -> bool:
        return m.event is Event.THREAT and any(
            c.draft.sentence == m.draft.sentence
            and set(m.hazards) <= set(c.hazards)
            and {a.name for a in m.areas} <= {a.name for a in c.areas}
            for c in clears
        )

    return [m for m in made if not ended(m)]


def _without_echoes(scene: Scene, made: list[ActDraft]) -> Iterator[ActDraft]:
    """The acts without "Alert!" that only leads to what the next words say, and sirens that sound for the next."""
    for i, act in enumerate(made):
        follows = made[i + 1] if i + 1 < len(made) else None
        if act.event in ALARMS and follows and follows.event is act.event and _leads(scene, act, follows):
            follows.areas = follows.areas or act.areas
            continue
        yield act


def _leads(scene: Scene, act: ActDraft, follows: ActDraft) -> bool:
    """Whether an alert names no hazard of its own beside one that does, for the same areas or none."""
    vague = set(act.hazards) <= {Hazard.AIR} and bool(set(follows.hazards) - {Hazard.AIR})
    alike = {m.name for m in act.areas} <= {m.name for m in follows.areas} or not follows.areas
    named = patterns(act.draft.language, "acts", "air-raid").search(scene.view.folded, act.span.start, act.span.end)
    return vague and alike and not named


def _spelled_out(scene: Scene, act: ActDraft) -> None:
    """A bare "Alert!" whose next sentence says of what and where, though that makes no claim by itself."""
    following = act.draft.sentence + 1
    if act.event is not Event.THREAT or set(act.hazards) - {Hazard.AIR} or following >= len(scene.view.sentences):
        return
    if len(sentence_of(scene, act.draft).of(scene.view.clean).split()) > _FEW:
        return
    behind = sentence_span(scene.view.sentences[following])
    hazards = hazards_in(scene.view.folded, act.draft.language, behind)
    act.hazards = hazards or act.hazards
    here = [m for m in act.areas if m.span.end <= behind.start]
    act.areas = here or list(scene.within(behind)) if hazards else act.areas


def _fill_hazards(scene: Scene, made: list[ActDraft]) -> None:
    """Acts that name no hazard take that of the acts beside them, an advice all there is in common; else `any`."""
    alarms = [h for m in made if m.event in _OF_HAZARD for h in m.hazards]
    for m in made:
        if m.event in _OF_ANY:
            m.hazards = [Hazard.ANY]
        elif m.event is Event.ADVICE:
            own = hazards_in(scene.view.folded, m.draft.language, sentence_of(scene, m.draft))
            beside = set(alarms)
            m.hazards = list(beside) if len(beside) == 1 else own[:1] if own and not beside else [Hazard.ANY]
        elif not m.hazards:
            beside = set(alarms)
            m.hazards = [next(iter(beside))] if len(beside) == 1 else [Hazard.ANY]


def _fill_areas(scene: Scene, made: list[ActDraft]) -> None:
    """Acts that name no place are for that of the act before them, else behind, else the one that heads the text."""
    for i, m in enumerate(made):
        if m.areas or m.still:
            continue
        beside = [*reversed(made[:i]), *made[i + 1 :]]
        m.areas = next((b.areas for b in beside if b.areas), [])
        if not m.areas:
            m.areas = _headed(scene, m)
        if not m.areas:
            home = scene.home.town or scene.home.region
            m.areas, m.assumed = ([home] if home else []), True


def _headed(scene: Scene, m: ActDraft) -> list[PlaceMention]:
    """Places on lines that hold nothing else, or in the sentence itself."""
    here = scene.within(sentence_of(scene, m.draft))
    lines = [scene.within(sentence_span(s)) for s in scene.view.sentences]
    return list(here) or next((list(x) for x in lines if x), [])


def _joined(acts: Iterator[Act]) -> Iterator[Act]:
    """Acts of one kind, hazard and scope as one, with all their areas, where nothing is doubted of one alone."""
    joined: dict[tuple[object, ...], Act] = {}
    for act in acts:
        still = tuple(s.name for s in act.still_on)
        key = (act.event, act.hazard, act.scope, still, act.rest, act.doubt, act.assumed)
        first = joined.get(key)
        if first is None:
            joined[key] = act
            continue
        known = {(a.name, a.place.id if a.place else None) for a in first.areas}
        added = tuple(a for a in act.areas if (a.name, a.place.id if a.place else None) not in known)
        joined[key] = replace(first, areas=first.areas + added, claims=first.claims + act.claims)
    yield from joined.values()
