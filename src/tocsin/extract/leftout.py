"""What an all-clear leaves out: "but for two districts", "only here", "elsewhere it goes on"."""

from collections.abc import Iterator

from tocsin.extract.actdraft import ActDraft, finds
from tocsin.extract.draft import Draft, Scene, sentence_span
from tocsin.extract.lexicon import patterns
from tocsin.model import PlaceMention, Span
from tocsin.vocab import Event, Hazard, PlaceKind


def excepted(scene: Scene, d: Draft) -> list[PlaceMention]:
    """The places behind words of exception in the sentence of an all-clear."""
    sentence = sentence_span(scene.view.sentences[d.sentence])
    found = patterns(d.language, "acts", "exception").search(scene.view.folded, d.span.start, sentence.end)
    return list(scene.within(Span(found.end(), sentence.end))) if found else []


def without_left_out(scene: Scene, made: list[ActDraft]) -> Iterator[ActDraft]:
    """The acts without the threats that an all-clear of the same post leaves out: these go to that all-clear."""
    clears = [m for m in made if m.event is Event.ALL_CLEAR]
    for m in made:
        ended = next((c for c in clears if _leaves_out(scene, c, m)), None) if m.event is Event.THREAT else None
        if ended is None:
            yield m
            continue
        rest = patterns(m.draft.language, "acts", "rest").search(
            scene.view.folded, m.draft.window.start, m.draft.window.end
        )
        ended.rest |= bool(rest)
        known = {s.span for s in (*ended.still, *ended.areas)}
        wider = {a.name for a in ended.areas}
        named = _listed(scene, m)
        ended.still += [a for a in named if a.span not in known and a.name not in wider and not rest]


def _listed(scene: Scene, m: ActDraft) -> list[PlaceMention]:
    """The places of a threat that goes on, those in a list below it included."""
    sentences = scene.view.sentences
    places = [a for a in m.areas if a.span.start >= sentences[m.draft.sentence].start]
    if scene.view.clean[: sentences[m.draft.sentence].end].rstrip().endswith(":"):
        for s in sentences[m.draft.sentence + 1 :]:
            below = scene.within(sentence_span(s))
            if not below or scene.view.clean[s.start] == "#":
                break
            places += below
    return places


def _leaves_out(scene: Scene, clear: ActDraft, threat: ActDraft) -> bool:
    """Whether a threat that goes on is of the hazard that an all-clear ends, within its areas or around them."""
    if not finds(scene, threat.draft, "going-on"):
        return False
    same = set(threat.hazards) <= set(clear.hazards) or set(threat.hazards) <= {Hazard.AIR, Hazard.ANY}
    if not same:
        return False
    return not threat.areas or any(_related(a, b) for a in clear.areas for b in threat.areas)


def _related(a: PlaceMention, b: PlaceMention) -> bool:
    """Whether one place is the other, or lies in it, or both lie in one region."""
    if a.place is None or b.place is None:
        return True
    wide = (PlaceKind.REGION, PlaceKind.COUNTRY)
    if a.kind in wide and b.kind in wide:
        return a.place.id == b.place.id
    return a.place.region == b.place.region
