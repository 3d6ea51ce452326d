"""The ledger filled from reports: twice is once, edits stay beside what they edit, killed at any moment nothing is lost."""

import contextlib
import json
import os
import random
import select
import signal
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "resolve"))
from made_reports import reports

from tocsin.errors import InputError, LedgerError, SettingsError
from tocsin.extract import extract
from tocsin.ledger import Fresh, Kind, Ledger, verify
from tocsin.ledger.database import Sqlite
from tocsin.model import Problem, Reading
from tocsin.pipeline import House, Record, Wanted
from tocsin.pipeline.keep import Keeper
from tocsin.vocab import Clock, State

#: How often the ingest is killed. Each time goes on where the last one was cut off.
KILLS = 200
#: … each of these ledgers with its part of them, so that none grows slow.
LEDGERS = 5


@cache
def house() -> House:
    return House.open()


@cache
def readings() -> tuple[Reading, ...]:
    return tuple(extract(r, gazetteer=house().gazetteer, source=house().sources.of(r)) for r in reports())


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    made = Record.open(f"sqlite:///{tmp_path / 'l.sqlite'}", house(), create=True)
    yield made
    made.close()


def seen(record: Record, wanted: Wanted | None = None) -> set[frozenset[str]]:
    """The incidents as sets of claims."""
    return {frozenset(a.incident.claims) for a in record.incidents(wanted or Wanted())}


def keep(record: Record, given: tuple[Reading, ...] | list[Reading]) -> None:
    assert list(record.ingest(given)) == []


def test_reading_the_same_twice_adds_nothing(record: Record) -> None:
    keep(record, readings())
    head, incidents = record.ledger.head(), seen(record)
    keep(record, readings())
    assert record.ledger.head() == head
    assert seen(record) == incidents
    assert record.count.known == len(readings())


def test_order_and_batches_change_no_incident(record: Record, tmp_path: Path) -> None:
    keep(record, readings())
    other = Record.open(f"sqlite:///{tmp_path / 'other.sqlite'}", house(), create=True)
    shuffled = list(readings())
    random.Random(4).shuffle(shuffled)
    for reading in shuffled:
        keep(other, [reading])
    assert seen(other) == seen(record)
    states = [sorted((a.assessment.state, len(a.testimonies)) for a in r.incidents(Wanted())) for r in (record, other)]
    assert states[0] == states[1]
    other.close()


def test_the_ledger_holds_every_claim_and_its_report(record: Record) -> None:
    keep(record, readings())
    claims = {c.id: c for r in readings() for c in r.claims}
    kept = {t.claim.id: t for a in record.incidents(Wanted()) for t in a.testimonies}
    assert set(kept) == set(claims)
    for id_, t in kept.items():
        assert t.claim.span.of(t.report.text) == t.claim.quote
        assert t.claim == replace(claims[id_], why=())
    assert verify(record.ledger).fault is None


def test_an_edited_post_stands_beside_what_it_was(record: Record) -> None:
    first = readings()[0]
    edited = replace(
        first.report, text=first.report.text.replace("шесть", "девять"), edited=datetime(2026, 2, 3, 5, tzinfo=UTC)
    )
    keep(record, [first])
    keep(record, [extract(edited, gazetteer=house().gazetteer)])
    entries = list(record.ledger.entries(0, (Kind.REPORT,)))
    bodies = record.ledger.bodies([e.id for e in entries])
    assert [e.subject.partition("#")[0] for e in entries] == ["a1", "a1"]
    assert bodies[entries[1].id]["edit_of"] == "a1"
    assert "шесть" in bodies[entries[0].id]["text"]
    assert "девять" in bodies[entries[1].id]["text"]
    [region] = list(record.incidents(Wanted(events=("interception",))))
    counts = sorted(f.low or 0 for t in region.testimonies for f in t.claim.figures if f.what == "uav-downed")
    assert counts == [6, 9]
    head = record.ledger.head()
    keep(record, [extract(edited, gazetteer=house().gazetteer)])
    assert record.ledger.head() == head


def test_an_incident_keeps_its_id_and_a_merged_one_leads_on(record: Record) -> None:
    by_id = {r.report.id: r for r in readings()}
    keep(record, [by_id["a2"]])
    [before] = record.incidents(Wanted())
    keep(record, [by_id["a1"], by_id["a3"]])
    after = record.incident(before.incident.id)
    assert after is not None
    assert after.incident.id == before.incident.id
    assert len(after.incident.reports) == 3


def test_incidents_are_found_by_place_area_time_event_and_publisher(record: Record) -> None:
    keep(record, readings())

    def names(**asked: object) -> set[str]:
        return {a.incident.name for a in record.incidents(Wanted(**asked))}  # type: ignore[arg-type]

    assert names(places=("Сызрань",), events=("attack",)) == {"Syzran", "Syzran oil refinery"}
    assert names(places=("Суми",)) == {"Sumy"}
    assert names(areas=("UA-65",)) == {"Korabelnyi District", "Dniprovskyi District"}
    assert names(areas=("Kherson region",)) == {"Korabelnyi District", "Dniprovskyi District"}
    assert names(publishers=("генштаб зсу",)) == {"Syzran", "Syzran oil refinery"}
    early, late = datetime(2026, 2, 4, tzinfo=UTC), datetime(2026, 2, 5, tzinfo=UTC)
    assert names(since=early, until=late) == {"Belgorod Oblast"}
    assert "Poltava" in names(events=("attack",))
    with pytest.raises(SettingsError, match="--event 'strike': it may be attack"):
        names(events=("strike",))
    with pytest.raises(SettingsError, match="--area 'Neverland'"):
        names(areas=("Neverland",))


def test_two_sides_that_agree_corroborate(record: Record) -> None:
    keep(record, readings())
    [sumy] = record.incidents(Wanted(places=("Суми",)))
    assert sumy.assessment.state is State.CORROBORATED
    assert "opposing parties" in sumy.assessment.reason
    behind = {t.claim.id: t.report.id for t in sumy.testimonies}
    assert {behind[c] for c in sumy.assessment.claims} == {"e1", "e2"}


def test_what_was_redacted_is_gone_from_its_incident(record: Record) -> None:
    keep(record, readings())
    [before] = record.incidents(Wanted(places=("Полтава",)))
    assert set(before.incident.reports) == {"e1", "e3"}
    entry = record.ledger.about("e3", Kind.REPORT)[0]
    record.ledger.redact(entry, "law", "duty officer")
    again = Record(record.ledger, house())
    [after] = again.incidents(Wanted(places=("Полтава",)))
    assert set(after.incident.reports) == {"e1"}
    assert verify(record.ledger).fault is None


def test_no_ledger_is_made_by_looking_for_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        Record.open(f"sqlite:///{tmp_path / 'none.sqlite'}", house())
    assert list(tmp_path.iterdir()) == []


def test_people_merge_split_move_and_undo(record: Record) -> None:
    keep(record, readings())
    before = seen(record)

    def at(place: str, **asked: object) -> str:
        [found] = record.incidents(Wanted(places=(place,), **asked))  # type: ignore[arg-type]
        return found.incident.id

    sumy, poltava = at("Суми"), at("Полтава")
    record.decisions.merge(sumy, poltava, "one raid, says the air force", "duty officer")
    merged = record.incident(sumy)
    assert merged is not None
    assert set(merged.incident.reports) == {"e1", "e2", "e3"}
    for id_ in (sumy, poltava):
        now = record.incident(id_)
        assert now is not None
        assert now.incident.id == merged.incident.id
    [(first, body)] = record.decisions.judgements()
    assert (body["reason"], body["by"]) == ("one raid, says the air force", "duty officer")
    record.decisions.undo(first.subject, "two raids after all", "editor")
    assert seen(record) == before

    record.decisions.split(sumy, ["e2"], "another substation", "editor")
    assert {frozenset(a.incident.reports) for a in record.incidents(Wanted(places=("Суми",)))} == {
        frozenset({"e1"}), frozenset({"e2"}),
    }  # fmt: skip
    record.decisions.undo("J-3", "the same one", "editor")
    assert seen(record) == before

    claim = next(
        t.claim.id for a in record.incidents(Wanted(places=("Суми",))) for t in a.testimonies if t.report.id == "e2"
    )
    record.decisions.move(claim, poltava, "the text means Poltava", "editor")
    moved = record.incident(poltava)
    assert moved is not None
    assert claim in moved.incident.claims
    assert all(
        claim not in a.incident.claims
        for a in record.incidents(Wanted(places=("Суми",)))
        if a.incident.id != moved.incident.id
    )
    again = Record(record.ledger, house())
    assert seen(again) == seen(record)
    assert verify(record.ledger).fault is None


def test_two_incidents_that_people_keep_apart_stay_apart(record: Record) -> None:
    by_id = {r.report.id: r for r in readings()}
    keep(record, [by_id["a1"], by_id["a2"]])
    [whole] = list(record.incidents(Wanted(places=("Сызрань",))))
    record.decisions.split(whole.incident.id, ["a2"], "another plant", "editor")
    parts = {frozenset(a.incident.reports) for a in record.incidents(Wanted(areas=("RU-SAM",)))}
    assert frozenset({"a2"}) in parts
    keep(record, [by_id["a3"]])
    assert not any({"a1", "a2"} <= set(a.incident.reports) for a in record.incidents(Wanted(areas=("RU-SAM",))))


def test_a_judgement_needs_something_to_judge(record: Record) -> None:
    keep(record, readings())
    with pytest.raises(InputError, match="no incident of this ledger"):
        record.decisions.merge("I-000000000000", "I-111111111111", "reason", "me")
    with pytest.raises(InputError, match="no judgement of this ledger"):
        record.decisions.undo("J-7", "reason", "me")
    [poltava] = record.incidents(Wanted(places=("Полтава",)))
    with pytest.raises(InputError, match="tell nothing of it"):
        record.decisions.split(poltava.incident.id, ["a1"], "reason", "me")


def test_what_was_known_at_a_past_moment(record: Record) -> None:
    keep(record, readings())

    def known(hour: int) -> set[str]:
        then = datetime(2026, 2, 3, hour, tzinfo=UTC)
        return {r for _, a in record.as_of(then, Clock.PUBLISHED, Wanted()) for r in a.incident.reports}

    assert known(1) == set()
    assert known(3) == {"a1"}
    assert known(12) == {"a1", "a2", "a3", "a4", "a5"}
    late = record.as_of(datetime.now(UTC), Clock.RECORDED, Wanted())
    assert {frozenset(a.incident.claims) for _, a in late} == seen(record)
    assert list(record.as_of(datetime(2020, 1, 1, tzinfo=UTC), Clock.RECORDED, Wanted())) == []


def test_a_redaction_is_for_every_version_of_a_report(record: Record) -> None:
    keep(record, readings())
    keep(record, [reworded("e3")])
    gone, alike = record.decisions.redact("e3", "protection of a person", "duty officer")
    assert gone == 2 * (1 + len(next(r for r in readings() if r.report.id == "e3").claims) + 1)
    assert alike == ()
    assert not [r for a in record.incidents(Wanted()) for r in a.incident.reports if r.startswith("e3")]
    with pytest.raises(InputError, match="or it was redacted already"):
        record.decisions.redact("e3", "again", "me")
    keep(record, [*readings(), reworded("e3")])
    assert not [r for a in record.incidents(Wanted()) for r in a.incident.reports if r.startswith("e3")]


def test_newer_rules_do_not_bring_back_what_was_redacted(record: Record) -> None:
    keep(record, [*readings(), reworded("e3")])
    record.decisions.redact("e3", "protection of a person", "duty officer")
    kinds = (Kind.REPORT, Kind.CLAIM, Kind.READING)
    before = list(record.ledger.entries(0, kinds))
    for reading in (next(r for r in readings() if r.report.id == "e3"), reworded("e3")):
        keep(record, [replace(reading, claims=reading.claims[:1])])
    assert list(record.ledger.entries(0, kinds)) == before


def test_nothing_of_what_was_redacted_is_left_in_the_file(record: Record) -> None:
    keep(record, [*readings(), reworded("e3")])
    record.decisions.redact("e3", "protection of a person", "duty officer")
    record.ledger.append([Fresh(Kind.REPORT, "last", {"text": "written behind it"})])
    database = record.ledger.database
    assert isinstance(database, Sqlite)
    words = {c.quote for r in readings() if r.report.id == "e3" for c in r.claims}
    rows = [
        row for table in ("content", "shelf", "incident", "payload") for row in database.rows(f"SELECT * FROM {table}")
    ]
    held = b"".join(zlib.decompress(row[-1]) for row in rows)
    assert words
    assert not [w for w in words if json.dumps(w).encode()[1:-1] in held or w.encode() in held]
    assert not database.rows("SELECT 1 FROM shelf WHERE owner LIKE 'e3%'")
    assert database.rows("PRAGMA freelist_count") == [(0,)]
    assert not database.rows("SELECT 1 FROM meta WHERE item = 'scrub'")


def test_what_hung_on_a_redacted_report_says_so(record: Record) -> None:
    keep(record, readings())
    [before] = record.incidents(Wanted(places=("Полтава",)))
    claim = next(t.claim.id for t in before.testimonies if t.report.id == "e1")
    gone = next(t.claim.id for t in before.testimonies if t.report.id == "e3")
    record.decisions.redact("e3", "a court's order", "editor")
    after = record.incident(before.incident.id) or record.find(before.incident.id)[0][0]
    assert [(r.report, r.reason, r.by) for r in after.redactions] == [("e3", "a court's order", "editor")]
    assert [r.report for r in record.find("e3")[1]] == ["e3"]
    assert [r.report for r in record.find(gone)[1]] == ["e3"]
    record.decisions.redact("e1", "a court's order", "editor")
    accounts, redactions = record.find(before.incident.id)
    assert not accounts
    assert {r.report for r in redactions} == {"e1", "e3"}
    assert record.find(claim)[0] == []


def reworded(id_: str) -> Reading:
    """A report after its publisher edited it."""
    report = next(r for r in reports() if r.id == id_)
    return extract(replace(report, text=f"{report.text} Оновлено."), gazetteer=house().gazetteer)


def _ingest_in_a_child(url: str, acknowledged: int) -> int:
    """The process id of a child that keeps readings over and over, telling each one that the ledger has acknowledged."""
    child = os.fork()
    if child:
        return child
    try:
        record = Record.open(url, house(), create=True)
        chance = random.Random(os.getpid())
        given = list(readings())
        chance.shuffle(given)
        for turn, reading in enumerate(given):
            stamped = replace(reading.report, id=f"{reading.report.id}-{os.getpid()}-{turn}")
            made = replace(
                reading,
                report=stamped,
                claims=tuple(replace(c, report=stamped.id, id=f"{c.id[:8]}{os.getpid():08x}") for c in reading.claims),
            )
            list(record.ingest([made]))
            os.write(acknowledged, (json.dumps(stamped.id) + "\n").encode())
    finally:
        os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill a process without starting Python each time")
@pytest.mark.parametrize("seed", range(LEDGERS))
def test_killed_at_any_instant_it_loses_nothing(tmp_path: Path, seed: int) -> None:
    url = f"sqlite:///{tmp_path / 'l.sqlite'}"
    readings()
    # What a program does once (its words, its rules) is done before the children are made.
    alone(readings(), tmp_path)
    Ledger.open(url).close()
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    chance = random.Random(seed)
    killed, words, needed = 0, b"", 0.0
    for turn in range(KILLS // LEDGERS):
        began = time.monotonic()
        child = _ingest_in_a_child(url, writer)
        if turn % 10:
            time.sleep(chance.uniform(0.0, 2 * needed))
        else:  # how long one needs to its first word depends on the machine, and on what the ledger holds by then
            select.select([reader], [], [], 60)
            needed = time.monotonic() - began
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        with contextlib.suppress(BlockingIOError):
            words += os.read(reader, 1 << 20)
    told = {json.loads(line) for line in words.splitlines(keepends=True) if line.endswith(b"\n")}
    ledger = Ledger.open(url)
    kept = {e.subject for e in ledger.entries(0, (Kind.READING,))}
    assert killed > KILLS // LEDGERS // 2
    assert len(told) >= KILLS // LEDGERS // 10
    assert told <= kept
    assert verify(ledger).fault is None
    # Every reading that is kept is worked into incidents without any repair.
    record = Record(ledger, house())
    assert {r for a in record.incidents(Wanted()) for r in a.incident.reports} == kept


@pytest.fixture
def other(record: Record) -> Iterator[Record]:
    """Another program with the same ledger open."""
    assert isinstance(record.ledger.database, Sqlite)
    made = Record.open(f"sqlite:///{record.ledger.database.path}", house())
    yield made
    made.close()


def alone(given: Iterable[Reading], folder: Path) -> set[frozenset[str]]:
    """The incidents where one program alone takes everything in."""
    made = Record.open(f"sqlite:///{folder / 'alone.sqlite'}", house(), create=True)
    keep(made, list(given))
    found = seen(made)
    made.close()
    return found


def test_who_loses_the_race_for_the_ledger_tries_again_with_all_that_it_had(
    record: Record, other: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = readings()[::2], readings()[1::2]
    write, raced = Keeper._write, list[bool]()

    def late(self: Keeper, *given: Any) -> bool:
        if self is record._keeper and not raced:
            raced.append(True)
            # The other program records and works in its own, and what this one has recorded, before this one writes.
            keep(other, second)
        return write(self, *given)

    monkeypatch.setattr(Keeper, "_write", late)
    keep(record, first)
    assert raced
    assert seen(record) == seen(other) == alone(readings(), tmp_path)


def test_two_programs_at_once_make_the_same_incidents_as_one(record: Record, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'l.sqlite'}"
    children = []
    for given in (readings()[::2], readings()[1::2]):
        child = os.fork()
        if not child:
            try:
                mine = Record.open(url, house())
                for reading in given:
                    list(mine.ingest([reading]))
            finally:
                os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert seen(record) == alone(readings(), tmp_path)
    assert verify(record.ledger).fault is None


def test_a_judgement_counts_in_every_program_that_has_the_ledger_open(record: Record, other: Record) -> None:
    by_id = {r.report.id: r for r in readings()}
    keep(record, [by_id["a1"], by_id["a2"]])
    [both] = [a for a in record.incidents(Wanted()) if {"a1", "a2"} <= set(a.incident.reports)]
    other.decisions.split(both.incident.id, ["a2"], "two fires", "desk")
    # What comes later is grouped as the other program's people decided.
    keep(record, [by_id["a3"]])
    assert not any({"a1", "a2"} <= set(a.incident.reports) for a in record.incidents(Wanted()))


def test_two_wordings_of_one_post_side_by_side_are_both_kept(record: Record) -> None:
    first = readings()[0]
    later = replace(first.report, text=first.report.text.replace("шесть", "девять"))
    keep(record, [first, extract(later, gazetteer=house().gazetteer)])
    entries = list(record.ledger.entries(0, (Kind.REPORT,)))
    assert len(entries) == 2
    assert record.ledger.bodies([e.id for e in entries])[entries[1].id]["edit_of"] == "a1"


def posts(*numbers: int) -> list[Reading]:
    """Posts of one channel by their numbers."""
    made = (replace(reports()[n % len(reports())], id=f"777/{n}") for n in numbers)
    return [extract(r, gazetteer=house().gazetteer) for r in made]


def test_a_post_that_is_missing_where_its_channel_was_read_whole_was_taken_down(record: Record) -> None:
    keep(record, posts(1, 2, 3, 4))
    assert list(record.ingest(posts(2, 4), complete=True)) == []
    assert record.count.deleted == 1
    gone = {t.report.id: t for a in record.incidents(Wanted()) for t in a.testimonies if t.deleted}
    assert set(gone) == {"777/3"}
    assert "read whole" in gone["777/3"].deletion
    head = record.ledger.head()
    list(record.ingest(posts(2, 4), complete=True))
    assert (record.count.deleted, record.ledger.head()) == (0, head)
    assert verify(record.ledger).fault is None


def test_where_something_could_not_be_read_no_post_is_taken_for_gone(record: Record) -> None:
    keep(record, posts(1, 2, 3))
    told = list(record.ingest([posts(1)[0], Problem("x.json", "message 2", "broken"), posts(3)[0]], complete=True))
    assert [p.reason for p in told][1:] == [
        "not everything could be read: whether posts were taken down cannot be told"
    ]
    assert not any(t.deleted for a in record.incidents(Wanted()) for t in a.testimonies)


def test_people_say_that_a_post_was_taken_down(record: Record) -> None:
    keep(record, readings())
    record.decisions.deleted("e1", "seen by hand")
    told = {t.report.id: t.deletion for a in record.incidents(Wanted()) for t in a.testimonies if t.deleted}
    assert told == {"e1": "seen by hand"}
    with pytest.raises(InputError, match="no report of this ledger"):
        record.decisions.deleted("nothing", "seen by hand")


def test_the_ledger_tells_how_far_each_source_was_read(record: Record) -> None:
    keep(record, readings())
    known = {row.source.publisher: row for row in record.sources()}
    reuters = known["Reuters"]
    told = [r.report for r in readings() if r.report.publisher == "Reuters"]
    assert (reuters.reports, reuters.read_to) == (len(told), max(r.published for r in told if r.published))
    assert reuters.read_at is not None
    assert known["ACLED"].read_at is None


def test_other_rules_work_all_incidents_out_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(record, readings())
    sumy = next(iter(record.incidents(Wanted(places=("Суми",)))))
    record.decisions.split(sumy.incident.id, ["e2"], "another one", "editor")
    before = seen(record)
    assert not record.outdated
    monkeypatch.setattr("tocsin.pipeline.keep.rules", lambda: "other")
    again = Record(record.ledger, house())
    assert again.outdated
    steps = list(again.rebuild())
    assert steps[-1][0] <= steps[-1][1] == record.ledger.head().seq
    assert not again.outdated
    assert seen(again) == before


def test_people_confirm_refute_and_take_it_back(record: Record) -> None:
    keep(record, readings())
    [before] = record.incidents(Wanted(places=("Полтава",)))
    record.decisions.rule(before.incident.id, State.REFUTED, "the video is of 2022", "editor")
    [refuted] = record.incidents(Wanted(places=("Полтава",), states=("refuted",)))
    assert "the video is of 2022" in refuted.assessment.reason
    assert {g.credibility for g in refuted.assessment.grades} == {"5"}
    then = record.ledger.about("J-1", Kind.JUDGEMENT)[0].at
    record.decisions.rule(before.incident.id, State.CONFIRMED, "seen on the spot", "editor")
    [confirmed] = record.incidents(Wanted(places=("Полтава",)))
    assert confirmed.assessment.state is State.CONFIRMED
    [(_, was)] = record.as_of(then, Clock.RECORDED, Wanted(places=("Полтава",)))
    assert was.assessment.state is State.REFUTED
    record.decisions.undo("J-2", "not seen after all", "editor")
    [after] = record.incidents(Wanted(places=("Полтава",)))
    assert after.assessment.state is before.assessment.state
