"""GeoNames' country dumps into a file of the user's own: the villages that the built gazetteer lacks."""

import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tocsin.errors import GazetteerError, InputError
from tocsin.gazetteer.fold import is_cyrillic, key, romanised_ru, romanised_uk, skeleton
from tocsin.gazetteer.schema import FORMAT, SCHEMA
from tocsin.gazetteer.store import Store

_FIELDS = 19
_BATCH = 2_000
#: GeoNames' class of features that are settlements.
_POPULATED = "P"
_REMEDY = "remove it, and import your dumps again"

Progress = Callable[[int, int], None] | None
#: From a country, GeoNames' code of a division and a point to the region's ISO 3166-2 code.
RegionOf = Callable[[str, str, float, float], str | None]


class Row(NamedTuple):
    """A row of GeoNames' table: what is used of it. `done` of `size` bytes were read with it."""

    id: str
    names: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    country: str
    division: str
    population: int
    done: int
    size: int


def import_dump(dump: Path, own: Path, store: Store, progress: Progress) -> int:
    """Add the settlements of `dump` that `store` does not have to the file `own`; gives how many were added.

    All or nothing: where the dump is refused, `own` is as it was before.

    Raises:
        InputError: the dump cannot be read, or a row of it is none of GeoNames' table; with its line.
        GazetteerError: `own` cannot be written, or is no gazetteer of this version.
    """
    new = not own.exists()
    try:
        own.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(own)) as file:
            added = _filled(file, own, _rows(dump), store, progress)
    except (OSError, sqlite3.DatabaseError) as error:
        raise GazetteerError(f"{own} cannot be written ({error}): {_REMEDY}") from error
    except InputError:
        if new:
            own.unlink(missing_ok=True)
        raise
    return added


def _filled(file: sqlite3.Connection, own: Path, rows: Iterable[Row], store: Store, progress: Progress) -> int:
    """Add all or nothing to the open file."""
    _prepare(file, own)
    next_row = file.execute("SELECT coalesce(max(rid), 0) FROM place").fetchone()[0] + 1
    regions, added, number = _regions(store), 0, 0
    for number, row in enumerate(rows, 1):
        if progress and number % _BATCH == 1:
            progress(row.done, row.size)
        known = row.feature != _POPULATED or store.get(f"gn:{row.id}") is not None
        if not known and _add(file, next_row + added, row, regions):
            added += 1
    file.commit()
    return added


def _prepare(file: sqlite3.Connection, own: Path) -> None:
    """Lay out an empty file; a filled one must be of this version."""
    have = None
    if file.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        have = file.execute("SELECT value FROM meta WHERE item = 'format'").fetchone()
    if have and have[0] != FORMAT:
        raise GazetteerError(f"{own} has format {have[0]}, this version needs {FORMAT}: {_REMEDY}")
    file.executescript(SCHEMA)
    file.execute("INSERT OR REPLACE INTO meta VALUES ('format', ?)", (FORMAT,))
    file.commit()


def _rows(dump: Path) -> Iterator[Row]:
    """The rows of the table, or of the one that a zip holds."""
    try:
        if dump.suffix.lower() == ".zip":
            with zipfile.ZipFile(dump) as archive:
                names = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
                if not names:
                    raise InputError(f"{dump}: holds no table (expected a file such as UA.txt)")
                with archive.open(names[0]) as stream:
                    yield from _parsed(f"{dump}, {names[0]}", stream, archive.getinfo(names[0]).file_size)
        else:
            with dump.open("rb") as lines:
                yield from _parsed(str(dump), lines, dump.stat().st_size)
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(f"{dump}: cannot be read as a GeoNames dump ({error})") from error


def _parsed(origin: str, lines: Iterable[bytes], size: int) -> Iterator[Row]:
    done = number = 0
    for number, raw in enumerate(lines, 1):
        done += len(raw)
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"{origin}, line {number}: not text in UTF-8, as GeoNames' dumps are") from error
        row = _row(line.rstrip("\r\n").split("\t"), done, size)
        if isinstance(row, str):
            raise InputError(f"{origin}, line {number}: not a row of GeoNames' table ({row})")
        yield row
    if not number:
        raise InputError(f"{origin}: is empty (expected GeoNames' table of a country)")


def _row(fields: list[str], done: int, size: int) -> Row | str:
    """A row, or what is wrong with it. The columns are those of GeoNames' readme."""
    if len(fields) != _FIELDS:
        return f"{len(fields)} columns of {_FIELDS}"
    id_, name, ascii_name, others, latitude, longitude, feature = fields[:7]
    if not (id_.isascii() and id_.isdigit()):
        return f"the first column is no number: {id_[:20]!r}"
    lat, lon = _degrees(latitude, 90.0), _degrees(longitude, 180.0)
    if lat is None or lon is None:
        return f"no point on the earth: {latitude[:20]!r}, {longitude[:20]!r}"
    country, population = fields[8], fields[14] or "0"
    if feature == _POPULATED and not (len(country) == 2 and country.isascii() and country.isupper()):
        return f"no country's code: {country[:20]!r}"
    if not (population.isascii() and population.isdigit() and len(population) < 12):
        return f"the population is no number: {population[:20]!r}"
    if not name.strip():
        return "no name"
    names = (name, ascii_name, *others.split(","))
    return Row(id_, names, lat, lon, feature, country, fields[10], int(population), done, size)


def _degrees(text: str, most: float) -> float | None:
    """A latitude or longitude, None where `text` is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -most <= value <= most else None


def _regions(store: Store) -> RegionOf:
    """A function from GeoNames' codes and a point to the region: that of the nearest town that is known."""
    from_code: dict[tuple[str, str], str | None] = {}

    def region(country: str, division: str, lat: float, lon: float) -> str | None:
        if (country, division) not in from_code:
            from_code[country, division] = store.nearest_region(country, lat, lon)
        return from_code[country, division]

    return region


def _add(file: sqlite3.Connection, rid: int, row: Row, regions: RegionOf) -> bool:
    name, *others = row.names
    to_latin = romanised_uk if row.country == "UA" else romanised_ru
    region = regions(row.country, row.division, row.lat, row.lon)
    cursor = file.execute(
        "INSERT OR IGNORE INTO place VALUES (?, ?, ?, 'settlement', ?, ?, NULL, ?, ?, 2.0, ?, NULL)",
        (rid, f"gn:{row.id}", name, row.country, region, row.lat, row.lon, row.population),
    )
    if not cursor.rowcount:
        return False
    latin = [to_latin(n) for n in others if is_cyrillic(n)]
    keys = {key(n): 1 for n in (*others, *latin) if n} | {key(name): 0}
    rows = [(k, rid, grade) for k, grade in keys.items() if len(k) > 1]
    rows += [(skeleton(k), rid, grade) for k, grade in keys.items() if len(k) > 3]
    file.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", rows)
    return True
