"""What the readers are given and what they give back: a payload in, drafts of reports out."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO

from tocsin.errors import InputError
from tocsin.model import Problem
from tocsin.read.charset import detect

#: Bytes of the beginning of a payload, by which its format and encoding are told.
HEAD = 65_536
#: Characters that the text of one report may have. What is longer is a Problem.
MAX_TEXT = 1_000_000
#: Bytes of one record in a stream (a message, a line). Parsing the worst 8 MiB of JSON takes 200 MB of memory.
MAX_RECORD = 8 * 2**20
#: Bytes of a payload that has to be held whole (a page, a feed, a text).
MAX_WHOLE = 8 * 2**20
#: In a folder or archive, files by these names are read; others (pictures, recordings, style sheets) are passed over.
SUFFIXES = frozenset(
    (
        *(".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".rdf"),
        *(".txt", ".md", ".markdown", ".zip"),
    )
)


class PassedOver(StrEnum):
    """Why a record that is no report was knowingly not read. These are counted, they are no Problems."""

    SERVICE = "service message"
    POLL = "poll"
    NO_TEXT = "no text"
    REPEATED = "repeated"
    OTHER_FILE = "file of another kind"
    EXERCISE = "exercise or test"


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user said on the command line. It fills what a payload lacks and never overrides what it has.

    `published` is aware; `zone` is an IANA time zone name, in which dates without an offset are read; `format` forces
    one of `READERS`.
    """

    publisher: str | None = None
    published: datetime | None = None
    zone: str | None = None
    language: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as its payload has it, before hints, limits and dates are looked at.

    `place` is its place in the payload, `raw` the record that its digest is taken of. `id` is None where the payload
    gives none. Dates are as the payload writes them, or unix seconds.
    """

    text: str
    raw: bytes
    place: str = ""
    id: str | None = None
    publisher: str = ""
    published: str | int | None = None
    edited: str | int | None = None
    url: str | None = None
    language: str | None = None
    title: str | None = None
    forward_of: str | None = None
    reply_to: str | None = None
    edit_of: str | None = None


#: What a reader yields.
Item = Draft | Problem | PassedOver


@dataclass(slots=True)
class Payload:
    """Bytes from one file, member of an archive, address or standard input, to be read once from front to end.

    `origin` names it in reports and Problems. `head` holds its first bytes, which `stream` gives again. `charset` is
    what a server declared.
    """

    origin: str
    stream: BinaryIO
    suffix: str = ""
    url: str | None = None
    charset: str | None = None
    head: bytes = field(default=b"", init=False)

    def __post_init__(self) -> None:
        self.head = self.stream.read(HEAD)
        self.stream = Rejoined(self.head, self.stream)

    def whole(self, limit: int = MAX_WHOLE) -> bytes:
        """All bytes.

        Raises:
            InputError: there are more than `limit`.
        """
        raw = self.stream.read(limit + 1)
        if len(raw) > limit:
            raise InputError(f"larger than {limit // 2**20} MB, the most that is read of such a file")
        return raw

    def utf8(self) -> BinaryIO:
        """The stream in UTF-8, whatever it is written in, without a byte order mark.

        Raises:
            InputError: it is in no encoding that Tocsin reads.
        """
        name = detect(self.head, self.charset)
        if name is None:
            raise InputError("not text in UTF-8, UTF-16, windows-1251 or koi8-r")
        if name == "utf-8":
            return self.stream
        if name == "utf-8-sig":
            self.stream.read(3)
            return self.stream
        return io.BufferedReader(_Transcoded(self.stream, name), HEAD)

    def head_text(self) -> str:
        """The first characters, "" where the encoding is unknown."""
        name = detect(self.head, self.charset)
        return self.head.decode(name, "replace").removeprefix("\ufeff") if name else ""

    def problem(self, place: str, reason: str) -> Problem:
        """A Problem of this payload."""
        return problem(self.origin, place, reason)


def problem(origin: str, place: str, reason: str) -> Problem:
    """A Problem in one line that is safe to print: what it quotes of a payload may hold line ends and control codes."""
    return Problem(one_line(origin), one_line(place), one_line(reason))


def one_line(words: str) -> str:
    """`words` with single spaces, and U+FFFD for what cannot be seen."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(words.split()))


class Rejoined(io.BufferedReader):
    """A stream whose first bytes have been read already and are given again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__(_Chain(head, rest), HEAD)


class _Chain(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        data = data or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Transcoded(io.RawIOBase):
    """Another encoding as UTF-8. What is invalid in it becomes U+FFFD, since no record boundary is known here."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._chunks = self._recode(stream, name)
        self._left = b""

    @staticmethod
    def _recode(stream: BinaryIO, name: str) -> Iterator[bytes]:
        text = io.TextIOWrapper(stream, encoding=name, errors="replace", newline="")
        while chunk := text.read(HEAD):
            yield chunk.encode("utf-8", "replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._left or next(self._chunks, b"")
        given, self._left = data[: len(buffer)], data[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)


class Metered(io.RawIOBase):
    """A stream that tells how many bytes were taken of it, each counted as `weight` bytes. It closes nothing."""

    def __init__(self, stream: BinaryIO, taken: Callable[[float], None], weight: float = 1.0) -> None:
        self._stream, self._taken, self._weight = stream, taken, weight

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """As `io.RawIOBase` has it."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._taken(len(data) * self._weight)
        return len(data)
