"""What was read of each publisher at once, and what it took down since: entries of their own beside the reports."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tocsin.ledger import Fresh, Kind, Ledger
from tocsin.model import Problem, Report
from tocsin.sources import Sources, fold


def said(report: Report) -> str:
    """What makes two records of one id the same report: not their layout, reactions or number of views."""
    words = f"{report.text}\0{report.publisher}\0{report.published}\0{report.edited}\0{report.forward_of}"
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


@dataclass(slots=True)
class _Stretch:
    """What was read of one publisher: how much, from when to when, and a digest of it that no order changes."""

    name: str
    reports: int = 0
    first: datetime | None = None
    last: datetime | None = None
    sum: int = 0

    def take(self, report: Report) -> None:
        self.reports += 1
        self.sum ^= int(said(report)[:32], 16)
        if report.published:
            self.first = min(self.first or report.published, report.published)
            self.last = max(self.last or report.published, report.published)

    def fresh(self, subject: str) -> Fresh:
        body = {
            "publisher": self.name,
            "reports": self.reports,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "sum": f"{self.sum:032x}",
        }
        return Fresh(Kind.SOURCE_READING, subject, body)


class Readings:
    """Notes what is read of whom.

    Args:
        ledger: where to.
        sources: the described ones.
    """

    def __init__(self, ledger: Ledger, sources: Sources) -> None:
        self.ledger, self._sources = ledger, sources
        self.problems, self.deleted = 0, 0
        self._by_publisher: dict[str, _Stretch] = {}
        self._seen: dict[str, set[int]] = {}

    def take(self, report: Report) -> None:
        """Note a report."""
        source = self._sources.of(report)
        name = source.publisher if source else report.publisher
        self._by_publisher.setdefault(fold(name), _Stretch(name)).take(report)
        place = _numbered(report.id)
        if place:
            self._seen.setdefault(place[0], set()).add(place[1])

    def close(self, complete: bool) -> Iterator[Problem]:
        """Record it, and what is gone of channels that were read whole; or why that could not be told."""
        if not self._by_publisher:
            return
        fresh = [stretch.fresh(subject) for subject, stretch in self._by_publisher.items()]
        if complete and (self.problems or not self._seen):
            why = "not everything could be read" if self.problems else "no post has a number within its channel"
            yield Problem("--complete", "", f"{why}: whether posts were taken down cannot be told")
        elif complete:
            gone = [id_ for chat, numbers in self._seen.items() for id_ in self._missing(chat, numbers)]
            self.deleted = len(gone)
            fresh += self.deletions(gone, "it is missing where its channel was read whole")
        self.ledger.append(fresh)

    def deletions(self, reports: Iterable[str], how: str) -> list[Fresh]:
        """The entries that say that some reports were taken down by their publishers, and how that was noticed."""
        entries = [e for id_ in reports for e in self.ledger.versions(id_)[-1:]]
        return [Fresh(Kind.DELETION, e.subject, {"report": e.id, "how": how}, e.id) for e in entries]

    def _missing(self, chat: str, numbers: set[int]) -> list[str]:
        """The posts of a channel that the ledger has, between the first and last that were read, and were not read."""
        known = {e.partition("#")[0] for e in self.ledger.subjects(Kind.REPORT, f"{chat}/")}
        inside = {id_: at[1] for id_ in known if (at := _numbered(id_)) and min(numbers) < at[1] < max(numbers)}
        gone = sorted((number, id_) for id_, number in inside.items() if number not in numbers)
        told = self.ledger.latest(Kind.DELETION, [id_ for _, id_ in gone])
        return [id_ for _, id_ in gone if id_ not in told]


def _numbered(id_: str) -> tuple[str, int] | None:
    """A channel and the number of a post in it, where an id has that form: "channel/17"."""
    chat, _, number = id_.partition("#")[0].rpartition("/")
    return (chat, int(number)) if chat and number.isascii() and number.isdigit() else None
