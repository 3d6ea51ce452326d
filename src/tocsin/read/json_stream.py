"""Cuts a stream of JSON into the records of its `messages` lists, holding one record at a time.

A parser of whole documents, streaming or not, stops at the first wrong byte and takes a string of any length. Exports
do have wrong bytes (Telegram Desktop writes control characters as `\\x0B`, which is not JSON), so records are cut out
by their brackets first and parsed one by one: what is wrong with one costs that one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from tocsin.read.payload import MAX_RECORD

_CHUNK = 2**18
_SPACE = re.compile(rb"[\s,]*+")
_TOKEN = re.compile(rb'[{}\[\]:]|"(?:[^"\\]++|\\.)*+"|[^\s"{}\[\],:]++', re.DOTALL)
#: Up to the next bracket outside strings, or the quote of a string that does not end here, or the end of the buffer; or
#: as far as a thousand steps lead. (Not `(...)*+`: before Python 3.11.5 that takes what is no whole string for one.)
_TO_BRACKET = re.compile(rb'(?>(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+"){0,1000})(["{}\[\]]?)', re.DOTALL)
_DEPTH = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
_IN_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
#: Where a further message begins inside a broken one. Quotes in an intact string are escaped, so none matches there.
_NEXT_MESSAGE = re.compile(rb'\{\s*"id"\s*:\s*-?\d+\s*,\s*"type"\s*:')
_MAX_DEPTH = 100
#: Bytes of a key or value around the messages, and how many of them are kept of one object.
_MAX_SCALAR = 2_000
#: How often a file may lose its thread and be taken up again.
_MAX_RESUMES = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One element of a `messages` list: its bytes and what its chat said of itself before the list began.

    `raw` is b"" where it could not be cut out; `reason` then says why, and `offset` is where (bytes).
    """

    header: dict[str, bytes]
    raw: bytes
    offset: int
    reason: str = ""


@dataclass(slots=True)
class _Frame:
    """An open object or list, and the last key of it."""

    closer: bytes
    key: bytes = b""
    value_next: bool = False
    scalars: dict[str, bytes] = field(default_factory=dict)


class MessageStream:
    """Iterates over the messages of an export in `stream` (UTF-8).

    A caller who finds that an entry does not parse says so with `resume`, and reading is taken up at the next message
    that the entry swallowed.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = b""
        self._at = 0  # in the buffer
        self._before = 0  # bytes dropped before the buffer
        self._ended = False
        self._frames: list[_Frame] = []
        self._resumes = 0
        #: Whether a list of messages was found, be it empty.
        self.found = False

    def resume(self, raw: bytes) -> None:
        """Take up reading inside `raw`, the last entry, if a further message begins there."""
        found = _NEXT_MESSAGE.search(raw, 1)
        if found and self._resumes < _MAX_RESUMES:
            self._resumes += 1
            self._buffer = raw[found.start() :] + self._buffer[self._at :]
            self._before += self._at - (len(raw) - found.start())
            self._at = 0

    def __iter__(self) -> Iterator[Entry]:
        while True:
            in_messages = self._in_messages()
            token, offset = self._token()
            if not token:
                if self._frames or self._at < len(self._buffer):
                    yield Entry({}, b"", offset, "the file ends before its JSON does")
                return
            self.found |= in_messages
            if in_messages and token != b"]":
                entry = self._message(token, offset)
                yield entry
                if self._ended and self._at == len(self._buffer) and not entry.raw:
                    return  # the entry has said already that the file is cut off
                continue
            reason = self._structure(token)
            if reason:
                yield Entry({}, b"", offset, f"{reason}; the rest of the file is not read")
                return

    def _in_messages(self) -> bool:
        frames = self._frames
        return len(frames) > 1 and frames[-1].closer == b"]" and frames[-2].key == b'"messages"'

    def _message(self, token: bytes, offset: int) -> Entry:
        header = self._frames[-2].scalars
        raw = self._cut(offset) if token in b"{[" else b""
        if raw is not None and token != b"{":
            return Entry(header, b"", offset, "not a message")
        if raw is not None:
            return Entry(header, raw, offset)
        if self._ended and self._at == len(self._buffer):
            return Entry(header, b"", offset, "cut off: the file ends before this message does")
        return Entry(header, b"", offset, f"larger than {MAX_RECORD // 2**20} MB, the most that a message may be")

    def _structure(self, token: bytes) -> str:
        """Follow the brackets, keys and values around the messages; the reason why that is not possible, or ''."""
        frame = self._frames[-1] if self._frames else None
        if token in b"{[":
            if len(self._frames) >= _MAX_DEPTH:
                return f"nested deeper than {_MAX_DEPTH} levels"
            self._frames.append(_Frame(b"}" if token == b"{" else b"]"))
        elif token in b"}]":
            if not frame or frame.closer != token:
                return f"'{token.decode()}' closes nothing"
            self._frames.pop()
            if self._frames:
                self._frames[-1].value_next = False
        elif not frame:
            return "not a JSON object"
        elif token == b":":
            frame.value_next = True
        elif frame.value_next:
            if len(token) <= _MAX_SCALAR and len(frame.scalars) < _MAX_SCALAR:
                frame.scalars[frame.key.decode("utf-8", "replace").strip('"')] = token
            frame.value_next = False
        elif frame.closer == b"}":
            frame.key = token if len(token) <= _MAX_SCALAR else b""
        return ""

    def _token(self) -> tuple[bytes, int]:
        """The next token and its offset, b"" at the end (or where a token does not end within `MAX_RECORD`)."""
        while True:
            self._at = _SPACE.match(self._buffer, self._at).end()  # type: ignore[union-attr]
            found = _TOKEN.match(self._buffer, self._at)
            # a token that reaches the end of the buffer may go on after it
            if found and (found.end() < len(self._buffer) or self._ended):
                self._at = found.end()
                return found.group(), self._before + found.start()
            if self._ended or len(self._buffer) - self._at > MAX_RECORD:
                return b"", self._before + self._at
            self._fill()

    def _fill(self, size: int = 0) -> None:
        chunk = self._stream.read(max(_CHUNK, size))
        self._ended = not chunk
        self._before += self._at
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0

    def _cut(self, offset: int) -> bytes | None:
        """The bytes of the object whose bracket was just read; None if it is too large or the file ends first."""
        depth, at, start = 1, self._at, offset - self._before
        while depth:
            token, at = self._bracket(at)
            if token in _DEPTH:
                depth += _DEPTH[token]
                continue
            size = len(self._buffer) - start
            if size <= MAX_RECORD:
                looked_at, self._at = at - start, start
                # twice as much each time, since a string is looked at from its beginning again
                self._fill(min(size, MAX_RECORD))
                start, at = 0, looked_at
                if not self._ended:
                    continue
            self._give_up(start, at, depth)
            return None
        self._at = at
        return self._buffer[start:at] if at - start <= MAX_RECORD else None

    def _bracket(self, at: int) -> tuple[bytes, int]:
        """The next bracket and where it ends; if the buffer does not show it, b"" and where to look on."""
        while True:
            found = _TO_BRACKET.match(self._buffer, at)
            if not found or (found.start(1) == at and found.group(1) not in _DEPTH):
                return b"", at
            if found.group(1) in _DEPTH:
                return found.group(1), found.end()
            at = found.start(1)

    def _give_up(self, start: int, at: int, depth: int) -> None:
        """Go on after an object that is not kept: at a message within it, else after its last bracket."""
        found = _NEXT_MESSAGE.search(self._buffer, start + 1)
        if found and self._resumes < _MAX_RESUMES:
            self._resumes += 1
            self._at = found.start()
            return
        self._at = at
        while depth and not self._ended:
            token, self._at = self._bracket(self._at)
            depth += _DEPTH.get(token, 0)
            if token:
                continue
            if self._buffer[self._at : self._at + 1] == b'"':
                self._at += 1
                self._skip_string()
            else:
                self._fill()
        if depth:
            self._at = len(self._buffer)

    def _skip_string(self) -> None:
        """Go behind the closing quote of a string, however long, whose opening quote was just read."""
        while not self._ended:
            self._at = _IN_STRING.match(self._buffer, self._at).end()  # type: ignore[union-attr]
            if self._buffer[self._at : self._at + 1] == b'"':
                self._at += 1
                return
            self._fill()  # the end of the buffer, or a backslash there
