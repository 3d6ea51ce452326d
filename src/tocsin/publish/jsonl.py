"""One line of JSON a report, with its claims under the names that the definition of a claim gives them."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from tocsin.model import Claim, Figure, Interval, Phrase, Place, PlaceMention, Problem, Reading, Span

#: What `json` can write.
Json = dict[str, Any]


def lines(readings: Iterable[Reading], *, explain: bool = False) -> Iterator[str]:
    """Each reading as one line of JSON, without its newline. Line separators inside a text are escaped."""
    for reading in readings:
        yield dumped(as_json(reading, explain=explain))


def dumped(value: Json) -> str:
    """JSON that can always be written as UTF-8: a text with half a surrogate pair in it is written in escapes."""
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    # Legal in JSON, but many readers of lines take them for the end of one.
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def as_json(reading: Reading, *, explain: bool = False) -> Json:
    """A reading as JSON values."""
    report = reading.report
    return {
        "id": report.id,
        "publisher": report.publisher,
        "published": report.published.isoformat() if report.published else None,
        "language": report.language,
        "title": report.title,
        "url": report.url,
        "origin": report.origin,
        "payload_sha256": report.payload_sha256,
        "edited": report.edited.isoformat() if report.edited else None,
        "forward_of": report.forward_of,
        "reply_to": report.reply_to,
        "edit_of": report.edit_of,
        "text": report.text,
        "claims": [claim_json(claim, explain=explain) for claim in reading.claims],
        "problems": [problem_json(problem) for problem in reading.problems],
    }


def claim_json(claim: Claim, *, explain: bool = False) -> Json:
    """A claim as JSON values; `why` only where it is asked for."""
    value: Json = {
        "id": claim.id,
        "quote": claim.quote,
        "span": _span(claim.span),
        "event": claim.event,
        "stance": claim.stance,
        "speaker": claim.speaker.text,
        "via": [phrase.text for phrase in claim.via],
        "precedent": _words(claim.precedent),
        "caveat": _words(claim.caveat),
        "places": [_place(mention) for mention in claim.places],
        "time": _time(claim.time),
        "figures": [_figure(figure) for figure in claim.figures],
        "weapon": claim.weapon,
        "target": _words(claim.target),
        "blamed": _words(claim.blamed),
        "spans": {
            "speaker": _span(claim.speaker.span),
            "via": [_span(phrase.span) for phrase in claim.via],
            **{
                name: _span(phrase.span) if phrase else None
                for name, phrase in (
                    ("precedent", claim.precedent),
                    ("caveat", claim.caveat),
                    ("target", claim.target),
                    ("blamed", claim.blamed),
                )
            },
        },
    }
    if explain:
        value["why"] = [{"field": field, "rule": why.rule, "words": why.words} for field, why in claim.why]
    return value


def problem_json(problem: Problem) -> Json:
    """A problem as JSON values."""
    return {"origin": problem.origin, "place": problem.place, "reason": problem.reason}


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _words(phrase: Phrase | None) -> str | None:
    return phrase.text if phrase else None


def _place(mention: PlaceMention) -> Json:
    place = mention.place
    return {
        "quote": mention.quote,
        "span": _span(mention.span),
        "name": mention.name,
        "country": mention.country,
        "kind": mention.kind,
        "status": mention.status,
        "id": place.id if place else None,
        "region": place.region if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
        "candidates": [_candidate(candidate) for candidate in mention.candidates],
        "reason": mention.reason,
    }


def _candidate(place: Place) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "region": place.region,
        "lat": place.lat,
        "lon": place.lon,
    }


def _time(time: Interval | None) -> Json | None:
    if time is None:
        return None
    value: Json = {"from": _moment(time.start), "to": _moment(time.end)}
    if time.zone:
        value["zone"] = time.zone
    return value


def _moment(moment: date | datetime) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _figure(figure: Figure) -> Json:
    value: Json = {
        "quote": figure.quote,
        "span": _span(figure.span),
        "what": figure.what,
        "low": figure.low,
        "high": figure.high,
    }
    return {**value, "approx": True} if figure.approx else value
