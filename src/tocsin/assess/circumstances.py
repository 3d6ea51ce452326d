"""Where, when and at what, value by value: what is only coarser or wider is compatible, and contradicts nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

from tocsin.assess.attributes import value_of
from tocsin.assess.state import CORE
from tocsin.assess.times import bounds
from tocsin.assess.voices import Voice
from tocsin.gazetteer.distance import distance_km
from tocsin.model import Attribute, Interval, Place, PlaceMention, Testimony
from tocsin.vocab import Event, PlaceKind, Relation, Stance

#: What happens at one moment, or in the course of one raid.
_AT_ONCE = frozenset({Event.ATTACK, Event.EXPLOSION, Event.INTERCEPTION})
#: So far a plant may lie from the middle of its town (kilometres).
_TOWN_KM = 15.0
#: The moments of one raid lie no farther apart.
_RAID = timedelta(hours=6)

#: What a claim says of one thing: by a key, in words.
_Says = Callable[[Testimony], Iterable[tuple[str, str]]]
#: Whether two values may both hold.
_Both = Callable[[str, str], bool]


def circumstances(
    testimonies: Sequence[Testimony], voices: Mapping[str, Voice], within: Callable[[Place, Place], bool]
) -> tuple[Attribute, ...]:
    """The place, time and target of an incident as its claims have them, oldest first.

    Args:
        testimonies: the claims.
        voices: whose word each is, by its id.
        within: whether the first place lies in the second.
    """
    stated = [t for t in testimonies if t.claim.event in CORE and t.claim.stance is not Stance.DENIED]
    stated.sort(key=lambda t: (t.report.published or datetime.max.replace(tzinfo=UTC), t.claim.id))
    mentions = {_place_key(m): m for t in stated for m in t.claim.places}
    times = {str(t.claim.time): t.claim.time for t in stated if t.claim.time}
    asked: tuple[tuple[str, _Says, _Both], ...] = (
        ("place", _places, lambda a, b: _one_place(mentions[a], mentions[b], within)),
        ("time", _times, lambda a, b: _one_raid(times[a], times[b])),
        ("target", _targets, lambda *_: True),
    )
    return tuple(found for name, says, both in asked if (found := _attribute(name, stated, voices, says, both)))


def _attribute(
    name: str, stated: Sequence[Testimony], voices: Mapping[str, Voice], says: _Says, both: _Both
) -> Attribute | None:
    words: dict[str, str] = {}
    told: dict[str, list[Testimony]] = {}
    by_voice: dict[str, list[str]] = {}
    for t in stated:
        for key, value in says(t):
            words.setdefault(key, value)
            told.setdefault(key, []).append(t)
            by_voice.setdefault(voices[t.claim.id].key, []).append(key)
    if not told:
        return None
    values = tuple(value_of(words[key], given, voices) for key, given in told.items())
    relation = Relation.AGREE if len(told) == 1 else Relation.COMPATIBLE
    # Two contradict one another where nothing that the one says can hold beside anything that the other says.
    if any(not any(both(a, b) for a in one for b in two) for one, two in combinations(by_voice.values(), 2)):
        relation = Relation.CONTRADICT
    return Attribute(name, values, relation)


def _places(t: Testimony) -> Iterable[tuple[str, str]]:
    return ((_place_key(m), _place_words(m)) for m in t.claim.places if m.kind is not PlaceKind.COUNTRY)


def _place_key(m: PlaceMention) -> str:
    return m.place.id if m.place else m.name.casefold()


def _place_words(m: PlaceMention) -> str:
    return m.name if m.place else f"{m.name} ({m.status})"


def _one_place(a: PlaceMention, b: PlaceMention, within: Callable[[Place, Place], bool]) -> bool:
    """Whether both may be meant: one lies in the other, or what is not known may be."""
    if a.place is None or b.place is None:
        return a.country is None or b.country is None or a.country == b.country
    if a.place.id == b.place.id or within(a.place, b.place) or within(b.place, a.place):
        return True
    # A plant and its town, a quarter and its city: no table says which lies in which.
    near = distance_km(a.place, b.place) <= max(_TOWN_KM, (a.place.radius_km or 0.0) + (b.place.radius_km or 0.0))
    return near and not a.place.kind is b.place.kind is PlaceKind.SETTLEMENT


def _times(t: Testimony) -> Iterable[tuple[str, str]]:
    when = t.claim.time
    return [(str(when), _time_words(when))] if when and t.claim.event in _AT_ONCE else []


def _time_words(when: Interval) -> str:
    start, end = when.start, when.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        last = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%d.%m %H:%M}"
        return f"{start:%d.%m %H:%M}" if start == end else f"{start:%d.%m %H:%M}–{last}"
    return f"{start:%d.%m}" if start == end else f"{start:%d.%m}–{end:%d.%m}"


def _one_raid(a: Interval, b: Interval) -> bool:
    """Whether the two times meet, or lie no farther apart than the moments of one raid."""
    (start, end), (other, last) = bounds(a), bounds(b)
    return max(start, other) - min(end, last) <= _RAID


def _targets(t: Testimony) -> Iterable[tuple[str, str]]:
    target = t.claim.target
    return [(" ".join(target.text.casefold().split()), target.text)] if target else []
