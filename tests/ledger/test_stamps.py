"""A head that lies outside finds out what the ledger alone cannot: that all of it was rewritten."""

import hashlib
from collections.abc import Callable

import pytest

from rewriting import chained_anew, rewritten
from tocsin.errors import InputError
from tocsin.ledger import Fresh, Head, Kind, Ledger, stamp, stamped, verify

Open = Callable[[], Ledger]


def report(number: int) -> Fresh:
    raw = f"raw {number}".encode()
    body = {"id": f"r{number}", "text": f"{number} drones", "payload_sha256": hashlib.sha256(raw).hexdigest()}
    return Fresh(Kind.REPORT, f"r{number}", body, mark=f"m{number}", payload=raw)


@pytest.fixture
def ledger(opened: Open) -> Ledger:
    one = opened()
    one.append([report(n) for n in range(1, 7)])
    return one


def kept(ledger: Ledger) -> Head:
    """The head as it was written down and read again."""
    return stamped(stamp(ledger.head(), "sqlite:///desk.sqlite").encode(), "head.json")


def test_a_head_survives_being_written_down(ledger: Ledger) -> None:
    assert kept(ledger) == ledger.head()


def test_a_ledger_that_grew_still_holds_its_head(ledger: Ledger) -> None:
    head = kept(ledger)
    ledger.append([report(7)])
    found = verify(ledger, stamped=head)
    assert (found.fault, found.entries) == (None, 7)


def test_a_redaction_leaves_the_stamped_head(ledger: Ledger) -> None:
    head = kept(ledger)
    ledger.redact(ledger.about("r2", Kind.REPORT)[0], "law", "desk")
    assert verify(ledger, stamped=head).fault is None


@pytest.mark.parametrize("seq", [1, 3, 6])
def test_a_rewritten_tail_fits_itself_and_not_its_stamp(ledger: Ledger, seq: int) -> None:
    head = kept(ledger)
    rewritten(ledger, seq, "no drones")
    assert verify(ledger).fault is None  # so well is it done
    assert "entry 6 (report" in (fault := verify(ledger, stamped=head).fault or "")
    assert "is not the one that was stamped" in fault


def test_what_is_rewritten_behind_a_stamp_is_not_found_by_it(ledger: Ledger) -> None:
    head = kept(ledger)
    ledger.append([report(7), report(8)])
    rewritten(ledger, 8, "no drones")
    assert verify(ledger, stamped=head).fault is None


def test_a_cut_tail_with_a_cut_head_is_found(ledger: Ledger) -> None:
    head = kept(ledger)
    ledger.database.run("DELETE FROM content WHERE id IN (SELECT id FROM entry WHERE seq > 4)")
    ledger.database.run("DELETE FROM entry WHERE seq > 4")
    chained_anew(ledger)
    for raw in (b"raw 5", b"raw 6"):
        ledger.database.run("DELETE FROM payload WHERE sha256 = ?", (hashlib.sha256(raw).hexdigest(),))
    assert verify(ledger).fault is None
    assert verify(ledger, stamped=head).fault == "entries behind 4 were removed: entry 6 was stamped, and is gone"


def test_an_entry_put_in_is_found(ledger: Ledger) -> None:
    head = kept(ledger)
    ledger.database.run("UPDATE entry SET seq = seq + 100 WHERE seq >= 3")
    [[content]] = ledger.database.rows("SELECT id FROM entry WHERE seq = 1")
    ledger.database.run(
        "INSERT INTO entry (seq, kind, id, subject, mark, at, hash) SELECT 3, kind, ?, subject, 'm', at, ? FROM entry "
        "WHERE seq = 1",
        ("0" * 64, "x"),
    )
    ledger.database.run("INSERT INTO content (id, body) SELECT ?, body FROM content WHERE id = ?", ("0" * 64, content))
    ledger.database.run("UPDATE entry SET seq = seq - 99 WHERE seq >= 103")
    rewritten(ledger, 3, "another report")
    assert verify(ledger).fault is None
    assert "is not the one that was stamped" in (verify(ledger, stamped=head).fault or "")


def test_the_head_of_an_empty_ledger(opened: Open) -> None:
    ledger = opened()
    head = kept(ledger)
    ledger.append([report(1)])
    assert verify(ledger, stamped=head).fault is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b'{"head": "00"}',
        b'{"entries": true, "head": "' + b"a" * 64 + b'"}',
        b'{"entries": -1, "head": "' + b"a" * 64 + b'"}',
        b'{"entries": 3, "head": "' + b"A" * 64 + b'"}',
        b'{"entries": 0, "head": "' + b"a" * 64 + b'"}',
        b'{"entries": 3, "head": "' + b"0" * 64 + b'"}',
    ],
)
def test_what_is_no_stamp_is_said_so(content: bytes) -> None:
    with pytest.raises(InputError, match=r"^head\.json: not a head that `tocsin verify --stamp` wrote"):
        stamped(content, "head.json")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////srv/desk@work.sqlite", "sqlite:////srv/desk@work.sqlite"),
        ("postgresql://desk:secret@db.example:5432/tocsin?password=secret", "postgresql://db.example:5432/tocsin"),
        ("postgresql:///tocsin?user=desk&password=secret", "postgresql:///tocsin"),
        # PostgreSQL takes these in a password, where elsewhere they end the host.
        ("postgresql://desk:se?cret@db.example/tocsin", "postgresql://db.example/tocsin"),
        ("postgresql://desk:se#cret@db.example/tocsin", "postgresql://db.example/tocsin"),
        ("postgresql://desk:[secret@db.example/tocsin", "postgresql://db.example/tocsin"),
    ],
)
def test_a_stamp_goes_outside_without_the_ledger_s_password(url: str, shown: str) -> None:
    assert f'"ledger": "{shown}"' in stamp(Head(3, "a" * 64), url)
