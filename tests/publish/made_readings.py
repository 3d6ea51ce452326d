"""Readings made by hand, for the tests of what leaves."""

from datetime import UTC, date, datetime

from tocsin.model import (
    Claim,
    Figure,
    Interval,
    Phrase,
    Place,
    PlaceMention,
    Problem,
    Reading,
    Report,
    Span,
    Why,
)
from tocsin.vocab import AUTHOR, Event, FigureKind, PlaceKind, PlaceStatus, Stance, Weapon

TEXT = (
    "The governor of Sumy Oblast, citing the fire service, said that air defences had shot down at least 12 drones "
    "near Romny overnight; the figure was not verified. Something may have burned in Lisovka. Kyiv denied it."
)

SUMY = Place("r-59", "Sumy Oblast", PlaceKind.REGION, "UA", "UA-59", None, 51.0, 34.0, 150.0)
ROMNY = Place("s-1", "Romny", PlaceKind.SETTLEMENT, "UA", "UA-59", None, 50.75, 33.47, 5.0)
SQUARE = {
    "UA-59": {
        "type": "Polygon",
        "coordinates": [[[33.0, 50.0], [35.0, 50.0], [35.0, 52.0], [33.0, 52.0], [33.0, 50.0]]],
    }
}


def phrase(words: str, text: str = TEXT) -> Phrase:
    start = text.index(words)
    return Phrase(words, Span(start, start + len(words)))


def mention(words: str, place: Place | None, status: PlaceStatus = PlaceStatus.FOUND, text: str = TEXT) -> PlaceMention:
    where = phrase(words, text).span
    assert where is not None
    name, kind = (place.name, place.kind) if place else (words, PlaceKind.SETTLEMENT)
    return PlaceMention(where, words, name, kind, status, "UA", place, (), "the only one of that name")


def claim(number: int, quote: str, event: Event, stance: Stance, **fields: object) -> Claim:
    found = phrase(quote)
    assert found.span is not None
    speaker = fields.pop("speaker", Phrase(AUTHOR))
    return Claim(f"r1#{number}", "r1", found.span, quote, event, stance, speaker, **fields)  # type: ignore[arg-type]


def reading(text: str = TEXT, **changes: object) -> Reading:
    report = Report(
        "r1", text, "Example Wire", datetime(2025, 11, 21, 9, 5, tzinfo=UTC), language="en", url="https://example.org/1"
    )
    if text != TEXT:
        return Reading(report)
    why = (("event", Why("en/events.yml:shot-down", "shot down")),)
    downed = claim(
        1,
        "air defences had shot down at least 12 drones near Romny overnight",
        Event.INTERCEPTION,
        Stance.STATED,
        speaker=phrase("The governor of Sumy Oblast"),
        via=(phrase("the fire service"),),
        caveat=phrase("was not verified"),
        places=(mention("Romny", ROMNY), mention("Sumy Oblast", SUMY)),
        time=Interval(datetime(2025, 11, 20, 18), datetime(2025, 11, 21, 6), "Europe/Kyiv"),
        figures=(Figure(Span(93, 111), "at least 12 drones", FigureKind.UAV_DOWNED, 12, None),),
        weapon=Weapon.UAV,
        why=why,
    )
    burned = claim(
        2,
        "Something may have burned in Lisovka",
        Event.FIRE,
        Stance.HEDGED,
        places=(mention("Lisovka", None, PlaceStatus.NOT_FOUND),),
        time=Interval(date(2025, 11, 20), date(2025, 11, 20)),
    )
    denied = claim(3, "Kyiv denied it", Event.FIRE, Stance.DENIED, speaker=phrase("Kyiv"))
    # The fourth overlaps the first: claims are not brackets.
    figure = claim(4, "at least 12 drones near Romny overnight; the figure", Event.ATTACK, Stance.INTENDED)
    problems = changes.get("problems", (Problem("feed.xml", "item 3", "published in the future"),))
    return Reading(report, (downed, burned, denied, figure), problems)  # type: ignore[arg-type]
