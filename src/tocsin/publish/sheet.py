"""Claims as CSV, one row a claim, safe to open in a spreadsheet.

A cell that begins with a sign that a spreadsheet takes for a formula gets an apostrophe before it (the advice of
OWASP on CSV injection): a post must not be able to run anything on the machine of the person who reads it.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from tocsin.model import Claim, Figure, PlaceMention, Reading, Report
from tocsin.publish import words

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

COLUMNS = [
    "report",
    "publisher",
    "published",
    "language",
    "claim",
    "event",
    "stance",
    "speaker",
    "via",
    "quote",
    "places",
    "place_status",
    "country",
    "region",
    "lat",
    "lon",
    "radius_km",
    "from",
    "to",
    "zone",
    "figures",
    "weapon",
    "target",
    "blamed",
    "precedent",
    "caveat",
    "start",
    "end",
    "url",
]


def lines(readings: Iterable[Reading], *, explain: bool = False) -> Iterator[str]:
    """The header, then one row a claim, each with its line end. A report without claims has no row."""
    yield line([*COLUMNS, "why"] if explain else COLUMNS)
    for reading in readings:
        for claim in reading.claims:
            row = _row(claim, reading.report)
            if explain:
                row.append(" | ".join(words.reason(field, why) for field, why in claim.why))
            yield line(row)


def safe(cell: object) -> str:
    """A cell's text that no spreadsheet takes for a formula. Numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(cell)
    # A NUL would end the file for many readers, and half a surrogate pair cannot be written at all.
    # A bare carriage return ends a row for some and not for others.
    text = str(cell).replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")
    return f"'{text}" if text.lstrip(" \ufeff\u200b").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def line(cells: Iterable[object]) -> str:
    """One row of CSV, safe to open in a spreadsheet."""
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow([safe(cell) for cell in cells])
    return row.getvalue()


def _row(claim: Claim, report: Report) -> list[object]:
    time = claim.time
    return [
        report.id,
        report.publisher,
        report.published.isoformat() if report.published else None,
        report.language,
        claim.id,
        claim.event,
        claim.stance,
        claim.speaker.text,
        _joined(phrase.text for phrase in claim.via),
        claim.quote,
        *_place_cells(claim.places),
        time.start.isoformat() if time else None,
        time.end.isoformat() if time else None,
        time.zone if time else None,
        _joined(map(_figure, claim.figures)),
        claim.weapon,
        *(phrase.text if phrase else None for phrase in (claim.target, claim.blamed, claim.precedent, claim.caveat)),
        claim.span.start,
        claim.span.end,
        report.url,
    ]


def _place_cells(mentions: tuple[PlaceMention, ...]) -> list[object]:
    found = [mention.place for mention in mentions]
    # One place keeps its numbers as numbers; several are parted by semicolons in the order of the names.
    single = found[0] if len(found) == 1 else None
    numbers: list[object]
    if single:
        numbers = [single.lat, single.lon, single.radius_km]
    else:
        numbers = [_joined(str(getattr(p, name)) if p else "" for p in found) for name in ("lat", "lon", "radius_km")]
    return [
        _joined(mention.name for mention in mentions),
        _joined(mention.status for mention in mentions),
        _joined(mention.country or "" for mention in mentions),
        _joined((place.region or "") if place else "" for place in found),
        *numbers,
    ]


def _joined(parts: Iterable[str]) -> str:
    parts = list(parts)
    return "; ".join(parts) if any(parts) else ""


def _figure(figure: Figure) -> str:
    low, high = ("" if end is None else str(end) for end in (figure.low, figure.high))
    number = low if low == high else f"{low}..{high}"
    return f"{figure.what} {'~' if figure.approx else ''}{number}"
