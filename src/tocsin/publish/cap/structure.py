"""The structure of CAP 1.2: which elements there are, in which order, how often, and what their text is.

Kept as a table, from which messages are both read and written, so that neither can fall behind the other.
"""

from dataclasses import dataclass
from typing import Any

from tocsin.publish.cap import forms, nouns
from tocsin.publish.cap.forms import Form

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
#: Its forerunner has the same elements, and is read too.
FORERUNNER = "urn:oasis:names:tc:emergency:cap:1.1"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag, the field of the noun that holds it, and its form or the noun that it is.

    `needed` says that it must be there, `many` that it may be there several times.
    """

    tag: str
    field: str
    form: Form | None = None
    noun: type | None = None
    needed: bool = False
    many: bool = False


def _text(text: str) -> str:
    return text


TEXT = Form(_text, _text)
MOMENT = Form(forms.moment, forms.moment_text)
NUMBER = Form(forms.number, forms.number_text)
WHOLE = Form(forms.whole, str)
POLYGON = Form(forms.polygon, lambda points: " ".join(map(forms.point_text, points)))
CIRCLE = Form(forms.circle, lambda c: f"{forms.point_text(c.centre)} {forms.number_text(c.km)}")
REFERENCES = Form(forms.references, lambda found: " ".join(map(forms.reference_text, found)))


def _one_of(closed: Any) -> Form:
    def read(text: str) -> Any:
        try:
            return closed(text.strip())
        except ValueError:
            raise ValueError(f"it is “{text.strip():.40}” and may be {', '.join(closed)}") from None

    return Form(read, str)


PAIR = (Element("valueName", "name", TEXT, needed=True), Element("value", "value", TEXT, needed=True))
RESOURCE = (
    Element("resourceDesc", "description", TEXT, needed=True),
    Element("mimeType", "mime", TEXT, needed=True),
    Element("size", "size", WHOLE),
    Element("uri", "uri", TEXT),
    Element("derefUri", "content", TEXT),
    Element("digest", "digest", TEXT),
)
AREA = (
    Element("areaDesc", "description", TEXT, needed=True),
    Element("polygon", "polygons", POLYGON, many=True),
    Element("circle", "circles", CIRCLE, many=True),
    Element("geocode", "geocodes", noun=nouns.Pair, many=True),
    Element("altitude", "altitude", NUMBER),
    Element("ceiling", "ceiling", NUMBER),
)
INFO = (
    Element("language", "language", TEXT),
    Element("category", "categories", _one_of(nouns.Category), needed=True, many=True),
    Element("event", "event", TEXT, needed=True),
    Element("responseType", "responses", _one_of(nouns.Response), many=True),
    Element("urgency", "urgency", _one_of(nouns.Urgency), needed=True),
    Element("severity", "severity", _one_of(nouns.Severity), needed=True),
    Element("certainty", "certainty", _one_of(nouns.Certainty), needed=True),
    Element("audience", "audience", TEXT),
    Element("eventCode", "event_codes", noun=nouns.Pair, many=True),
    Element("effective", "effective", MOMENT),
    Element("onset", "onset", MOMENT),
    Element("expires", "expires", MOMENT),
    Element("senderName", "sender_name", TEXT),
    Element("headline", "headline", TEXT),
    Element("description", "description", TEXT),
    Element("instruction", "instruction", TEXT),
    Element("web", "web", TEXT),
    Element("contact", "contact", TEXT),
    Element("parameter", "parameters", noun=nouns.Pair, many=True),
    Element("resource", "resources", noun=nouns.Resource, many=True),
    Element("area", "areas", noun=nouns.Area, many=True),
)
MESSAGE = (
    Element("identifier", "identifier", TEXT, needed=True),
    Element("sender", "sender", TEXT, needed=True),
    Element("sent", "sent", MOMENT, needed=True),
    Element("status", "status", _one_of(nouns.Status), needed=True),
    Element("msgType", "kind", _one_of(nouns.MsgType), needed=True),
    Element("source", "source", TEXT),
    Element("scope", "scope", _one_of(nouns.Scope), needed=True),
    Element("restriction", "restriction", TEXT),
    Element("addresses", "addresses", TEXT),
    Element("code", "codes", TEXT, many=True),
    Element("note", "note", TEXT),
    Element("references", "references", REFERENCES),
    Element("incidents", "incidents", TEXT),
    Element("info", "infos", noun=nouns.Info, many=True),
)
#: The elements of each noun, in the order that CAP prescribes.
STRUCTURE: dict[type, tuple[Element, ...]] = {
    nouns.Message: MESSAGE, nouns.Info: INFO, nouns.Area: AREA, nouns.Resource: RESOURCE, nouns.Pair: PAIR,
}  # fmt: skip
