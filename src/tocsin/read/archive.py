"""Zip files: their members are read as streams, nothing is unpacked to disk, and bombs are refused by their numbers."""

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from tocsin.model import Problem
from tocsin.read.payload import SUFFIXES, Metered, PassedOver, Payload, one_line, problem

#: How many members an archive may have, and how many bytes their directory (which has to be held in memory).
MAX_MEMBERS = 10_000
_MAX_DIRECTORY = 4 * 2**20
#: How many bytes all members may have together, unpacked.
MAX_UNPACKED = 16 * 2**30
#: How many times its packed size a member may have, unless it is small. Prose has 3 to 10, an export's JSON up to 40.
MAX_RATIO = 200
_SMALL = 2**20
#: Bytes of an archive that comes from an address or standard input and has to be put aside to be read.
_MAX_ASIDE = 2**30
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OSError,
)


def sniff(head: bytes) -> bool:
    """Whether it begins as a zip file does (also an empty one)."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(payload: Payload, taken: Callable[[float], None]) -> Iterator[Payload | Problem | PassedOver]:
    """The members of an archive that came as a stream."""
    with tempfile.SpooledTemporaryFile(max_size=2**24) as aside:
        left = _MAX_ASIDE
        while chunk := payload.stream.read(2**20):
            left -= len(chunk)
            if left < 0:
                yield payload.problem("", f"an archive larger than {_MAX_ASIDE // 2**20} MB; save it as a file first")
                return
            aside.write(chunk)
        yield from file_members(payload.origin, aside, lambda _: None)
    taken(0)


def file_members(
    origin: str, file: BinaryIO | io.FileIO | tempfile.SpooledTemporaryFile[bytes], taken: Callable[[float], None]
) -> Iterator[Payload | Problem | PassedOver]:
    """The members of an archive in a file that can be read in any order."""
    try:
        size = _directory_size(file)
        if size is None or size > _MAX_DIRECTORY:
            yield problem(origin, "", "a damaged archive" if size is None else "an archive with too many members")
            return
        with zipfile.ZipFile(file) as opened:
            # not is_dir(), which fails on a member without a name
            infos = [info for info in opened.infolist() if not info.filename.endswith("/")]
            reason = _refusal(infos)
            if reason:
                yield problem(origin, "", reason)
                return
            for info in infos:
                yield from _member(origin, opened, info, taken)
    except _DAMAGE as error:
        yield problem(origin, "", f"a damaged archive ({error!s:.120})")


def _refusal(infos: list[zipfile.ZipInfo]) -> str:
    if len(infos) > MAX_MEMBERS:
        return f"an archive with more than {MAX_MEMBERS:,} members"
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        return f"an archive that unpacks to more than {MAX_UNPACKED // 2**30} GB"
    return "" if infos else "an archive without files"


def _member(
    origin: str, opened: zipfile.ZipFile, info: zipfile.ZipInfo, taken: Callable[[float], None]
) -> Iterator[Payload | Problem | PassedOver]:
    """One member. zipfile gives no more bytes than the directory says, so its numbers can be held to."""
    name = one_line(info.filename[:200])
    suffix = Path(name).suffix.lower()
    packed, size = info.compress_size, info.file_size
    if suffix not in SUFFIXES:
        taken(packed)
        yield PassedOver.OTHER_FILE
        return
    reason = ""
    if suffix == ".zip":
        reason = "an archive within an archive is not read"
    elif info.flag_bits & 1:
        reason = "encrypted"
    elif size > _SMALL and size > packed * MAX_RATIO:
        reason = f"unpacks to more than {MAX_RATIO} times its size, as bombs do; not read"
    if reason:
        yield problem(origin, name, reason)
        return
    try:
        with opened.open(info) as stream:
            metered = io.BufferedReader(Metered(stream, taken, packed / size if size else 0.0))  # type: ignore[arg-type]
            yield Payload(f"{origin}/{name}", metered, suffix)
    except _DAMAGE as error:
        yield problem(origin, name, f"damaged in its archive ({error!s:.120})")


def _directory_size(file: BinaryIO | io.FileIO | tempfile.SpooledTemporaryFile[bytes]) -> int | None:
    """Bytes of the archive's directory by its end record (APPNOTE 4.3.16, for large archives 4.3.14), None without one.

    zipfile would read the directory whole to tell how large it is.
    """
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - 65_557))
    tail = file.read(65_557) or b""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return None
    (size,) = struct.unpack_from("<L", tail, at + 12)
    large = tail.rfind(b"PK\x06\x06", 0, at)
    if large >= 0 and len(tail) >= large + 48:
        size = max(size if size != 0xFFFFFFFF else 0, *struct.unpack_from("<Q", tail, large + 40))
    return int(size)
