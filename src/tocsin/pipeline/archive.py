"""What the ledger holds as nouns again, read once and kept for a while."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.ledger import Kind, Ledger, from_json
from tocsin.model import Claim, Reading, Report, Source, Testimony

_KEPT = 12_000


@dataclass(slots=True)
class Archive:
    """Reports, claims and the sources they came from, out of a ledger."""

    ledger: Ledger
    _claims: dict[str, Claim] = field(default_factory=dict)
    _reports: dict[str, Report] = field(default_factory=dict)
    _sources: dict[str, Source | None] = field(default_factory=dict)

    def remember(self, reading: Reading, source: Source | None) -> None:
        """Keep what was just read, so that it need not be read again."""
        if len(self._claims) > _KEPT:
            for kept in (self._claims, self._reports, self._sources):
                kept.clear()
        self._claims |= {c.id: c for c in reading.claims}
        self._reports[reading.report.id], self._sources[reading.report.id] = reading.report, source

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """The claims with these ids, in that order; without those that were redacted."""
        missing = [id_ for id_ in ids if id_ not in self._claims]
        self._claims |= {id_: from_json(v, Claim) for id_, v in self.ledger.said_of(Kind.CLAIM, missing).items()}
        return [self._claims[id_] for id_ in ids if id_ in self._claims]

    def told_by(self, report: str) -> tuple[list[Claim], str]:
        """All claims of a report, as its last reading has them, and its text."""
        body = self.ledger.said_of(Kind.READING, [report]).get(report)
        whole = self.reports([report]).get(report)
        return self.claims(body["claims"]) if body else [], whole.text if whole else ""

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """The reports with these ids; without those that were redacted."""
        wanted = list(ids)
        missing = [id_ for id_ in wanted if id_ not in self._reports]
        self._reports |= {id_: from_json(v, Report) for id_, v in self.ledger.said_of(Kind.REPORT, missing).items()}
        return {id_: self._reports[id_] for id_ in wanted if id_ in self._reports}

    def source(self, report: str) -> Source | None:
        """The described source of a report, as it was described when the report was read."""
        if report not in self._sources:
            body = self.ledger.said_of(Kind.READING, [report]).get(report, {})
            self._sources[report] = from_json(body["source"], Source) if body.get("source") else None
        return self._sources[report]

    def deletions(self, reports: Iterable[str]) -> dict[str, tuple[datetime, str]]:
        """When it was noticed that some reports had been taken down, and how; in whichever wording."""
        wanted = {id_: id_.partition("#")[0] for id_ in reports}
        found = self.ledger.latest(Kind.DELETION, sorted({*wanted, *wanted.values()}))
        bodies = self.ledger.bodies([e.id for e in found.values()])
        told = {subject.partition("#")[0]: (e.at, str(bodies[e.id]["how"])) for subject, e in found.items()}
        return {id_: told[whole] for id_, whole in wanted.items() if whole in told}

    def testimonies(self, claims: Sequence[str]) -> list[Testimony]:
        """The claims with their reports and sources."""
        found = self.claims(claims)
        reports = self.reports(dict.fromkeys(c.report for c in found))
        return [Testimony(c, reports[c.report], self.source(c.report)) for c in found if c.report in reports]

    def forget(self) -> None:
        """Read everything anew: something was redacted, or another program wrote."""
        for kept in (self._claims, self._reports, self._sources):
            kept.clear()
