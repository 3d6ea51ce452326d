"""What becomes of reports that a warning may hang on, a report a line: for the desk, which sees all of it."""

from collections.abc import Iterable, Iterator

from tocsin.model import Act, Handling, PlaceMention
from tocsin.publish.jsonl import Json, dumped
from tocsin.publish.words import visible


def lines(handled: Iterable[Handling]) -> Iterator[str]:
    """JSON lines: `id`, `relay`, `acts` with their hazard, areas (as said), codes (ISO 3166) and scope, `why`."""
    return (dumped(as_json(h)) for h in handled)


def as_json(handling: Handling) -> Json:
    """One report as JSON values."""
    return {
        "id": handling.report,
        "relay": handling.relay,
        "acts": [_act(act, handling) for act in handling.acts],
        "why": handling.why,
    }


def _act(act: Act, handling: Handling) -> Json:
    return {
        "act": act.event,
        "hazard": act.hazard,
        "areas": [m.quote for m in act.areas],
        "codes": [_code(m, handling) for m in act.areas],
        "scope": act.scope,
        "still_on": [m.quote for m in act.still_on],
        "confirmed": not act.doubt,
    }


def _code(mention: PlaceMention, handling: Handling) -> str:
    """The code of the region or country that a name means; "" for anything smaller."""
    said = next((a for a in handling.areas if a.said == mention.quote and mention.place), None)
    return said.code if said else ""


def text(handling: Handling) -> Iterator[str]:
    """One report in words for a terminal."""
    yield f"{handling.relay:<6}  {visible(handling.report)}: {visible(handling.why)}"
    for act in handling.acts:
        where = ", ".join(visible(m.quote) for m in act.areas) or "no area"
        still = f", but not {', '.join(visible(m.quote) for m in act.still_on)}" if act.still_on else ""
        yield f"        {act.event} ({act.hazard}): {where}{still}: “{visible(act.quote)}”"
