"""Feeds of alerts: Atom and RSS that lead to the CAP messages, and the running alerts as GeoJSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from lxml import etree

from tocsin.publish.jsonl import Json
from tocsin.release import ReleasedAlert
from tocsin.vocab import AlertKind

ATOM = "http://www.w3.org/2005/Atom"
CAP_TYPE = "application/cap+xml"
#: Alerts that have ended are listed for so long.
KEPT = timedelta(hours=48)
#: A feed is never longer (bytes): on a bad network every kilobyte counts.
LARGEST = 100_000
_NAMESPACES: Any = {None: ATOM}


@dataclass(frozen=True, slots=True)
class Place:
    """Where files will be found (the address of their folder, with its last slash), and whose they are."""

    base: str
    title: str
    author: str

    def cap(self, alert: ReleasedAlert) -> str:
        """The address of an alert's CAP message."""
        return f"{self.base}cap/{alert.id}.cap"


def listed(alerts: Iterable[ReleasedAlert], now: datetime) -> list[ReleasedAlert]:
    """What a feed lists: what runs, and what ended within two days; the newest message of each raid, newest first."""
    newest: dict[str, ReleasedAlert] = {}
    for alert in alerts:
        before = newest.get(alert.raid)
        if before is None or before.sent <= alert.sent:
            newest[alert.raid] = alert
    recent = [a for a in newest.values() if now - max(a.sent, min(a.expires, now)) <= KEPT]
    return sorted(recent, key=lambda a: (a.sent, a.id), reverse=True)


def atom(alerts: Sequence[ReleasedAlert], place: Place, now: datetime) -> bytes:
    """An Atom feed (RFC 4287): each entry leads to its CAP message, by `rel` and `type`."""
    return _shortened(alerts, lambda kept: _atom(kept, place, now))


def _atom(alerts: Sequence[ReleasedAlert], place: Place, now: datetime) -> bytes:
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap=_NAMESPACES)
    updated = max((a.sent for a in alerts), default=now)
    _put(feed, "id", f"{place.base}feed.atom")
    _put(feed, "title", place.title)
    _put(feed, "updated", _iso(updated))
    _put(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", place.author)
    _link(feed, "self", f"{place.base}feed.atom", "application/atom+xml")
    for alert in alerts:
        entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
        words = alert.wordings[0]
        _put(entry, "id", place.cap(alert))
        _put(entry, "title", _title(alert))
        _put(entry, "updated", _iso(alert.sent))
        _link(entry, "alternate", place.cap(alert), CAP_TYPE)
        _put(entry, "summary", words.description)
        for label in (alert.kind, alert.state, alert.hazard, *filter(None, (alert.area.code,))):
            etree.SubElement(entry, f"{{{ATOM}}}category", term=str(label))
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8")


def rss(alerts: Sequence[ReleasedAlert], place: Place, now: datetime) -> bytes:
    """An RSS 2.0 feed of the same."""
    return _shortened(alerts, lambda kept: _rss(kept, place, now))


def _rss(alerts: Sequence[ReleasedAlert], place: Place, now: datetime) -> bytes:
    root = etree.Element("rss", version="2.0")
    channel = etree.SubElement(root, "channel")
    for tag, text in (("title", place.title), ("link", place.base), ("description", place.title),
                      ("lastBuildDate", _mail(max((a.sent for a in alerts), default=now)))):  # fmt: skip
        etree.SubElement(channel, tag).text = text
    for alert in alerts:
        item = etree.SubElement(channel, "item")
        for tag, text in (("title", _title(alert)), ("link", place.cap(alert)),
                          ("description", alert.wordings[0].description), ("pubDate", _mail(alert.sent))):  # fmt: skip
            etree.SubElement(item, tag).text = text
        etree.SubElement(item, "guid", isPermaLink="false").text = alert.id
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def geojson(
    alerts: Iterable[ReleasedAlert], outlines: Mapping[str, Mapping[str, Any]], now: datetime, until: datetime
) -> bytes:
    """What runs, as GeoJSON (RFC 7946): a region with its outline, what is smaller without a geometry.

    Believed until a moment, and not after it.
    """
    running = [a for a in alerts if a.kind is not AlertKind.CANCEL and a.expires > now]
    features: list[Json] = [
        {
            "type": "Feature",
            "id": a.id,
            "geometry": outlines.get(a.area.id),
            "properties": {
                "area": a.area.name, "code": a.area.code or None, "hazard": a.hazard, "state": a.state,
                "stage": a.stage, "since": _iso(a.since), "expires": _iso(a.expires), "authority": a.authority,
                "confirmed": a.confirmed, "exercise": a.exercise,
                "headline": {w.language: w.headline for w in a.wordings},
            },
        }
        for a in running
    ]  # fmt: skip
    whole = {
        "type": "FeatureCollection", "valid_until": _iso(until),
        "note": "After valid_until nothing of this is known. What is not listed is not known to be clear.",
        "features": features,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False).encode()


def _title(alert: ReleasedAlert) -> str:
    done = {AlertKind.ALERT: "", AlertKind.UPDATE: "Update: ", AlertKind.CANCEL: ""}[alert.kind]
    return done + alert.wordings[0].headline


def _shortened(alerts: Sequence[ReleasedAlert], made: Any) -> bytes:
    """A feed that is not too long: the oldest alerts that have ended are left out first."""
    kept = list(alerts)
    content: bytes = made(kept)
    while len(content) > LARGEST and kept:
        ended = [a for a in kept if a.kind is AlertKind.CANCEL]
        drop = set((ended or kept)[-max(1, len(kept) // 10) :])
        kept = [a for a in kept if a not in drop]
        content = made(kept)
    return content


def _put(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{tag}").text = text


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=href, type=kind)


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _mail(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
