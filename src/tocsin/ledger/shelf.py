"""What is worked out of the record: items filed by key and day, the bonds between them, and incidents.

Nothing here is evidence: all of it can be emptied and worked out again from the entries. What an item *is* the ledger
does not know; it keeps bodies.
"""

import json
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tocsin.ledger import schema
from tocsin.ledger.database import Database

_LEVEL = 1
#: An incident that began longer ago than this has ended.
_LONGEST = timedelta(days=31)

#: What is written of each derived table.
_COLUMNS = {
    "shelf": ("id", "owner", "seq", "body"),
    "filed": ("key", "day", "item"),
    "bond": ("first", "second", "score", "means"),
    "alike": ("first", "second", "kind"),
    "incident": ("id", "starts", "ends", "state", "body"),
    "member": ("item", "incident"),
    "facet": ("name", "value", "starts", "incident"),
}
#: Two of one would be a fault of ours: everything is in one incident, and every incident there once.
_ONCE = ("incident", "member")


@dataclass(frozen=True, slots=True)
class Item:
    """Something filed: `owner` is the report that it comes from, `seq` the entry that brought it."""

    id: str
    owner: str
    seq: int
    keys: tuple[str, ...]
    first: int
    last: int
    body: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Found:
    """An incident as it is kept: when (ISO, UTC), its state, its members' ids, what it is found by, and its body."""

    id: str
    starts: str
    ends: str
    state: str
    members: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    body: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Query:
    """Which incidents are wanted: each facet one of its values, within a time (ISO, UTC), at `most` so many."""

    facets: Mapping[str, Collection[str]] = field(default_factory=dict, hash=False)
    since: str | None = None
    until: str | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written at once: new items, bonds and likenesses; `found` in the place of the incidents `gone`.

    The rows are made when it is, so that nobody else waits for that.
    """

    items: Sequence[Item] = ()
    bonds: Collection[tuple[str, str, float, bool]] = ()
    alike: Collection[tuple[str, str, str]] = ()
    dropped: Collection[str] = ()
    gone: Collection[str] = ()
    found: Sequence[Found] = ()
    rows: Mapping[str, Sequence[Sequence[object]]] = field(init=False, hash=False)

    def __post_init__(self) -> None:
        rows = {
            "shelf": [(i.id, i.owner, i.seq, _packed(i.body)) for i in self.items],
            "filed": [(key, day, i.id) for i in self.items for key in i.keys for day in range(i.first, i.last + 1)],
            "bond": [(a, b, score, int(means)) for a, b, score, means in self.bonds],
            "alike": list(self.alike),
            "incident": [(f.id, f.starts, f.ends, f.state, _packed(f.body)) for f in self.found],
            "member": [(m, f.id) for f in self.found for m in f.members],
            "facet": [(n, v, f.starts, f.id) for f in self.found for n, v in (*f.facets, ("state", f.state))],
        }
        object.__setattr__(self, "rows", rows)


class Shelf:
    """The derived tables of one ledger."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def woven(self) -> int:
        """The number of the last entry that was worked in."""
        return int(self._db.rows("SELECT value FROM meta WHERE item = 'woven'")[0][0])

    def set_woven(self, seq: int) -> None:
        """Say that everything up to `seq` is worked in. Within a transaction."""
        self._db.run("UPDATE meta SET value = ? WHERE item = 'woven'", (str(seq),))

    def rules(self) -> str:
        """Which rules the incidents were worked out by; "" where there are none yet."""
        rows = self._db.rows("SELECT value FROM meta WHERE item = 'rules'")
        return str(rows[0][0]) if rows else ""

    def empty(self, rules: str) -> None:
        """Throw everything away, to be worked out anew by some rules; the record stays."""
        with self._db.writing():
            for table in schema.DERIVED:
                self._db.run(f"DELETE FROM {table}")
            self.set_woven(0)
            self._db.run("DELETE FROM meta WHERE item = 'rules'")
            self._db.run("INSERT INTO meta (item, value) VALUES ('rules', ?)", (rules,))

    def near(self, keys: Collection[str], first: int, last: int) -> list[str]:
        """The ids of items filed under one of `keys` on a day from `first` to `last`, in order."""
        if not keys:
            return []
        query = f"SELECT DISTINCT item FROM filed WHERE key IN ({_marks(keys)}) AND day BETWEEN ? AND ?"
        return sorted(row[0] for row in self._db.rows(query, (*keys, first, last)))

    def bodies(self, ids: Collection[str]) -> list[dict[str, Any]]:
        """The bodies of items, as far as they are there, in the order of their ids."""
        found = (
            row
            for part in _parts(ids)
            for row in sorted(self._db.rows(f"SELECT id, body FROM shelf WHERE id IN ({_marks(part)})", part))
        )
        return [json.loads(zlib.decompress(body)) for _, body in found]

    def owned(self, owner: str) -> list[str]:
        """The ids of the items that come from one report."""
        return sorted(row[0] for row in self._db.rows("SELECT id FROM shelf WHERE owner = ?", (owner,)))

    def alike(self, reports: Collection[str]) -> set[tuple[str, str, str]]:
        """The likenesses that have an end in `reports`: the two, and how."""
        found: set[tuple[str, str, str]] = set()
        for part in _parts(reports):
            for end in ("first", "second"):
                rows = self._db.rows(f"SELECT first, second, kind FROM alike WHERE {end} IN ({_marks(part)})", part)
                found |= {(a, b, kind) for a, b, kind in rows}
        return found

    def seqs(self, ids: Collection[str]) -> dict[str, int]:
        """The entry that brought each item."""
        return {
            row[0]: row[1]
            for part in _parts(ids)
            for row in self._db.rows(f"SELECT id, seq FROM shelf WHERE id IN ({_marks(part)})", part)
        }

    def bonds(self, ids: Collection[str]) -> set[tuple[str, str, float, bool]]:
        """The bonds with an end in `ids`: the two, the score, and whether one only may mean the other."""
        found: set[tuple[str, str, float, bool]] = set()
        for part in _parts(ids):
            for end in ("first", "second"):
                query = f"SELECT first, second, score, means FROM bond WHERE {end} IN ({_marks(part)})"
                found |= {(a, b, score, bool(means)) for a, b, score, means in self._db.rows(query, part)}
        return found

    def mates(self, ids: Collection[str]) -> set[str]:
        """The ids of the items that share an incident with one of `ids`."""
        return {
            row[0]
            for part in _parts(ids)
            for row in self._db.rows(
                f"SELECT m.item FROM member m JOIN member o USING (incident) WHERE o.item IN ({_marks(part)})", part
            )
        }

    def write(self, change: Change) -> None:
        """Put a change down. Within a transaction."""
        self._drop(change.dropped)
        for part in _parts(change.gone):
            marks = _marks(part)
            for table, column in (("facet", "incident"), ("member", "incident"), ("incident", "id")):
                self._db.run(f"DELETE FROM {table} WHERE {column} IN ({marks})", part)
        for table, rows in change.rows.items():
            if rows:
                marks = _marks(_COLUMNS[table])
                again = "" if table in _ONCE else " ON CONFLICT DO NOTHING"
                self._db.many(f"INSERT INTO {table} ({', '.join(_COLUMNS[table])}) VALUES ({marks}){again}", rows)

    def _drop(self, ids: Collection[str]) -> None:
        """Take items away, with their bonds and memberships."""
        for part in _parts(ids):
            marks = _marks(part)
            self._db.run(f"DELETE FROM bond WHERE first IN ({marks}) OR second IN ({marks})", (*part, *part))
            for table, column in (("filed", "item"), ("member", "item"), ("shelf", "id")):
                self._db.run(f"DELETE FROM {table} WHERE {column} IN ({marks})", part)

    def incidents_of(self, ids: Collection[str]) -> dict[str, str]:
        """The incident of each item."""
        return {
            row[0]: row[1]
            for part in _parts(ids)
            for row in self._db.rows(f"SELECT item, incident FROM member WHERE item IN ({_marks(part)})", part)
        }

    def incident_of_prefix(self, prefix: str) -> str | None:
        """The incident of the item whose id begins so."""
        query = "SELECT incident FROM member WHERE item >= ? AND item < ? ORDER BY item LIMIT 1"
        rows = self._db.rows(query, (prefix, prefix + "g"))
        return str(rows[0][0]) if rows else None

    def incidents(self, query: Query) -> Iterator[tuple[str, dict[str, Any]]]:
        """Id and body of the incidents that are wanted, the latest first."""
        where, values = ["1 = 1"], list[object]()
        for i, (name, wanted) in enumerate(sorted(query.facets.items())):
            bounds, more = _bounds(f"f{i}.starts", query)
            any_of = f"f{i}.name = ? AND f{i}.value IN ({_marks(wanted)})"
            where.append(f"i.id IN (SELECT f{i}.incident FROM facet f{i} WHERE {any_of}{bounds})")
            values += [name, *sorted(wanted), *more]
        bounds, more = _bounds("i.starts", query)
        values += more
        if query.since:
            bounds += " AND i.ends >= ?"
            values.append(query.since)
        sql = f"SELECT i.id, i.body FROM incident i WHERE {' AND '.join(where)}{bounds} ORDER BY i.starts DESC, i.id"
        if query.most is not None:
            sql += f" LIMIT {int(query.most)}"
        return ((id_, json.loads(zlib.decompress(body))) for id_, body in self._db.rows(sql, values))

    def incident(self, id_: str) -> dict[str, Any] | None:
        """The body of one incident."""
        rows = self._db.rows("SELECT body FROM incident WHERE id = ?", (id_,))
        return json.loads(zlib.decompress(rows[0][0])) if rows else None

    def told_by(self) -> dict[str, tuple[int, str]]:
        """By the name of a publisher as incidents are found by it: how many it told of, and when the last began."""
        query = "SELECT value, count(*), max(starts) FROM facet WHERE name = 'publisher' GROUP BY value"
        return {row[0]: (int(row[1]), str(row[2])) for row in self._db.rows(query)}

    def earliest(self, name: str, value: str) -> str | None:
        """When the first incident with a facet began (ISO, UTC)."""
        rows = self._db.rows("SELECT min(starts) FROM facet WHERE name = ? AND value = ?", (name, value))
        return rows[0][0] if rows else None


def _bounds(column: str, query: Query) -> tuple[str, list[object]]:
    """Incidents that began before the time asked for ended, and not long before it began."""
    sql, values = "", list[object]()
    if query.since:
        earliest = datetime.fromisoformat(query.since) - _LONGEST
        sql, values = sql + f" AND {column} >= ?", [*values, earliest.isoformat(timespec="minutes")]
    if query.until:
        sql, values = sql + f" AND {column} <= ?", [*values, query.until]
    return sql, values


def _packed(body: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(body).encode(), _LEVEL)


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _parts(ids: Collection[str], size: int = 400) -> Iterator[Sequence[str]]:
    ordered = sorted(ids)
    return (ordered[i : i + size] for i in range(0, len(ordered), size))
