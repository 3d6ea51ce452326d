"""The relay on live sources: what they say is relayed, and that they are not heard is known."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tocsin.errors import SettingsError
from tocsin.model import Alert, Poll, Problem, Report
from tocsin.pipeline.arming import channel_of, numeric
from tocsin.pipeline.files import Files
from tocsin.pipeline.relay import Judged, Relay
from tocsin.read import Fetcher, Followed, Follower, Looked
from tocsin.sources import Sources
from tocsin.vocab import Polled

_TELEGRAM = re.compile(r"(?:https?://)?(?:t|telegram)\.me/(?:s/)?(\w{3,64})/?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
#: How often the states are written anew though nothing changed: they are believed for five minutes.
_RENEWED = timedelta(minutes=1)
#: What is judged before anything is heard, so that the first warning finds everything loaded.
_WARM = ("Повітряна тривога! Сумська область. Пройдіть в укриття", "Отбой беспилотной опасности в Курской области")


@dataclass(frozen=True, slots=True)
class Access:
    """How sources are reached: private servers (host:port) to be asked, headers by host, seconds between looks."""

    private: frozenset[str] = frozenset()
    headers: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    every: float = 15.0


@dataclass(slots=True)
class Following:
    """Follows sources and relays them.

    Args:
        relay: relays their reports.
        sources: the described sources.
        names: ids of described sources that have a Telegram channel, addresses, or files.
        access: how they are reached.
        fetcher: the way in from the network, where it is another one.

    Raises:
        SettingsError: one of them is nothing that can be followed.
    """

    relay: Relay
    sources: Sources
    names: Iterable[str]
    access: Access = field(default_factory=Access)
    fetcher: Fetcher | None = None
    _sources_of: dict[str, str] = field(default_factory=dict)
    _failing: set[str] = field(default_factory=set)

    def once(self, files: Files | None = None) -> Iterator[Judged | Problem | Poll]:
        """Look at each source once."""
        for looked in self._follower().once():
            yield from self._taken(looked, files)
        if files is not None:
            now = datetime.now(UTC)
            files.write(self.relay.warned.advance(now), self.relay.statuses(), now)
            files.renew(self.relay.statuses(), now)

    def forever(self, files: Files | None = None) -> Iterator[Judged | Problem | Poll]:
        """Follow the sources until the iterator is closed."""
        follower = self._follower()
        for text in _WARM:
            self.relay.judge(Report(id="", text=text, publisher=""))
        renewed = datetime.min.replace(tzinfo=UTC)
        try:
            for looked in follower.forever():
                if looked is not None:
                    yield from self._taken(looked, files)
                now = datetime.now(UTC)
                alerts = self.relay.warned.advance(now)
                if files is not None and alerts:
                    files.write(alerts, self.relay.statuses(), now)
                if files is not None and now - renewed >= _RENEWED:
                    files.renew(self.relay.statuses(), now)
                    renewed = now
        finally:
            follower.stop()

    def _follower(self) -> Follower:
        fetcher = self.fetcher or Fetcher(private=self.access.private)
        made = []
        for name in dict.fromkeys(self.names):
            address = self._address(name)
            one = Followed(address, fetcher, said=self.relay.warned.said_by(address))
            one.headers = self.access.headers.get(one.host, ())
            made.append(one)
        return Follower(made, self.access.every, lambda: self.relay.warned.resting)

    def _address(self, name: str) -> str:
        source = next((s for s in self.sources if s.id == name), None)
        if source is not None:
            channel = next((m for alias in source.aliases if (m := _TELEGRAM.fullmatch(alias))), None)
            if channel is None:
                raise SettingsError(f"{name}: its description names no Telegram channel; give the address to follow")
            address = f"https://t.me/s/{channel.group(1)}"
            self._sources_of[address] = source.id
            return address
        telegram = _TELEGRAM.fullmatch(name)
        address = f"https://t.me/s/{telegram.group(1)}" if telegram else name
        if _ADDRESS.match(address):
            named = f"https://t.me/{telegram.group(1)}/1" if telegram else address
            known = self.sources.of(Report(id="", text="", publisher="", url=named))
            armed = next((a.source for a in self.relay.armed if a.channel == address), "")
            self._sources_of[address] = armed or (known.id if known else "")
        return address

    def _taken(self, looked: Looked, files: Files | None) -> Iterator[Judged | Problem | Poll]:
        """Relay what one look brought, and then say that its source is heard."""
        poll = looked.poll
        yield from looked.news.problems
        for report in looked.news.reports:
            self._same_channel(report, poll.address)
            judged = self.relay.relay(report)
            arming = self.relay.armed.behind(report)
            if arming is not None:
                self._sources_of[poll.address] = arming.source
            self._write(files, judged.alerts)
            yield judged
        known = self._sources_of.get(poll.address) or self.relay.warned.coverage.source(poll.address)
        poll = replace(poll, source=known)
        self._write(files, self.relay.warned.polled(poll))
        failed = poll.outcome is Polled.FAILED
        if failed != (poll.address in self._failing):
            (self._failing.add if failed else self._failing.discard)(poll.address)
            yield poll

    def _write(self, files: Files | None, alerts: tuple[Alert, ...]) -> None:
        if files is not None and alerts:
            files.write(alerts, self.relay.statuses(), datetime.now(UTC))

    def _same_channel(self, report: Report, address: str) -> None:
        """Disarm a channel that somebody made anew under its name: its number is another one."""
        arming = self.relay.armed.of(self._sources_of.get(address, ""))
        found = channel_of(report)
        if arming is not None and numeric(arming.channel) and numeric(found) and found != arming.channel:
            why = f"{address} is channel {found} now, and {arming.channel} was armed"
            self.relay.disarm(arming.source, why)
