"""Following many addresses at once: each is asked in its turn, politely, and a slow one keeps no other waiting.

A server is asked once a second at most, however many addresses it serves; one that fails is asked less and less often,
and one that says when it wants to be asked again is asked then. A page that is made for people is asked for only as far
as the site's robots.txt (RFC 9309) lets programs; feeds and lists are made for programs.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from tocsin.errors import FetchError
from tocsin.model import Poll
from tocsin.read import telegram_page
from tocsin.read.fetch import Fetcher
from tocsin.read.live import Followed, News
from tocsin.vocab import Polled

#: Seconds between two requests to one server.
POLITE = 1.0
#: The longest time for which a source that fails is left alone, and the longest that a server may ask for.
_MOST_WAIT, _MOST_ASKED = 300.0, 3600.0
_ROBOTS_LIFE = 86_400.0
_WORKERS = 16
_AGENT = "tocsin"


@dataclass(frozen=True, slots=True)
class Looked:
    """One poll, with what it brought; `wait` seconds does its server want to be left alone."""

    poll: Poll
    news: News
    wait: float = 0.0


class Robots:
    """What the robots.txt of sites lets programs ask for; of a site that cannot say, nothing (RFC 9309, 2.3.1)."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._known: dict[str, tuple[float, RobotFileParser]] = {}

    def allow(self, url: str) -> bool:
        """Whether an address may be asked for."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._known.get(site)
        if known is None or time.monotonic() - known[0] > _ROBOTS_LIFE:
            self._known[site] = known = (time.monotonic(), self._read(site))
        return known[1].can_fetch(_AGENT, url)

    def _read(self, site: str) -> RobotFileParser:
        """The rules of a site.

        Raises:
            FetchError: it does not say at the moment.
        """
        parser = RobotFileParser()
        try:
            found = self._fetcher.fetch(f"{site}/robots.txt")
        except FetchError as error:
            if error.status is None or error.status >= 500:
                raise
            parser.parse([])
            return parser
        parser.parse(found.content.decode("utf-8", "replace").splitlines())
        return parser


@dataclass(slots=True)
class _Turn:
    """When an address is asked next, and how often in succession it failed."""

    followed: Followed
    due: float = 0.0
    failures: int = 0
    running: "Future[Looked] | None" = None


@dataclass(slots=True)
class Follower:
    """Asks addresses in their turns.

    Args:
        followed: the addresses.
        every: seconds between two looks at one of them.
        watched: ids of the reports that warnings rest on.
        polite: seconds between two requests to one server.
    """

    followed: list[Followed]
    every: float = 15.0
    watched: Callable[[], frozenset[str]] = frozenset
    polite: float = POLITE
    _robots: Robots | None = None
    _hosts: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopped: threading.Event = field(default_factory=threading.Event)

    def once(self) -> Iterator[Looked]:
        """Look at each address once, in the order in which they answer."""
        with self._pool() as pool:
            left = {pool.submit(self._look, f) for f in self.followed}
            while left:
                done, left = wait(left, return_when="FIRST_COMPLETED")
                yield from (d.result() for d in done)

    def forever(self, tick: float = 1.0) -> Iterator[Looked | None]:
        """Look at each address again and again, until it is stopped; None at least once each `tick` seconds."""
        turns = [_Turn(f) for f in self.followed]
        pool = self._pool()
        try:
            while not self._stopped.is_set():
                yield from self._round(turns, pool, tick)
        finally:
            self.stop()
            pool.shutdown(wait=False, cancel_futures=True)

    def stop(self) -> None:
        """Let go after what is being asked."""
        self._stopped.set()

    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max(1, min(_WORKERS, len(self.followed))), "follow")

    def _round(self, turns: list[_Turn], pool: ThreadPoolExecutor, tick: float) -> Iterator[Looked | None]:
        """Ask whatever is due, and give what has come."""
        now = time.monotonic()
        for turn in turns:
            if turn.running is None and turn.due <= now:
                turn.running = pool.submit(self._look, turn.followed)
        asked = [t.running for t in turns if t.running is not None]
        soonest = min((t.due for t in turns if t.running is None), default=now + tick)
        left = max(0.01, min(tick, soonest - now))
        if asked:
            wait(asked, left, return_when="FIRST_COMPLETED")
        else:
            self._stopped.wait(left)
        for turn in turns:
            if turn.running is not None and turn.running.done():
                looked, turn.running = turn.running.result(), None
                turn.failures = turn.failures + 1 if looked.poll.outcome is Polled.FAILED else 0
                turn.due = time.monotonic() + self._pause(turn)
                if looked.wait:
                    self._leave_alone(turns, turn.followed.host, looked.wait)
                yield looked
        yield None

    @staticmethod
    def _leave_alone(turns: list[_Turn], host: str, seconds: float) -> None:
        for turn in turns:
            if turn.followed.host == host:
                turn.due = max(turn.due, time.monotonic() + seconds)

    def _pause(self, turn: _Turn) -> float:
        """How long an address is left alone: longer each time that it fails, and never quite in step with others."""
        pause = self.every if not turn.failures else min(self.every * 2.0 ** (turn.failures - 1), _MOST_WAIT)
        return max(pause, self.every) * random.uniform(0.95, 1.05)

    def _look(self, followed: Followed) -> Looked:
        """Look once, and say what came of it, whatever it was."""
        began, at = time.monotonic(), datetime.now(UTC)
        try:
            self._in_turn(followed.host)
            began, at = time.monotonic(), datetime.now(UTC)
            self._may(followed)
            news = followed.look(self.watched())
        except FetchError as error:
            why = str(error).removeprefix(f"{followed.address}: ")
            return _failed(followed, at, why, began, min(error.wait or 0.0, _MOST_ASKED))
        except Exception as error:  # a thread has nobody to tell: the follower goes on, and says so
            return _failed(followed, at, f"a fault of Tocsin: {type(error).__name__}: {error!s:.120}", began)
        outcome = Polled.HEARD if news.reports or news.vanished else Polled.QUIET
        poll = Poll(
            followed.address, at, outcome, "", "", news.said, news.vanished, news.gap, time.monotonic() - began
        )  # fmt: skip
        return Looked(poll, news)

    def _in_turn(self, host: str) -> None:
        """Wait until a server may be asked again."""
        if not host:
            return
        with self._lock:
            now = time.monotonic()
            at = max(now, self._hosts.get(host, 0.0))
            self._hosts[host] = at + self.polite
        self._stopped.wait(at - now)

    def _may(self, followed: Followed) -> None:
        """See that a site lets programs ask for this page.

        Raises:
            FetchError: it does not, or does not say.
        """
        parts = urlsplit(followed.address)
        if parts.hostname not in telegram_page.HOSTS:
            return
        self._robots = self._robots or Robots(followed.fetcher)
        if not self._robots.allow(followed.address):
            raise FetchError(f"{followed.address}: the site's robots.txt asks programs not to read this page")


def _failed(followed: Followed, at: datetime, why: str, began: float, wait: float = 0.0) -> Looked:
    poll = Poll(followed.address, at, Polled.FAILED, why, seconds=time.monotonic() - began)
    return Looked(poll, News(), wait)
