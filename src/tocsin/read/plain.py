"""Plain text and Markdown: one file, one report.

The text is the file's, marks and all, but for its line ends: CR LF and CR become LF. It has no date, publisher or
title of its own; the user gives them.
"""

import re
from collections.abc import Iterator

from tocsin.errors import InputError
from tocsin.read import charset
from tocsin.read.payload import Draft, Item, Payload

_LINE_ENDS = re.compile(r"\r\n?")
#: The first bytes of files that people keep beside their texts.
_OTHER = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"%PDF", b"\x7fELF", b"\x1f\x8b", b"Rar!", b"7z\xbc", b"OggS", b"RIFF")


def sniff(payload: Payload) -> bool:  # noqa: ARG001 (the interface of a sniffer)
    """Whatever no other reader takes is a text; `read` says if it is none."""
    return True


def read(payload: Payload) -> Iterator[Item]:
    """The one report of a text.

    Raises:
        InputError: a binary file, or too large.
    """
    if payload.head.startswith(_OTHER):
        raise InputError("not text: an image, a recording, an archive or a program")
    raw = payload.whole()
    text = charset.decode(raw, payload.charset)
    if text.count("\0") > len(text) // 100:
        raise InputError("not text: a binary file")
    yield Draft(text=_LINE_ENDS.sub("\n", text), raw=raw)
