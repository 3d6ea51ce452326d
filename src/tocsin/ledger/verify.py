"""Is the record what it was? Every change, removal and reordering shows, and the first bad entry is named."""

import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tocsin.ledger.codec import digest
from tocsin.ledger.entries import GENESIS, Kind, chained
from tocsin.ledger.store import Head, Ledger

_EVERY = 2000


@dataclass(frozen=True, slots=True)
class Walked:
    """What was found. `fault` names the first entry that is not what it was, None where all are."""

    entries: int
    redacted: int
    head: Head
    fault: str | None = None


def verify(ledger: Ledger, progress: Callable[[int, int], object] | None = None, stamped: Head | None = None) -> Walked:
    """Walk the chain from its first entry, and every content and payload with it.

    A removal of the last entries shows too, by the head that is kept apart; one who rewrites that as well is found out
    by a stamp that lies outside (`tocsin verify --stamp`, then `--against`).

    Args:
        ledger: to be verified.
        progress: called with the entries walked and the entries in all.
        stamped: a head that the chain once had, and must still come through.
    """
    walk = _Walk(ledger, stamped)
    total = ledger.head().seq
    query = """SELECT e.seq, e.kind, e.id, e.subject, e.mark, e.at, e.hash, c.body FROM entry e
        LEFT JOIN content c ON c.id = e.id ORDER BY e.seq"""
    for row in ledger.database.stream(query):
        fault = walk.step(row)
        if fault:
            return Walked(walk.seq, walk.redacted, Head(walk.seq, walk.hash), fault)
        if progress and walk.seq % _EVERY == 0:
            progress(walk.seq, total)
    return Walked(walk.seq, walk.redacted, Head(walk.seq, walk.hash), walk.end())


class _Walk:
    """The walk along the chain."""

    def __init__(self, ledger: Ledger, stamped: Head | None) -> None:
        self.ledger, self.stamped = ledger, stamped
        self.seq, self.hash, self.redacted = 0, GENESIS, 0
        self.missing: dict[str, str] = {}
        self.allowed: set[str] = set()
        self.payloads: dict[str, int] = {}
        self.released: set[str] = set()

    def step(self, row: tuple[Any, ...]) -> str | None:
        """Look at the next entry; what is wrong with it."""
        seq, kind, id_, subject, mark, at, hash_, body = row
        if seq != self.seq + 1:
            return f"entry {self.seq + 1} is missing: after {self.seq} comes {seq}"
        name = f"entry {seq} ({kind} {id_[:16]}, recorded {at})"
        if chained(self.hash, seq, kind, id_, subject, mark, at) != hash_:
            return f"{name} was changed, moved or put in: its hash does not follow from the one before"
        if self.stamped and seq == self.stamped.seq and hash_ != self.stamped.hash:
            return f"{name} is not the one that was stamped: it, or what comes before it, was rewritten"
        self.seq, self.hash = seq, hash_
        if body is None:
            self.redacted += 1
            self.missing[id_] = name
            return None
        return self._content(name, kind, id_, body)

    def _content(self, name: str, kind: str, id_: str, body: bytes) -> str | None:
        try:
            content = zlib.decompress(body)
        except zlib.error:
            return f"{name}: its content cannot be read any more"
        if digest(kind, content) != id_:
            return f"{name}: its content was changed"
        value = json.loads(content)
        if kind == Kind.REDACTION:
            self.allowed |= set(value["gone"])
            self.released.add(value["payload"])
        elif kind == Kind.REPORT and value.get("payload_sha256"):
            self.payloads.setdefault(value["payload_sha256"], self.seq)
        return None

    def end(self) -> str | None:
        """What shows only when all was seen: content gone without a redaction, payloads, a cut tail."""
        if self.stamped and self.stamped.seq > self.seq:
            return f"entries behind {self.seq} were removed: entry {self.stamped.seq} was stamped, and is gone"
        unexplained = next((name for id_, name in self.missing.items() if id_ not in self.allowed), None)
        if unexplained:
            return f"{unexplained}: its content is gone, and no redaction says so"
        rows = self.ledger.database.rows("SELECT value FROM meta WHERE item = 'head'")
        kept = json.loads(rows[0][0]) if rows else {}
        if kept != {"seq": self.seq, "hash": self.hash}:
            return (
                f"entries behind {self.seq} were removed: the ledger ended with {kept.get('seq', 'an unknown entry')}"
            )
        return self._payloads()

    def _payloads(self) -> str | None:
        kept = set[str]()
        for sha, body in self.ledger.database.stream("SELECT sha256, body FROM payload"):
            kept.add(sha)
            try:
                same = hashlib.sha256(zlib.decompress(body)).hexdigest() == sha
            except zlib.error:
                same = False
            if not same:
                return f"entry {self.payloads.get(sha, '?')}: its raw record {sha[:16]} was changed"
        gone = sorted(set(self.payloads) - kept - self.released, key=lambda sha: self.payloads[sha])
        return f"entry {self.payloads[gone[0]]}: its raw record {gone[0][:16]} is gone" if gone else None
