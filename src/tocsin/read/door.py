"""The door: sources in, reports and Problems out, as a stream."""

import hashlib
import io
import re
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tocsin.errors import InputError, SettingsError
from tocsin.model import Problem, Report
from tocsin.read import (
    cap,
    dates,
    expand,
    feed,
    page,
    plain,
    records,
    siren_json,
    telegram_html,
    telegram_json,
    telegram_page,
)
from tocsin.read.fetch import Fetcher
from tocsin.read.payload import HEAD, MAX_TEXT, Draft, Hints, Item, PassedOver, Payload
from tocsin.read.seen import Seen


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: whether a payload is in it, and what is in the payload."""

    sniff: Callable[[Payload], bool]
    read: Callable[[Payload], Iterator[Item]]


#: The formats, in the order in which a payload is tried on them. The last takes whatever is left.
READERS: dict[str, Reader] = {
    "siren-json": Reader(siren_json.sniff, siren_json.read),
    "telegram-json": Reader(telegram_json.sniff, telegram_json.read),
    "telegram-html": Reader(telegram_html.sniff, telegram_html.read),
    "telegram-page": Reader(telegram_page.sniff, telegram_page.read),
    "cap": Reader(cap.sniff, cap.read),
    "feed": Reader(feed.sniff, feed.read),
    "page": Reader(page.sniff, page.read),
    "jsonl": Reader(records.sniff_jsonl, records.read_jsonl),
    "csv": Reader(records.sniff_csv, records.read_csv),
    "text": Reader(plain.sniff, plain.read),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come. `bytes_total` is None where it cannot be known (standard input, addresses).

    `passed_over` counts the records that are knowingly not read, by reason. The last one of a run has `done` set.
    """

    origin: str
    bytes_done: int
    bytes_total: int | None
    reports: int = 0
    problems: int = 0
    passed_over: tuple[tuple[PassedOver, int], ...] = ()
    done: bool = False


#: What can go wrong while bytes are taken from a file or an archive.
_DAMAGE = (OSError, EOFError, zlib.error, zipfile.BadZipFile)
#: What text cannot hold: PostgreSQL refuses NUL, and no encoding has halves of surrogate pairs.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
#: How the id of a post in a Telegram channel begins.
_CHANNELS = re.compile(r"\d+/")
_REPORT_EVERY = 0.1
_AHEAD = timedelta(days=1)


def read(
    sources: Iterable[str | Path],
    hints: Hints = Hints(),  # noqa: B008 (frozen)
    *,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[Report | Problem]:
    """Read reports from files, folders, globs, zip files, `-` (standard input) and http(s) addresses, as a stream.

    Text is kept to the character, with one exception: NUL and lone surrogates become U+FFFD, one for one. Ids are
    unique within the run; a record that says what one of the same id said before is passed over, one that says
    something else is another version of it (`edit_of`). A Problem about a report's date follows that report.

    Raises:
        InputError: a source does not exist; told before anything is read.
        SettingsError: a hint makes no sense.
    """
    _check(hints)
    run = _Run(hints, expand.plan(sources), progress or (lambda _: None))
    return run.results(stdin or sys.stdin.buffer, fetcher or Fetcher())


def _check(hints: Hints) -> None:
    if hints.format is not None and hints.format not in READERS:
        raise SettingsError(f"no format is called '{hints.format}'; there are {', '.join(READERS)}")
    if hints.published is not None and hints.published.tzinfo is None:
        raise SettingsError(f"{hints.published.isoformat()} has no offset; write it as in 2025-11-21T12:00+03:00")
    try:
        ZoneInfo(hints.zone or "UTC")
    except (ValueError, OSError, LookupError):  # zoneinfo raises any of them on names that are none
        raise SettingsError(f"no time zone is called '{hints.zone}'; write it as in Europe/Kyiv") from None


class _Run:
    """One call of `read`: what is to be read, and the counts so far."""

    def __init__(self, hints: Hints, named: list[expand.Named], progress: Callable[[Progress], None]) -> None:
        self._hints, self._named, self._progress = hints, named, progress
        sizes = [item.size for item in named if item.kind not in ("problem", "other")]
        self._total = None if None in sizes else sum(size or 0 for size in sizes)
        self._taken, self._told_at = 0.0, 0.0
        self._counts: Counter[str] = Counter()
        self._passed: Counter[PassedOver] = Counter()

    def results(self, stdin: BinaryIO, fetcher: Fetcher) -> Iterator[Report | Problem]:
        with Seen() as seen:
            for named in self._named:
                for found in expand.payloads(named, stdin, fetcher, self._take):
                    for item in self._items(found):
                        yield from self._admitted(item, seen, named.name)
        self._tell(self._named[-1].name if self._named else "", done=True)

    def _take(self, count: float) -> None:
        self._taken += count

    def _items(self, found: expand.Found) -> Iterator[Report | Problem | PassedOver]:
        if not isinstance(found, Payload):
            yield found
            return
        if not found.head.lstrip(b"\xef\xbb\xbf\xff\xfe").strip() and len(found.head) < HEAD:
            yield found.problem("", "empty")
            return
        yield from items(found, self._hints)

    def _admitted(self, item: Report | Problem | PassedOver, seen: Seen, origin: str) -> Iterator[Report | Problem]:
        if isinstance(item, PassedOver):
            self._passed[item] += 1
        elif isinstance(item, Problem):
            self._counts["problems"] += 1
            yield item
        else:
            version = seen.version(item)
            if version is None:
                self._passed[PassedOver.REPEATED] += 1
            else:
                self._counts["reports"] += 1
                yield item if version == item.id else replace(item, id=version, edit_of=item.id)
        self._tell(origin)

    def _tell(self, origin: str, *, done: bool = False) -> None:
        now = time.monotonic()
        if done or now - self._told_at >= _REPORT_EVERY:
            self._told_at = now
            counts, passed = self._counts, tuple(sorted(self._passed.items()))
            taken = int(self._taken) if self._total is None else min(int(self._taken), self._total)
            self._progress(
                Progress(origin, taken, self._total, counts["reports"], counts["problems"], passed, done=done)
            )


def format_of(payload: Payload) -> str:
    """The format that a payload is in: a name in `READERS`."""
    return next(name for name, reader in READERS.items() if reader.sniff(payload))


def items(payload: Payload, hints: Hints) -> Iterator[Report | Problem | PassedOver]:
    """What is in one payload, in its order."""
    finish = _Finish(payload, hints)
    try:
        for item in READERS[hints.format or format_of(payload)].read(payload):
            yield from finish.reports(item) if isinstance(item, Draft) else [item]
    except InputError as error:
        yield payload.problem("", str(error))
    except _DAMAGE as error:
        yield payload.problem("", f"cannot be read on ({error!s:.120})")


def finished(draft: Draft, origin: str) -> Report | None:
    """A draft that comes of no payload of its own as a report; None where it makes none."""
    made = _Finish(Payload(origin, io.BytesIO(b"")), Hints()).reports(draft)
    return next((r for r in made if isinstance(r, Report)), None)


class _Finish:
    """Drafts of one payload into reports: limits, dates, hints, ids."""

    def __init__(self, payload: Payload, hints: Hints) -> None:
        self._payload, self._hints = payload, hints
        self._now = datetime.now(UTC)
        self._zone_told = False

    def reports(self, draft: Draft) -> Iterator[Report | Problem]:
        if len(draft.text) > MAX_TEXT:
            reason = f"its text has more than {MAX_TEXT:,} characters, the most that a report may have"
            yield self._payload.problem(draft.place, reason)
            return
        if not draft.text.strip():
            yield self._payload.problem(draft.place, "has no text")
            return
        hints, digest = self._hints, hashlib.sha256(draft.raw).hexdigest()
        published, reasons = self._moment(draft.published)
        edited, more = self._moment(draft.edited)
        yield Report(
            id=_own(_text(draft.id) or digest[:16], self._payload),
            text=_text(draft.text) or "",
            publisher=_text(draft.publisher) or hints.publisher or "",
            published=published if draft.published is not None else hints.published,
            url=_text(draft.url) or self._payload.url,
            language=_text(draft.language) or hints.language,
            title=_text(draft.title),
            zone=hints.zone,
            origin=f"{self._payload.origin}, {draft.place}" if draft.place else self._payload.origin,
            payload_sha256=digest,
            edited=edited,
            forward_of=_text(draft.forward_of),
            reply_to=_text(draft.reply_to),
            edit_of=_text(draft.edit_of),
            payload=draft.raw,
        )
        for reason in dict.fromkeys((*reasons, *more)):
            yield self._payload.problem(draft.place, reason)

    def _moment(self, written: str | int | None) -> tuple[datetime | None, list[str]]:
        """What a date means, and what is wrong with it. That dates have no zone is said once for a payload."""
        if written is None:
            return None, []
        moment, reason = dates.moment(written, self._hints.zone)
        if reason == dates.NO_ZONE:
            if self._zone_told:
                return None, []
            self._zone_told = True
        if moment is not None and moment - self._now > _AHEAD:
            reason = f"is dated in the future ({moment.isoformat()})"
        return moment, [reason] if reason else []


def _own(id_: str, payload: Payload) -> str:
    """An id as it is given; one that reads like a Telegram channel's and comes from elsewhere has its host before it.

    Whoever runs a site could else speak for a channel.
    """
    if payload.url is None or not _CHANNELS.match(id_):
        return id_
    host = urlsplit(payload.url).hostname or ""
    return id_ if host in telegram_page.HOSTS and payload.url.startswith("https:") else f"{host}#{id_}"


def _text(value: str | None) -> str | None:
    return _NOT_TEXT.sub("\ufffd", value) if value else None
