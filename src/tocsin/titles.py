"""A title for an incident, in plain words that are the same for every party."""

from collections.abc import Sequence

from tocsin.model import Claim, Incident
from tocsin.vocab import Event, Stance, Weapon

_WHAT = {
    Event.ATTACK: "Attack", Event.INTERCEPTION: "Interception", Event.EXPLOSION: "Explosions", Event.FIRE: "Fire",
    Event.DAMAGE: "Damage", Event.OUTAGE: "Outage", Event.CASUALTIES: "Casualties", Event.EVACUATION: "Evacuation",
    Event.CLASH: "Ground fighting", Event.THREAT: "Threat", Event.ALL_CLEAR: "All-clear", Event.ADVICE: "Advice",
    Event.RESTRICTION: "Restriction", Event.RESPONSE: "Response", Event.INTENT: "Announcement",
}  # fmt: skip
_WITH = {
    Weapon.UAV: "Drone", Weapon.MISSILE: "Missile", Weapon.ARTILLERY: "Artillery", Weapon.AIRCRAFT_BOMB: "Air bomb",
    Weapon.NAVAL_DRONE: "Naval drone",
}  # fmt: skip
#: What the rest follows from comes first.
_ORDER = (
    Event.ATTACK, Event.CLASH, Event.EXPLOSION, Event.FIRE, Event.DAMAGE, Event.INTERCEPTION, Event.OUTAGE,
    Event.CASUALTIES, Event.EVACUATION, Event.THREAT, Event.RESTRICTION, Event.RESPONSE, Event.ADVICE, Event.ALL_CLEAR,
    Event.INTENT,
)  # fmt: skip


def title(incident: Incident, claims: Sequence[Claim], *, known: bool = False) -> str:
    """What, where and when in one line: "Drone attack and fire, Syzran, 10-11 Mar 2026".

    Args:
        incident: when and where.
        claims: what.
        known: the name stands for a place, though the incident has none.
    """
    told = [c for c in claims if c.stance is not Stance.DENIED] or list(claims)
    events = [e for e in _ORDER if any(c.event is e for c in told)][:2]
    weapons = {c.weapon for c in told if c.weapon and c.event is Event.ATTACK}
    words = [_WHAT[e] for e in events]
    if events[0] is Event.ATTACK and len(weapons) == 1 and (kind := next(iter(weapons))) in _WITH:
        words[0] = f"{_WITH[kind]} attack"
    words[1:] = [w.lower() for w in words[1:]]
    where = incident.name or "place not said"
    unknown = "" if known or incident.place or not incident.name else " (place not found)"
    return f"{' and '.join(words)}, {where}{unknown}, {_days(incident)}"


def _days(incident: Incident) -> str:
    start, end = incident.start, incident.end
    if start.date() == end.date():
        return f"{start.day} {start:%b %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%b %Y}"
    return f"{start.day} {start:%b} – {end.day} {end:%b %Y}"
