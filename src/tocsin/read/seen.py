"""Which reports of a run were read before: on disk, since a large export has more of them than memory should hold."""

import hashlib
import sqlite3
from types import TracebackType

from tocsin.model import Report


class Seen:
    """The ids of a run with a digest of what each said, in a temporary database that vanishes with it."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("PRAGMA cache_size = -32000")  # KiB; what is beyond goes to disk
        self._database.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, said BLOB) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def __enter__(self) -> "Seen":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def version(self, report: Report) -> str | None:
        """The id under which a report enters the run, or None if the same was read before.

        It is its own id; where that was given to a report that said something else (an edit, in a later export), the
        digest of what it says is added, so that the id is the same whatever else is read.
        """
        said = _said(report)
        for candidate in (report.id, f"{report.id}#{said.hex()[:12]}"):
            key = _key(candidate)
            if self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, said)).rowcount:
                return candidate
            if self._database.execute("SELECT said FROM seen WHERE id = ?", (key,)).fetchone() == (said,):
                return None
        return None


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).digest()


def _said(report: Report) -> bytes:
    """What makes two records of one id the same report: not their layout, reactions or number of views."""
    said = f"{report.text}\0{report.publisher}\0{report.published}\0{report.edited}\0{report.forward_of}"
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=12).digest()
