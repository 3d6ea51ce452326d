"""The head of the chain as a small text that can lie outside: whoever rewrites the ledger cannot rewrite that, too."""

import json
import re

from tocsin.errors import InputError
from tocsin.ledger.entries import GENESIS
from tocsin.ledger.store import Head

_HASH = re.compile(r"[0-9a-f]{64}")
#: A server's address as its own library reads it: before the last @ a password may hold what elsewhere ends a host.
_ADDRESS = re.compile(r"(\w+://)(?:[^/]*@)?([^/?#]*)(/[^?#]*)?")


def stamp(head: Head, ledger: str) -> str:
    """The head of the chain as the text that an outside time-stamp is taken of.

    Args:
        head: the last entry of a chain that was verified.
        ledger: the ledger's address; a user, a password and options in it are left out, since the text goes outside.
    """
    return json.dumps({"ledger": _named(ledger), "entries": head.seq, "head": head.hash}, sort_keys=True) + "\n"


def stamped(content: bytes, name: str) -> Head:
    """The head that `stamp` made into `content`.

    Raises:
        InputError: it is no such text; `name` says which file.
    """
    try:
        held = json.loads(content)
    except (ValueError, RecursionError):
        held = None
    seq, hash_ = (held.get("entries"), held.get("head")) if isinstance(held, dict) else (None, None)
    if type(seq) is not int or seq < 0 or not isinstance(hash_, str) or not _HASH.fullmatch(hash_):
        raise InputError(f"{name}: not a head that `tocsin verify --stamp` wrote")
    if (seq == 0) != (hash_ == GENESIS):
        raise InputError(f"{name}: not a head that `tocsin verify --stamp` wrote: {seq} entries cannot end so")
    return Head(seq, hash_)


def _named(ledger: str) -> str:
    found = _ADDRESS.match(ledger)
    return "".join(filter(None, found.groups())) if found and not ledger.startswith("sqlite:") else ledger
