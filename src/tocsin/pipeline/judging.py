"""What people decide: two tellings are of one happening, or are not, or a claim stands by itself. The last word counts.

Each decision is an entry of the ledger with its reason and who took it; another one undoes it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tocsin.ledger import Entry, Fresh, Kind, Ledger
from tocsin.resolve import Judged

Pair = tuple[str, str]


class Verdict(StrEnum):
    """What a judgement says of its pairs of tellings."""

    SAME = "same"
    APART = "apart"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: what was done, in words; its pairs of tellings; claims that stand by themselves from now on."""

    what: str
    verdict: Verdict
    pairs: tuple[Pair, ...]
    reason: str
    by: str
    alone: tuple[str, ...] = ()

    def fresh(self, number: int) -> Fresh:
        """The entry that records it; `number` tells it from the same decision taken again later."""
        body = {
            "what": self.what,
            "verdict": self.verdict,
            "pairs": [list(p) for p in self.pairs],
            "alone": sorted(self.alone),
            "reason": self.reason,
            "by": self.by,
            "number": number,
        }
        return Fresh(Kind.JUDGEMENT, f"J-{number}", body)


def pairs(one: Iterable[str], two: Iterable[str]) -> tuple[Pair, ...]:
    """Every telling of one side with every one of the other."""
    others = list(two)
    return tuple(sorted({(min(a, b), max(a, b)) for a in one for b in others if a != b}))


@dataclass(slots=True)
class Judgements:
    """All judgements of a ledger, in the order in which they were made; `until` a moment, where one is given."""

    ledger: Ledger
    until: datetime | None = None
    _same: set[Pair] = field(default_factory=set)
    _apart: set[Pair] = field(default_factory=set)
    _alone: set[str] = field(default_factory=set)
    _learnt: int = 0

    def __post_init__(self) -> None:
        self.refresh()

    def about(self, entries: Sequence[Entry]) -> tuple[set[str], set[str]]:
        """The tellings, and the claims set apart, that some judgements are about."""
        bodies = self.ledger.bodies([e.id for e in entries]).values()
        return {id_ for b in bodies for p in b["pairs"] for id_ in p}, {c for b in bodies for c in b["alone"]}

    def refresh(self) -> None:
        """Take in what was judged since, in this program or another."""
        last = self.ledger.head().seq
        entries = self.ledger.entries(self._learnt, (Kind.JUDGEMENT,))
        new = [e for e in entries if e.seq <= last and (self.until is None or e.at <= self.until)]
        self._learnt = last
        bodies = self.ledger.bodies([e.id for e in new])
        for entry in new:
            body = bodies[entry.id]
            given = {(p[0], p[1]) for p in body["pairs"]}
            self._same -= given
            self._apart -= given
            alone = set(body["alone"])
            self._alone = self._alone - alone if body["verdict"] == Verdict.OPEN else self._alone | alone
            if body["verdict"] != Verdict.OPEN:
                (self._same if body["verdict"] == Verdict.SAME else self._apart).update(given)

    def on(self, ids: Collection[str]) -> Judged:
        """The judgements on pairs among some tellings."""
        if not self._same and not self._apart:
            return Judged()
        known = set(ids)
        same, apart = (frozenset(p for p in held if known >= set(p)) for held in (self._same, self._apart))
        return Judged(same, apart)

    def alone(self, claims: Collection[str]) -> frozenset[str]:
        """Those of some claims that stand by themselves."""
        return frozenset(self._alone & set(claims))
