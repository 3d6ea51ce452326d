"""One address that is asked again and again: what is new there, what was edited, what is gone, what may be missed.

Of four forms is this known: Telegram's public page of a channel, feeds, a list of running alerts, and CAP messages.
Anything else at such an address (a log-in page, an error that calls itself a success) is a failure, never silence.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from tocsin.errors import FetchError
from tocsin.model import Problem, Report
from tocsin.read import siren_json
from tocsin.read.door import finished, format_of, items
from tocsin.read.fetch import Fetched, Fetcher
from tocsin.read.payload import Hints, Payload

_LIVE = ("telegram-page", "siren-json", "cap", "feed")
_FILES = (*_LIVE, "telegram-json", "telegram-html", "jsonl", "csv")
#: Pages of older posts that are asked for where more was posted since than one page holds.
_OLDER = 10
#: Reports of which it is remembered what they said.
_REMEMBERED = 500
_NUMBERED = re.compile(r"([^/]+)/(\d+)\Z")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class News:
    """What one look at an address gave; `said` are the digests of its reports, `gap`: something may be missed."""

    reports: tuple[Report, ...] = ()
    problems: tuple[Problem, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    vanished: tuple[str, ...] = ()
    gap: bool = False


@dataclass(slots=True)
class Followed:
    """An address, or a file, with what is remembered of it.

    Args:
        address: http(s), or the path of a file that grows or is replaced.
        fetcher: the way in from the network.
        headers: what is sent along, for a server that wants to know who asks.
        said: the digests of what its reports said when they were last read, by id.
    """

    address: str
    fetcher: Fetcher
    headers: tuple[tuple[str, str], ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    _known: Fetched | None = None
    _missing: set[str] = field(default_factory=set)
    _running: dict[str, Report] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The server that is asked, "" for a file."""
        return urlsplit(self.address).netloc if _ADDRESS.match(self.address) else ""

    def look(self, watched: Iterable[str] = ()) -> News:
        """Ask once.

        Args:
            watched: ids of reports that warnings rest on: whether they are still there counts also behind a restart.

        Raises:
            FetchError: it cannot be asked, or gives nothing that can be followed.
        """
        found = self._fetched()
        if found is None and not self._missing:
            return News()
        found = found or self._known
        if found is None:
            return News()
        page = self._page(found)
        page, gap = self._with_older(page) if page.form == "telegram-page" else (page, self._skips(page))
        self._known = found
        gone = self._gone(page, watched)
        if page.form == "siren-json":
            ends, gone = self._ends(page, gone)
            page = replace(page, reports=page.reports + ends)
        fresh = tuple(sorted(self._fresh(page.reports), key=_published))
        said = {r.edit_of if r.edit_of and "#" in r.id else r.id: _digest(r) for r in fresh}
        for id_ in gone:
            self.said.pop(id_, None)
        self._remember(said)
        if page.form == "siren-json":
            doubtful = {id_: r for id_, r in self._running.items() if id_ in self._missing}
            self._running = doubtful | {r.id: r for r in page.reports if not r.id.endswith("-end")}
        return News(fresh, page.problems, said, gone, gap)

    def _fetched(self) -> Fetched | None:
        if self.host:
            return self.fetcher.newer(self.address, self._known, self.headers)
        try:
            path = Path(self.address)
            state = path.stat()
            mark = f"{state.st_mtime_ns}-{state.st_size}"
            if self._known is not None and self._known.etag == mark:
                return None
            return Fetched(self.address, path.read_bytes(), None, mark)
        except OSError as error:
            raise FetchError(f"{self.address}: cannot be read ({error.strerror or error})") from None

    def _page(self, found: Fetched) -> "_Page":
        """What an answer holds.

        Raises:
            FetchError: it is of no form that can be followed.
        """
        url = found.url if self.host else None
        payload = Payload(self.address, io.BytesIO(found.content), Path(urlsplit(self.address).path).suffix, url)
        form = format_of(payload)
        if form not in (_LIVE if self.host else _FILES):
            raise FetchError(f"{self.address}: gives no channel page, feed, list of alerts or CAP message")
        made = list(items(payload, Hints(format=form)))
        reports = tuple(r for r in made if isinstance(r, Report))
        problems = tuple(p for p in made if isinstance(p, Problem))
        if form == "telegram-page" and not reports and self.said:
            raise FetchError(f"{self.address}: the channel's page shows no posts any more")
        if not reports and problems and not problems[0].place:
            raise FetchError(f"{self.address}: {problems[0].reason}")
        return _Page(form, reports, problems, siren_json.last_updated(found.content) if form == "siren-json" else "")

    def _with_older(self, page: "_Page") -> tuple["_Page", bool]:
        """A channel's page with those before it, back to what was read last; whether posts between are missing."""
        last = max((n for id_ in self.said if (n := _number(id_))), default=None)
        for _ in range(_OLDER):
            first = min((n for r in page.reports if (n := _number(r.id))), default=None)
            if last is None or first is None or first <= last + 1:
                return page, False
            older = self.fetcher.newer(f"{self.address.partition('?')[0]}?before={first}", None, self.headers)
            more = self._page(older).reports if older else ()
            if not any((_number(r.id) or first) < first for r in more):
                return page, first > last + 1
            page = replace(page, reports=more + page.reports)
        return page, True

    def _skips(self, page: "_Page") -> bool:
        """Whether a feed shows nothing of what was read last, so that entries may have come and gone between."""
        listed = page.form == "feed" and bool(self.said)
        return listed and not any(r.id in self.said for r in page.reports)

    def _fresh(self, reports: Iterable[Report]) -> Iterable[Report]:
        """What was not read before; what says something else now is another version of it."""
        for report in reports:
            known = self.said.get(report.id)
            if known is None:
                yield report
            elif known != _digest(report):
                yield replace(report, id=f"{report.id}#{_digest(report)}", edit_of=report.id)

    def _gone(self, page: "_Page", watched: Iterable[str]) -> tuple[str, ...]:
        """What was there and is missing now, twice in succession: a stale page of a cache is no deletion."""
        missing = set(page.lacks({*self.said, *watched}))
        gone = missing & self._missing
        self._missing = missing - gone
        return tuple(sorted(gone))

    def _ends(self, page: "_Page", gone: tuple[str, ...]) -> tuple[tuple[Report, ...], tuple[str, ...]]:
        """The ends of alerts that a list holds no more, and what is gone without one having been seen to run.

        Many that end at once are a fault of the list until somebody says otherwise.
        """
        seen = [self._running[id_] for id_ in gone if id_ in self._running]
        if len(seen) > max(10, len(self._running) // 2) or not page.updated:
            return (), gone
        at = page.updated
        ends = tuple(e for r in seen if (e := _ended(r, at)))
        ended = {e.id.removesuffix("-end") for e in ends}
        return ends, tuple(id_ for id_ in gone if id_ not in ended)

    def _remember(self, said: Mapping[str, str]) -> None:
        for id_, digest in said.items():
            self.said.pop(id_, None)
            self.said[id_] = digest
        for id_ in list(self.said)[: max(0, len(self.said) - _REMEMBERED)]:
            del self.said[id_]


@dataclass(frozen=True, slots=True)
class _Page:
    form: str
    reports: tuple[Report, ...]
    problems: tuple[Problem, ...]
    updated: str = ""

    def lacks(self, ids: Iterable[str]) -> Iterable[str]:
        """The ids that this page would show, were they still there."""
        here = {r.id for r in self.reports}
        if self.form == "siren-json":
            own = (id_ for id_ in ids if id_.startswith(siren_json.PUBLISHER))
            return (id_ for id_ in own if id_ not in here and not id_.endswith("-end"))
        if self.form != "telegram-page" or not here:
            return ()
        channel = next(iter(here)).partition("/")[0]
        first = min(n for id_ in here if (n := _number(id_)))
        known = ((id_, _NUMBERED.match(id_)) for id_ in ids)
        return [id_ for id_, n in known if n and n.group(1) == channel and int(n.group(2)) > first and id_ not in here]


def _ended(report: Report, at: str) -> Report | None:
    draft = siren_json.ended(report.payload, at)
    return finished(draft, report.origin) if draft is not None else None


def _number(id_: str) -> int | None:
    found = _NUMBERED.match(id_)
    return int(found.group(2)) if found else None


def _digest(report: Report) -> str:
    """What a report says, in short: not when it was read, nor how often it was seen."""
    said = f"{report.text}\0{report.publisher}\0{report.forward_of}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:12]


def _published(report: Report) -> datetime:
    return report.published or datetime.min.replace(tzinfo=UTC)
