"""The gazetteer's file, read by key. Nothing is loaded ahead: each look-up is an index search behind a cache."""

import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tocsin.errors import GazetteerError
from tocsin.gazetteer.schema import FORMAT
from tocsin.model import Place
from tocsin.vocab import PlaceKind

_COLUMNS = "p.id, p.name, p.kind, p.country, p.region, p.district, p.lat, p.lon, p.radius_km, p.population"


@dataclass(frozen=True, slots=True)
class Named:
    """A place that bears a name; `grade` 0: its own, 1: another, 2: derived by rule. `type` is a site's."""

    place: Place
    grade: int
    type: str | None = None


def _place(row: tuple[object, ...]) -> Place:
    id_, name, kind, country, region, district, lat, lon, radius, population = row
    return Place(id_, name, PlaceKind(kind), country, region, district, lat, lon, radius, population)  # type: ignore[arg-type]


class Store:
    """The built file and, beside it, the user's own (imported villages). Safe to share between threads."""

    def __init__(self, built: Path, own: Path | None = None) -> None:
        """Raises GazetteerError where a file is missing, damaged, or of another version."""
        self._files = [_connected(built, "build it again with `pip install .`")]
        if own and own.exists():
            self._files.append(_connected(own, "remove it, and import your dumps again"))
        self._lock = threading.Lock()
        self.named = lru_cache(maxsize=60_000)(self._named)
        self.begins = lru_cache(maxsize=60_000)(self._begins)
        self.by_stem = lru_cache(maxsize=5_000)(self._by_stem)
        self.get = lru_cache(maxsize=20_000)(self._get)
        self.regions = lru_cache(maxsize=400)(self._regions)
        self.sites = tuple(self._sites())

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        with self._lock:
            return [row for file in self._files for row in file.execute(query, values)]

    def _named(self, key: str) -> tuple[Named, ...]:
        """All places with the folded name `key` (or skeleton, or "type:key" of a site), most populous first."""
        rows = self._rows(
            f"SELECT n.grade, p.type, {_COLUMNS} FROM name n JOIN place p USING (rid) WHERE n.key = ?"
            " ORDER BY p.population DESC LIMIT 300",
            (key,),
        )
        return tuple(Named(_place(row[2:]), int(str(row[0])), str(row[1]) if row[1] else None) for row in rows)

    def _begins(self, key: str) -> bool:
        """Whether a name goes on after `key`."""
        return bool(self._rows("SELECT 1 FROM name WHERE key > ? AND key < ? LIMIT 1", (key + " ", key + "!")))

    def _by_stem(self, stem: str) -> tuple[Place, ...]:
        """Regions whose adjective has the stem, and their seats: "белгородск"."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM adjective a JOIN place p USING (rid) WHERE a.stem = ?", (stem,))
        return tuple(_place(row) for row in rows)

    def _get(self, id_: str) -> Place | None:
        rows = self._rows(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (id_,))
        return _place(rows[0]) if rows else None

    def _regions(self, country: str) -> frozenset[str]:
        """The ISO 3166-2 codes of the regions of a country."""
        rows = self._rows("SELECT region FROM place WHERE kind = 'region' AND country = ?", (country,))
        return frozenset(str(row[0]) for row in rows if row[0])

    def nearest_region(self, country: str, lat: float, lon: float) -> str | None:
        """The region of the town of `country` that lies nearest to a point."""
        rows = self._rows(
            "SELECT region FROM place WHERE kind = 'settlement' AND country = ? AND region IS NOT NULL"
            " AND lat BETWEEN ? AND ? ORDER BY (lat - ?) * (lat - ?) + 0.4 * (lon - ?) * (lon - ?) LIMIT 1",
            (country, lat - 1.5, lat + 1.5, lat, lat, lon, lon),
        )
        return str(rows[0][0]) if rows else None

    def _sites(self) -> list[Named]:
        rows = self._rows(f"SELECT p.type, {_COLUMNS} FROM place p WHERE p.kind = 'site'", ())
        return [Named(_place(row[1:]), 0, str(row[0])) for row in rows]


def _connected(path: Path, remedy: str) -> sqlite3.Connection:
    if not path.exists():
        raise GazetteerError(f"no gazetteer at {path}: install the package with `pip install .`, which builds it")
    try:
        file = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        row = file.execute("SELECT value FROM meta WHERE item = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        raise GazetteerError(f"{path} is no gazetteer ({error}): {remedy}") from error
    if not row or row[0] != FORMAT:
        have = row[0] if row else "none"
        raise GazetteerError(f"{path} has format {have}, this version needs {FORMAT}: {remedy}")
    return file
