"""`tocsin places` and `tocsin gazetteer import`."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.progress import Progress as Bar
from rich.table import Table

from tocsin.cli.exits import say
from tocsin.errors import InputError, SettingsError
from tocsin.model import Place
from tocsin.pipeline import Explanation, explained, imported, own_file, visible
from tocsin.settings import Settings
from tocsin.vocab import Language, PlaceStatus

#: How many places of one name are listed.
_MOST = 20


def places(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as it is written, in any case or script.")],
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="The language it is written in: en, ru or uk.")
    ] = None,
) -> None:
    """Show how NAME resolves, why, and between which places."""
    config: Settings = context.obj
    if language is not None and language not in set(Language):
        raise SettingsError(f"--language {language!r}: Tocsin reads {', '.join(Language)}")
    if not name.strip():
        raise SettingsError("NAME is empty")
    _show(explained(name, language, config.gazetteer))


def _show(found: Explanation) -> None:
    console = Console(markup=False, emoji=False, highlight=False, soft_wrap=True)
    mention = found.mention
    place = mention.place
    name, candidates = visible(found.name), found.candidates or mention.candidates
    if mention.status is PlaceStatus.FOUND and place:
        console.print(f"{name}: {place.name}, {', '.join(_where(place))}")
    elif mention.status is PlaceStatus.AMBIGUOUS:
        console.print(f"{name}: ambiguous, it may be any of {len(candidates)} places")
    else:
        console.print(f"{name}: not found")
    if mention.reason:
        console.print(f"why: {visible(mention.reason)}")
    if candidates:
        console.print(_table(candidates, place))


def _where(place: Place) -> list[str]:
    parts = [place.kind, place.region or place.country or ""]
    if place.lat is not None and place.lon is not None:
        reach = f" (within {place.radius_km:g} km)" if place.radius_km else ""
        parts.append(f"{place.lat:.4f}, {place.lon:.4f}{reach}")
    return [*filter(None, parts), place.id]


def _table(candidates: tuple[Place, ...], winner: Place | None) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("", "place", "kind", "in", "people", "id"):
        table.add_column(column, justify="right" if column == "people" else "left")
    for place in candidates[:_MOST]:
        people = f"{place.population:,}" if place.population else ""
        mark = "→" if winner and place.id == winner.id else ""
        table.add_row(mark, place.name, place.kind, place.region or place.country or "", people, place.id)
    if len(candidates) > _MOST:
        table.add_row("", f"… and {len(candidates) - _MOST} more")
    return table


def import_dump(
    context: typer.Context,
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="A country dump of GeoNames: UA.txt, or UA.zip.")],
) -> None:
    """Add the villages of DUMP, which the bundled gazetteer lacks, to a file of your own.

    Country dumps are at download.geonames.org/export/dump (CC BY 4.0).
    """
    config: Settings = context.obj
    if not dump.is_file():
        raise InputError(f"{dump}: there is no such file")
    with Bar(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(dump.name)
        added = imported(dump, lambda done, size: bar.update(task, completed=done, total=size), config.gazetteer)
    say(f"added {added:,} places from {dump} to {own_file()} (remove that file to undo it)")
