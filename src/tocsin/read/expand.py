"""What the user names (files, folders, globs, zip files, `-`, addresses) into payloads, one after another."""

import glob
import io
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import FetchError, InputError
from tocsin.model import Problem
from tocsin.read import archive
from tocsin.read.fetch import Fetcher
from tocsin.read.payload import SUFFIXES, Metered, PassedOver, Payload, problem

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_DIGITS = re.compile(r"(\d+)")

#: What expanding yields.
Found = Payload | Problem | PassedOver


@dataclass(frozen=True, slots=True)
class Named:
    """One thing to open.

    `kind` is "file", "address", "stdin", or for what a folder holds besides "problem" (broken links) and "other".
    """

    kind: str
    name: str
    size: int | None = None


def plan(sources: Iterable[str | Path]) -> list[Named]:
    """Everything that the sources name, in their order, folders sorted as people number files; nothing twice.

    Raises:
        InputError: a source does not exist, a pattern matches nothing, or an address is of a kind that is not fetched.
    """
    found: dict[Named, None] = {}
    for source in sources:
        for named in _named(source):
            found.setdefault(named)
    return list(found)


def payloads(named: Named, stdin: BinaryIO, fetcher: Fetcher, taken: Callable[[float], None]) -> Iterator[Found]:
    """The payloads of one named thing: several where it is an archive. `taken` is told the bytes as they are read."""
    if named.kind == "problem":
        yield problem(named.name, "", "cannot be opened: a broken link or no longer there")
    elif named.kind == "other":
        yield PassedOver.OTHER_FILE
    elif named.kind == "stdin":
        yield from _opened("standard input", io.BufferedReader(Metered(stdin, taken)), taken)
    elif named.kind == "address":
        try:
            fetched = fetcher.fetch(named.name)
        except FetchError as error:
            yield problem(named.name, "", str(error).removeprefix(f"{named.name}: "))
            return
        taken(len(fetched.content))
        payload = Payload(named.name, io.BytesIO(fetched.content), url=fetched.url, charset=fetched.charset)
        yield from archive.members(payload, taken) if archive.sniff(payload.head) else [payload]
    else:
        try:
            with Path(named.name).open("rb", buffering=0) as raw:
                yield from _opened(named.name, raw, taken)
        except OSError as error:
            yield problem(named.name, "", f"cannot be read ({error.strerror or error})")


def _opened(
    origin: str, raw: BinaryIO | io.FileIO | io.BufferedReader, taken: Callable[[float], None]
) -> Iterator[Found]:
    suffix = Path(origin).suffix.lower()
    if isinstance(raw, io.FileIO) and raw.seekable():
        beginning = raw.read(4)
        raw.seek(0)
        if archive.sniff(beginning):
            yield from archive.file_members(origin, raw, taken)
            return
        raw = io.BufferedReader(Metered(raw, taken))
    payload = Payload(origin, raw, suffix)
    yield from archive.members(payload, taken) if archive.sniff(payload.head) else [payload]


def _named(source: str | Path) -> Iterator[Named]:
    name = str(source)
    if name == "-":
        yield Named("stdin", "-")
    elif isinstance(source, str) and _ADDRESS.match(source):
        if not source.lower().startswith(("http://", "https://")):
            raise InputError(f"{source}: only http and https addresses are fetched")
        yield Named("address", source)
    elif Path(name).is_dir():
        yield from _folder(name)
    elif Path(name).exists():
        yield _file(name)
    elif glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True), key=_order)  # noqa: PTH207 (patterns may be absolute)
        if not matches:
            raise InputError(f"{name}: no file has such a name")
        for match in matches:
            yield from _folder(match) if Path(match).is_dir() else [_file(match)]
    else:
        raise InputError(f"{name}: no such file or folder")


def _folder(name: str) -> Iterator[Named]:
    """The files under a folder. Links to folders are not followed: they may lead in circles or outside."""
    empty = True
    for parent, folders, files in os.walk(name):
        folders[:] = sorted((folder for folder in folders if not folder.startswith(".")), key=_order)
        for file in sorted((file for file in files if not file.startswith(".")), key=_order):
            empty = False
            path = str(Path(parent, file))
            yield _file(path) if Path(file).suffix.lower() in SUFFIXES else Named("other", path)
    if empty:
        raise InputError(f"{name}: an empty folder")


def _file(name: str) -> Named:
    try:
        status = Path(name).stat()
    except OSError:
        return Named("problem", name)
    return Named("file", name, status.st_size if stat.S_ISREG(status.st_mode) else None)


def _order(name: str) -> list[tuple[int, int, str]]:
    """messages2.html before messages10.html."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name)]
