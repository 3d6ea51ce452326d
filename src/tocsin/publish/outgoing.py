"""What goes out in one export: released incidents, and at the end the notice of what was held back and withheld.

Incidents pass through one at a time, so the notice is complete only when all have: every form writes it last, or
gathers the incidents first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tocsin.publish.words import visible
from tocsin.release import Held, Released

INTERNAL = "INTERNAL: not released"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader of an export must know of it.

    `asked` are the filters as they were typed; `held` why incidents are held back, how many, and until when the last
    of them (rounded up, for the moment of its release tells when an incident was); `withheld` what was left out of how
    many incidents that did go out. `narrow`: so little was asked for that to say how many are held back would tell
    where one was.
    """

    exported: datetime
    internal: bool
    asked: tuple[tuple[str, str], ...]
    since: datetime | None
    until: datetime | None
    incidents: int
    held: tuple[tuple[str, int, datetime | None], ...]
    withheld: tuple[tuple[str, int], ...]
    narrow: bool = False

    @property
    def status(self) -> str:
        """Whether this may be published."""
        return INTERNAL if self.internal else "released under Tocsin's rules"

    @property
    def period(self) -> str:
        """The period asked for, in words; empty where it is open on both sides."""
        since, until = (f"{m.day} {m:%b} {m.year}, {m:%H:%M} {m:%Z}" if m else "" for m in (self.since, self.until))
        return " ".join(part for part in (f"from {since}" if since else "", f"until {until}" if until else "") if part)

    @property
    def request(self) -> str:
        """What was asked for, in words."""
        words = [f"{name}: {visible(value)}" for name, value in self.asked]
        return "; ".join([*words, *([self.period] if self.period else [])]) or "everything"

    def sentences(self) -> list[str]:
        """The notice for a reader, a sentence each."""
        found = [
            f"{self.status[0].upper()}{self.status[1:]}.",
            f"Exported {self.exported.astimezone(UTC):%Y-%m-%d %H:%M} UTC; asked for {self.request}.",
            f"{many(self.incidents, 'incident')}: what is claimed, by whom, and how far it is borne out. "
            "A claim is not a fact.",
        ]
        if self.internal:
            return [*found, "Nothing is held back or withheld: do not publish it."]
        return [*found, *self._held_in_words(), *self._withheld_in_words()]

    def _held_in_words(self) -> list[str]:
        if self.narrow:
            return ["Incidents may be held back; how many is not said of so small an area."]
        if not self.held:
            return ["No incident was held back."]
        why = "; ".join(
            f"{count} because {visible(reason)}" + (f" (the last until {until:%Y-%m-%d %H:%M} UTC)" if until else "")
            for reason, count, until in self.held
        )
        return [f"{many(sum(count for _, count, _ in self.held), 'incident')} held back: {why}."]

    def _withheld_in_words(self) -> list[str]:
        if not self.withheld:
            return ["Nothing was withheld of those that are here."]
        return [
            "Withheld: "
            + "; ".join(f"{visible(what)} (in {many(count, 'incident')})" for what, count in self.withheld)
            + "."
        ]


@dataclass(slots=True)
class Outgoing:
    """The incidents of one export, to be gone through once; what is held back is counted on the way.

    `regions` are the ISO 3166-2 codes that the export is about, where it is about some; `desk` who exports.
    """

    items: Iterable[Released | Held]
    exported: datetime
    asked: tuple[tuple[str, str], ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    internal: bool = False
    narrow: bool = False
    regions: tuple[str, ...] = ()
    desk: str = ""
    _count: int = field(default=0, init=False)
    _held: dict[str, tuple[int, datetime | None]] = field(default_factory=dict, init=False)
    _withheld: Counter[str] = field(default_factory=Counter, init=False)

    def __iter__(self) -> Iterator[Released]:
        for item in self.items:
            if isinstance(item, Held):
                count, until = self._held.get(item.reason, (0, None))
                later = max((m for m in (until, item.until) if m), default=None)
                self._held[item.reason] = (count + 1, later)
            else:
                self._count += 1
                self._withheld.update(set(item.withheld))
                yield item

    def notice(self) -> Notice:
        """What is known by now; all of it when every incident has gone."""
        # Said of one small place, that something is held back would say that something was there.
        tells = not self.narrow or self.internal
        held = tuple((reason, n, _hour(until)) for reason, (n, until) in sorted(self._held.items())) if tells else ()
        withheld = tuple(sorted(self._withheld.items()))
        return Notice(
            self.exported, self.internal, self.asked, self.since, self.until, self._count, held, withheld,
            self.narrow and not self.internal,
        )  # fmt: skip

    def summary(self) -> str:
        """One line for the person at the desk, who may know all of it."""
        line = many(self._count, "incident")
        if held := sum(n for n, _ in self._held.values()):
            line += f"; {held:,} held back ({', '.join(f'{reason}: {n:,}' for reason, (n, _) in self._held.items())})"
        if self.internal:
            return f"{line}. {INTERNAL}: it holds nothing back"
        if held and self.narrow:
            return f"{line}. It does not say how many: of so small an area that would tell where something was"
        return f"{line}; what was withheld is said in it" if held or self._withheld else line


def many(count: int, noun: str) -> str:
    """A number with its noun: "1 incident", "2 incidents"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _hour(moment: datetime | None) -> datetime | None:
    """The full hour that a moment has passed by."""
    if moment is None:
        return None
    utc = moment.astimezone(UTC)
    return utc.replace(minute=0, second=0, microsecond=0) + timedelta(hours=bool(utc.minute or utc.second))
