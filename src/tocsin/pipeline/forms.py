"""What leaves of the incidents: released or held, for what was asked, in the table of forms."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

from tocsin.gazetteer import Gazetteer
from tocsin.gazetteer.areas import outlines
from tocsin.pipeline.asked import Wanted, query
from tocsin.publish import acled, claimreview, geojson, hxl, parquet, rows, sitrep
from tocsin.publish.outgoing import Outgoing
from tocsin.release import Area, Held, Released
from tocsin.vocab import PlaceKind

_FINE = (PlaceKind.SETTLEMENT, PlaceKind.SITE)
_COARSER = "their place may be said only more coarsely than it was asked for"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an export: what writes it, the ending of its files, and what it needs.

    `mark`: its files begin with a byte-order mark; `signed`: it says by name who exports; `binary`: it is no text.
    """

    write: Callable[[Outgoing, TextIO], None]
    ending: str
    mark: bool = False
    signed: bool = False
    binary: bool = False


def outgoing(
    items: Iterable[Released | Held], wanted: Wanted, gazetteer: Gazetteer, now: datetime, *, internal: bool
) -> Outgoing:
    """The incidents that go out, each having passed the release rules.

    Args:
        items: what the rules made of the incidents that were found for `wanted`.
        wanted: what was asked for; the notice says so.
        gazetteer: knows the areas.
        now: the moment of the export.
        internal: for the desk alone: everything, and marked as such.
    """
    facets = query(wanted, gazetteer).facets
    codes, places = facets.get("area", ()), facets.get("place", ())
    small = any(gazetteer.get(f"iso:{code}") is None for code in codes)
    fine = any(not id_.startswith("iso:") for id_ in places)
    return Outgoing(
        _passed(items, internal=internal, fine=fine, small=small),
        now,
        _asked(wanted),
        wanted.since,
        wanted.until,
        internal,
        narrow=small or fine,
        regions=tuple(sorted(r for r in outlines() if r in codes or r[:2] in codes)),
    )


def _passed(items: Iterable[Released | Held], *, internal: bool, fine: bool, small: bool) -> Iterator[Released | Held]:
    """Each incident as the rules let it go. One that was found by a finer place than may be said is held.

    A file of what is known of one town would else place there what the rules let be said of its region alone.
    """
    for item in items:
        coarse = isinstance(item, Released) and not internal and _too_coarse(item.area, fine=fine, small=small)
        yield Held(item.id, None, _COARSER) if coarse else item


def _too_coarse(area: Area, *, fine: bool, small: bool) -> bool:
    if fine:
        return area.kind not in _FINE
    return small and area.kind not in (*_FINE, PlaceKind.DISTRICT)


def _asked(wanted: Wanted) -> tuple[tuple[str, str], ...]:
    parts = (
        ("place", wanted.places), ("area", wanted.areas), ("event", wanted.events), ("state", wanted.states),
        ("party", wanted.parties), ("publisher", wanted.publishers), ("weapon", wanted.weapons),
    )  # fmt: skip
    return tuple((name, value) for name, values in parts for value in values)


def _lines(made: Callable[[Outgoing], Iterator[str]]) -> Callable[[Outgoing, TextIO], None]:
    def write(outgoing: Outgoing, out: TextIO) -> None:
        out.writelines(made(outgoing))

    return write


def _parquet(outgoing: Outgoing, out: TextIO) -> None:
    parquet.write(outgoing, out.buffer)


#: Name of the form -> what writes it, and what it needs.
EXPORTS: dict[str, Form] = {
    "geojson": Form(_lines(lambda o: geojson.lines(o, outlines())), "geojson"),
    "csv": Form(_lines(rows.lines), "csv", mark=True),
    "parquet": Form(_parquet, "parquet", binary=True),
    "acled": Form(_lines(acled.lines), "csv", mark=True),
    "hxl": Form(_lines(hxl.lines), "csv", mark=True),
    "claimreview": Form(_lines(claimreview.lines), "jsonld", signed=True),
    "markdown": Form(_lines(sitrep.lines), "md"),
    "html": Form(_lines(lambda o: iter((sitrep.page(o, outlines()),))), "html"),
}
