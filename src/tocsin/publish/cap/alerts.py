"""A released alert as a CAP message: one info a language, all from the same record."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tocsin.publish.cap import nouns
from tocsin.publish.cap.nouns import Area, Info, Message, MsgType, Pair, Point, Reference, Response, Scope, Status
from tocsin.release import ReleasedAlert
from tocsin.vocab import AreaState, Event

#: The outline of a region by its gazetteer id, as GeoJSON geometry; None where there is none.
Outline = Callable[[str], Mapping[str, Any] | None]

_KATOTTG = "katottg:"
#: What is done about each stage, how soon, how bad and how sure it is.
_URGENCY = {
    Event.THREAT: nouns.Urgency.IMMEDIATE, Event.ATTACK: nouns.Urgency.IMMEDIATE, Event.ALL_CLEAR: nouns.Urgency.PAST,
    Event.ADVICE: nouns.Urgency.EXPECTED, Event.RESTRICTION: nouns.Urgency.EXPECTED,
}  # fmt: skip
_SEVERITY = {
    Event.THREAT: nouns.Severity.SEVERE, Event.ATTACK: nouns.Severity.EXTREME, Event.ALL_CLEAR: nouns.Severity.MINOR,
    Event.ADVICE: nouns.Severity.MODERATE, Event.RESTRICTION: nouns.Severity.MINOR,
}  # fmt: skip
_CERTAINTY = {
    Event.THREAT: nouns.Certainty.LIKELY, Event.ATTACK: nouns.Certainty.OBSERVED,
    Event.ALL_CLEAR: nouns.Certainty.OBSERVED, Event.ADVICE: nouns.Certainty.OBSERVED,
    Event.RESTRICTION: nouns.Certainty.OBSERVED,
}  # fmt: skip
_RESPONSE = {
    Event.THREAT: Response.SHELTER, Event.ATTACK: Response.SHELTER, Event.ALL_CLEAR: Response.ALL_CLEAR,
    Event.ADVICE: Response.EXECUTE, Event.RESTRICTION: Response.AVOID,
}  # fmt: skip


def message(alert: ReleasedAlert, sender: str, term: tuple[str, str], outline: Outline) -> Message:
    """The CAP message of an alert.

    Args:
        alert: what may go out.
        sender: who sends it: a name that is unique in the world and has no blanks, as desk.example.org.
        term: the code of the nearest OASIS event term, and that term.
        outline: the outlines of regions.
    """
    references = tuple(Reference(sender, e.id, e.sent) for e in alert.earlier)
    return Message(
        identifier=alert.id,
        sender=sender,
        sent=alert.sent,
        status=Status.EXERCISE if alert.exercise else Status.ACTUAL,
        kind=MsgType(alert.kind),
        scope=Scope.PUBLIC,
        source=alert.publisher or None,
        note="This is an exercise. Nothing of it is happening now." if alert.exercise else None,
        references=references,
        incidents=alert.raid.replace(" ", "_") or None,
        infos=tuple(_infos(alert, term, outline)),
    )


def _infos(alert: ReleasedAlert, term: tuple[str, str], outline: Outline) -> Iterator[Info]:
    unknown = alert.state is AreaState.UNKNOWN
    area = _area(alert, outline)
    for words in alert.wordings:
        yield Info(
            categories=(nouns.Category.SECURITY,),
            event=words.event,
            urgency=nouns.Urgency.UNKNOWN if unknown else _URGENCY[alert.stage],
            severity=nouns.Severity.UNKNOWN if unknown else _SEVERITY[alert.stage],
            certainty=nouns.Certainty.UNKNOWN if unknown else _certainty(alert),
            language=words.language,
            responses=(Response.MONITOR if unknown else _RESPONSE[alert.stage],),
            event_codes=(Pair("OET", term[0]),),
            effective=alert.sent,
            onset=alert.since if alert.since <= alert.sent else None,
            expires=alert.expires,
            sender_name=alert.publisher or None,
            headline=words.headline,
            description=words.description,
            instruction=words.instruction or None,
            web=alert.url if alert.url and alert.url.startswith(("http://", "https://")) else None,
            parameters=tuple(_parameters(alert)),
            areas=(area,),
        )


def _certainty(alert: ReleasedAlert) -> nouns.Certainty:
    return _CERTAINTY[alert.stage] if alert.confirmed else nouns.Certainty.POSSIBLE


def _parameters(alert: ReleasedAlert) -> Iterator[Pair]:
    """What a machine wants to know, and the authority's own words apart from the catalogue's."""
    yield Pair("tocsin:state", alert.state)
    yield Pair("tocsin:hazard", alert.hazard)
    yield Pair("tocsin:stage", alert.stage)
    yield Pair("tocsin:authority", alert.authority)
    yield Pair("tocsin:confirmed", "yes" if alert.confirmed else "no")
    if alert.quote:
        yield Pair("tocsin:quote", alert.quote)
        yield Pair("tocsin:quote-language", alert.quote_language)
    for words in alert.advice_said:
        yield Pair("tocsin:advice-said", words)
    if alert.digest:
        yield Pair("tocsin:report-sha256", alert.digest)


def _area(alert: ReleasedAlert, outline: Outline) -> Area:
    area = alert.area
    name = area.said if area.said in ("", area.name) else f"{area.said} ({area.name})"
    codes = [Pair("ISO 3166-2", area.code)] if area.code else []
    if area.id.startswith(_KATOTTG):
        codes.append(Pair("KATOTTG", area.id.removeprefix(_KATOTTG)))
    return Area(name or area.name, tuple(_polygons(outline(area.id))), geocodes=tuple(codes))


def _polygons(geometry: Mapping[str, Any] | None) -> Iterator[tuple[Point, ...]]:
    """The outer rings of a GeoJSON geometry. CAP knows no holes, and longitude comes first in GeoJSON alone."""
    if geometry is None:
        return
    shapes = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for rings in shapes:
        points = tuple(Point(round(lat, 5), round(lon, 5)) for lon, lat in (p[:2] for p in rings[0]))
        yield points if points[0] == points[-1] else (*points, points[0])
