"""Append and read: the record of reports, claims, judgements and deliveries, and what is worked out of it.

`store` is the record (`entries`, chained by hash; `codec`, their one form), `verify` walks its chain, `stamps` writes
its head down for the outside, `shelf` keeps what is derived and can be thrown away. `database` puts SQLite and
PostgreSQL behind one face; `schema` has the tables.
"""

from tocsin.ledger.codec import Json, canonical, from_json, to_json
from tocsin.ledger.entries import Entry, Fresh, Kind
from tocsin.ledger.shelf import Change, Found, Item, Query, Shelf
from tocsin.ledger.stamps import stamp, stamped
from tocsin.ledger.store import Head, Ledger
from tocsin.ledger.verify import Walked, verify

__all__ = [
    "Change", "Entry", "Found", "Fresh", "Head", "Item", "Json", "Kind", "Ledger", "Query", "Shelf", "Walked",
    "canonical", "from_json", "stamp", "stamped", "to_json", "verify",
]  # fmt: skip
