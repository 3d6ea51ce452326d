"""The record: added to and never changed, the same twice is once, and every tampering shows."""

import hashlib
import random
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.errors import LedgerBusy, LedgerError
from tocsin.ledger import Fresh, Kind, Ledger, canonical, verify
from tocsin.ledger import database as engine
from tocsin.ledger.database import Sqlite

Open = Callable[[], Ledger]


def report(number: int, text: str = "") -> Fresh:
    raw = f"raw {number}".encode()
    body = {"id": f"r{number}", "text": text or f"text {number}", "payload_sha256": hashlib.sha256(raw).hexdigest()}
    return Fresh(Kind.REPORT, f"r{number}", body, mark=f"m{number}", payload=raw)


def claim(number: int, of: Fresh) -> Fresh:
    return Fresh(Kind.CLAIM, f"c{number}", {"id": f"c{number}", "report": of.subject}, mark=of.id)


def test_what_was_appended_is_there(opened: Open) -> None:
    ledger = opened()
    added = ledger.append([report(1), report(2)])
    assert [e.seq for e in added] == [1, 2]
    again = opened()
    assert [e.id for e in again.entries()] == [e.id for e in added]
    assert again.bodies([added[0].id])[added[0].id]["text"] == "text 1"
    assert again.payload(hashlib.sha256(b"raw 2").hexdigest()) == b"raw 2"


def test_the_same_twice_adds_nothing(opened: Open) -> None:
    ledger = opened()
    ledger.append([report(1), report(1)])
    head = ledger.head()
    assert ledger.append([report(1)]) == []
    assert ledger.head() == head
    assert head.seq == 1


def test_an_id_is_the_hash_of_what_is_said(opened: Open) -> None:
    [entry] = opened().append([report(1)])
    body = canonical(report(1).body)
    assert entry.id == hashlib.sha256(b"report\n" + body).hexdigest()


def test_canonical_form_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "ї"}) == canonical({"a": "ї", "b": 1}) == '{"a":"ї","b":1}'.encode()


def test_a_batch_is_recorded_whole_or_not_at_all(opened: Open) -> None:
    ledger = opened()
    ledger.append([report(1)])

    class Stop(Exception):
        pass

    def failing() -> datetime:
        raise Stop

    broken = Ledger(ledger.database, clock=failing)
    with pytest.raises(Stop):
        broken.append([report(2), report(3)])
    assert ledger.head().seq == 1
    assert verify(ledger).fault is None


def test_recorded_times_never_run_backwards(opened: Open) -> None:
    ledger = opened()
    moments = iter([datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)])
    late = Ledger(ledger.database, clock=lambda: next(moments))
    [first], [second] = late.append([report(1)]), late.append([report(2)])
    assert second.at >= first.at


def test_two_writers_wait_for_one_another(opened: Open) -> None:
    ledgers = [opened(), opened()]

    def write(which: int) -> None:
        for n in range(20):
            ledgers[which].append([report(which * 1000 + n)])

    threads = [threading.Thread(target=write, args=(i,)) for i in (0, 1)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert [e.seq for e in ledgers[0].entries()] == list(range(1, 41))
    assert verify(ledgers[0]).fault is None


def test_an_older_program_refuses_a_newer_ledger(opened: Open) -> None:
    ledger = opened()
    ledger.database.run("UPDATE meta SET value = '99' WHERE item = 'schema'")
    with pytest.raises(LedgerError, match=r"schema 99.*install a newer Tocsin"):
        opened()


def test_a_redaction_destroys_the_words_and_keeps_the_chain(opened: Open) -> None:
    ledger = opened()
    secret = report(1, "the name of a private person")
    kept = report(2)
    ledger.append([secret, claim(1, secret), kept, claim(2, kept)])
    entry = ledger.about("r1", Kind.REPORT)[0]
    redaction = ledger.redact(entry, "protection of a person", "duty officer")
    assert ledger.bodies([secret.id, claim(1, secret).id]) == {}
    assert ledger.payload(hashlib.sha256(b"raw 1").hexdigest()) is None
    assert set(ledger.bodies([kept.id, claim(2, kept).id])) == {kept.id, claim(2, kept).id}
    assert ledger.bodies([redaction.id])[redaction.id]["reason"] == "protection of a person"
    verdict = verify(ledger)
    assert (verdict.fault, verdict.redacted) == (None, 2)
    assert ledger.append([secret]) == []  # what was redacted does not come back


def test_only_a_report_is_redacted(opened: Open) -> None:
    ledger = opened()
    ledger.append([report(1), claim(1, report(1))])
    with pytest.raises(LedgerError, match="only a report"):
        ledger.redact(ledger.about("c1", Kind.CLAIM)[0], "reason", "me")


def test_nothing_of_a_redacted_text_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    ledger = Ledger.open(f"sqlite:///{path}")
    raw = b"incompressible-" + random.Random(1).randbytes(2000).hex().encode()
    body = {"id": "r", "text": raw.decode(), "payload_sha256": hashlib.sha256(raw).hexdigest()}
    ledger.append([Fresh(Kind.REPORT, "r", body, "m", raw)])
    kept = ledger.database.rows("SELECT body FROM content")[0][0]
    part = kept[20:60]
    ledger.redact(ledger.about("r", Kind.REPORT)[0], "law", "me")
    ledger.close()
    assert not any(part in p.read_bytes() for p in tmp_path.iterdir())


def _tampered(ledger: Ledger, chance: random.Random) -> str:
    """Does something to a ledger that nobody should; says what."""
    seq = chance.randint(1, ledger.head().seq)
    ids = ledger.database.rows("SELECT id, kind FROM entry WHERE seq = ?", (seq,))[0]
    deeds: list[tuple[str, str, tuple[object, ...]]] = [
        ("changed a time", "UPDATE entry SET at = ? WHERE seq = ?", ("2020-01-01T00:00:00.000000+00:00", seq)),
        ("changed a subject", "UPDATE entry SET subject = ? WHERE seq = ?", ("other", seq)),
        ("changed a hash", "UPDATE entry SET hash = ? WHERE seq = ?", ("f" * 64, seq)),
        ("changed an id", "UPDATE entry SET id = ? WHERE seq = ?", ("e" * 64, seq)),
        ("removed an entry", "DELETE FROM entry WHERE seq = ?", (seq,)),
        ("removed the tail", "DELETE FROM entry WHERE seq >= ?", (seq,)),
        ("removed a content", "DELETE FROM content WHERE id = ?", (ids[0],)),
        ("changed a content", "UPDATE content SET body = ? WHERE id = ?", (b"x\x9c", ids[0])),
        ("exchanged a content", "UPDATE content SET body = (SELECT min(body) FROM content WHERE id <> ?) WHERE id = ?",
         (ids[0], ids[0])),
        ("moved an entry", "UPDATE entry SET seq = ? WHERE seq = ?", (10_000 + seq, seq)),
        ("removed a payload", "DELETE FROM payload WHERE sha256 = (SELECT min(sha256) FROM payload)", ()),
        ("changed a payload", "UPDATE payload SET body = ? WHERE sha256 = (SELECT max(sha256) FROM payload)", (b"\x00",)),
    ]  # fmt: skip
    name, statement, values = chance.choice(deeds)
    if name == "exchanged a content" and ledger.database.blob != "BLOB":
        statement = statement.replace("min(body)", "body").replace("<> ?)", "<> ? LIMIT 1)")
    ledger.database.run(statement, values)
    return f"{name} at {seq}"


@pytest.mark.parametrize("round_", range(10))
def test_no_tampering_is_missed(opened: Open, round_: int) -> None:
    ledger = opened()
    whole = [report(n) for n in range(12)]
    for r in whole:
        ledger.append([r, claim(int(r.subject[1:]), r)])
    assert verify(ledger).fault is None
    for n in range(10):
        missed = []
        try:
            with ledger.database.writing():
                deed = _tampered(ledger, random.Random(round_ * 100 + n))
                if verify(ledger).fault is None:
                    missed.append(deed)
                raise InterruptedError  # so that the next deed finds the ledger as it was
        except InterruptedError:
            pass
        assert missed == []
    assert verify(ledger).fault is None


def test_the_first_bad_entry_is_named(opened: Open) -> None:
    ledger = opened()
    ledger.append([report(n) for n in range(5)])
    ledger.database.run("UPDATE entry SET subject = 'x' WHERE seq IN (3, 5)")
    assert "entry 3 (report" in (verify(ledger).fault or "")


def test_a_newer_entry_is_found_behind_a_number(opened: Open) -> None:
    ledger = opened()
    ledger.append([report(1), claim(1, report(1)), report(2)])
    assert [e.subject for e in ledger.entries(1, (Kind.REPORT,))] == ["r2"]
    assert [e.subject for e in ledger.entries(0, (Kind.CLAIM, Kind.REPORT))] == ["r1", "c1", "r2"]
    assert [e.subject for e in ledger.entries(0, (Kind.CLAIM, Kind.REPORT), 1)] == ["r1", "c1"]


def test_an_entry_is_found_by_its_id(opened: Open) -> None:
    ledger = opened()
    [entry] = ledger.append([report(1)])
    found = ledger.entry(entry.id)
    assert found is not None
    assert found.id == entry.id
    assert ledger.entry("0" * 64) is None


def test_a_password_with_a_bracket_is_no_fault() -> None:
    with pytest.raises(LedgerError, match=r"^postgresql://127\.0\.0\.1:9/x: "):
        Ledger.open("postgresql://desk:[secret@127.0.0.1:9/x")


def test_errors_of_sqlite_are_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LedgerError, match="there is no ledger; `tocsin ingest` makes one"):
        Ledger.open(f"sqlite:///{tmp_path / 'none.sqlite'}", create=False)
    text = tmp_path / "text.sqlite"
    text.write_text("this is no database, but a text that goes on for a while " * 20)
    with pytest.raises(LedgerError, match=r"text\.sqlite.*is it a ledger"):
        Ledger.open(f"sqlite:///{text}")
    with pytest.raises(LedgerError, match="begins with sqlite:/// or postgresql://"):
        Ledger.open("mysql://somewhere")
    monkeypatch.setattr(engine, "PATIENCE", 0.05)
    path = tmp_path / "busy.sqlite"
    first = Ledger.open(f"sqlite:///{path}")
    second = Ledger(Sqlite(path, create=True))
    with first.database.writing(), pytest.raises(LedgerBusy, match="another program has been writing"):
        second.append([report(1)])
    first.append([report(1)])
    assert first.head().seq == 1


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path / 'l.sqlite'}")
    ledger.append([report(1)])
    pages = ledger.database.rows("PRAGMA page_count")[0][0]
    ledger.database.rows(f"PRAGMA max_page_count = {pages}")
    big = Fresh(Kind.REPORT, "big", {"text": random.Random(2).randbytes(300_000).hex()}, "m")
    with pytest.raises(LedgerError, match="the disk is full; nothing was lost"):
        ledger.append([big])
    assert (ledger.head().seq, verify(ledger).fault) == (1, None)
    ledger.database.rows("PRAGMA max_page_count = 1000000")
    assert len(ledger.append([big])) == 1


def test_a_read_only_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    Ledger.open(f"sqlite:///{path}").close()
    ledger = Ledger.open(f"sqlite:///{path}")
    assert isinstance(ledger.database, Sqlite)
    ledger.database.rows("PRAGMA query_only = ON")
    with pytest.raises(LedgerError, match="may not be written to"):
        ledger.append([report(1)])


def test_the_clock_is_kept_in_utc(opened: Open) -> None:
    [entry] = opened().append([report(1)])
    assert entry.at.utcoffset() == timedelta(0)


def test_a_ledger_of_sqlite_is_one_plain_file(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    ledger = Ledger.open(f"sqlite:///{path}")
    ledger.append([report(1)])
    ledger.close()
    with sqlite3.connect(path) as file:
        assert file.execute("SELECT count(*) FROM entry").fetchone() == (1,)
