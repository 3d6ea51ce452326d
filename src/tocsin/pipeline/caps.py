"""CAP messages of files: what they say, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tocsin.errors import InputError
from tocsin.model import Problem
from tocsin.publish.cap.nouns import Message
from tocsin.publish.cap.rules import checked, known_of
from tocsin.publish.cap.show import lines
from tocsin.publish.cap.signing import new_key, verified
from tocsin.publish.cap.xml import LARGEST, read_all


@dataclass(frozen=True, slots=True)
class CapFile:
    """A file of CAP: its messages, what is wrong, and which registered key vouches for it ("" where none does)."""

    messages: tuple[Message, ...]
    problems: tuple[Problem, ...]
    signed_by: str = ""

    def lines(self) -> Iterator[str]:
        """All of its messages in words."""
        for message in self.messages:
            yield from lines(message)


def cap_file(path: Path, now: datetime | None, keys: Mapping[str, bytes] | None = None) -> CapFile:
    """Read and check a file.

    Args:
        path: the file, one message or a feed that holds some.
        now: the moment at which it is to hold; None leaves the rules on that away.
        keys: registered certificates by name; given, a message must be signed with one of their keys.

    Raises:
        InputError: it cannot be read at all.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    found = list(read_all(content, path.name))
    messages = tuple(m for m in found if isinstance(m, Message))
    problems = [m for m in found if isinstance(m, Problem)]
    # A feed holds what belongs together; a message alone may be about others that are not at hand.
    known = known_of(messages) if len(messages) > 1 else None
    for message in messages:
        problems += checked(message, path.name, known, now)
    name = ""
    if keys is not None:
        _, name, wrong = verified(content, keys, path.name)
        problems += wrong
    return CapFile(messages, tuple(dict.fromkeys(problems)), name)


def registered(folder: Path) -> dict[str, bytes]:
    """The certificates (PEM) of a folder, by the names of their files.

    Raises:
        InputError: there is no such folder, or none in it.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder")
    keys = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.pem"))}
    if not keys:
        raise InputError(f"{folder}: no certificate is in it; put the senders' there, one .pem file each")
    return keys


__all__ = ["CapFile", "cap_file", "new_key", "registered"]
