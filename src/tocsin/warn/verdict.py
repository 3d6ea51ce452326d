"""What becomes of a report: it leaves on its own, waits for people, or is only recorded, and why.

On its own leaves only what an armed authority plainly declares for areas of its own. Whatever is not understood, is
doubted, lies outside or tells people to move waits; what declares nothing is recorded. Every way out of doubt is
towards a person, never towards an all-clear.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.model import Act, Claim, Handling, Reading
from tocsin.vocab import ACTS, Event, Hazard, Relayed, Stance
from tocsin.warn.areas import Areas
from tocsin.warn.catalogue import catalogue
from tocsin.warn.gates import held_for, looks_hacked, speaks_of_warning

#: What tells that an attack is over and looked back at.
_AFTERMATH = frozenset({Event.CASUALTIES, Event.DAMAGE, Event.FIRE, Event.RESPONSE, Event.INTERCEPTION, Event.OUTAGE})
#: Acts of nobody's that are not worth a person's time.
_MINOR = frozenset({Event.ADVICE, Event.RESTRICTION})


@dataclass(frozen=True, slots=True)
class Rules:
    """For whom a source may warn.

    `areas` are the codes (ISO 3166) and gazetteer ids for which it is armed, none where it is not; `channels` its own
    names, small; `most` how many areas one post may warn on its own.
    """

    areas: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    most: int = 40

    @property
    def armed(self) -> bool:
        """Whether anything of it may leave on its own."""
        return bool(self.areas)


def decide(reading: Reading, rules: Rules, areas: Areas) -> Handling:
    """What becomes of one report, seen by itself.

    Args:
        reading: what was made of it.
        rules: for whom its source may warn.
        areas: makes areas of places.
    """
    relay, why, hacked = _decided(reading, rules, areas)
    known = {a.id: a for act in reading.acts for m in (*act.areas, *act.still_on) if (a := areas.of(m))}
    return Handling(reading.report.id, relay, reading.acts, tuple(known.values()), why, hacked)


def _decided(reading: Reading, rules: Rules, areas: Areas) -> tuple[Relayed, str, bool]:
    text, acts = reading.report.text, reading.acts
    if not acts:
        return *_undeclared(reading, rules, areas), False
    if not rules.armed:
        waits = any(a.event not in _MINOR for a in acts)
        why = "its source is not armed: it waits for two people" if waits else "its source is not armed"
        return Relayed.HOLD if waits else Relayed.RECORD, why, False
    known = _known_advice(acts)
    if not known:
        return Relayed.HOLD, f"advice that the catalogue does not know: “{acts[0].quote}”", False
    reasons = [*held_for(text, rules.channels), *_doubts(known, rules, areas)]
    if reasons:
        return Relayed.HOLD, "; ".join(dict.fromkeys(reasons)), looks_hacked(text)
    rest = "; some advice is not in the catalogue and waits" if len(known) < len(acts) else ""
    return Relayed.SEND, f"declared by an armed source for its own area{rest}", False


def _known_advice(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """The acts without advice that the catalogue does not know: no warning waits for it."""
    return tuple(a for a in acts if a.event is not Event.ADVICE or catalogue().recognised(a.quote))


def _undeclared(reading: Reading, rules: Rules, areas: Areas) -> tuple[Relayed, str]:
    """A report without acts: recorded, unless an armed source may have said more than was understood."""
    why = reading.unmade or "it declares nothing"
    if not rules.armed or reading.unmade:
        return Relayed.RECORD, why
    told = {c.event for c in reading.claims}
    if any(_fresh(c, rules, areas) for c in reading.claims) and not told & _AFTERMATH:
        return Relayed.HOLD, "it tells of an attack and does not say whether it goes on"
    word = speaks_of_warning(reading.report.text)
    if word and not told & _AFTERMATH:
        return Relayed.HOLD, f"it speaks of “{word}”, and nothing more of it was understood"
    return Relayed.RECORD, why


def _fresh(claim: Claim, rules: Rules, areas: Areas) -> bool:
    """Whether a claim tells of an attack on an area of its source, without saying that it is past."""
    if claim.event not in (Event.ATTACK, Event.EXPLOSION) or claim.time or claim.stance is Stance.DENIED:
        return False
    return any(areas.lies_in(a, rules.areas) for m in claim.places if (a := areas.of(m)))


def _doubts(acts: tuple[Act, ...], rules: Rules, areas: Areas) -> Iterator[str]:
    """Why acts of an armed source wait."""
    for act in acts:
        if act.event is Event.EVACUATION:
            yield "it tells people to move"
        if act.doubt:
            yield f"{act.event}: {act.doubt}"
        yield from _outside(act, rules, areas)
    named = {m.name for act in acts for m in act.areas}
    if len(named) > rules.most:
        yield f"it is for {len(named)} areas at once, more than {rules.most}"
    if not {a.event for a in acts} & (ACTS - _MINOR) and not all(a.areas for a in acts):
        yield "it names no area"


def _outside(act: Act, rules: Rules, areas: Areas) -> Iterator[str]:
    """Why the areas of an act are not those of its source."""
    if not act.areas:
        yield f"{act.event}: no area is named"
    for mention in (*act.areas, *act.still_on):
        area = areas.of(mention)
        if area is None:
            yield f"{act.event}: “{mention.quote}” is {mention.status}"
        elif not areas.lies_in(area, rules.areas):
            yield f"{act.event}: {area.name} is not an area that its source is armed for"
    if act.event is Event.ALL_CLEAR and act.assumed and act.hazard is Hazard.ANY:
        yield "all-clear: neither a danger nor an area is named"
