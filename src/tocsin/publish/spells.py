"""The history of warned areas, a spell a line, and what they are in now: for the desk."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table

from tocsin.model import Spell
from tocsin.publish.jsonl import Json, dumped
from tocsin.publish.words import visible


def lines(spells: Iterable[Spell]) -> Iterator[str]:
    """JSON lines: `area` (its usual English name), `names`, `area_id`, `hazard`, `state`, `from`, `to` in UTC,
    `began_by` and `ended_by` (reports). `to` is null where it lasts."""
    return (dumped(_as_json(s)) for s in spells)


def _as_json(spell: Spell) -> Json:
    return {
        "area": spell.name,
        "names": list(spell.names),
        "area_id": spell.area,
        "hazard": spell.hazard,
        "state": spell.state,
        "from": _utc(spell.start),
        "to": _utc(spell.end) if spell.end else None,
        "began_by": spell.began_by,
        "ended_by": spell.ended_by or None,
    }


def table(spells: Iterable[Spell], out: TextIO) -> None:
    """One row a spell: where, of what, how it stands, since when and until when."""
    console = Console(file=out, markup=False, emoji=False, highlight=False, legacy_windows=False)
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("area", "hazard", "state", "from (UTC)", "to (UTC)", "by"):
        made.add_column(column, overflow="fold")
    for s in spells:
        end = _short(s.end) if s.end else ""
        made.add_row(visible(s.name), s.hazard, s.state, _short(s.start), end, visible(s.began_by))
    console.print(made)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _short(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
