"""How areas stand, as small files that any web server can hand to millions: a region a file, and all of them in one.

Each carries `valid_until`, at most five minutes ahead. After that it means *unknown*, whatever it says: a publisher
that died, or a copy that a cache kept too long, can never show that all is clear.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tocsin.model import AreaStatus, Standing
from tocsin.publish.jsonl import Json
from tocsin.vocab import AreaState

#: A state is believed for so long, and never longer.
VALID = timedelta(minutes=5)
_MEANING = "After valid_until the state is unknown. Silence is not an all-clear."


def region(status: AreaStatus, now: datetime, valid: timedelta = VALID) -> bytes:
    """The file of one region.

    Args:
        status: how it stands.
        now: the moment (aware).
        valid: for how long it is believed; five minutes at most.

    Raises:
        ValueError: `valid` is longer.
    """
    return _dumped({**_envelope(now, valid), **_status(status)})


def index(statuses: Iterable[AreaStatus], now: datetime, valid: timedelta = VALID) -> bytes:
    """The file of all regions: code, name, state and since when, each in a line of its own."""
    regions = [
        {"code": s.area.code, "name": s.area.name, "state": s.state, "since": _utc(s.since), "parts": _in_parts(s)}
        for s in statuses
    ]
    return _dumped({**_envelope(now, valid), "regions": regions})


def _envelope(now: datetime, valid: timedelta) -> Json:
    if valid > VALID:
        raise ValueError(f"a state is believed for {VALID} at most")
    return {"generated": _utc(now), "valid_until": _utc(now + valid), "meaning": _MEANING}


def _status(status: AreaStatus) -> Json:
    area = status.area
    return {
        "area": {"id": area.id, "code": area.code or None, "name": area.name},
        "state": status.state,
        "since": _utc(status.since),
        "hazards": [_standing(s) for s in status.standings],
        "parts": [_status(p) for p in status.parts],
    }


def _standing(s: Standing) -> Json:
    return {
        "hazard": s.hazard,
        "state": s.state,
        "stage": s.stage if s.state is AreaState.ALERT else None,
        "since": _utc(s.since),
        "authority": s.authority,
        "declared_for": s.area.name,
    }


def _in_parts(status: AreaStatus) -> str | None:
    """The state of its parts where one of them is worse than it is itself."""
    states = {p.state for p in status.parts}
    worse = (AreaState.ALERT, AreaState.UNKNOWN)
    found = next((s for s in worse if s in states), None)
    return found if found is not None and found is not status.state and status.state is not AreaState.ALERT else None


def _utc(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else None


def _dumped(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
