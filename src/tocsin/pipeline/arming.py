"""Which channels are armed, for which areas: entries of the ledger, the last of which counts. As shipped, none is."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from tocsin.errors import SettingsError
from tocsin.ledger import Fresh, Json, Kind, Ledger
from tocsin.model import Arming, Place, Report, Source
from tocsin.pipeline.house import House
from tocsin.sources import Sources, fold
from tocsin.warn import Rules

#: Telegram writes the id of a channel with or without this before it.
_PREFIX = "-100"
_SAFE = re.compile(r"https://[^\s/,]+/\S*|http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?/\S*")
_CHANNEL = re.compile(r"\d{1,20}")
#: As many areas may one post warn on its own, unless the administrator says another number.
MOST_AREAS = 40


def channel_of(report: Report) -> str:
    """The numeric id of the channel that a report was read in, else the address that it was read at; "" for neither."""
    number = numeric(report.id.partition("/")[0]) if "/" in report.id else ""
    return number or address(report.origin.partition(", ")[0])


def address(channel: str) -> str:
    """An address that a channel may be armed by: encrypted, or of this machine. "" where it is none."""
    return channel.strip() if _SAFE.match(channel.strip()) else ""


def numeric(channel: str) -> str:
    """The id of a channel in its short form; "" where it is no number."""
    plain = channel.strip().removeprefix(_PREFIX)
    return plain if _CHANNEL.fullmatch(plain) else ""


class Armed:
    """The armed channels of a ledger.

    Args:
        ledger: where it is recorded; None arms nothing.
        sources: the described sources.
    """

    def __init__(self, ledger: Ledger | None, sources: Sources) -> None:
        self._ledger, self._sources = ledger, sources
        self._by_channel: dict[str, Arming] = {}
        self._learnt = 0
        self.refresh()

    def refresh(self) -> None:
        """Take in what was armed and disarmed since, by whomever."""
        if self._ledger is None:
            return
        entries = list(self._ledger.entries(self._learnt, (Kind.ARMING,)))
        bodies = self._ledger.bodies([e.id for e in entries])
        for entry in entries:
            arming = _arming(bodies[entry.id], entry.at)
            gone = [c for c, a in self._by_channel.items() if a.source == arming.source]
            for channel in gone:
                del self._by_channel[channel]
            if arming.areas:
                self._by_channel[arming.channel] = arming
            self._learnt = entry.seq

    def close(self) -> None:
        """Let go of the ledger."""
        if self._ledger is not None:
            self._ledger.close()

    def __iter__(self) -> Iterator[Arming]:
        return iter(sorted(self._by_channel.values(), key=lambda a: a.source))

    def of(self, source: str) -> Arming | None:
        """How a source is armed, if it is."""
        return next((a for a in self if a.source == source), None)

    def behind(self, report: Report) -> Arming | None:
        """The arming of the channel that a report was read in."""
        return self._by_channel.get(channel_of(report))

    def renamed(self, report: Report) -> str:
        """Why the channel of a report is not the one that was armed, in words; "" where it is, or is not armed."""
        arming = self.behind(report)
        source = self._source(arming.source) if arming else None
        if arming is None or source is None or not report.publisher:
            return ""
        found = self._sources.of(report)
        if found is not None and found.id == source.id:
            return ""
        return f"channel {arming.channel} was armed for {source.publisher!r} and calls itself {report.publisher!r} now"

    def rules(self, report: Report) -> Rules:
        """For whom the channel of a report may warn."""
        arming = self.behind(report)
        source = self._source(arming.source) if arming else None
        if arming is None or source is None or self.renamed(report):
            return Rules()
        own = frozenset(fold(n).removeprefix("t.me/") for n in (source.publisher, *source.aliases))
        return Rules(frozenset(arming.areas), own, arming.most)

    def regions(self, house: House) -> dict[str, datetime]:
        """The gazetteer ids of the regions that some armed source speaks for, or in, with since when."""
        found: dict[str, datetime] = {}
        for arming in self:
            for code in arming.areas:
                place = place_of(code, house.gazetteer.get)
                if place is None:
                    continue
                codes = [place.region] if place.region else sorted(house.gazetteer.regions(place.country or ""))
                for region in codes:
                    found[f"iso:{region}"] = min(arming.at, found.get(f"iso:{region}", arming.at))
        return found

    def _source(self, id_: str) -> Source | None:
        return next((s for s in self._sources if s.id == id_), None)

    def arm(self, arming: Arming, entry: Callable[[str], Place | None]) -> None:
        """Record that a channel is armed.

        Raises:
            SettingsError: no such source, channel or area.
        """
        if self._source(arming.source) is None:
            raise SettingsError(
                f"there is no source {arming.source!r}; `tocsin sources` lists those that are described"
            )
        channel = numeric(arming.channel) or address(arming.channel)
        if not channel:
            raise SettingsError(
                f"--channel {arming.channel!r}: the channel's own numeric id is needed, as 1234567890, or for a feed"
                " its address, as https://alerts.example.org/feed.atom"
            )
        unknown = next((a for a in arming.areas if place_of(a, entry) is None), None)
        if unknown is not None or not arming.areas:
            raise SettingsError(f"--area {unknown or ''!r}: no such area; give codes as UA-63, or gazetteer ids")
        other = self._by_channel.get(channel)
        if other is not None and other.source != arming.source:
            raise SettingsError(f"channel {arming.channel} is armed for {other.source} already; disarm that first")
        self._record(arming, channel)

    def disarm(self, source: str, by: str, reason: str, at: datetime) -> None:
        """Record that the channel of a source is armed no more.

        Raises:
            SettingsError: it is not armed.
        """
        arming = self.of(source)
        if arming is None:
            raise SettingsError(f"{source!r} is not armed; `tocsin sources armed` lists what is")
        self._record(Arming(source, arming.channel, (), arming.most, by, reason, at), arming.channel)

    def _record(self, arming: Arming, channel: str) -> None:
        if self._ledger is None:
            raise SettingsError("there is no ledger to record it in")
        number = self._ledger.head().seq + 1
        body: Json = {
            "source": arming.source, "channel": channel, "areas": sorted(arming.areas), "most": arming.most,
            "by": arming.by, "reason": arming.reason, "number": number,
        }  # fmt: skip
        self._ledger.append([Fresh(Kind.ARMING, arming.source, body)])
        self.refresh()


def armory(url: str, house: House, *, create: bool = True) -> Armed:
    """The armed channels of the ledger at an address; with `create` false, none where there is no ledger yet.

    Raises:
        LedgerError: it cannot be opened.
    """
    if not create and not Ledger.is_there(url):
        return Armed(None, house.sources)
    return Armed(Ledger.open(url, create=create), house.sources)


def place_of(code: str, entry: Callable[[str], Place | None]) -> Place | None:
    """The place with an ISO 3166 code or a gazetteer id."""
    return entry(code) or entry(f"iso:{code}")


def areas_of(given: Sequence[str]) -> tuple[str, ...]:
    """Codes as they were typed, separated by commas or given several times."""
    return tuple(dict.fromkeys(c.strip() for part in given for c in part.split(",") if c.strip()))


def _arming(body: Json, at: datetime) -> Arming:
    return Arming(
        body["source"], body["channel"], tuple(body["areas"]), body["most"], body["by"], body["reason"], at
    )  # fmt: skip
