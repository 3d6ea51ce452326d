"""GeoNames' country dumps into a file of the user's own: the villages that the built gazetteer lacks."""

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from tocsin.errors import InputError
from tocsin.gazetteer.fold import is_cyrillic, key, romanised_ru, romanised_uk, skeleton
from tocsin.gazetteer.schema import FORMAT, SCHEMA
from tocsin.gazetteer.store import Store

_FIELDS = 19
_BATCH = 2_000


def import_dump(dump: Path, own: Path, store: Store, progress: Callable[[int, int], None] | None) -> int:
    """Add the settlements of `dump` that `store` does not have to the file `own`; gives how many were added.

    Raises InputError where the dump cannot be read.
    """
    own.parent.mkdir(parents=True, exist_ok=True)
    added = 0
    with closing(sqlite3.connect(own)) as file:
        file.executescript(SCHEMA)
        file.execute("INSERT OR REPLACE INTO meta VALUES ('format', ?)", (FORMAT,))
        file.commit()  # a refused dump leaves an empty file, never one without a format, which nothing could open
        next_row = file.execute("SELECT coalesce(max(rid), 0) FROM place").fetchone()[0] + 1
        regions = _regions(store)
        for number, (fields, done, size) in enumerate(_rows(dump)):
            if progress and number % _BATCH == 0:
                progress(done, size)
            if fields[6] == "P" and store.get(f"gn:{fields[0]}") is None and _add(file, next_row, fields, regions):
                added, next_row = added + 1, next_row + 1
        file.commit()
    return added


def _rows(dump: Path) -> Iterator[tuple[list[str], int, int]]:
    """Rows of the table with the bytes read so far and in all."""
    try:
        if dump.suffix.lower() == ".zip":
            with zipfile.ZipFile(dump) as archive:
                names = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
                if not names:
                    raise InputError(f"{dump}: holds no table (expected a file such as UA.txt)")
                with archive.open(names[0]) as stream:
                    yield from _parsed(dump, io.TextIOWrapper(stream, "utf-8"), archive.getinfo(names[0]).file_size)
        else:
            with dump.open(encoding="utf-8") as text:
                yield from _parsed(dump, text, dump.stat().st_size)
    except UnicodeDecodeError as error:
        raise InputError(f"{dump}: not a GeoNames dump, which is text in UTF-8") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(f"{dump}: cannot be read as a GeoNames dump ({error})") from error


def _parsed(dump: Path, lines: io.TextIOBase, size: int) -> Iterator[tuple[list[str], int, int]]:
    done = 0
    for number, line in enumerate(lines, 1):
        done += len(line)
        fields = line.rstrip("\n").split("\t")
        if len(fields) != _FIELDS or not fields[0].isdigit():
            raise InputError(f"{dump}, line {number}: not a row of GeoNames' table (19 columns, the first a number)")
        yield fields, done, size


def _regions(store: Store) -> Callable[[str, str, float, float], str | None]:
    """A function from GeoNames' codes and a point to the region: that of the nearest town that is known."""
    from_code: dict[tuple[str, str], str | None] = {}

    def region(country: str, admin1: str, lat: float, lon: float) -> str | None:
        if (country, admin1) not in from_code:
            from_code[country, admin1] = store.nearest_region(country, lat, lon)
        return from_code[country, admin1]

    return region


def _add(
    file: sqlite3.Connection, rid: int, fields: list[str], regions: Callable[[str, str, float, float], str | None]
) -> bool:
    id_, name, ascii_name, others, lat, lon = fields[:6]
    country, population = fields[8], int(fields[14] or 0)
    point = float(lat), float(lon)
    own = [n for n in others.split(",") if is_cyrillic(n)]
    to_latin = romanised_uk if country == "UA" else romanised_ru
    cursor = file.execute(
        "INSERT OR IGNORE INTO place VALUES (?, ?, ?, 'settlement', ?, ?, NULL, ?, ?, 2.0, ?, NULL)",
        (rid, f"gn:{id_}", name, country, regions(country, fields[10], *point), *point, population),
    )
    if not cursor.rowcount:
        return False
    keys = {key(n): 1 for n in [*others.split(","), ascii_name, *(to_latin(n) for n in own)] if n} | {key(name): 0}
    rows = [(k, rid, grade) for k, grade in keys.items() if len(k) > 1]
    rows += [(skeleton(k), rid, grade) for k, grade in keys.items() if len(k) > 3]
    file.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", rows)
    return True
