"""CAP 1.2: written and read back the same, checked beyond its schema, signed and believed only for registered keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tocsin.model import Problem
from tocsin.publish.cap import nouns, signing, xml
from tocsin.publish.cap.nouns import (
    Area,
    Category,
    Certainty,
    Circle,
    Info,
    Message,
    MsgType,
    Pair,
    Point,
    Reference,
    Resource,
    Response,
    Scope,
    Severity,
    Status,
    Urgency,
)  # fmt: skip
from tocsin.publish.cap.rules import RULES, checked, known_of
from tocsin.publish.cap.structure import NAMESPACE, SIGNATURE

T = datetime(2026, 3, 3, 20, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
SQUARE = (Point(50.0, 30.0), Point(50.0, 31.0), Point(51.0, 31.0), Point(51.0, 30.0), Point(50.0, 30.0))
AREA = Area("Sumy Oblast", (SQUARE,), geocodes=(Pair("ISO 3166-2", "UA-59"),))
INFO = Info(
    (Category.SECURITY,), "Air raid alert", Urgency.IMMEDIATE, Severity.SEVERE, Certainty.LIKELY, "en",
    (Response.SHELTER,), event_codes=(Pair("OET", "OET-129"),), effective=T, expires=T + HOUR,
    headline="Air raid alert: Sumy Oblast", web="https://example.org/1", areas=(AREA,),
)  # fmt: skip
ALERT = Message("a1", "desk.example.org", T, Status.ACTUAL, MsgType.ALERT, Scope.PUBLIC, infos=(INFO,))
UPDATE = replace(
    ALERT, identifier="a2", kind=MsgType.UPDATE, sent=T + HOUR / 2, references=(ALERT.reference,),
    infos=(replace(INFO, expires=T + 2 * HOUR, effective=T + HOUR / 2),),
)  # fmt: skip
CANCEL = replace(
    UPDATE, identifier="a3", kind=MsgType.CANCEL, sent=T + HOUR, references=(UPDATE.reference,),
    infos=(replace(
        INFO, responses=(Response.ALL_CLEAR,), urgency=Urgency.PAST, certainty=Certainty.OBSERVED, effective=T + HOUR,
        expires=T + 2 * HOUR,
    ),),
)  # fmt: skip


def reasons(message: Message) -> list[str]:
    return [f"{p.place}: {p.reason}" for p in checked(message, "x")]


def info(**changes: object) -> Message:
    return replace(ALERT, infos=(replace(INFO, **changes),))  # type: ignore[arg-type]


def area(**changes: object) -> Message:
    return info(areas=(replace(AREA, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize("message", [ALERT, UPDATE, CANCEL])
def test_what_is_right_has_no_fault(message: Message) -> None:
    assert reasons(message) == []
    assert checked(message, "x", known_of([ALERT, UPDATE]), message.sent) == []
    assert xml.read(xml.written(message), "x") == (message, ())


#: The ways in which an alert can be wrong and the schema of CAP 1.2 not see it.
WRONG = {
    "an identifier with a comma": (replace(ALERT, identifier="a,1"), "identifier"),
    "a sender with a blank": (replace(ALERT, sender="our desk"), "sender"),
    "an Update that is about nothing": (replace(UPDATE, references=()), "references"),
    "a Cancel of itself": (replace(CANCEL, references=(CANCEL.reference,)), "itself"),
    "a reference to what is sent later": (replace(UPDATE, references=(CANCEL.reference,)), "later"),
    "an Alert that is about another": (replace(ALERT, references=(Reference("x", "y", T - HOUR),)), "Update"),
    "Restricted without saying for whom": (replace(ALERT, scope=Scope.RESTRICTED), "restriction"),
    "Private without addresses": (replace(ALERT, scope=Scope.PRIVATE), "addresses"),
    "Public with a restriction": (replace(ALERT, restriction="police"), "restriction"),
    "an Exercise without a note": (replace(ALERT, status=Status.EXERCISE), "note"),
    "an Alert without an info": (replace(ALERT, infos=()), "says nothing"),
    "an Alert without an area": (info(areas=()), "area"),
    "an Alert that never ends": (info(expires=None), "expires"),
    "an end before it is sent": (info(expires=T - HOUR), "expires"),
    "an end before it begins": (info(onset=T + 2 * HOUR), "begins"),
    "an event without a word": (info(event=" "), "empty"),
    "an all-clear as an Alert": (info(responses=(Response.ALL_CLEAR,), urgency=Urgency.PAST), "never an Alert"),
    "an all-clear that is urgent": (replace(CANCEL, infos=(replace(CANCEL.infos[0], urgency=Urgency.IMMEDIATE),)), "urgency"),
    "an all-clear that is not sure": (replace(CANCEL, infos=(replace(CANCEL.infos[0], certainty=Certainty.UNKNOWN),)), "certainty"),
    "an all-clear and something to do": (
        replace(CANCEL, infos=(replace(CANCEL.infos[0], responses=(Response.ALL_CLEAR, Response.SHELTER)),)), "at once"),
    "a polygon that is not closed": (area(polygons=(SQUARE[:-1],)), "closed"),
    "a polygon of three points": (area(polygons=((SQUARE[0], SQUARE[1], SQUARE[0]),)), "points"),
    "a polygon that crosses itself": (
        area(polygons=((SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]),)), "crosses"),
    "longitude before latitude": (area(polygons=((Point(130.0, 50.0),) * 2 + SQUARE[2:4] + (Point(130.0, 50.0),),)), "latitude"),
    "a point that is nowhere": (area(circles=(Circle(Point(50.0, 200.0), 5.0),)), "nowhere"),
    "a radius below nothing": (area(circles=(Circle(Point(50.0, 30.0), -1.0),)), "radius"),
    "a ceiling without an altitude": (area(ceiling=1000.0), "ceiling"),
    "a ceiling below the altitude": (area(altitude=2000.0, ceiling=1000.0), "below"),
    "a region's code that is none": (area(geocodes=(Pair("ISO 3166-2", "Sumy"),)), "code"),
    "two languages of different severity": (
        replace(ALERT, infos=(INFO, replace(INFO, language="uk", severity=Severity.MINOR))), "not the same"),
    "one language that says two things": (
        replace(ALERT, infos=(INFO, replace(INFO, severity=Severity.MINOR))), "do not say the same"),
    "a language that is none": (info(language="по-русски"), "language"),
    "a link that is none": (info(web="javascript:alert(1)"), "address"),
    "a file without a media type": (info(resources=(Resource("map", "picture"),)), "media type"),
}  # fmt: skip


@pytest.mark.parametrize("way", WRONG)
def test_ways_to_be_wrong_that_the_schema_does_not_see(way: str) -> None:
    message, what = WRONG[way]
    found = reasons(message)
    assert any(what in reason for reason in found), found


def test_every_rule_is_broken_by_some_way() -> None:
    broken = {rule.name for message, _ in WRONG.values() for rule in RULES if list(rule.find(message))}
    assert broken == {rule.name for rule in RULES}


@pytest.mark.parametrize(
    ("message", "before", "what"),
    [
        (UPDATE, [], "was never sent"),
        (replace(UPDATE, references=(replace(ALERT.reference, sent=T - HOUR),)), [ALERT], "at another time"),
        (replace(UPDATE, identifier="a4"), [ALERT, replace(CANCEL, references=(ALERT.reference,))], "cancelled before"),
        (replace(UPDATE, sender="another.example.org"), [ALERT], "another sender's"),
        (replace(UPDATE, status=Status.EXERCISE, note="drill"), [ALERT], "which is Actual"),
        (replace(UPDATE, sent=T + 2 * HOUR), [ALERT], "had run out before"),
        (replace(ALERT, note="changed"), [ALERT], "another message has it already"),
    ],
)
def test_a_message_beside_the_ones_before(message: Message, before: list[Message], what: str) -> None:
    assert any(what in p.reason for p in checked(message, "x", known_of(before)))


def test_a_message_beside_the_clock() -> None:
    assert [p.reason for p in checked(ALERT, "x", now=T - HOUR)] == ["it is from the future"]
    assert [p.reason for p in checked(ALERT, "x", now=T + 2 * HOUR)] == ["it has run out"]


def test_moments_are_written_as_cap_has_them() -> None:
    kyiv = replace(ALERT, sent=T.astimezone(timezone(timedelta(hours=2))))
    assert b"<sent>2026-03-03T22:15:00+02:00</sent>" in xml.written(kyiv)
    assert b"<sent>2026-03-03T20:15:00-00:00</sent>" in xml.written(ALERT)


def document(change: Callable[[str], str]) -> bytes:
    return change(xml.written(ALERT).decode()).encode()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda s: s.replace("<status>Actual</status>", ""), "it has no status"),
        (lambda s: s.replace("Actual", "Real"), "may be Actual"),
        (lambda s: s.replace("-00:00", "Z"), "no moment"),
        (lambda s: s.replace("<scope>Public</scope>", "<scope>Public</scope><scope>Public</scope>"), "given twice"),
        (lambda s: s.replace("<scope>", "<made-up/><scope>"), "no such element"),
        (lambda s: s.replace("50,30 ", "50;30 ", 1), "no pair of coordinates"),
        (lambda s: s.replace("<event>", "<headline>x</headline><event>"), "it must stand before"),
        (lambda s: s.replace(NAMESPACE, "urn:x"), "no alert of CAP"),
        (lambda s: s[:200], "no XML"),
        (lambda s: "<!DOCTYPE alert [<!ENTITY x 'y'>]>" + s.partition("?>")[2].lstrip(), "document type"),
        (lambda s: s[:0], "no XML"),
    ],
)
def test_what_cannot_be_read_is_a_problem(change: Callable[[str], str], what: str) -> None:
    found = list(xml.read_all(document(change), "a.cap"))
    assert any(isinstance(p, Problem) and what in p.reason for p in found), found
    assert not any(isinstance(m, Message) for m in found)


def test_the_forerunner_is_read_too() -> None:
    assert xml.read(xml.written(ALERT).replace(b"cap:1.2", b"cap:1.1"), "x")[0] == ALERT


def test_messages_in_a_feed() -> None:
    inner = xml.written(ALERT).partition(b"?>")[2].decode()
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content>{inner}</content></entry></feed>"
    assert list(xml.read_all(feed.encode(), "x")) == [ALERT]


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=20).filter(str.strip)
MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from(
    [UTC, timezone(timedelta(hours=3)), timezone(-timedelta(hours=5, minutes=30))])).map(lambda t: t.replace(microsecond=0))  # fmt: skip
NAME = st.text("abcxyz019.-_@", min_size=1, max_size=20)
POINT = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
PAIR = st.builds(Pair, TEXT, TEXT)
NUMBER = st.floats(0, 1e6, allow_nan=False)
AREAS = st.builds(
    Area, TEXT, st.lists(st.lists(POINT, min_size=4, max_size=6).map(tuple), max_size=2).map(tuple),
    st.lists(st.builds(Circle, POINT, NUMBER), max_size=2).map(tuple), st.lists(PAIR, max_size=2).map(tuple),
    st.none() | NUMBER, st.none() | NUMBER,
)  # fmt: skip
RESOURCES = st.builds(Resource, TEXT, TEXT, st.none() | st.integers(0, 10**9), *(st.none() | TEXT,) * 3)
INFOS = st.builds(
    Info, st.lists(st.sampled_from(Category), min_size=1, max_size=2).map(tuple), TEXT, st.sampled_from(Urgency),
    st.sampled_from(Severity), st.sampled_from(Certainty), st.none() | st.sampled_from(["en", "uk", "be-BY"]),
    st.lists(st.sampled_from(Response), max_size=2).map(tuple), st.none() | TEXT, st.lists(PAIR, max_size=2).map(tuple),
    *(st.none() | MOMENT,) * 3, *(st.none() | TEXT,) * 6, st.lists(PAIR, max_size=2).map(tuple),
    st.lists(RESOURCES, max_size=1).map(tuple), st.lists(AREAS, max_size=2).map(tuple),
)  # fmt: skip
MESSAGES = st.builds(
    Message, NAME, NAME, MOMENT, st.sampled_from(Status), st.sampled_from(MsgType), st.sampled_from(Scope),
    *(st.none() | TEXT,) * 3, st.lists(TEXT, max_size=2).map(tuple), st.none() | TEXT,
    st.lists(st.builds(Reference, NAME, NAME, MOMENT), max_size=3).map(tuple), st.none() | TEXT,
    st.lists(INFOS, max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(MESSAGES)
def test_there_and_back(message: Message) -> None:
    assert xml.read(xml.written(message), "x") == (message, ())
    checked(message, "x")


@pytest.fixture(scope="module")
def key() -> signing.Key:
    return signing.new_key("desk.example.org")


def test_a_signature_is_believed_for_a_registered_key_alone(key: signing.Key) -> None:
    content = signing.signed(ALERT, key)
    assert signing.verified(content, {"desk": key.certificate}, "x") == (ALERT, "desk", ())
    other = signing.new_key("desk.example.org")
    message, name, [problem] = signing.verified(content, {"desk": other.certificate}, "x")
    assert (message, name) == (None, "")
    assert "no key that is registered here" in problem.reason
    assert xml.read(content, "x") == (ALERT, ())


@pytest.mark.parametrize("change", [(b"Sumy", b"Kyiv"), (b"Actual", b"System"), (b"OET-129", b"OET-000")])
def test_a_signed_message_that_was_changed(key: signing.Key, change: tuple[bytes, bytes]) -> None:
    content = signing.signed(ALERT, key).replace(*change)
    assert signing.verified(content, {"desk": key.certificate}, "x")[0] is None


def test_a_signature_of_something_else_inside(key: signing.Key) -> None:
    """The signed message wrapped into another: what is read is what is signed, or nothing."""
    root = etree.fromstring(signing.signed(ALERT, key))
    evil = etree.fromstring(xml.written(replace(ALERT, identifier="evil")))
    signature = root.find(f"{{{SIGNATURE}}}Signature")
    assert signature is not None
    evil.append(signature)
    evil.append(root)
    message = signing.verified(etree.tostring(evil), {"desk": key.certificate}, "x")[0]
    assert message is None or message.identifier != "evil"


def test_what_is_not_signed_is_not_believed(key: signing.Key) -> None:
    assert signing.verified(xml.written(ALERT), {"desk": key.certificate}, "x")[2][0].reason == "it is not signed"


def test_a_key_that_does_not_fit_stops_the_alert(key: signing.Key) -> None:
    from tocsin.errors import SigningError

    other = signing.new_key("x")
    with pytest.raises(SigningError, match="does not leave"):
        signing.signed(ALERT, signing.Key(key.private, other.certificate))
    with pytest.raises(SigningError, match="does not leave"):
        signing.signed(ALERT, signing.Key(b"no key", key.certificate))


def test_every_list_of_codes_is_the_standards() -> None:
    """CAP 1.2, section 3.2: so many values each."""
    counts = {nouns.Status: 5, nouns.MsgType: 5, nouns.Scope: 3, nouns.Category: 12, nouns.Response: 9,
              nouns.Urgency: 5, nouns.Severity: 5, nouns.Certainty: 5}  # fmt: skip
    assert {kind: len(kind) for kind in counts} == counts
