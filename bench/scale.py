"""A ledger of many claims: what a claim costs at the end against at the start, how fast it is asked, its memory.

    python bench/scale.py [--claims 1000000] [--years 3] [--ledger sqlite:///scale.sqlite]

The claims are made up (nothing is read or extracted): happenings in towns of Ukraine and Russia, each told by one to
six publishers in their own hours and words, and the bulletins of a ministry for windows of every day over every
region. Processor time is what counts, so that other work on the machine does not.
"""

import argparse
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from tocsin.gazetteer.core import BUILT
from tocsin.model import Claim, Figure, Interval, Phrase, Place, PlaceMention, Reading, Report, Span
from tocsin.pipeline import House, Record, Wanted
from tocsin.vocab import AUTHOR, Event, FigureKind, PlaceStatus, Stance, Weapon

START = datetime(2023, 1, 1, tzinfo=UTC)
EFFECTS = (Event.FIRE, Event.DAMAGE, Event.CASUALTIES, Event.OUTAGE, Event.EXPLOSION)
TARGETS = ("нефтебаза", "подстанция", "жилой дом", "склад", "завод", "рынок", "порт", "автобус", None)
WINDOWS = ((0, 7), (8, 11), (11, 14), (14, 18), (18, 21), (21, 24))
PUBLISHERS = 120
QUERIES = 200
#: The share of all claims that the start and the end are measured on.
PART = 0.05


def towns(house: House) -> list[Place]:
    """Towns of the two countries, the large ones more often."""
    with sqlite3.connect(BUILT) as file:
        query = "SELECT id FROM place WHERE kind = 'settlement' AND country IN ('UA', 'RU') AND population > 5000"
        found = sorted(file.execute(query).fetchall())
    places = (house.gazetteer.get(str(row[0])) for row in found)
    return [p for p in places if p and p.region and p.lon is not None and p.lon < 55]


def mention(place: Place) -> PlaceMention:
    return PlaceMention(Span(0, 4), place.name[:4], place.name, place.kind, PlaceStatus.FOUND, place.country, place)


class Maker:
    """Made-up reports in the order of their publication."""

    def __init__(self, house: House, years: float, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.towns = towns(house)
        self.regions = [
            p
            for code in sorted({t.region for t in self.towns if t.region})
            if (p := house.gazetteer.get(f"iso:{code}"))
        ]
        self.hours = years * 365 * 24
        self.number = 0

    def readings(self, claims: int) -> Iterator[Reading]:
        """Readings until so many claims are made, spread over the years."""
        made = 0
        day = 0
        per_day = claims / (self.hours / 24)
        while made < claims:
            for reading in sorted(self._day(day, per_day), key=lambda r: r.report.published or START):
                made += len(reading.claims)
                yield reading
            day += 1

    def _day(self, day: int, claims: float) -> Iterator[Reading]:
        start, made = START + timedelta(days=day), 0
        for reading in self._bulletins(start):
            made += len(reading.claims)
            yield reading
        while made < claims:
            for reading in self._happening(start + timedelta(hours=self.chance.uniform(0, 24))):
                made += len(reading.claims)
                yield reading

    def _bulletins(self, day: datetime) -> Iterator[Reading]:
        for first, last in WINDOWS:
            hit = self.chance.sample(self.regions, self.chance.randint(1, 5))
            begin, end = day + timedelta(hours=first), day + timedelta(hours=last)
            claims = [
                self._claim(
                    Event.INTERCEPTION, r, (begin, end), Weapon.UAV, FigureKind.UAV_DOWNED, self.chance.randint(1, 30)
                )
                for r in hit
            ]
            yield self._reading("Минобороны России", end + timedelta(minutes=20), claims)

    def _happening(self, at: datetime) -> Iterator[Reading]:
        town = self.chance.choice(self.towns)
        weapon = self.chance.choice((Weapon.UAV, Weapon.MISSILE, Weapon.ARTILLERY))
        target = self.chance.choice(TARGETS)
        window = (at.replace(second=0, microsecond=0), at.replace(second=0, microsecond=0))
        effects = self.chance.sample(EFFECTS, self.chance.randint(1, 3))
        for _ in range(min(6, 1 + int(self.chance.expovariate(0.7)))):
            told = at + timedelta(hours=self.chance.uniform(0.2, 14))
            when = window if self.chance.random() < 0.5 else None
            claims = [self._claim(Event.ATTACK, town, when, weapon, target=target)]
            claims += [
                self._claim(
                    e,
                    town,
                    when,
                    None,
                    FigureKind.INJURED if e is Event.CASUALTIES else None,
                    self.chance.randint(1, 9),
                    target,
                )
                for e in effects
            ]
            yield self._reading(f"Канал {self.chance.randrange(PUBLISHERS)}", told, claims)

    def _claim(
        self, event: Event, place: Place, when: tuple[datetime, datetime] | None, weapon: Weapon | None,
        what: FigureKind | None = None, count: int = 0, target: str | None = None,
    ) -> Claim:  # fmt: skip
        self.number += 1
        figures = (Figure(Span(0, 2), str(count), what, count, count),) if what else ()
        time_ = Interval(when[0].replace(tzinfo=None), when[1].replace(tzinfo=None), "UTC") if when else None
        span = Span(self.number % 50, self.number % 50 + 10)
        return Claim(
            f"{self.number:016x}", "", span, "слова новости", event, Stance.STATED, Phrase(AUTHOR),
            places=(mention(place),), time=time_, figures=figures, weapon=weapon,
            target=Phrase(target) if target else None,
        )  # fmt: skip

    def _reading(self, publisher: str, published: datetime, claims: list[Claim]) -> Reading:
        self.number += 1
        id_ = f"made/{self.number}"
        # Words drawn anew for each: posts that are all alike would measure the search for copies alone.
        text = "слова новости " + " ".join(f"слово{self.chance.randrange(3000)}" for _ in range(24))
        report = Report(id_, text, publisher, published, language="ru", payload=text.encode())
        return Reading(report, tuple(replace(c, report=id_) for c in claims))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, default=1_000_000)
    options.add_argument("--years", type=float, default=3.0)
    options.add_argument("--ledger", default=None)
    given = options.parse_args()
    house = House.open()
    url = given.ledger or f"sqlite:///{Path(tempfile.mkdtemp()) / 'scale.sqlite'}"
    record = Record.open(url, house, create=True)
    maker = Maker(house, given.years)
    marks: list[tuple[int, float]] = [(0, time.process_time())]
    batch: list[Reading] = []
    step = max(1, int(given.claims * PART))
    for reading in maker.readings(given.claims):
        batch.append(reading)
        if len(batch) == 200:
            list(record.ingest(batch))
            batch = []
            if record.count.claims - marks[-1][0] >= step:
                marks.append((record.count.claims, time.process_time()))
                cost = (marks[-1][1] - marks[-2][1]) / (marks[-1][0] - marks[-2][0]) * 1e6
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(
                    f"{marks[-1][0]:>9,} claims  {cost:7.0f} µs a claim  {peak:6.0f} MB at most",
                    file=sys.stderr,
                    flush=True,
                )
    list(record.ingest(batch))
    costs = [(b[1] - a[1]) / (b[0] - a[0]) * 1e6 for a, b in pairwise(marks)]
    spent = marks[-1][1] - marks[0][1]
    print(f"{record.count.claims:,} claims in {record.count.reports:,} reports; {spent:.0f} s of processor time")
    print(f"a claim at the end against at the start: {costs[-1] / costs[0]:.2f} ({costs[0]:.0f} -> {costs[-1]:.0f} µs)")
    asked(record, maker, given.years)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def asked(record: Record, maker: Maker, years: float) -> None:
    """How long a question for one region and week takes, with what is shown in a table, and with every claim."""
    for name, ask in (("table", record.briefs), ("every claim", record.incidents)):
        took, found = [], []
        for _ in range(QUERIES):
            since = START + timedelta(days=maker.chance.uniform(0, years * 365 - 7))
            region = maker.chance.choice(maker.regions)
            wanted = Wanted(areas=(region.region or "",), since=since, until=since + timedelta(days=7))
            begun = time.perf_counter()
            found.append(sum(1 for _ in ask(wanted)))
            took.append((time.perf_counter() - begun) * 1000)
        p95 = statistics.quantiles(took, n=20)[-1]
        middle, many = statistics.median(took), statistics.mean(found)
        print(f"one region and week, {name}: median {middle:.1f} ms, p95 {p95:.1f} ms, {many:.0f} incidents")


if __name__ == "__main__":
    main()
