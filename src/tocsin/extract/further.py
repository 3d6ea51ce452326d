"""The further targets of one sentence: "a post in N was hit, as well as a depot in M" tells of two happenings."""

import re
from dataclasses import replace
from functools import cache

from tocsin.extract.clauses import trim
from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import either, patterns
from tocsin.extract.roles import covers, facility, finest, is_location
from tocsin.model import PlaceMention, Span, Why
from tocsin.vocab import Event, PlaceKind

_STRUCK = (Event.ATTACK, Event.DAMAGE)
#: So far (characters) behind "as well as" its place stands at most.
_REACH = 90


def targets(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The claims with one more for each target that the sentence goes on to, in a place of its own."""
    out: list[Draft] = []
    for d in drafts:
        out.append(d)
        if d.event in _STRUCK and d.places and not d.carried:
            more = _next(scene, d, drafts)
            out += [more] if more else []
    return out


def _next(scene: Scene, d: Draft, drafts: list[Draft]) -> Draft | None:
    end = scene.view.sentences[d.sentence].end
    end = min([end, *(o.span.start for o in drafts if o.span.start >= d.span.end)])
    goes_on = _as_well(d.language).search(scene.view.folded, max(d.span.start, d.span.end - 2), end)
    if goes_on is None:
        return None
    near = scene.within(Span(goes_on.end(), min(end, goes_on.end() + _REACH)))
    stop = re.compile(r"[,;]").search(scene.view.folded, goes_on.end(), end)
    near = [m for m in near if is_location(scene, m, d.language) and (not stop or m.span.start < stop.start())]
    places = finest(scene, near)
    if not places or not all(another(scene, d.places, m) for m in places):
        return None
    named = Span(goes_on.end(), near[-1].span.end)
    # What is struck is named: a thing, a plant with its name, or "по N".
    thing = patterns(d.language, "places", "struck-thing").search(scene.view.folded, named.start, named.end)
    if not thing and not facility(near[0]):
        return None
    span = trim(scene.view.clean, named)
    made = replace(d, span=span, window=span, places=places, figures=[], target=None, why=dict(d.why))
    made.why["places"] = Why("places of the clause", ", ".join(m.quote for m in places))
    return made


def another(scene: Scene, known: list[PlaceMention], place: PlaceMention) -> bool:
    """Whether a place is no area, and none of those known, nor in or around them."""
    if place.kind is PlaceKind.COUNTRY:
        return False
    same = {p.place.id for p in known if p.place} & ({place.place.id} if place.place else set())
    return not same and not any(covers(scene, p, place) or covers(scene, place, p) for p in known)


@cache
def _as_well(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[,)]\s*|\s){either(language, 'clauses', 'as-well')}\s")
