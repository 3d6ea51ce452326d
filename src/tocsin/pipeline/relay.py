"""The walk of the relay: read, extract, warn, keep. It waits for nothing that the record does."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.extract import extract
from tocsin.ledger import Ledger
from tocsin.model import Alert, AreaStatus, Handling, Origin, Problem, Reading, Report, Source
from tocsin.pipeline.arming import Armed
from tocsin.pipeline.files import Files
from tocsin.pipeline.house import House
from tocsin.pipeline.walks import Door
from tocsin.pipeline.warned import Warned
from tocsin.read import Hints, jurisdiction_of, read
from tocsin.vocab import Event, Relayed, Role
from tocsin.warn import LATE, Areas, Rules, Word, decide, said

#: A source that serves more regions than these says nothing of where a name lies.
_FEW_REGIONS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of a report, with what was made of it, and the alerts that it called for."""

    reading: Reading
    handling: Handling
    source: Source | None = None
    alerts: tuple[Alert, ...] = ()


class Judge:
    """Says what becomes of a report, by itself: no state is kept.

    Args:
        house: gazetteer and described sources.
        armed: for which areas the channel of a report is armed.
        dry: whether a `jurisdiction` that a report brings along arms its publisher.
    """

    def __init__(self, house: House, armed: Armed, *, dry: bool = False) -> None:
        self.house, self._armed, self._dry = house, armed, dry
        self._areas = Areas(house.gazetteer.get, house.gazetteer.regions)

    def judge(self, report: Report) -> Judged:
        """What becomes of one report."""
        given = jurisdiction_of(report) if self._dry else None
        rules = self._armed.rules(report) if given is None else Rules(areas=frozenset(given))
        source = _at_home(self.house.sources.of(report), report, rules)
        reading = extract(report, gazetteer=self.house.gazetteer, source=source)
        return Judged(reading, decide(reading, rules, self._areas), source)


def dry(
    sources: Iterable[str | Path], house: House, armed: Armed, hints: Hints, door: Door
) -> Iterator[Judged | Problem]:
    """What would leave, and why. Nothing leaves and nothing is recorded: each report is judged by itself.

    Raises:
        InputError: a source is not there at all.
    """
    judge = Judge(house, armed, dry=True)
    for item in read(sources, hints, stdin=door.stdin, progress=door.progress):
        yield item if isinstance(item, Problem) else judge.judge(item)


class Relay:
    """Relays what armed sources declare, and records what became of each report.

    Args:
        ledger: where to.
        house: gazetteer and described sources.
        clock: the moment at which a report is read (aware); None: when it was published, for a recorded channel.
        late: a threat that is older when it is read becomes unknown; None: however old.
    """

    def __init__(
        self,
        ledger: Ledger,
        house: House,
        clock: Callable[[], datetime] | None = lambda: datetime.now(UTC),
        late: timedelta | None = LATE,
    ) -> None:
        self._house, self._clock, self._late = house, clock, late
        self.armed = Armed(ledger, house.sources)
        self._judge = Judge(house, self.armed)
        cadence = {s.id: timedelta(hours=s.cadence) for s in house.sources if s.cadence}
        self.warned = Warned(ledger, cadence=cadence)

    def run(
        self, sources: Iterable[str | Path], hints: Hints, door: Door, files: Files | None = None
    ) -> Iterator[Judged | Problem]:
        """Relay every report of some sources; with the clock of the posts, in the order in which they were published.

        With `files`, what leaves is written there.

        Raises:
            InputError: a source is not there at all.
            SigningError: an alert cannot be signed; it does not leave.
        """
        now = datetime.now(UTC)
        if files is not None and self._clock is not None:
            files.write(self.warned.advance(now), self.statuses(), now)
        streams = [read([s], hints, stdin=door.stdin, progress=door.progress) for s in sources]
        for item in heapq.merge(*streams, key=_published) if self._clock is None else _one_by_one(streams):
            if isinstance(item, Problem):
                yield item
                continue
            judged = self.relay(item)
            now = self._now(item)
            if files is not None and judged.alerts:
                files.write(judged.alerts, self.statuses(), now)
            yield judged
        if files is not None:
            files.renew(self.statuses(), now)

    def _now(self, report: Report) -> datetime:
        return self._clock() if self._clock else report.published or datetime.now(UTC)

    def relay(self, report: Report) -> Judged:
        """Relay one report; one that was relayed before changes nothing."""
        judged = self._judge.judge(report)
        now = self._now(report)
        passed = self.warned.advance(now)
        why = self.armed.renamed(report)
        arming = self.armed.behind(report)
        if report.published is None and judged.handling.relay is Relayed.SEND:
            handling = replace(judged.handling, relay=Relayed.HOLD, why="it bears no date")
            judged = replace(judged, handling=handling)
        word = self._word(judged, arming.source if arming else "")
        alerts = self.warned.take(word, judged.handling, now, self._late)
        if arming is not None and (why or judged.handling.hacked):
            why = why or f"it looks as if somebody else wrote {report.id}"
            alerts += self.disarm(arming.source, why)
        return replace(judged, alerts=passed + alerts)

    def judge(self, report: Report) -> Judged:
        """What would become of a report; nothing is recorded."""
        return self._judge.judge(report)

    def disarm(self, source: str, why: str) -> tuple[Alert, ...]:
        """Disarm a source that is not what was armed; the alerts that tell that what it had said is unknown."""
        now = self._clock() if self._clock else datetime.now(UTC)
        self.armed.disarm(source, "tocsin", why, now)
        return self.warned.lose(source, now)

    def statuses(self) -> list[AreaStatus]:
        """How each region stands that some armed source speaks for, as of the moment that the relay was last given."""
        get, areas = self._house.gazetteer.get, Areas(self._house.gazetteer.get)
        regions = self.armed.regions(self._house)
        places = [(place, since) for id_, since in sorted(regions.items()) if (place := get(id_))]
        return [self.warned.board.status(areas.place(place), since) for place, since in places]

    def _word(self, judged: Judged, authority: str) -> Word:
        report = judged.reading.report
        areas = {a.said: a for a in judged.handling.areas}
        source = judged.source
        whole = source is not None and source.role not in (None, Role.ALERTING)
        at = report.published or datetime.min.replace(tzinfo=UTC)
        advice = tuple(a.quote for a in judged.handling.acts if a.event is Event.ADVICE)
        origin = Origin(
            report.id, report.publisher or (source.publisher if source else ""), at, report.language or "", "", advice,
            report.url, report.payload_sha256,
        )  # fmt: skip
        declared = tuple(said(judged.handling.acts, areas))
        return Word(authority, report.id, at, declared, whole, origin, report.edit_of or "", report.edited)


def _published(item: Report | Problem) -> datetime:
    first = datetime.min.replace(tzinfo=UTC)
    return first if isinstance(item, Problem) else item.published or first


def _one_by_one(streams: Iterable[Iterable[Report | Problem]]) -> Iterator[Report | Problem]:
    for stream in streams:
        yield from stream


def _at_home(source: Source | None, report: Report, rules: Rules) -> Source | None:
    """The source with the few regions for which it is armed: they say where the names in its reports lie."""
    regions = tuple(sorted(a for a in rules.areas if "-" in a))
    if not 0 < len(regions) <= _FEW_REGIONS:
        return source
    if source is None:
        return Source(id="", publisher=report.publisher, regions=regions)
    return replace(source, regions=source.regions or regions)


@contextmanager
def relaying(
    url: str, house: House, clock: Callable[[], datetime] | None, late: timedelta | None = LATE
) -> Iterator[Relay]:
    """A relay over the ledger at an address, closed at the end.

    Raises:
        LedgerError: it cannot be opened.
    """
    ledger = Ledger.open(url)
    try:
        yield Relay(ledger, house, clock, late)
    finally:
        ledger.close()
