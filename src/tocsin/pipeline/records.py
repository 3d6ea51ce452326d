"""The record as its users see it: ingest, incidents, one incident, the chain."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tocsin.ledger import Head, Kind, Ledger, Shelf, Walked, from_json, verify
from tocsin.model import Account, Assessment, Brief, Count, Incident, Problem, Reading, Redaction, SourceRecord
from tocsin.pipeline.asked import Wanted, query
from tocsin.pipeline.decisions import Decisions
from tocsin.pipeline.exporting import releaser
from tocsin.pipeline.forms import outgoing
from tocsin.pipeline.house import House
from tocsin.pipeline.keep import Keeper, Kept
from tocsin.pipeline.past import precedents, wide_totals
from tocsin.pipeline.replay import Replayed, replay
from tocsin.publish.outgoing import Outgoing
from tocsin.release import Held, Released
from tocsin.resolve import telling_prefix
from tocsin.sources import fold
from tocsin.vocab import Clock, FigureKind


@dataclass(slots=True)
class Record:
    """One ledger, with the house that reads into it."""

    ledger: Ledger
    house: House
    _keeper: Keeper = field(init=False)

    def __post_init__(self) -> None:
        self._keeper = Keeper(self.ledger, self.house)

    @classmethod
    def open(cls, url: str, house: House, *, create: bool = False) -> "Record":
        """The record at `url`.

        Raises:
            LedgerError: it is not there (unless it may be made), cannot be opened, or is a newer version's.
        """
        return cls(Ledger.open(url, create=create), house)

    def close(self) -> None:
        """Let go of it."""
        self.ledger.close()

    def ingest(self, items: Iterable[Reading | Problem], *, complete: bool = False) -> Iterator[Problem]:
        """Keep what was read and work it into incidents; gives back the problems. `count` tells how far it is.

        Args:
            items: what was read.
            complete: channels were read whole, so that posts that are missing now were taken down.
        """
        return self._keeper.keep(items, complete=complete)

    @property
    def outdated(self) -> bool:
        """Whether the incidents were worked out by the rules of another version."""
        return self._keeper.outdated

    def rebuild(self) -> Iterator[tuple[int, int]]:
        """Work all incidents out anew; how far it is: entries done, entries in all."""
        return self._keeper.rebuild()

    @property
    def count(self) -> Kept:
        """What came of the ingest so far."""
        return self._keeper.count

    def incidents(self, wanted: Wanted) -> Iterator[Account]:
        """The incidents that are asked for, the latest first.

        Raises:
            SettingsError: a place, event, state or the like is unknown.
        """
        self._keeper.catch_up()
        return (self._account(body) for _, body in self._shelf.incidents(query(wanted, self.house.gazetteer)))

    def briefs(self, wanted: Wanted) -> Iterator[Brief]:
        """The incidents that are asked for, the latest first, each in a line.

        Raises:
            SettingsError: a place, event, state or the like is unknown.
        """
        self._keeper.catch_up()
        return (brief(body) for _, body in self._shelf.incidents(query(wanted, self.house.gazetteer)))

    def figures(self, what: FigureKind, wanted: Wanted) -> list[Count]:
        """Every number of a kind that the claims of some incidents give, in the order of publication.

        Raises:
            SettingsError: a place, event, state or the like is unknown.
        """
        found: dict[str, Count] = {}
        for account in self.incidents(wanted):
            heard = self._keeper.summary.heard(account.testimonies)
            for t in account.testimonies:
                for figure in t.claim.figures:
                    if figure.what is what:
                        found[f"{t.claim.id} {figure.span}"] = Count(
                            t, figure, heard[t.claim.id].name, account.incident.id
                        )
        return sorted(found.values(), key=lambda c: (str(c.testimony.report.published), c.testimony.claim.id))

    def exported(self, wanted: Wanted, now: datetime, *, internal: bool, desk: str = "") -> Outgoing:
        """The incidents that are asked for as they may leave the desk at a moment, the latest first.

        Args:
            wanted: which incidents.
            now: what is held is held from then.
            internal: for the desk alone: all of it, and marked as such.
            desk: who exports.

        Raises:
            SettingsError: a place, event, state or the like is unknown.
        """
        released = self.released(wanted, now, internal=internal)
        going = outgoing(released, wanted, self.house.gazetteer, now, internal=internal)
        return replace(going, desk=desk)

    def sources(self) -> list[SourceRecord]:
        """Every described source with what the ledger knows of it, those that tell most first."""
        self._keeper.catch_up()
        told = self._shelf.told_by()
        read = self.ledger.latest(Kind.SOURCE_READING, sorted({fold(s.publisher) for s in self.house.sources}))
        bodies = self.ledger.bodies([e.id for e in read.values()])
        made = []
        for source in self.house.sources:
            name = fold(source.publisher)
            incidents, latest = told.get(name, (0, None))
            last = read.get(name)
            body = bodies[last.id] if last else {}
            made.append(
                SourceRecord(
                    source, incidents, _moment(latest), body.get("reports", 0), _moment(body.get("last")),
                    last.at if last else None,
                )
            )  # fmt: skip
        return sorted(made, key=lambda row: (-row.incidents, -row.reports, row.source.id))

    def as_of(self, moment: datetime, clock: Clock, wanted: Wanted) -> Iterator[tuple[Brief, Account]]:
        """The incidents that were known at a past moment and are asked for, the latest first: in a line, and whole.

        Raises:
            SettingsError: a place, event, state or the like is unknown.
        """
        asked = query(wanted, self.house.gazetteer)
        then = replay(self._keeper, moment, clock, asked)
        return ((brief(body), self._account(body, then)) for _, body in then.incidents(asked))

    def incident(self, id_: str) -> Account | None:
        """The incident with an id, also where that went into another; None where there is none.

        Every id that an incident once had, and every id of a telling in it, leads to it for ever.
        """
        self._keeper.catch_up()
        body = self._keeper.incident(id_)
        return self._account(body) if body else None

    def find(self, id_: str) -> tuple[list[Account], list[Redaction]]:
        """The incidents that an id of an incident, a claim or a report leads to; what was redacted of those.

        Where everything that it led to was redacted, there are redactions alone.
        """
        if telling_prefix(id_):
            account = self.incident(id_)
            redacted = [r for r in self._redactions() if id_ in r.incidents]
            return ([account] if account else self._with({t for r in redacted for t in r.incidents[id_]})), redacted
        self._keeper.catch_up()
        claims = self.ledger.about(id_, Kind.CLAIM)
        reports = [e for c in claims if (e := self.ledger.entry(c.mark))] if claims else self.ledger.versions(id_)
        subjects = {e.subject for e in reports}
        found = self._with({t for s in subjects for t in self._keeper.owned(s)})
        told = [a for a in found if not claims or id_ in a.incident.claims]
        return told, [r for r in self._redactions() if r.report in subjects]

    def _with(self, tellings: Collection[str]) -> list[Account]:
        """The incidents that some tellings are in."""
        ids = sorted(set(self._shelf.incidents_of(tellings).values()))
        return [self._account(body) for id_ in ids if (body := self._shelf.incident(id_))]

    def _redactions(self) -> list[Redaction]:
        entries = list(self.ledger.entries(0, (Kind.REDACTION,)))
        bodies = self.ledger.bodies([e.id for e in entries])
        return [
            Redaction(e.subject, b["reason"], b["by"], e.at, {i: tuple(told) for i, told in b["incidents"].items()})
            for e in entries
            if (b := bodies[e.id])
        ]

    @property
    def _shelf(self) -> Shelf:
        return self._keeper.summary.shelf

    def _account(self, body: Mapping[str, Any], then: Replayed | None = None) -> Account:
        """An incident whole: what else `then` holds (the ledger as it is, unless told) is held against it."""
        summary, seen = self._keeper.summary, then or self._shelf
        incident = from_json(body["incident"], Incident)
        told = summary.testimonies(incident.claims)
        told = then.as_then(told) if then else told
        past = precedents(incident, told, seen)
        assessment = from_json(body["assessment"], Assessment)
        assessment = replace(assessment, checks=(*assessment.checks, *wide_totals(told, summary, seen)))
        members = {telling for telling, _ in body["tellings"]}
        redacted = tuple(r for r in self._redactions() if any(members & set(told) for told in r.incidents.values()))
        return Account(incident, str(body["title"]), assessment, tuple(told), past, redacted)

    def released(self, wanted: Wanted, now: datetime, *, internal: bool = False) -> Iterator[Released | Held]:
        """The incidents that are asked for as they may go out at a moment (aware); all of them where `internal`.

        Raises:
            SettingsError: a place, event, state or the like is unknown.
        """
        rules = releaser(self.house)
        return (rules.release(account, now, internal=internal) for account in self.incidents(wanted))

    @property
    def decisions(self) -> Decisions:
        """What people decide."""
        return Decisions(self._keeper)

    def verify(self, progress: Callable[[int, int], None], stamped: Head | None = None) -> Walked:
        """Walk the chain, and see that it comes through a head that was stamped."""
        return verify(self.ledger, progress, stamped)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def brief(body: Mapping[str, Any]) -> Brief:
    """The line of a list for what is kept of an incident."""
    kept = body["incident"]
    assessment = from_json(body["assessment"], Assessment)
    return Brief(kept["id"], body["title"], assessment, len(kept["claims"]), len(kept["reports"]))
