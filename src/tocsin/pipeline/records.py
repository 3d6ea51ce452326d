"""The record as its users see it: ingest, incidents, one incident, the chain."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tocsin.assess import history
from tocsin.errors import InputError
from tocsin.ledger import Entry, Head, Kind, Ledger, Shelf, Walked, from_json, verify
from tocsin.model import Account, Assessment, Brief, Count, Incident, Problem, Reading, Source
from tocsin.pipeline.asked import Wanted, query
from tocsin.pipeline.house import House
from tocsin.pipeline.judging import Judgement, Pair, Verdict, pairs
from tocsin.pipeline.keep import Keeper, Kept
from tocsin.pipeline.likenesses import is_print
from tocsin.pipeline.past import looker
from tocsin.pipeline.replay import Clock, replay
from tocsin.resolve import telling_prefix
from tocsin.sources import fold
from tocsin.vocab import FigureKind


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

    def ingest(self, items: Iterable[Reading | Problem]) -> Iterator[Problem]:
        """Keep what was read and work it into incidents; gives back the problems. `count` tells how far it is."""
        return self._keeper.keep(items)

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
                        found[f"{t.claim.id} {figure.span}"] = Count(t, figure, heard[t.claim.id], account.incident.id)
        return sorted(found.values(), key=lambda c: (str(c.testimony.report.published), c.testimony.claim.id))

    def sources(self) -> list[tuple[Source, int, str | None]]:
        """Every described source, with how many incidents of the ledger it tells of, and when the last began."""
        self._keeper.catch_up()
        told = self._shelf.told_by()
        known = ((s, *told.get(fold(s.publisher), (0, None))) for s in self.house.sources)
        return sorted(known, key=lambda row: (-row[1], row[0].id))

    def as_of(self, moment: datetime, clock: Clock, wanted: Wanted) -> Iterator[tuple[Brief, Account]]:
        """The incidents that were known at a past moment and are asked for, the latest first: in a line, and whole.

        Raises:
            SettingsError: a place, event, state or the like is unknown.
        """
        asked = query(wanted, self.house.gazetteer)
        return ((brief(body), self._account(body)) for _, body in replay(self._keeper, moment, clock, asked))

    def incident(self, id_: str) -> Account | None:
        """The incident with an id, also where that went into another; None where there is none.

        Every id that an incident once had, and every id of a telling in it, leads to it for ever.
        """
        self._keeper.catch_up()
        body = self._shelf.incident(id_)
        if body is None and (prefix := telling_prefix(id_)):
            now = self._shelf.incident_of_prefix(prefix)
            body = self._shelf.incident(now) if now else None
        return self._account(body) if body else None

    def incidents_of_claim(self, claim: str) -> list[str]:
        """The ids of the incidents that a claim belongs to."""
        rows = self.ledger.about(claim, Kind.CLAIM)
        report = self._keeper.archive.claims([claim])[0].report if rows else None
        items = self._shelf.owned(report) if report else []
        return [i for i in sorted(set(self._shelf.incidents_of(items).values())) if claim in self._claims_in(i)]

    def _claims_in(self, incident: str) -> Collection[str]:
        body = self._shelf.incident(incident)
        return body["incident"]["claims"] if body else ()

    @property
    def _shelf(self) -> Shelf:
        return self._keeper.summary.shelf

    def _account(self, body: Mapping[str, Any]) -> Account:
        incident = from_json(body["incident"], Incident)
        told = self._keeper.archive.testimonies(incident.claims)
        past = history(incident, [t.claim for t in told], looker(self._shelf, incident))
        return Account(incident, str(body["title"]), from_json(body["assessment"], Assessment), tuple(told), past)

    def merge(self, one: str, two: str, reason: str, by: str) -> Account:
        """Say that two incidents are one happening; the incident that comes of it.

        Raises:
            InputError: there is no such incident.
        """
        first, second = self._members(one), self._members(two)
        given = pairs(first[:1], second[:1])
        self._judge(f"merge {one} and {two}", Verdict.SAME, given, reason, by)
        return self._now(one)

    def keep_apart(self, one: str, two: str, reason: str, by: str) -> None:
        """Say that two incidents are not one happening, whatever is reported yet.

        Raises:
            InputError: there is no such incident, or the two are one already (split it first).
        """
        first, second = self._members(one), self._members(two)
        if set(first) & set(second):
            raise InputError(f"{one} and {two} are one incident; split it with `tocsin judge split`")
        self._judge(f"keep {one} and {two} apart", Verdict.APART, pairs(first, second), reason, by)

    def split(self, incident: str, reports: Collection[str], reason: str, by: str) -> None:
        """Say that what some reports tell of an incident is another happening.

        Raises:
            InputError: there is no such incident, or the reports tell all or nothing of it.
        """
        members = self._members(incident)
        owned = {id_ for r in reports for id_ in self._owned(r)} & set(members)
        rest = set(members) - owned
        if not owned or not rest:
            told = "nothing" if not owned else "all"
            raise InputError(f"{incident}: the given reports tell {told} of it, so there is nothing to split")
        self._judge(f"split {incident}", Verdict.APART, pairs(owned, rest), reason, by)

    def move(self, claim: str, to: str, reason: str, by: str) -> Account:
        """Say that a claim is about another incident.

        Raises:
            InputError: there is no such claim or incident.
        """
        target = self._members(to)
        held = self._keeper.archive.claims([claim])
        if not held:
            raise InputError(f"{claim}: no claim of this ledger has this id")
        self._judge(f"take claim {claim} out", Verdict.APART, (), reason, by, alone=(claim,))
        own = [t for t in self._owned(held[0].report) if self._tells(t) == {claim}]
        others = [id_ for i in self.incidents_of_claim(claim) for id_ in self._members(i) if id_ not in own]
        if set(others) - set(target):
            self._judge(f"move claim {claim} to {to}", Verdict.APART, pairs(own, set(others) - set(target)), reason, by)
        self._judge(f"move claim {claim} to {to}", Verdict.SAME, pairs(own, target[:1]), reason, by)
        return self._now(to)

    def undo(self, judgement: str, reason: str, by: str) -> None:
        """Take a judgement back: what it said is open again.

        Raises:
            InputError: there is no such judgement.
        """
        entries = self.ledger.about(judgement, Kind.JUDGEMENT)
        if not entries:
            raise InputError(f"{judgement}: no judgement of this ledger has this id (see tocsin judge list)")
        body = self.ledger.bodies([entries[0].id])[entries[0].id]
        given = tuple((p[0], p[1]) for p in body["pairs"])
        self._judge(f"undo {judgement}", Verdict.OPEN, given, reason, by, alone=tuple(body["alone"]))

    def judgements(self) -> Iterator[tuple[Entry, dict[str, object]]]:
        """All judgements with their reasons, oldest first."""
        entries = list(self.ledger.entries(0, (Kind.JUDGEMENT,)))
        bodies = self.ledger.bodies([e.id for e in entries])
        return ((e, bodies[e.id]) for e in entries if e.id in bodies)

    def redact(self, report: str, reason: str, by: str) -> int:
        """Destroy the text and the raw record of a report (all its versions); how many entries lost their content.

        Raises:
            InputError: there is no such report.
        """
        entries = [e for e in self.ledger.about(report, Kind.REPORT) if self.ledger.bodies([e.id])]
        if not entries:
            raise InputError(f"{report}: no report of this ledger has this id, or it was redacted already")
        gone = sum(1 + len(self.ledger.hanging(e.id)) for e in entries)
        for entry in entries:
            self.ledger.redact(entry, reason, by)
        self._keeper.archive.forget()
        self._keeper.catch_up()
        return gone

    def _judge(
        self, what: str, verdict: Verdict, given: tuple[Pair, ...], reason: str, by: str, alone: tuple[str, ...] = ()
    ) -> None:
        number = 1 + sum(1 for _ in self.ledger.entries(0, (Kind.JUDGEMENT,)))
        self.ledger.append([Judgement(what, verdict, given, reason, by, alone).fresh(number)])
        self._keeper.catch_up()

    def _members(self, incident: str) -> list[str]:
        """The tellings of an incident, the one that gave it its id first."""
        account = self.incident(incident)
        body = self._shelf.incident(account.incident.id) if account else None
        if account is None or body is None:
            raise InputError(f"{incident}: no incident of this ledger has this id")
        prefix = telling_prefix(account.incident.id) or ""
        return sorted((t[0] for t in body["tellings"]), key=lambda id_: (not id_.startswith(prefix), id_))

    def _owned(self, report: str) -> list[str]:
        return [id_ for id_ in self._shelf.owned(report) if not is_print(id_)]

    def _tells(self, telling: str) -> set[str]:
        return {c for body in self._shelf.bodies([telling]) for c in body["claims"]}

    def _now(self, incident: str) -> Account:
        account = self.incident(incident)
        assert account is not None
        return account

    def verify(self, progress: Callable[[int, int], None], stamped: Head | None = None) -> Walked:
        """Walk the chain, and see that it comes through a head that was stamped."""
        return verify(self.ledger, progress, stamped)


def brief(body: Mapping[str, Any]) -> Brief:
    """The line of a list for what is kept of an incident."""
    kept = body["incident"]
    assessment = from_json(body["assessment"], Assessment)
    return Brief(kept["id"], body["title"], assessment, len(kept["claims"]), len(kept["reports"]))
