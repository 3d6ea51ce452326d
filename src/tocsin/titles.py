"""A title for an incident, in plain words that are the same for every party."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

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

#: A stretch longer than this is told by its days: it sums up, or nobody said when within them.
_TOLD = timedelta(hours=16)
_MOMENT = timedelta(minutes=30)
#: A night as reports mean it, from 18:00 to 06:00.
_NIGHT, _DUSK = timedelta(hours=12), 18
_LAST = time(23, 59, 59)


def title(incident: Incident, claims: Sequence[Claim], *, known: bool = False) -> str:
    """What, where and when in one line: "Drone attack and fire, Syzran, night to 11 Mar 2026".

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
    return f"{' and '.join(words)}, {where}{unknown}, {_when(incident)}"


def _when(incident: Incident) -> str:
    """The day, with its hours where they are told: bulletins of one day are told apart by nothing else."""
    start, end = incident.start, incident.end
    if end - start > _TOLD or (start.time() == time.min and end.time().replace(microsecond=0) == _LAST):
        return _days(start, end)
    if end - start == _NIGHT and start.hour == _DUSK:
        return f"night to {end.day} {end:%b %Y}"
    if end - start <= _MOMENT:
        return f"{_days(start, start)}, {start:%H:%M}"
    if end.time() == time.min:  # midnight belongs to the day that it ends
        return f"{_days(start, end - _MOMENT)}, {start:%H:%M}–24:00"
    if start.date() == end.date():
        return f"{_days(start, end)}, {start:%H:%M}–{end:%H:%M}"
    return f"{start.day} {start:%b} {start:%H:%M} – {end.day} {end:%b %Y} {end:%H:%M}"


def _days(start: datetime, end: datetime) -> str:
    if start.date() == end.date():
        return f"{start.day} {start:%b %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%b %Y}"
    return f"{start.day} {start:%b} – {end.day} {end:%b %Y}"
