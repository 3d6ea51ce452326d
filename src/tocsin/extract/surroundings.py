"""What the words around a name that no gazetteer has tell of where it lies."""

from dataclasses import replace

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.roles import facility
from tocsin.model import Place, PlaceMention, Span
from tocsin.vocab import PlaceKind

#: So many characters from a name the town or area that it lies in is still named with it.
_NEAR = 90


def surrounded(scene: Scene, m: PlaceMention, d: Draft) -> PlaceMention:
    """A mention without a place, with the country and the known places that the text puts it in."""
    if m.place:
        return m
    m = replace(m, within=_within(scene, m, d))
    return m if m.country or (m.kind is PlaceKind.SITE and not facility(m)) else _with_country(scene, m, d)


def _within(scene: Scene, m: PlaceMention, d: Draft) -> tuple[Place, ...]:
    s = scene.view.sentences[d.sentence]
    named = [n for n in scene.within(Span(s.start, s.end)) if n.place and n.kind is not PlaceKind.COUNTRY]
    named = [n for n in named if (m.country is None or n.country == m.country) and n.place and _may_lie_by(m, n.place)]
    by_distance = sorted(named, key=lambda n: max(n.span.start - m.span.end, m.span.start - n.span.end))
    return tuple(
        n.place for n in by_distance if n.place and max(n.span.start - m.span.end, m.span.start - n.span.end) <= _NEAR
    )


def _may_lie_by(m: PlaceMention, place: Place) -> bool:
    """Whether one of the places that the name may mean lies in the region of that one; a name alone may."""
    return not m.candidates or any(c.region in (place.region, None) for c in m.candidates)


def _with_country(scene: Scene, m: PlaceMention, d: Draft) -> PlaceMention:
    """It lies in the country of the places beside it, where that is one."""
    s = scene.view.sentences[d.sentence]
    for span in (Span(s.start, s.end), Span(0, len(scene.view.raw))):
        near = {n.country for n in scene.within(span) if n.place and n.country and n.kind is not PlaceKind.COUNTRY}
        if len(near) == 1:
            return replace(m, country=near.pop(), reason=f"{m.reason}; its country is that of the places beside it")
    return m
