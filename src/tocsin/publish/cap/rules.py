"""What can be wrong with a CAP message that its schema does not see.

A rule is a function of a message that yields where something is wrong and what. `RULES` is the table: the name of each
rule with the section of CAP 1.2 that it comes from, where one does. `known` rules hold a message against earlier ones.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from tocsin.model import Problem
from tocsin.publish.cap import ground
from tocsin.publish.cap.ground import Fault
from tocsin.publish.cap.nouns import (
    Certainty,
    Info,
    Message,
    MsgType,
    Reference,
    Response,
    Scope,
    Status,
    Urgency,
)

_NAME = re.compile(r"[^\s,<&]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_ABOUT = frozenset({MsgType.UPDATE, MsgType.CANCEL, MsgType.ACK, MsgType.ERROR})
#: A clock may be so far ahead of ours.
_AHEAD = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Known:
    """Earlier messages of a sender, by their reference, and when each ceases to hold; `cancelled` are over."""

    messages: Mapping[Reference, Message] = field(default_factory=dict)
    cancelled: frozenset[Reference] = frozenset()


class Rule(NamedTuple):
    """One rule, and the section of CAP 1.2 that it comes from; "" where it is good sense alone."""

    name: str
    section: str
    find: Callable[[Message], Iterator[Fault]]


def checked(message: Message, origin: str, known: Known | None = None, now: datetime | None = None) -> list[Problem]:
    """What is wrong with a message; nothing where it is right.

    Args:
        message: the message.
        origin: where it was read.
        known: earlier messages that it may refer to; None leaves the rules on them away.
        now: the moment at which it is read (aware); None leaves the rules on that away.
    """
    faults = [fault for rule in RULES for fault in rule.find(message)]
    if now is not None:
        faults += _against_now(message, now)
    if known is not None:
        faults += _against_known(message, known)
    return [Problem(origin, place, reason) for place, reason in dict.fromkeys(faults)]


def _names(m: Message) -> Iterator[Fault]:
    for tag, value in (("identifier", m.identifier), ("sender", m.sender)):
        if not _NAME.fullmatch(value):
            yield f"alert/{tag}", "it must not be empty, nor hold blanks, commas, < or &"


def _referring(m: Message) -> Iterator[Fault]:
    if m.kind in _ABOUT and not m.references:
        yield "alert/references", f"{m.kind} must name the message that it is about"
    if m.kind is MsgType.ALERT and m.references:
        yield "alert/references", "a first Alert is about no earlier message; an Update is"
    for r in m.references:
        if r.identifier == m.identifier and r.sender == m.sender:
            yield "alert/references", "it refers to itself"
        if r.sent > m.sent:
            yield "alert/references", f"{r.identifier} was sent later than this message"
    if len(set(m.references)) < len(m.references):
        yield "alert/references", "it names a message twice"


def _scoped(m: Message) -> Iterator[Fault]:
    if m.scope is Scope.RESTRICTED and not (m.restriction or "").strip():
        yield "alert/restriction", "scope is Restricted, and for whom is not said"
    if m.scope is Scope.PRIVATE and not (m.addresses or "").strip():
        yield "alert/addresses", "scope is Private, and no address is given"
    if m.restriction is not None and m.scope is not Scope.RESTRICTED:
        yield "alert/restriction", f"it restricts what its scope calls {m.scope}"


def _filled(m: Message) -> Iterator[Fault]:
    texts = {"source": m.source, "note": m.note, "addresses": m.addresses, "incidents": m.incidents}
    for tag, value in texts.items():
        if value is not None and not value.strip():
            yield f"alert/{tag}", "it is there and empty"
    for info in m.infos:
        said = {"event": info.event, "headline": info.headline, "description": info.description,
                "instruction": info.instruction, "senderName": info.sender_name, "contact": info.contact}  # fmt: skip
        for tag, value in said.items():
            if value is not None and not value.strip():
                yield f"info/{tag}", "it is there and empty"
        for area in info.areas:
            if not area.description.strip():
                yield "area/areaDesc", "it is there and empty"


def _explained(m: Message) -> Iterator[Fault]:
    if m.status in (Status.EXERCISE, Status.TEST) and not (m.note or "").strip():
        yield "alert/note", f"status is {m.status}, and the note does not say of what"
    if m.kind is MsgType.ERROR and not (m.note or "").strip():
        yield "alert/note", "why a message is refused is not said"


def _informed(m: Message) -> Iterator[Fault]:
    if m.kind in (MsgType.ALERT, MsgType.UPDATE) and not m.infos:
        yield "alert/info", f"{m.kind} says nothing"
    for info in m.infos:
        if m.kind in (MsgType.ALERT, MsgType.UPDATE) and not info.areas:
            yield "info/area", "where it is is not said"


def _ordered(m: Message) -> Iterator[Fault]:
    for info in m.infos:
        begin = info.effective or m.sent
        if info.expires is not None and info.expires <= m.sent:
            yield "info/expires", "it has ended before it is sent"
        if info.expires is not None and info.expires <= begin:
            yield "info/expires", "it ends before it takes effect"
        if info.expires is not None and info.onset is not None and info.expires <= info.onset:
            yield "info/expires", "it ends before what it warns of begins"


def _ending(m: Message) -> Iterator[Fault]:
    for info in m.infos:
        if m.kind in (MsgType.ALERT, MsgType.UPDATE) and info.expires is None:
            yield "info/expires", "when it ends is not said, so that an old copy of it never does"


def _clear(m: Message) -> Iterator[Fault]:
    for info in m.infos:
        over = Response.ALL_CLEAR in info.responses
        if over and m.kind is MsgType.ALERT:
            yield "info/responseType", "an all-clear ends something: it is a Cancel or an Update, never an Alert"
        if over and info.urgency in (Urgency.IMMEDIATE, Urgency.EXPECTED):
            yield "info/urgency", f"an all-clear is not {info.urgency}"
        if over and info.certainty in (Certainty.UNKNOWN, Certainty.POSSIBLE):
            yield "info/certainty", f"an all-clear is never {info.certainty}"
        if over and len(info.responses) > 1:
            yield "info/responseType", "it gives an all-clear and something to do at once"


def _languages(m: Message) -> Iterator[Fault]:
    seen: dict[tuple[object, ...], tuple[object, ...]] = {}
    for info in m.infos:
        language = info.language or "en-US"
        if not _LANGUAGE.fullmatch(language.strip()):
            yield "info/language", f"“{language:.30}” is no language tag"
        where = (language.strip().lower(), "; ".join(a.description for a in info.areas), info.event, info.onset)
        says = (info.urgency, info.severity, info.certainty, info.expires)
        if seen.setdefault(where, says) != says:
            yield "info", f"two infos in {language} for the same event and area do not say the same"


def _alike(m: Message) -> Iterator[Fault]:
    """Infos in several languages say the same thing."""
    by_areas: dict[tuple[object, ...], Info] = {}
    for info in m.infos:
        key = tuple((a.polygons, a.circles, a.geocodes) for a in info.areas)
        first = by_areas.setdefault(key, info)
        for tag, one, two in (
            ("category", first.categories, info.categories), ("responseType", first.responses, info.responses),
            ("urgency", first.urgency, info.urgency), ("severity", first.severity, info.severity),
            ("certainty", first.certainty, info.certainty), ("eventCode", first.event_codes, info.event_codes),
            ("expires", first.expires, info.expires),
        ):  # fmt: skip
            if first.language != info.language and one != two and any(k for k in key):
                yield f"info/{tag}", f"it is not the same in {first.language or 'en-US'} and {info.language or 'en-US'}"


def _linked(m: Message) -> Iterator[Fault]:
    for info in m.infos:
        for tag, link in (("web", info.web), *(("uri", r.uri) for r in info.resources)):
            if link is not None and urlsplit(link.strip()).scheme not in ("http", "https"):
                yield f"info/{tag}", f"“{link:.60}” is no address of the web"
        for r in info.resources:
            if "/" not in r.mime:
                yield "resource/mimeType", f"“{r.mime:.30}” is no media type"
            if r.content is not None and r.uri is None:
                yield "resource/uri", "a file that is held must have a name too"


def _against_now(m: Message, now: datetime) -> Iterator[Fault]:
    if m.sent > now + _AHEAD:
        yield "alert/sent", "it is from the future"
    if m.infos and all(i.expires is not None and i.expires <= now for i in m.infos):
        yield "info/expires", "it has run out"


def _against_known(m: Message, known: Known) -> Iterator[Fault]:
    same = [r for r in known.messages if (r.sender, r.identifier) == (m.sender, m.identifier)]
    if same and known.messages[same[0]] != m:
        yield "alert/identifier", "another message has it already"
    for r in m.references:
        earlier = known.messages.get(r)
        if earlier is None:
            named = any((k.sender, k.identifier) == (r.sender, r.identifier) for k in known.messages)
            yield "alert/references", f"{r.identifier} was {'sent at another time' if named else 'never sent'}"
            continue
        if r in known.cancelled:
            yield "alert/references", f"{r.identifier} was cancelled before"
        if r.sender != m.sender:
            yield "alert/references", f"{r.identifier} is another sender's"
        if earlier.status is not m.status:
            yield "alert/status", f"{m.status} is about {r.identifier}, which is {earlier.status}"
        ends = [i.expires for i in earlier.infos if i.expires is not None]
        if m.kind is MsgType.UPDATE and ends and max(ends) < m.sent:
            yield "alert/references", f"{r.identifier} had run out before"


RULES: tuple[Rule, ...] = (
    Rule("names without blanks, commas, < and &", "3.2.1", _names),
    Rule("an Update, Cancel, Ack or Error refers to earlier messages, an Alert to none", "3.2.1", _referring),
    Rule("a scope with its companion", "3.2.1", _scoped),
    Rule("nothing is there and empty", "3.3.4", _filled),
    Rule("an Exercise, a Test and an Error say why", "3.2.1", _explained),
    Rule("an Alert and an Update say what and where", "3.2.2", _informed),
    Rule("times in their order", "3.2.2", _ordered),
    Rule("an end is given", "", _ending),
    Rule("an all-clear is nothing else", "3.2.2", _clear),
    Rule("later infos in a language override no earlier one", "3.2.2", _languages),
    Rule("all languages say the same", "3.2.2", _alike),
    Rule("polygons are closed", "3.2.4", ground.closed),
    Rule("polygons do not cross themselves", "", ground.crossing),
    Rule("coordinates are on earth", "3.2.4", ground.on_earth),
    Rule("a ceiling above its altitude", "3.2.4", ground.heights),
    Rule("codes have the form of their list", "", ground.coded),
    Rule("links lead to the web", "3.2.2", _linked),
)


def known_of(messages: Iterable[Message]) -> Known:
    """What is known after some messages, in the order in which they were sent."""
    found, cancelled = dict[Reference, Message](), set[Reference]()
    for m in messages:
        found[m.reference] = m
        if m.kind is MsgType.CANCEL:
            cancelled |= set(m.references)
    return Known(found, frozenset(cancelled))
