"""Warnings: recorded sirens replayed, and what is known while one of two sources is gone.

    python bench/sirens.py DATA [--trials 1000] [--seed 1]

DATA holds `sirens/official_uk_2022_2023.csv`, `sirens/volunteer_uk_2022_2023.csv` (alert intervals, UTC) and
`telegram/air_alert_ua/result.json`, a channel's export with the posts of some of these months.
"""

import argparse
import csv
import heapq
import random
import statistics
import tempfile
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.model import Arming, Change, WarnedArea
from tocsin.pipeline import Door, Hints, House, armory, history, relaying
from tocsin.vocab import AreaState, Event, Hazard
from tocsin.warn import Board, Said, Word, heard, passed

SOON = timedelta(seconds=60)
DEAD = timedelta(hours=6)
AFTER = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Siren:
    area: str
    start: datetime
    end: datetime


def official(data: Path) -> list[Siren]:
    rows = csv.DictReader((data / "sirens" / "official_uk_2022_2023.csv").open(encoding="utf-8"))
    return [Siren(r["hromada"] or r["raion"] or r["oblast"], _at(r["started_at"]), _at(r["finished_at"])) for r in rows]


def regional(data: Path) -> dict[str, list[Siren]]:
    """Both sources' sirens of whole regions, without assumed ends; overlapping ones of a source are one."""
    rows = csv.DictReader((data / "sirens" / "official_uk_2022_2023.csv").open(encoding="utf-8"))
    state = [Siren(r["oblast"], _at(r["started_at"]), _at(r["finished_at"])) for r in rows if r["level"] == "oblast"]
    rows = csv.DictReader((data / "sirens" / "volunteer_uk_2022_2023.csv").open(encoding="utf-8"))
    free = [Siren(r["region"], _at(r["started_at"]), _at(r["finished_at"])) for r in rows if r["naive"] != "True"]
    free = [Siren("м. Київ" if s.area == "Київ" else s.area, s.start, s.end) for s in free]
    return {"official": _joined(state), "volunteers": _joined(free)}


def _joined(sirens: list[Siren]) -> list[Siren]:
    out: dict[str, list[Siren]] = defaultdict(list)
    for s in sorted(sirens, key=lambda s: s.start):
        last = out[s.area][-1] if out[s.area] else None
        if last is not None and s.start <= last.end:
            out[s.area][-1] = Siren(s.area, last.start, max(last.end, s.end))
        elif s.end > s.start:
            out[s.area].append(s)
    return [s for found in out.values() for s in found]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def replayed(data: Path) -> None:
    """The channel's posts through the relay; its intervals beside the sirens of the same time."""
    with tempfile.TemporaryDirectory() as folder:
        url, house = f"sqlite:///{folder}/l.sqlite", House.open()
        armed = armory(url, house)
        armed.arm(Arming("air-alert-ua", "3", ("UA",), 40, "bench", "", datetime.now(UTC)), house.gazetteer.get)
        armed.close()
        with relaying(url, house, None) as relay:
            posts = sum(1 for _ in relay.run([data / "telegram" / "air_alert_ua" / "result.json"], Hints(), Door()))
        spells = [s for s in history(url) if s.state is AreaState.ALERT and s.end is not None]
    by_name: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for s in spells:
        for name in s.names:
            by_name[name].append((s.start, s.end or s.start))
    first, last = min(s.start for s in spells), max(s.end or s.start for s in spells)
    truth = [s for s in official(data) if s.start >= first and s.end <= last]
    shares = [max((_iou(s, x) for x in by_name[s.area]), default=0.0) for s in truth]
    missed = [s for s in truth if not any(abs(x - s.start) < SOON for x, _ in by_name[s.area])]
    print(f"{posts:,} posts, {len(spells):,} intervals, {len(truth):,} sirens of the same time")
    print(f"intersection over union: median {statistics.median(shares):.4f}, lowest tenth {_low(shares):.4f}")
    print(f"starts missed: {len(missed)} ({len(missed) / len(truth):.2%}) {sorted({s.area for s in missed})}")


def _iou(siren: Siren, found: tuple[datetime, datetime]) -> float:
    both = min(siren.end, found[1]) - max(siren.start, found[0])
    either = max(siren.end, found[1]) - min(siren.start, found[0])
    return max(0.0, both / either) if either else 1.0


def _low(shares: list[float]) -> float:
    return sorted(shares)[len(shares) // 10]


class Trials:
    """Two sources side by side, of which one dies for six hours: how long an area was called clear that was not."""

    def __init__(self, data: Path) -> None:
        self.sirens = regional(data)
        names = sorted({s.area for found in self.sirens.values() for s in found})
        self.areas = {n: WarnedArea(f"x:{n}", n, n, n, (f"x:{n}",)) for n in names}
        self.truth = {n: _joined([s for found in self.sirens.values() for s in found if s.area == n]) for n in names}
        self.words = sorted(self._words(), key=lambda w: w.at)

    def _words(self) -> Iterator[Word]:
        for source, found in self.sirens.items():
            for n, s in enumerate(found):
                area = (self.areas[s.area],)
                yield Word(source, f"{source}/{n}+", s.start, (Said(Event.THREAT, Hazard.AIR, area),))
                yield Word(source, f"{source}/{n}-", s.end, (Said(Event.ALL_CLEAR, Hazard.AIR, area),))

    def run(self, trials: int, seed: int, *, notices: bool = True) -> None:
        rng = random.Random(seed)
        first, last = self.words[0].at + timedelta(days=30), self.words[-1].at - AFTER - DEAD
        deaths = sorted((first + (last - first) * rng.random(), rng.choice(list(self.sirens))) for _ in range(trials))
        false = unknown = told = 0.0
        board, at = Board(), 0
        for death, source in deaths:
            while self.words[at].at < death:
                board, _ = heard(board, self.words[at], self.words[at].at, None)
                at += 1
            f, u, t = self._one(board, at, (death, source), notices=notices)
            false, unknown, told = false + f, unknown + u, told + t
        print(f"{trials:,} deaths of one source for six hours, {told:,.0f} area-minutes with a day behind each:")
        how = "silence is unknown" if notices else "were silence taken for quiet"
        print(f"{how}: false clear {false:,.0f} minutes, unknown {unknown / told:.1%}")

    def _one(self, board: Board, at: int, died: tuple[datetime, str], *, notices: bool) -> tuple[float, float, float]:
        """Minutes of false clear, of unknown, and all minutes, from a death until a day after it."""
        death, source = died
        end, back = death + DEAD + AFTER, death + DEAD
        said = ((w.at, w) for w in self._until(at, end) if w.authority != source or w.at >= back)
        marks = heapq.merge(said, ((m, None) for m in (death, back, end)), key=lambda m: m[0])
        states = {name: board.state(area) for name, area in self.areas.items()}
        since, spent = dict.fromkeys(states, death), dict.fromkeys(AreaState, 0.0)
        false = 0.0
        for moment, word in marks:
            board, touched = _step(board, word, moment, {source: death} if notices and moment < back else {})
            for name in touched if moment < end else set(states):
                spent[states[name]] += (moment - since[name]) / MINUTE
                if states[name] is AreaState.CLEAR:
                    false += self._on(name, since[name], moment)
                states[name], since[name] = board.state(self.areas[name]), moment
        return false, spent[AreaState.UNKNOWN], sum(spent.values())

    def _until(self, at: int, end: datetime) -> Iterator[Word]:
        while at < len(self.words) and self.words[at].at < end:
            yield self.words[at]
            at += 1

    def _on(self, name: str, start: datetime, end: datetime) -> float:
        """The minutes of a stretch in which some source had the area on alert."""
        found = self.truth[name]
        at = max(0, bisect(found, start, key=lambda s: s.start) - 1)
        minutes = 0.0
        while at < len(found) and found[at].start < end:
            minutes += max(timedelta(0), min(end, found[at].end) - max(start, found[at].start)) / MINUTE
            at += 1
        return minutes


def _step(board: Board, word: Word | None, moment: datetime, silent: dict[str, datetime]) -> tuple[Board, set[str]]:
    """The board after a word and the time until then, and the areas that changed."""
    changes: tuple[Change, ...] = ()
    if word is not None:
        board, changes = heard(board, word, moment, None)
    board, more = passed(board, moment, silent)
    return board, {c.after.area.name for c in (*changes, *more)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--trials", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    replayed(given.data)
    trials = Trials(given.data)
    for notices in (True, False):
        trials.run(given.trials, given.seed, notices=notices)


if __name__ == "__main__":
    main()
