"""The grade of each claim after the Admiralty code (NATO AJP-2.1): how far its source is relied on, and it is believed.

The letter is what the description of the source says; a source that nobody has described is F. The figure follows from
the other claims of the incident. 1 ("confirmed") is given by people only, 6 where there is nothing to hold it against.
"""

from collections.abc import Mapping, Sequence

from tocsin.assess.state import independent
from tocsin.assess.voices import Voice
from tocsin.model import Grade, Testimony
from tocsin.vocab import Credibility, Reliability, Stance, State


def grades(testimonies: Sequence[Testimony], voices: Mapping[str, Voice], state: State) -> tuple[Grade, ...]:
    """The grade of each claim of an incident.

    Args:
        testimonies: the claims.
        voices: whose word each is, by its id.
        state: of the incident.
    """
    return tuple(_grade(t, testimonies, voices, state) for t in testimonies)


def _grade(t: Testimony, among: Sequence[Testimony], voices: Mapping[str, Voice], state: State) -> Grade:
    letter = t.source.reliability if t.source else Reliability.CANNOT_BE_JUDGED
    figure, reason = _believed(t, among, voices, state)
    return Grade(t.claim.id, letter, figure, reason)


def _believed(
    t: Testimony, among: Sequence[Testimony], voices: Mapping[str, Voice], state: State
) -> tuple[Credibility, str]:
    own = voices[t.claim.id]
    same = [o for o in among if o is not t and o.claim.event is t.claim.event]
    against = [o for o in same if (o.claim.stance is Stance.DENIED) is not (t.claim.stance is Stance.DENIED)]
    against = [o for o in against if voices[o.claim.id].key != own.key]
    if state in (State.REFUTED, State.RETRACTED):
        denies = t.claim.stance is Stance.DENIED
        return (
            (Credibility.PROBABLE, "what it denies was refuted")
            if denies
            else (Credibility.IMPROBABLE, f"it is {state}")
        )
    if state is State.CONFIRMED and t.claim.stance is Stance.STATED:
        return Credibility.CONFIRMED, "a person has seen evidence of it"
    if against:
        return Credibility.DOUBTFUL, f"{voices[against[0].claim.id].name} says otherwise"
    agreeing = [o for o in same if o.claim.stance is t.claim.stance and voices[o.claim.id].key != own.key]
    pair = next((o for o in agreeing if independent((t, o), voices)), None)
    if pair is not None:
        return Credibility.PROBABLE, f"{voices[pair.claim.id].name} says so too, independently"
    if agreeing:
        return (
            Credibility.POSSIBLE,
            f"{voices[agreeing[0].claim.id].name} says so too, and is not known to be independent",
        )
    return Credibility.CANNOT_BE_JUDGED, "nobody else says anything of it"
