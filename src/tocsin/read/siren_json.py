"""The list of running alerts of alerts.in.ua: which kind runs where, since when.

Each alert is a report in the system's own words (its title for the place, and the kind of alert in the words that its
users read). A list holds what runs, so an alert that is gone from the next list has ended; `read.follow` sees that,
who has both. With `finished_at` an alert says of its own end.
"""

import json
from collections.abc import Iterator, Mapping

from tocsin.errors import InputError
from tocsin.read.payload import Draft, Item, PassedOver, Payload
from tocsin.read.telegram_json import parse

#: What the system calls each kind of alert (its field `alert_type`), in the words of its site.
_KINDS = {
    "air_raid": ("Повітряна тривога", "Відбій повітряної тривоги"),
    "artillery_shelling": ("Загроза артобстрілу", "Відбій загрози артобстрілу"),
    "urban_fights": ("Загроза вуличних боїв", "Відбій загрози вуличних боїв"),
    "chemical": ("Хімічна загроза", "Відбій хімічної загрози"),
    "nuclear": ("Радіаційна загроза", "Відбій радіаційної загрози"),
}
PUBLISHER = "alerts.in.ua"


def sniff(payload: Payload) -> bool:
    """Whether this is such a list."""
    head = payload.head[:4096]
    return (
        head.lstrip()[:1] == b"{" and b'"alerts"' in head and (b'"location_title"' in payload.head or b'"meta"' in head)
    )


def read(payload: Payload) -> Iterator[Item]:
    """The alerts of a list.

    Raises:
        InputError: it is no JSON, or has no list of alerts.
    """
    parsed = parse(payload.whole())
    if isinstance(parsed, str):
        raise InputError(parsed)
    alerts = parsed.record.get("alerts")
    if not isinstance(alerts, list):
        raise InputError("has no list under 'alerts'")
    for number, alert in enumerate(alerts, 1):
        yield _item(payload, alert, f"alert {number}")


def _item(payload: Payload, alert: object, place: str) -> Item:
    if not isinstance(alert, Mapping):
        return payload.problem(place, "is no alert")
    kind, title, began = (str(alert.get(key) or "") for key in ("alert_type", "location_title", "started_at"))
    if not alert.get("id") or not title or not began:
        return payload.problem(place, "has no id, location_title or started_at")
    if alert.get("calculated"):
        return PassedOver.OTHER_FILE  # worked out of its parts, which are in the list themselves
    words = _KINDS.get(kind)
    if words is None:
        return payload.problem(place, f"is of a kind that is not known: '{kind:.40}'")
    end = alert.get("finished_at")
    return draft(alert, words[1] if end else words[0], str(end or began), place, ended=bool(end))


def draft(alert: Mapping[str, object], words: str, at: str, place: str, *, ended: bool) -> Draft:
    """An alert of a list as a report, in words."""
    title, oblast = str(alert["location_title"]), str(alert.get("location_oblast") or "")
    where = title if oblast in ("", title) else f"{title} ({oblast})"
    return Draft(
        text=f"{words}\n{where}",
        raw=json.dumps(alert, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"),
        place=place,
        id=f"{PUBLISHER}#{alert['id']}{'-end' if ended else ''}",
        publisher=PUBLISHER,
        published=at,
        language="uk",
    )


def ended(record: bytes, at: str) -> Draft | None:
    """The end of an alert that a later list does not hold any more; None where the record is none of such a list."""
    try:
        alert = json.loads(record)
    except ValueError:
        return None
    words = _KINDS.get(str(alert.get("alert_type"))) if isinstance(alert, dict) else None
    return draft(alert, words[1], at, "", ended=True) if words and alert.get("location_title") else None


def last_updated(content: bytes) -> str:
    """When a list was made, as it says itself; "" where it does not."""
    try:
        meta = json.loads(content).get("meta")
    except (ValueError, AttributeError):
        return ""
    return str(meta.get("last_updated_at") or "") if isinstance(meta, dict) else ""
