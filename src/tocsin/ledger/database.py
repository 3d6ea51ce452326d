"""The two engines behind one small face: SQL with `?`, rows as tuples, one transaction at a time."""

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

from tocsin.errors import LedgerBusy, LedgerError

try:
    import psycopg
except ImportError:  # only those who keep their ledger in PostgreSQL need it
    psycopg = None  # type: ignore[assignment]

#: How long one writer waits for another before it gives up (seconds).
PATIENCE = 30.0

Row = tuple[Any, ...]


class Database(Protocol):
    """One engine."""

    #: How the engine calls bytes.
    blob: str

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """What a query finds."""
        ...

    def stream(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """What a query finds, a part at a time."""
        ...

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """A statement that finds nothing."""
        ...

    def many(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """A statement for each of many."""
        ...

    def writing(self) -> contextlib.AbstractContextManager[None]:
        """One transaction that writes: all of it happens, or none; no other writer comes between."""
        ...

    def exists(self) -> bool:
        """Whether there is a ledger in it already."""
        ...

    def scrub(self) -> bool:
        """Make sure that what was deleted is not left behind; whether that could be done while others read."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def connect(url: str, *, create: bool = True) -> Database:
    """The database at `url`: `sqlite:///path` or `postgresql://…`.

    Raises:
        LedgerError: it cannot be opened, or no engine goes by that name.
    """
    scheme = url.partition("://")[0].lower()
    if scheme == "sqlite":
        return Sqlite(sqlite_path(url), create=create)
    if scheme in ("postgresql", "postgres"):
        return Postgres(url)
    raise LedgerError(f"{url}: a ledger's address begins with sqlite:/// or postgresql://")


def sqlite_path(url: str) -> Path:
    """The file that a `sqlite:///` address means: three strokes for a relative path, four for an absolute one."""
    path = unquote(url.partition("sqlite:///")[2])
    if not path:
        raise LedgerError(f"{url}: write the file's path behind sqlite:///")
    return Path(path).expanduser()


class Sqlite:
    """SQLite in one file, write-ahead logged: readers never wait, and a killed writer leaves nothing half done."""

    blob = "BLOB"

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        if not path.exists() and not create:
            raise LedgerError(f"{path}: there is no ledger; `tocsin ingest` makes one")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            with self._clear():
                self._file.execute("PRAGMA journal_mode = WAL").fetchone()
                # An acknowledged entry is on the disk, also where the machine loses its power.
                self._file.execute("PRAGMA synchronous = FULL")
                self._file.execute("PRAGMA cache_size = -65536")
                self._file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except OSError as error:
            raise LedgerError(f"{path}: cannot be made: {error.strerror}") from error

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """What a query finds."""
        with self._clear():
            return self._file.execute(query, values).fetchall()

    def stream(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """What a query finds, a part at a time."""
        with self._clear():
            yield from self._file.execute(query, values)

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """A statement that finds nothing."""
        with self._clear():
            self._file.execute(statement, values)

    def many(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """A statement for each of many."""
        with self._clear():
            self._file.executemany(statement, values)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that writes."""
        with self._clear():
            self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._clear():
                self._file.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._file.execute("ROLLBACK")
            raise

    def exists(self) -> bool:
        """Whether there is a ledger in it already."""
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = 'entry'"))

    def scrub(self) -> bool:
        """Make sure that what was deleted is not left in free pages, nor in the log."""
        self.run("VACUUM")
        [(busy, *_)] = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return not busy

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    @contextlib.contextmanager
    def _clear(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise LedgerBusy(f"{self.path}: another program has been writing to it for {PATIENCE:.0f} s") from error
            raise LedgerError(f"{self.path}: {_SQLITE_WORDS.get(error.sqlite_errorcode & 0xFF, str(error))}") from error
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"{self.path}: {error}; is it a ledger of Tocsin's?") from error


_SQLITE_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full; nothing was lost, make room and run it again",
    sqlite3.SQLITE_READONLY: "it may not be written to; make it writable, or name another with --ledger",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; look at its path and whether you may write there",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written; nothing that was acknowledged is lost",
}


class Postgres:
    """PostgreSQL by its address. Needs psycopg: `pip install 'tocsin[postgres]'`."""

    blob = "BYTEA"

    def __init__(self, url: str) -> None:
        self._name = re.sub(r"//[^@/]*@", "//", url)
        if psycopg is None:
            raise LedgerError("a ledger in PostgreSQL needs psycopg: pip install 'tocsin[postgres]'")
        with self._clear():
            self._connection = psycopg.connect(url, autocommit=True)
            self._connection.execute(f"SET lock_timeout = '{PATIENCE:.0f}s'")

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """What a query finds."""
        with self._clear():
            found: list[Row] = self._connection.execute(_marked(query), tuple(values)).fetchall()
            return found

    def stream(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """What a query finds, a part at a time."""
        with self._clear(), self._connection.transaction(), self._connection.cursor(name="stream") as cursor:
            cursor.itersize = 2000
            cursor.execute(_marked(query), tuple(values))
            yield from cursor

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """A statement that finds nothing."""
        with self._clear():
            self._connection.execute(_marked(statement), tuple(values))

    def many(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """A statement for each of many."""
        with self._clear(), self._connection.cursor() as cursor:
            cursor.executemany(_marked(statement), [tuple(v) for v in values])

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that writes; an advisory lock keeps other writers out, as SQLite's file lock does."""
        with self._clear(), self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield

    def exists(self) -> bool:
        """Whether there is a ledger in it already."""
        return self.rows("SELECT to_regclass('entry') IS NOT NULL") == [(True,)]

    def scrub(self) -> bool:
        """Make sure that what was deleted is not left in dead rows."""
        for table in ("content", "payload", "shelf", "incident", "facet"):
            self.run(f"VACUUM FULL {table}")
        return True

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()

    @contextlib.contextmanager
    def _clear(self) -> Iterator[None]:
        try:
            yield
        except psycopg.errors.LockNotAvailable as error:
            raise LedgerBusy(f"{self._name}: another program has been writing to it for {PATIENCE:.0f} s") from error
        except psycopg.Error as error:
            words = " ".join(str(error).split()) or type(error).__name__
            raise LedgerError(f"{self._name}: {words}") from error


#: One number that all of Tocsin's writers lock.
_LOCK = 0x70C51
_MARK = re.compile(r"\?")


def _marked(query: str) -> str:
    return _MARK.sub("%s", query)
