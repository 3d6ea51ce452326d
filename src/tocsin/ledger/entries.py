"""What a ledger is made of: entries, each chained by hash to the one before."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from tocsin.ledger.codec import canonical, digest

#: What the first entry is chained to.
GENESIS = "0" * 64


class Kind(StrEnum):
    """What an entry records."""

    REPORT = "report"
    CLAIM = "claim"
    READING = "reading"
    #: How much of a publisher was read at once, from when to when.
    SOURCE_READING = "source-reading"
    #: A publisher took a report down; it points back to that.
    DELETION = "deletion"
    JUDGEMENT = "judgement"
    #: A channel was armed for a source, or disarmed.
    ARMING = "arming"
    #: What became of a report that a warning may hang on.
    HANDLING = "handling"
    #: An alert that left.
    ALERT = "alert"
    #: What came of asking an address that is followed.
    POLL = "poll"
    #: What became of an alert in one channel.
    DELIVERY = "delivery"
    REDACTION = "redaction"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record. `subject` is what it is about (a report's id), `mark` tells versions of that apart."""

    seq: int
    kind: Kind
    id: str
    subject: str
    mark: str
    at: datetime
    hash: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is to be recorded. `payload` is the raw record of a report, kept apart under its SHA-256."""

    kind: Kind
    subject: str
    body: Mapping[str, Any] = field(hash=False)
    mark: str = ""
    payload: bytes = b""

    @property
    def id(self) -> str:
        """The id that the entry will have."""
        return digest(self.kind, canonical(self.body))


def chained(previous: str, seq: int, kind: str, id_: str, subject: str, mark: str, at: str) -> str:
    """The hash of an entry: over the one before, its number, and everything that it says but its content.

    The content is covered by `id_`, which is its digest, so that content can be destroyed and the chain still holds.
    """
    line = "\n".join((previous, str(seq), kind, id_, subject.replace("\n", " "), mark, at))
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
