"""The ledger: append and read.

Nothing in the record is ever changed; what must go loses its content and keeps its hash.
"""

import hashlib
import heapq
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tocsin.errors import LedgerError
from tocsin.ledger import schema
from tocsin.ledger.codec import canonical, digest
from tocsin.ledger.database import Database, connect, sqlite_path
from tocsin.ledger.entries import GENESIS, Entry, Fresh, Kind, chained

_COLUMNS = "seq, kind, id, subject, mark, at, hash"
#: Fast and small enough: three times smaller than the text.
_LEVEL = 3
#: Entries that are read at once.
_STRETCH = 2_000
#: What a redaction destroys hangs on a report: its claims, and the readings that list them.
_HANGS_ON = (Kind.CLAIM, Kind.READING)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the chain: what an outside time-stamp vouches for."""

    seq: int
    hash: str


class Ledger:
    """A ledger in one database.

    Args:
        database: where it is; `Ledger.open` makes one from an address.
        clock: tells the moment at which an entry is recorded (aware).
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.database, self._clock = database, clock
        _prepare(database)

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> "Ledger":
        """The ledger at `url` (`sqlite:///path`, `postgresql://…`).

        Raises:
            LedgerError: it cannot be opened, is none of Tocsin's, or was written by a newer version.
        """
        return cls(connect(url, create=create))

    @staticmethod
    def is_there(url: str) -> bool:
        """Whether an address leads to something: a file that exists, or a server."""
        return not url.lower().startswith("sqlite:") or sqlite_path(url).exists()

    def close(self) -> None:
        """Let go of it."""
        self.database.close()

    def head(self) -> Head:
        """The last entry; seq 0 where there is none."""
        rows = self.database.rows("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")
        return Head(*rows[0]) if rows else Head(0, GENESIS)

    def append(self, fresh: Iterable[Fresh]) -> list[Entry]:
        """Record what is not recorded yet, all of it or nothing; the entries that are new.

        Raises:
            LedgerError: it cannot be written; then nothing of it was recorded.
        """
        # Everything is put into its form first: others wait for the writing alone.
        ready = dict(map(_ready, fresh))
        if not ready:
            return []
        with self.database.writing():
            known = self._known(list(ready))
            added = self._chain([(id_, item.fresh) for id_, item in ready.items() if id_ not in known])
            self._write(added, ready)
        return added

    def entries(self, after: int = 0, kinds: Sequence[Kind] = tuple(Kind), most: int | None = None) -> Iterator[Entry]:
        """Entries of some kinds behind number `after`, in order; `most` so many of each kind."""
        head = self.head().seq
        # By kind, since few of some are among millions of others; in stretches, so that no reader holds up a writer.
        return heapq.merge(*(self._of_kind(kind, after, head, most) for kind in kinds), key=lambda e: e.seq)

    def _of_kind(self, kind: Kind, after: int, head: int, most: int | None) -> Iterator[Entry]:
        query = f"SELECT {_COLUMNS} FROM entry WHERE kind = ? AND seq > ? AND seq <= ? ORDER BY kind, seq LIMIT ?"
        size = _STRETCH if most is None else most
        while rows := self.database.rows(query, (kind, after, head, size)):
            yield from map(_entry, rows)
            after = rows[-1][0]
            if most is not None or len(rows) < size:
                return

    def about(self, subject: str, kind: Kind) -> list[Entry]:
        """The entries of one kind about one subject, oldest first."""
        # Sorted here: asked for in order, SQLite would walk all entries of the kind instead of the few of the subject.
        query = f"SELECT {_COLUMNS} FROM entry WHERE subject = ? AND kind = ?"
        return [_entry(row) for row in sorted(self.database.rows(query, (subject, kind)))]

    def versions(self, report: str) -> list[Entry]:
        """The entries of a report in all its wordings; an edited one has the id with `#` and a mark behind."""
        whole = report.partition("#")[0]
        query = f"SELECT {_COLUMNS} FROM entry WHERE kind = ? AND (subject = ? OR substr(subject, 1, ?) = ?)"
        found = self.database.rows(query, (Kind.REPORT, whole, len(whole) + 1, f"{whole}#"))
        return [_entry(row) for row in sorted(found)]

    def subjects(self, kind: Kind, prefix: str) -> list[str]:
        """What entries of a kind are about, where that begins with `prefix`."""
        query = "SELECT DISTINCT subject FROM entry WHERE kind = ? AND substr(subject, 1, ?) = ?"
        return sorted(row[0] for row in self.database.rows(query, (kind, len(prefix), prefix)))

    def hanging(self, id_: str) -> list[Entry]:
        """The claims and readings that were made of the report with this entry."""
        query = f"SELECT {_COLUMNS} FROM entry WHERE mark = ? AND kind IN (?, ?)"
        return [_entry(row) for row in sorted(self.database.rows(query, (id_, *_HANGS_ON)))]

    def said_of(self, kind: Kind, subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
        """The latest content about each of some subjects, as far as it is there."""
        found: dict[str, dict[str, Any]] = {}
        for part in _parts(subjects):
            query = f"""SELECT e.seq, e.subject, c.body FROM entry e JOIN content c ON c.id = e.id
                WHERE e.kind = ? AND e.subject IN ({", ".join("?" * len(part))})"""
            rows = sorted(self.database.rows(query, (kind, *part)))
            found |= {subject: json.loads(zlib.decompress(body)) for _, subject, body in rows}
        return found

    def latest(self, kind: Kind, subjects: Sequence[str]) -> dict[str, Entry]:
        """The last entry of a kind about each of some subjects, where there is one."""
        found: dict[str, Entry] = {}
        for part in _parts(subjects):
            query = f"SELECT {_COLUMNS} FROM entry WHERE kind = ? AND subject IN ({', '.join('?' * len(part))})"
            found |= {e.subject: e for e in map(_entry, sorted(self.database.rows(query, (kind, *part))))}
        return found

    def entry(self, id_: str) -> Entry | None:
        """The entry with an id."""
        rows = self.database.rows(f"SELECT {_COLUMNS} FROM entry WHERE id = ?", (id_,))
        return _entry(rows[0]) if rows else None

    def bodies(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """The content of entries, by id; those whose content was redacted are not among them."""
        found: dict[str, dict[str, Any]] = {}
        for part in _parts(ids):
            query = f"SELECT id, body FROM content WHERE id IN ({', '.join('?' * len(part))})"
            found |= {id_: json.loads(zlib.decompress(body)) for id_, body in self.database.rows(query, part)}
        return found

    def payload(self, sha256: str) -> bytes | None:
        """A raw record by its digest, or None where it was never kept, or redacted."""
        rows = self.database.rows("SELECT body FROM payload WHERE sha256 = ?", (sha256,))
        return zlib.decompress(rows[0][0]) if rows else None

    def redact(
        self, report: Entry, reason: str, by: str, incidents: Mapping[str, Sequence[str]] | None = None
    ) -> Entry:
        """Destroy a report's content and payload, and what hangs on it; hashes and the reason remain.

        What was worked out of it lies elsewhere: work that out anew, and then `scrub`.

        Args:
            report: its entry.
            reason: why, for the record.
            by: who decided.
            incidents: ids of the incidents that it told of, with the ids of what others told there: these say from
                then on that something is missing.

        Raises:
            LedgerError: the entry is no report.
        """
        if report.kind is not Kind.REPORT:
            raise LedgerError(f"{report.id[:16]} is a {report.kind}; only a report can be redacted")
        gone = [report.id, *(e.id for e in self.hanging(report.id))]
        payload = self.bodies([report.id]).get(report.id, {}).get("payload_sha256", "")
        body = {
            "report": report.subject,
            "entry": report.id,
            "gone": sorted(gone),
            "reason": reason,
            "by": by,
            "payload": payload,
            "incidents": {id_: sorted(told) for id_, told in (incidents or {}).items()},
        }
        redaction = Fresh(Kind.REDACTION, report.subject, body)
        id_, ready = _ready(redaction)
        with self.database.writing():
            added = self._chain([(id_, redaction)]) if not self._known([id_]) else []
            self._write(added, {id_: ready})
            self.database.many("DELETE FROM content WHERE id = ?", [(g,) for g in gone])
            if payload:
                self.database.run("DELETE FROM payload WHERE sha256 = ?", (payload,))
            self.database.run("INSERT INTO meta (item, value) VALUES ('scrub', 'due') ON CONFLICT DO NOTHING")
        return added[0] if added else next(e for e in self.about(report.subject, Kind.REDACTION) if e.id == id_)

    def scrub(self) -> None:
        """Where something was redacted, make sure that nothing of it is left in free pages or in the log."""
        if self.database.rows("SELECT 1 FROM meta WHERE item = 'scrub'") and self.database.scrub():
            self.database.run("DELETE FROM meta WHERE item = 'scrub'")

    def _known(self, ids: Sequence[str]) -> set[str]:
        return {
            row[0]
            for part in _parts(ids)
            for row in self.database.rows(f"SELECT id FROM entry WHERE id IN ({', '.join('?' * len(part))})", part)
        }

    def _chain(self, fresh: Sequence[tuple[str, Fresh]]) -> list[Entry]:
        """The new entries, each bound to the one before. Called while nobody else can write."""
        head, added = self.head(), list[Entry]()
        last = self.database.rows("SELECT at FROM entry WHERE seq = ?", (head.seq,))
        # The record's time never runs backwards, even where the machine's clock does.
        now = max([self._clock().astimezone(UTC), *(datetime.fromisoformat(row[0]) for row in last)])
        at = now.isoformat(timespec="microseconds")
        previous = head.hash
        for seq, (id_, item) in enumerate(fresh, head.seq + 1):
            previous = chained(previous, seq, item.kind, id_, item.subject, item.mark, at)
            added.append(Entry(seq, item.kind, id_, item.subject, item.mark, datetime.fromisoformat(at), previous))
        return added

    def _write(self, added: Sequence[Entry], ready: Mapping[str, "_Ready"]) -> None:
        if not added:
            return
        at = added[0].at.isoformat(timespec="microseconds")
        self.database.many(
            f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(e.seq, e.kind, e.id, e.subject, e.mark, at, e.hash) for e in added],
        )
        self.database.many(
            "INSERT INTO content (id, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(e.id, ready[e.id].body) for e in added],
        )
        self.database.many(
            "INSERT INTO payload (sha256, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [kept for e in added if (kept := ready[e.id].payload)],
        )
        head = json.dumps({"seq": added[-1].seq, "hash": added[-1].hash})
        self.database.run("UPDATE meta SET value = ? WHERE item = 'head'", (head,))


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is to be recorded, with its content as it is written, and its payload with the digest of that."""

    fresh: Fresh
    body: bytes
    payload: tuple[str, bytes] | None


def _ready(fresh: Fresh) -> tuple[str, _Ready]:
    """What is to be recorded with its id, in the form in which it is written."""
    body, raw = canonical(fresh.body), fresh.payload
    payload = (hashlib.sha256(raw).hexdigest(), zlib.compress(raw, _LEVEL)) if raw else None
    return digest(fresh.kind, body), _Ready(fresh, zlib.compress(body, _LEVEL), payload)


def _prepare(database: Database) -> None:
    """Make the tables, or bring them forward."""
    if not database.exists():
        with database.writing():
            if not database.exists():
                _migrate(database, 0)
        return
    rows = database.rows("SELECT value FROM meta WHERE item = 'schema'")
    have = int(rows[0][0]) if rows else 0
    if have > schema.VERSION:
        raise LedgerError(
            f"the ledger has schema {have}, this Tocsin knows schema {schema.VERSION}: install a newer Tocsin"
        )
    if have < schema.VERSION:
        with database.writing():
            _migrate(database, have)


def _migrate(database: Database, have: int) -> None:
    for version in range(have + 1, schema.VERSION + 1):
        for statement in schema.MIGRATIONS[version]:
            database.run(statement.format(blob=database.blob))
    if have == 0:
        head = json.dumps({"seq": 0, "hash": GENESIS})
        database.run("INSERT INTO meta (item, value) VALUES ('head', ?)", (head,))
        database.run("INSERT INTO meta (item, value) VALUES ('woven', '0')")
        database.run("INSERT INTO meta (item, value) VALUES ('schema', ?)", (str(schema.VERSION),))
    else:
        database.run("UPDATE meta SET value = ? WHERE item = 'schema'", (str(schema.VERSION),))


def _entry(row: Sequence[Any]) -> Entry:
    seq, kind, id_, subject, mark, at, hash_ = row
    return Entry(seq, Kind(kind), id_, subject, mark, datetime.fromisoformat(at), hash_)


def _parts(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    return (ids[i : i + size] for i in range(0, len(ids), size))
