"""Which drafts are about a happening: a noun alone, or something said in general, makes no claim."""

from tocsin.extract.acts import opens
from tocsin.extract.draft import Draft, Scene
from tocsin.extract.events import anaphoric
from tocsin.vocab import Event, PlaceKind


def specific(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts that tell of a happening with a place, a time, a target or a number of its own."""
    return [d for d in drafts if _is(scene, d) and not _is_of_ground(d, drafts)]


def _is_of_ground(d: Draft, drafts: list[Draft]) -> bool:
    """Whether what was captured is a town, not people: "the army captured N"."""
    captured = d.event is Event.CASUALTIES and not d.figures and all(h.rule.endswith(":captured") for h in d.hits)
    beside = (o for o in drafts if o.event is Event.CLASH and o.sentence == d.sentence)
    return captured and any(o.span.start < d.span.end and d.span.start < o.span.end for o in beside)


def _is(scene: Scene, d: Draft) -> bool:
    if not all(h.noun for h in d.hits):
        return True
    if d.event is Event.THREAT and opens(scene, d):
        return True  # "Air raid alert!" says all that there is to say
    own_place = any(not d.carried and p.kind is not PlaceKind.COUNTRY for p in d.places)
    own_time = d.time is not None and d.why.get("time") is not None and d.why["time"].rule != "lent"
    if anaphoric(scene, d):
        return bool(d.figures) or (own_place and own_time)
    return bool(d.places or own_time or d.figures or d.target or d.weapon)
