"""What somebody can do who may write to the ledger and knows how it is made."""

import json
import zlib

from tocsin.ledger import Ledger, canonical
from tocsin.ledger.codec import digest
from tocsin.ledger.entries import GENESIS, chained


def rewritten(ledger: Ledger, seq: int, text: str) -> None:
    """Give an entry another text, chain everything behind it anew, and set the kept head to what comes of it."""
    db = ledger.database
    [(id_, kind)] = db.rows("SELECT id, kind FROM entry WHERE seq = ?", (seq,))
    body = canonical({**ledger.bodies([id_])[id_], "text": text})
    other = digest(kind, body)
    db.run("UPDATE content SET id = ?, body = ? WHERE id = ?", (other, zlib.compress(body), id_))
    db.run("UPDATE entry SET id = ? WHERE seq = ?", (other, seq))
    chained_anew(ledger)


def chained_anew(ledger: Ledger) -> None:
    """Every hash as if the entries had always been these, and the kept head with them."""
    db, previous, seq = ledger.database, GENESIS, 0
    for seq, *said in db.rows("SELECT seq, kind, id, subject, mark, at FROM entry ORDER BY seq"):
        previous = chained(previous, seq, *said)
        db.run("UPDATE entry SET hash = ? WHERE seq = ?", (previous, seq))
    db.run("UPDATE meta SET value = ? WHERE item = 'head'", (json.dumps({"seq": seq, "hash": previous}),))
