"""The closed lists: what a claim can say. Codes and their meaning are those of the definition of a claim.

Every list is a `StrEnum`, so that a member *is* its code in JSON, CSV and the ledger.
"""

from enum import StrEnum


class Event(StrEnum):
    """What a claim says happened, is happening, or will be done."""

    ATTACK = "attack"
    INTERCEPTION = "interception"
    EXPLOSION = "explosion"
    FIRE = "fire"
    DAMAGE = "damage"
    OUTAGE = "outage"
    CASUALTIES = "casualties"
    EVACUATION = "evacuation"
    CLASH = "clash"
    THREAT = "threat"
    ALL_CLEAR = "all-clear"
    ADVICE = "advice"
    RESTRICTION = "restriction"
    RESPONSE = "response"
    INTENT = "intent"


#: Events that are made by being said, or tell of an attack under way: what a warning is made of.
ACTS = frozenset({
    Event.THREAT, Event.ATTACK, Event.ALL_CLEAR, Event.ADVICE, Event.RESTRICTION, Event.EVACUATION,
})  # fmt: skip
#: Those that put an area on alert.
ALARMS = frozenset({Event.THREAT, Event.ATTACK})


class Stance(StrEnum):
    """How the speaker puts it."""

    STATED = "stated"
    HEDGED = "hedged"
    DENIED = "denied"
    INTENDED = "intended"


class PlaceKind(StrEnum):
    """How large: a `region` is a first-order division (ISO 3166-2), a `site` a port, a sea."""

    COUNTRY = "country"
    REGION = "region"
    DISTRICT = "district"
    SETTLEMENT = "settlement"
    SITE = "site"


class PlaceStatus(StrEnum):
    """Whether a name is known to mean one place. Rule: one candidate survives or none does."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not found"


class FigureKind(StrEnum):
    """What a number counts."""

    UAV_DOWNED = "uav-downed"
    MISSILE_DOWNED = "missile-downed"
    WEAPON_DOWNED = "weapon-downed"
    UAV_LAUNCHED = "uav-launched"
    MISSILE_LAUNCHED = "missile-launched"
    WEAPON_LAUNCHED = "weapon-launched"
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CAPTURED = "captured"
    CASUALTIES = "casualties"
    WITHOUT_POWER = "without-power"
    WITHOUT_WATER = "without-water"
    WITHOUT_HEAT = "without-heat"
    EVACUATED = "evacuated"
    OBJECTS_DAMAGED = "objects-damaged"
    EXPLOSIONS = "explosions"
    HITS = "hits"
    OTHER = "other"


#: What is counted for a stretch of time, by forces for all of a country as well.
WINDOWED = frozenset({
    FigureKind.UAV_DOWNED, FigureKind.MISSILE_DOWNED, FigureKind.WEAPON_DOWNED, FigureKind.UAV_LAUNCHED,
    FigureKind.MISSILE_LAUNCHED, FigureKind.WEAPON_LAUNCHED,
})  # fmt: skip


class Weapon(StrEnum):
    """What was used."""

    UAV = "uav"
    MISSILE = "missile"
    ARTILLERY = "artillery"
    AIRCRAFT_BOMB = "aircraft-bomb"
    NAVAL_DRONE = "naval-drone"
    EXPLOSIVE = "explosive"
    SMALL_ARMS = "small-arms"
    OTHER = "other"


class Hazard(StrEnum):
    """What a warning is of. `air` is the alert that names no weapon, `any` where nothing is named at all."""

    AIR = "air"
    UAV = "uav"
    MISSILE = "missile"
    BALLISTIC = "ballistic"
    GLIDE_BOMB = "glide-bomb"
    ARTILLERY = "artillery"
    NAVAL_DRONE = "naval-drone"
    OTHER = "other"
    ANY = "any"


class Scope(StrEnum):
    """Whether an act is about all of what it concerns: a `partial` all-clear leaves something on alert."""

    FULL = "full"
    PARTIAL = "partial"


class Relayed(StrEnum):
    """What becomes of a report that a warning may hang on: it leaves, waits for people, or is only recorded."""

    SEND = "send"
    HOLD = "hold"
    RECORD = "record"


class Polled(StrEnum):
    """What came of asking a source once: it said something new, nothing new, or could not be heard."""

    HEARD = "heard"
    QUIET = "quiet"
    FAILED = "failed"


class AlertKind(StrEnum):
    """What an alert does (CAP's msgType): it warns, changes or prolongs what was sent, or ends it."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


class AreaState(StrEnum):
    """What is known of the danger in an area. Silence is `unknown`, never `clear`."""

    ALERT = "alert"
    CLEAR = "clear"
    UNKNOWN = "unknown"
    NOT_COVERED = "not covered"


class State(StrEnum):
    """How far an incident, or one value of it, is borne out. Where several hold, the first of this order is shown."""

    RETRACTED = "retracted"
    REFUTED = "refuted"
    CONTESTED = "contested"
    CONFIRMED = "confirmed"
    CORROBORATED = "corroborated"
    SINGLE_SOURCE = "single-source"
    UNVERIFIABLE = "unverifiable"


class Relation(StrEnum):
    """How the values that an incident's claims give for one thing stand to one another."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    GROWS = "grows"
    CONTRADICT = "contradict"


class Precedence(StrEnum):
    """What a ledger says of a claim about history."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    BEYOND = "beyond the ledger"


class CopyKind(StrEnum):
    """How one report copies another."""

    FORWARD = "forward"
    REPOST = "repost"
    NEAR = "near"
    TRANSLATION = "translation"


class Verdict(StrEnum):
    """What a judgement says of its pairs of tellings."""

    SAME = "same"
    APART = "apart"
    OPEN = "open"


class Clock(StrEnum):
    """What decides whether something was known: when it was recorded here, or when it was published."""

    RECORDED = "recorded"
    PUBLISHED = "published"


class Role(StrEnum):
    """What the publisher of a source is: whom it speaks for, and what it may know first-hand."""

    HEAD_OF_STATE = "head-of-state"
    DEFENCE_MINISTRY = "defence-ministry"
    GENERAL_STAFF = "general-staff"
    ARMED_FORCES = "armed-forces"
    GOVERNMENT = "government"
    GOVERNOR = "governor"
    MAYOR = "mayor"
    EMERGENCY_SERVICE = "emergency-service"
    LAW_ENFORCEMENT = "law-enforcement"
    POWER_COMPANY = "power-company"
    TRANSPORT = "transport"
    ALERTING = "alerting"
    INTERNATIONAL = "international-organisation"
    WIRE = "wire"
    OUTLET = "outlet"
    MONITOR = "monitor"
    CHANNEL = "channel"


class Reliability(StrEnum):
    """How far a source is relied on: the letters of the Admiralty code (NATO STANAG 2511)."""

    RELIABLE = "A"
    USUALLY_RELIABLE = "B"
    FAIRLY_RELIABLE = "C"
    NOT_USUALLY_RELIABLE = "D"
    UNRELIABLE = "E"
    CANNOT_BE_JUDGED = "F"


class Credibility(StrEnum):
    """How far a claim is believed: the figures of the Admiralty code (NATO AJP-2.1)."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class Language(StrEnum):
    """The languages that Tocsin reads (ISO 639-1)."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    UKRAINIAN = "uk"


#: The speaker of what the text itself says.
AUTHOR = "author"
