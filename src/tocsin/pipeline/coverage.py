"""Which authorities are heard: by what they said last, and by what came of asking the addresses that are followed."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

#: An authority of which nothing is heard for so many hours is silent, where its description says nothing else.
_CADENCE = timedelta(hours=24)
#: An address that was not asked for so long is not heard: whoever asked it has stopped.
STALE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An address: whose it is, when it last answered, and whether it fails since."""

    source: str
    answered: datetime
    failing: bool = False


@dataclass(slots=True)
class Coverage:
    """When each authority was last heard.

    Args:
        cadence: the longest silence that is usual, by source.
    """

    cadence: dict[str, timedelta] = field(default_factory=dict)
    _last: dict[str, datetime] = field(default_factory=dict)
    _asked: dict[str, _Asked] = field(default_factory=dict)

    def spoke(self, source: str, at: datetime) -> None:
        """A report of it was read."""
        self._last[source] = at

    def forget(self, source: str) -> None:
        """It is armed no more."""
        self._last.pop(source, None)

    def polled(self, address: str, source: str, at: datetime, *, failed: bool) -> None:
        """An address was asked."""
        known = self._asked.get(address)
        if failed:
            self._asked[address] = replace(known, failing=True) if known else _Asked(source, at, failing=True)
        elif known is None or at >= known.answered:
            self._asked[address] = _Asked(source or (known.source if known else ""), at)

    def failing(self, address: str) -> bool:
        """Whether an address failed when it was last asked."""
        known = self._asked.get(address)
        return known is not None and known.failing

    def source(self, address: str) -> str:
        """Whose address it was when it was asked last, "" where that is not known."""
        known = self._asked.get(address)
        return known.source if known is not None else ""

    def silent(self, now: datetime) -> dict[str, datetime]:
        """The authorities that are not heard, with when they last were.

        One that is followed is heard as long as one of its addresses answers.
        """
        found = {s: t for s, t in self._last.items() if now - t > self.cadence.get(s, _CADENCE)}
        for source in {a.source for a in self._asked.values() if a.source}:
            asked = [a for a in self._asked.values() if a.source == source]
            if all(a.failing or now - a.answered > STALE for a in asked):
                found[source] = max(a.answered for a in asked)
        return found
