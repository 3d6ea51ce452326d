"""Tables of reports: JSONL (one object a line) and CSV, with the columns that `_draft` names.

`text` is all that a record needs; `id`, `publisher`, `published`, `url`, `language`, and the ids of the reports that
it derives from (`forward_of`, `reply_to`, `edit_of`) are read where they are given, other columns are ignored. A line
that cannot be read is a Problem with its number.
"""

import csv
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from tocsin.errors import InputError
from tocsin.model import Report
from tocsin.read.payload import MAX_RECORD, Draft, Item, Payload
from tocsin.read.telegram_json import Parsed, parse

_OBJECT = re.compile(r'\{\s*".*\}')
_COLUMNS = frozenset(("id", "publisher", "published", "url", "language"))
#: What a report derives from, by ids of the same table.
_DERIVED = frozenset(("forward_of", "reply_to", "edit_of"))
_DELIMITERS = (",", ";", "\t")
#: How `surrogateescape` writes a byte that is not UTF-8.
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def sniff_jsonl(payload: Payload) -> bool:
    """Whether the first line is an object, or the suffix says so."""
    if payload.suffix in (".jsonl", ".ndjson"):
        return True
    line = next(iter(payload.head_text().lstrip().splitlines()), "")
    return _OBJECT.fullmatch(line.rstrip()) is not None


def sniff_csv(payload: Payload) -> bool:
    """Whether the suffix says so, or the first line names `text` and another column: no sentence does."""
    if payload.suffix in (".csv", ".tsv"):
        return True
    line = next(iter(payload.head_text().splitlines()), "")
    return any("text" in (names := _names(line, mark)) and not _COLUMNS.isdisjoint(names) for mark in _DELIMITERS)


def read_jsonl(payload: Payload) -> Iterator[Item]:
    """The reports of a JSONL file, line by line."""
    for number, line in _lines(payload.utf8()):
        place = f"line {number}"
        if line is None:
            yield payload.problem(place, f"longer than {MAX_RECORD // 2**20} MB, the most that a line may be")
        elif line.strip():
            parsed = parse(line)
            yield payload.problem(place, parsed) if isinstance(parsed, str) else _draft(payload, parsed, place)


def read_csv(payload: Payload) -> Iterator[Item]:
    """The reports of a table whose first line names its columns; comma, semicolon or tab between them.

    A field may have 131,072 characters, the limit of Python's csv module.

    Raises:
        InputError: no column is called `text`.
    """
    lines = _Lines(payload.utf8())
    header = lines.take()
    mark = next((mark for mark in _DELIMITERS if "text" in _names(header, mark)), None)
    if mark is None:
        raise InputError("its first line names no column 'text'")
    names = _names(header, mark)
    while True:
        lines.forget()
        first = lines.number + 1
        try:
            row = next(csv.reader(lines, delimiter=mark, strict=True), None)
        except csv.Error as error:
            lines.back_to_second()
            yield payload.problem(f"line {first}", f"not a row of a table ({error})")
            continue
        if row is None:
            return
        if len(row) > len(names):
            yield payload.problem(f"line {first}", f"has {len(row)} columns where its first line names {len(names)}")
        elif row:
            yield _row(payload, dict(zip(names, row, strict=False)), f"line {first}")


def jurisdiction_of(report: Report) -> tuple[str, ...] | None:
    """The codes under `jurisdiction` in the raw record of a report of a JSONL file; None where it gives none.

    It is no part of a report: who may warn whom is for an administrator to say. A dry run of the relay goes by it.
    """
    try:
        given = json.loads(report.payload or b"null")
    except ValueError:
        return None
    codes = given.get("jurisdiction") if isinstance(given, dict) else None
    return tuple(c for c in codes if isinstance(c, str)) if isinstance(codes, list) else None


def _row(payload: Payload, row: dict[str, str], place: str) -> Item:
    raw = json.dumps(row, sort_keys=True).encode("ascii")
    if any(_ESCAPED_BYTE.search(value) for value in row.values()):
        return payload.problem(place, "not valid UTF-8")
    return _draft(payload, Parsed(row, raw), place)


def _draft(payload: Payload, parsed: Parsed, place: str) -> Item:
    record: Mapping[str, object] = parsed.record
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return payload.problem(place, "has no text")
    values: dict[str, str | None] = {}
    for key in _COLUMNS | _DERIVED:
        value = record.get(key)
        if isinstance(value, (dict, list)):
            return payload.problem(place, f"its {key} is not a single value")
        values[key] = None if value is None or value == "" else str(value)
    return Draft(
        text=text,
        raw=parsed.canonical,
        place=place,
        id=values["id"],
        publisher=values["publisher"] or "",
        published=values["published"],
        url=values["url"],
        language=values["language"],
        forward_of=values["forward_of"],
        reply_to=values["reply_to"],
        edit_of=values["edit_of"],
    )


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream, numbered from 1; None for one that is too long."""
    number = 0
    while line := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(line) <= MAX_RECORD:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_RECORD)
        yield number, None


def _names(line: str, mark: str) -> list[str]:
    try:
        row = next(csv.reader([line.removeprefix("\ufeff")], delimiter=mark), [])
    except csv.Error:
        return []
    return [name.strip().lower() for name in row]


class _Lines:
    """Lines for the csv module, which can be given again where a quote that never closes has swallowed them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._fresh = _lines(stream)
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            raw = next(self._fresh)[1]
            # a line beyond the limit is beyond that of a field too: the csv module refuses it in its place
            line = "x" * (csv.field_size_limit() + 1) if raw is None else raw.decode("utf-8", "surrogateescape")
        self.number += 1
        self._taken.append(line)
        return line

    def take(self) -> str:
        return next(self, "")

    def forget(self) -> None:
        self._taken.clear()

    def back_to_second(self) -> None:
        self._again.extendleft(reversed(self._taken[1:]))
        self.number -= max(len(self._taken) - 1, 0)
