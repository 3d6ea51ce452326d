"""What people decide: two tellings are of one happening, or are not, or a claim stands by itself. The last word counts.

Each decision is an entry of the ledger with its reason and who took it; another one undoes it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.ledger import Entry, Fresh, Json, Kind, Ledger
from tocsin.model import Ruling
from tocsin.resolve import Judged
from tocsin.vocab import State, Verdict

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: what was done, in words; its pairs of tellings; claims that stand by themselves from now on.

    `state` is what the incident with the tellings `of` is from now on, where the decision is about that.
    """

    what: str
    verdict: Verdict
    pairs: tuple[Pair, ...]
    reason: str
    by: str
    alone: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    state: State | None = None

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
            **({"of": sorted(self.of), "state": self.state} if self.of else {}),
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
    _rulings: dict[str, tuple[int, Ruling]] = field(default_factory=dict)
    _learnt: int = 0

    def __post_init__(self) -> None:
        self.refresh()

    def about(self, entries: Sequence[Entry]) -> tuple[set[str], set[str]]:
        """The tellings, and the claims set apart, that some judgements are about."""
        bodies = self.ledger.bodies([e.id for e in entries]).values()
        about = {id_ for b in bodies for p in (*b["pairs"], b.get("of", ())) for id_ in p}
        return about, {c for b in bodies for c in b["alone"]}

    def refresh(self) -> None:
        """Take in what was judged since, in this program or another."""
        last = self.ledger.head().seq
        entries = self.ledger.entries(self._learnt, (Kind.JUDGEMENT,))
        new = [e for e in entries if e.seq <= last and (self.until is None or e.at <= self.until)]
        self._learnt = last
        bodies = self.ledger.bodies([e.id for e in new])
        for entry in new:
            body = bodies[entry.id]
            self._rule(entry.seq, body)
            given = {(p[0], p[1]) for p in body["pairs"]}
            self._same -= given
            self._apart -= given
            alone = set(body["alone"])
            self._alone = self._alone - alone if body["verdict"] == Verdict.OPEN else self._alone | alone
            if body["verdict"] != Verdict.OPEN:
                (self._same if body["verdict"] == Verdict.SAME else self._apart).update(given)

    def _rule(self, seq: int, body: Json) -> None:
        for id_ in body.get("of", ()):
            if body["verdict"] == Verdict.OPEN or not body["state"]:
                self._rulings.pop(id_, None)
            else:
                self._rulings[id_] = seq, Ruling(State(body["state"]), body["reason"], body["by"])

    def ruling(self, ids: Collection[str]) -> Ruling | None:
        """What people decided last on the state of the incident with some tellings."""
        found = [self._rulings[id_] for id_ in ids if id_ in self._rulings]
        return max(found, key=lambda r: r[0])[1] if found else None

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
