"""How far an incident is borne out: its verification state, with the reason in words and the claims behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from tocsin.assess.voices import Voice
from tocsin.model import Assessment, Ruling, Testimony
from tocsin.vocab import Event, Stance, State

#: What says that the happening itself took place; a warning before it, or advice, does not.
CORE = frozenset({
    Event.ATTACK, Event.INTERCEPTION, Event.EXPLOSION, Event.FIRE, Event.DAMAGE, Event.OUTAGE, Event.CASUALTIES,
    Event.EVACUATION, Event.CLASH,
})  # fmt: skip


#: Which state is shown where several hold.
_SHOWN = tuple(State)


def ruled(found: Assessment, ruling: Ruling | None) -> Assessment:
    """An assessment with what a person decided: of the two states the first in the order of the list is shown."""
    if ruling is None:
        return found
    said = f"{ruling.state} by {ruling.by}: {ruling.reason}"
    if _SHOWN.index(found.state) < _SHOWN.index(ruling.state) and ruling.state is not State.UNVERIFIABLE:
        return replace(found, reason=f"{found.reason}; {said}")
    return replace(found, state=ruling.state, reason=f"{said}; {found.reason}")


def verified(testimonies: Sequence[Testimony], voices: Mapping[str, Voice]) -> Assessment:
    """The state of an incident.

    Two voices are independent where they are not one house, and not of one party; at least one of them is described,
    since a source that nobody has described corroborates only itself. Only what is stated bears out: nothing hedged.

    Args:
        testimonies: the claims of the incident.
        voices: whose word each claim is, by its id.
    """
    told = [t for t in testimonies if t.claim.event in CORE and t.claim.stance is Stance.STATED and not _says_none(t)]
    denied = [t for t in testimonies if t.claim.stance is Stance.DENIED and t.claim.event in CORE]
    if told and denied:
        return _contested(told, denied, voices)
    pair = independent(told, voices)
    if pair:
        return _corroborated(pair, voices)
    if not told:
        kept = tuple(t.claim.id for t in testimonies)
        return Assessment(State.SINGLE_SOURCE, "nobody states it outright: it is hedged, announced or warned of", kept)
    return _single(told, voices)


def _says_none(t: Testimony) -> bool:
    """ "No casualties" bears out nothing."""
    return bool(t.claim.figures) and all(f.high == 0 for f in t.claim.figures)


def _contested(told: Sequence[Testimony], denied: Sequence[Testimony], voices: Mapping[str, Voice]) -> Assessment:
    for no in denied:
        # What somebody says and takes back is a correction of theirs, and no dispute.
        others = (t for t in told if voices[t.claim.id].key != voices[no.claim.id].key)
        yes = next((t for t in others if t.claim.event is no.claim.event), None)
        if yes is not None:
            reason = f"{_name(voices, no)} denies what {_name(voices, yes)} states: {no.claim.event}"
            return Assessment(State.CONTESTED, reason, (yes.claim.id, no.claim.id))
    pair = independent(told, voices)
    if pair:
        return _corroborated(pair, voices)
    return _taken_back(told, denied, voices) or _single(told, voices)


def _taken_back(
    told: Sequence[Testimony], denied: Sequence[Testimony], voices: Mapping[str, Voice]
) -> Assessment | None:
    """Where everybody who stated something says later that it was not so."""
    left = [t for t in told if not any(_takes_back(no, t, voices) for no in denied)]
    if left:
        return None
    names = ", ".join(sorted({_name(voices, t) for t in told}))
    ids = tuple(t.claim.id for t in (*told, *denied))
    return Assessment(State.RETRACTED, f"{names} took back what nobody else says", ids)


def _takes_back(no: Testimony, yes: Testimony, voices: Mapping[str, Voice]) -> bool:
    same = no.claim.event is yes.claim.event and voices[no.claim.id].key == voices[yes.claim.id].key
    times = no.report.published, yes.report.published
    return same and times[0] is not None and times[1] is not None and times[0] > times[1]


def _corroborated(pair: tuple[Testimony, Testimony], voices: Mapping[str, Voice]) -> Assessment:
    one, two = (voices[t.claim.id] for t in pair)
    reason = f"{one.name} and {two.name} say so, independently of one another"
    if one.party and two.party:
        reason = f"{one.name} and {two.name}, of opposing parties, both say so"
    return Assessment(State.CORROBORATED, reason, tuple(t.claim.id for t in pair))


def _single(told: Sequence[Testimony], voices: Mapping[str, Voice]) -> Assessment:
    known = {voices[t.claim.id].key: voices[t.claim.id] for t in told}
    names = sorted({v.name for v in known.values()})
    ids = tuple(t.claim.id for t in told)
    if len(known) == 1:
        return Assessment(State.SINGLE_SOURCE, f"only {names[0]} says so", ids)
    parties = {v.party for v in known.values()}
    listed = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    if len(parties) == 1 and None not in parties:
        return Assessment(State.SINGLE_SOURCE, f"only one party's sources say so: {listed}", ids)
    return Assessment(State.SINGLE_SOURCE, f"of those who say so, nobody is known to be independent: {listed}", ids)


def independent(told: Sequence[Testimony], voices: Mapping[str, Voice]) -> tuple[Testimony, Testimony] | None:
    """Two claims of voices that are independent of one another, if there are; of opposing parties, if there are."""
    firsts: dict[str, Testimony] = {}
    for t in told:
        firsts.setdefault(voices[t.claim.id].key, t)
    pairs = [
        (a, b) for a, b in combinations(firsts.values(), 2) if _are_independent(voices[a.claim.id], voices[b.claim.id])
    ]
    # Two parties who agree against their interest are worth more than anybody else who agrees.
    opposed = [p for p in pairs if all(voices[t.claim.id].party for t in p)]
    found = opposed or pairs
    return found[0] if found else None


def _are_independent(a: Voice, b: Voice) -> bool:
    apart = a.key != b.key and a.through != b.through
    return apart and a.described and b.described and (a.party is None or a.party != b.party)


def _name(voices: Mapping[str, Voice], t: Testimony) -> str:
    return voices[t.claim.id].name
