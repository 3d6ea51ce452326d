"""The walk of the record to its end: read, extract, keep in the ledger, resolve into incidents, assess."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from tocsin.ledger import Change, Entry, Fresh, Kind, Ledger, Shelf, from_json, to_json
from tocsin.model import Place, Problem, Reading, Report, Source
from tocsin.pipeline.archive import Archive
from tocsin.pipeline.fabric import LedgerFabric
from tocsin.pipeline.house import House
from tocsin.pipeline.judging import Judgements
from tocsin.pipeline.likenesses import Likenesses, is_print
from tocsin.pipeline.readings import Readings, said
from tocsin.pipeline.summary import Summary, Surroundings
from tocsin.resolve import Telling, reweave, telling_prefix, tellings, weave

#: Reports that are recorded in one transaction: few enough that nobody who warns waits for them.
_BATCH = 24
#: Readings that are worked into incidents at once.
_WOVEN = 48


@dataclass(slots=True)
class Kept:
    """What came of an ingest so far."""

    reports: int = 0
    claims: int = 0
    known: int = 0
    problems: int = 0
    deleted: int = 0


class Keeper:
    """Keeps readings in a ledger, and the incidents up with it.

    Args:
        ledger: where to.
        house: gazetteer and described sources.
    """

    def __init__(self, ledger: Ledger, house: House) -> None:
        self.ledger, self.house = ledger, house
        self.archive = Archive(ledger)
        self._shelf = Shelf(ledger.database)
        self._likenesses = Likenesses(self._shelf)
        self.judgements = Judgements(ledger)
        context = Surroundings(self._likenesses.of, self._who, house.gazetteer.within, self.judgements.ruling)
        self.summary = Summary(self.archive, self._shelf, context, house.sources)
        self.count = Kept()
        self._woven = self._shelf.woven()
        if not self._woven and not self._shelf.rules():
            self._shelf.empty(rules())
        # A program that was killed between a redaction and its end may have left something.
        self._unclean = True
        self._fabric = LedgerFabric(self._shelf, self.judgements.on, self.summary.found)

    def _who(self, words: str) -> Source | None:
        return self.house.sources.of(Report(id="", text="", publisher=words))

    @property
    def outdated(self) -> bool:
        """Whether the incidents were worked out by other rules than this program's."""
        return self._shelf.rules() != rules()

    def rebuild(self) -> Iterator[tuple[int, int]]:
        """Work all incidents out anew by this program's rules; how far it is: entries done, entries in all.

        Stopped in between, it goes on where it was the next time that the ledger is asked for anything.
        """
        self._shelf.empty(rules())
        self._renew(0)
        last = self.ledger.head().seq
        yield from ((done, last) for done in self._catching_up())

    def keep(self, items: Iterable[Reading | Problem], *, complete: bool = False) -> Iterator[Problem]:
        """Record everything that was read, and work it in; problems are given back as they come.

        Args:
            items: what was read.
            complete: each channel among it was read whole for the time that it spans, so that what the ledger has of it
                and is not there now was taken down by its publisher.
        """
        read = Readings(self.ledger, self.house.sources)
        waiting: list[Reading] = []
        for item in items:
            if isinstance(item, Problem):
                self.count.problems += 1
                read.problems += 1
                yield item
                continue
            read.take(item.report)
            if item.report.id in {reading.report.id for reading in waiting}:
                # Two wordings of one post, side by side: the first must be there before the second is told from it.
                self._record(waiting)
                waiting.clear()
            waiting.append(item)
            if len(waiting) >= _BATCH:
                self._record(waiting)
                waiting.clear()
        self._record(waiting)
        yield from read.close(complete)
        self.count.deleted = read.deleted
        self.catch_up()

    def _record(self, readings: list[Reading]) -> None:
        fresh: list[Fresh] = []
        for reading in readings:
            made = self._fresh(reading)
            self.count.known += not made
            self.count.reports += bool(made)
            self.count.claims += sum(f.kind is Kind.CLAIM for f in made)
            fresh += made
        self.ledger.append(fresh)
        self.catch_up()

    def _fresh(self, reading: Reading) -> list[Fresh]:
        """The entries of one reading that are not there yet."""
        report, mark = reading.report, said(reading.report)
        before = self.ledger.about(report.id, Kind.REPORT)
        if before and mark not in {e.mark for e in before}:
            # The same post says something else now: both wordings stay.
            report = replace(report, id=f"{report.id}#{mark[:12]}", edit_of=report.edit_of or report.id)
            reading = _renamed(reading, report)
            before = self.ledger.about(report.id, Kind.REPORT)
        if before and not self.ledger.bodies([before[-1].id]):
            # It was redacted: neither does it come back, nor what newer rules would make of it.
            return []
        source = self.house.sources.of(report)
        body = Fresh(Kind.REPORT, report.id, to_json(report), mark, report.payload)
        entry = before[-1].id if before else body.id
        claims = [Fresh(Kind.CLAIM, c.id, to_json(c), entry) for c in reading.claims]
        made = Fresh(Kind.READING, report.id, _reading(reading, entry, claims, source), entry)
        if self.ledger.entry(made.id):
            return []
        self.archive.remember(reading, source)
        return [*([] if before else [body]), *claims, made]

    def catch_up(self) -> None:
        """Work into incidents what was recorded and is not worked in yet, by whomever."""
        for _ in self._catching_up():
            pass

    def _catching_up(self) -> Iterator[int]:
        """The same, batch by batch: the number of the last entry that is worked in."""
        while True:
            woven = self._shelf.woven()
            if woven != self._woven:
                self._renew(woven)
            batch = self._next(woven)
            if not batch:
                if self._unclean:
                    self.ledger.scrub()
                self._unclean = False
                return
            try:
                self._weave(batch)
                # Everything is worked out and put into its form first: others wait for the writing alone.
                written = self._write(woven, batch[-1].seq, (self._likenesses.change(), self._fabric.change()))
            except BaseException:
                self._renew(woven)
                raise
            if written:
                self._woven = batch[-1].seq
                self._likenesses.written()
                self._fabric.written()
                yield self._woven
            else:
                self._renew(woven)

    def _write(self, woven: int, now: int, changes: Iterable[Change]) -> bool:
        """Put changes down, unless another program worked something in meanwhile."""
        with self.ledger.database.writing():
            if self._shelf.woven() != woven:
                return False
            for change in changes:
                self._shelf.write(change)
            self._shelf.set_woven(now)
        return True

    def _renew(self, woven: int) -> None:
        """Let go of everything that was read: another program wrote, or what waited could not be written."""
        self._woven = woven
        self._fabric.forget()
        self._likenesses.forget()
        self.archive.forget()

    def _next(self, woven: int) -> list[Entry]:
        found = self.ledger.entries(woven, (Kind.READING, Kind.JUDGEMENT, Kind.REDACTION), _WOVEN)
        return list(islice(found, _WOVEN))

    def _weave(self, batch: list[Entry]) -> None:
        """Take the tellings of some readings in, in place of those that earlier readings of the same reports made."""
        self.judgements.refresh()
        about, alone = self.judgements.about([e for e in batch if e.kind is Kind.JUDGEMENT])
        redacted = [e.subject for e in batch if e.kind is Kind.REDACTION]
        if redacted:
            self._unclean = True
            self.archive.forget()
        latest = {e.subject: e for e in [*self._last_readings(alone), *batch] if e.kind is Kind.READING}
        fresh: list[Telling] = []
        gone: set[str] = set()
        read = list(self.readings(list(latest.values())))
        alike = self._likenesses.take((entry.seq, reading, source) for entry, reading, source in read)
        for entry, reading, source in read:
            made = self.tellings(reading, source)
            fresh += made
            self._fabric.seq |= {t.id: entry.seq for t in made}
            gone |= self.owned(entry.subject) - {t.id for t in made}
        gone |= {id_ for subject in redacted for id_ in self._shelf.owned(subject)} - {t.id for t in fresh}
        touched = self._fabric.mates(gone) - gone if gone else set[str]()
        # Who copies whom changes how far an incident is borne out, though not what belongs to it.
        touched |= about | {id_ for report in alike - set(latest) for id_ in self.owned(report)}
        if gone:
            self._fabric.drop(gone)
        weave(fresh, self._fabric)
        if touched:
            reweave(touched, self._fabric)

    def incident(self, id_: str) -> dict[str, Any] | None:
        """What is kept of the incident with an id, also where that went into another."""
        body = self._shelf.incident(id_)
        if body is None and (prefix := telling_prefix(id_)):
            now = self._shelf.incident_of_prefix(prefix)
            body = self._shelf.incident(now) if now else None
        return body

    def owned(self, report: str) -> set[str]:
        """The tellings of a report that are there."""
        return {id_ for id_ in self._shelf.owned(report) if not is_print(id_)}

    def _last_readings(self, claims: Collection[str]) -> list[Entry]:
        """The last readings of the reports that some claims are of."""
        reports = dict.fromkeys(c.report for c in self.archive.claims(sorted(claims)))
        return [self.ledger.about(r, Kind.READING)[-1] for r in reports]

    def tellings(self, reading: Reading, source: Source | None) -> tuple[Telling, ...]:
        """The tellings of a reading; what people set apart stands by itself."""
        alone = self.judgements.alone([c.id for c in reading.claims])
        return tellings(reading, source, self.house.gazetteer.get, alone)

    def readings(self, entries: list[Entry]) -> Iterator[tuple[Entry, Reading, Source | None]]:
        """What some entries record, as nouns again; without what was redacted."""
        bodies = self.ledger.bodies([e.id for e in entries])
        reports = self.archive.reports([e.subject for e in entries])
        told = {c.id: c for c in self.archive.claims([id_ for body in bodies.values() for id_ in body["claims"]])}
        for entry in entries:
            body, report = bodies.get(entry.id), reports.get(entry.subject)
            if body is None or report is None:
                continue
            claims = [told[id_] for id_ in body["claims"] if id_ in told]
            home = from_json(body["home"], Place) if body.get("home") else None
            source = from_json(body["source"], Source) if body.get("source") else None
            yield entry, Reading(report, tuple(claims), (), home), source


@cache
def rules() -> str:
    """A digest of what works incidents out of readings: the rooms `resolve` and `assess`, their words and weights."""
    made = hashlib.sha256()
    for room in ("resolve", "assess"):
        folder = Path(__file__).parent.parent / room
        for file in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".yml")):
            made.update(file.relative_to(folder.parent).as_posix().encode() + b"\0" + file.read_bytes())
    return made.hexdigest()[:16]


@cache
def _reader() -> str:
    """Which rules read: another version may make other claims of the same report."""
    return f"tocsin {version('tocsin')}"


def _reading(reading: Reading, entry: str, claims: list[Fresh], source: Source | None) -> dict[str, object]:
    return {
        "report": entry,
        "by": _reader(),
        "claims": [c.subject for c in claims],
        "entries": [c.id for c in claims],
        "problems": [to_json(p) for p in reading.problems],
        **({"home": to_json(reading.home)} if reading.home else {}),
        **({"source": to_json(source)} if source else {}),
    }


def _renamed(reading: Reading, report: Report) -> Reading:
    """The reading of an edited post under its own id, its claims with it."""
    claims = tuple(
        replace(c, report=report.id, id=hashlib.sha256(f"{report.id}\n{c.id}".encode()).hexdigest()[:16])
        for c in reading.claims
    )
    return replace(reading, report=report, claims=claims)
