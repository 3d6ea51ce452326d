"""What other incidents tell of one: now, and at a past moment."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.extract import extract
from tocsin.model import Account, Check, Report
from tocsin.pipeline import House, Record, Wanted
from tocsin.vocab import Clock, Precedence

SUMS = "a total and those who count in its regions"


def report(id_: str, hour: int, publisher: str, text: str) -> Report:
    return Report(id_, text, publisher, datetime(2026, 2, 3, hour, tzinfo=UTC))


REPORTS = [
    report(
        "m", 5, "A ministry",
        "С 23:00 2 февраля до 07:00 3 февраля уничтожены 20 беспилотников: 12 – над территорией Белгородской области, "
        "5 – над территорией Курской области, 3 – над территорией Брянской области.",
    ),
    report("g", 6, "A governor", "За ночь над Белгородской областью силами ПВО сбиты 14 беспилотников."),
    report("k", 9, "His neighbour", "За ночь над Курской областью сбито 5 беспилотников."),
    report("s", 10, "An outlet", "Завод в Сызрани вновь атакован беспилотником сегодня в 09:30."),
    report("e", 12, "A chronicler", "Завод в Сызрани был атакован беспилотником 1 февраля в 03:00."),
]  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    made = Record.open(f"sqlite:///{tmp_path / 'l.sqlite'}", House.open(), create=True)
    readings = [extract(r, gazetteer=made.house.gazetteer, source=made.house.sources.of(r)) for r in REPORTS]
    assert not list(made.ingest(readings))
    yield made
    made.close()


def sums(accounts: Iterable[Account]) -> list[Check]:
    return [check for a in accounts for check in a.assessment.checks if check.name == SUMS]


def known(record: Record, hour: int) -> list[Account]:
    then = datetime(2026, 2, 3, hour, 30, tzinfo=UTC)
    return [a for _, a in record.as_of(then, Clock.PUBLISHED, Wanted())]


def test_a_total_is_held_against_the_governors_once_two_of_them_counted(record: Record) -> None:
    assert [(c.first, c.second) for c in sums(record.incidents(Wanted()))] == [(17, 19)]
    assert [(c.first, c.second) for c in sums(known(record, 9))] == [(17, 19)]
    assert not sums(known(record, 6))


def test_what_was_read_later_bears_nothing_out_before(record: Record) -> None:
    def verdicts(accounts: Iterable[Account]) -> list[Precedence]:
        return [h.verdict for a in accounts for h in a.history]

    assert verdicts(record.incidents(Wanted())) == [Precedence.SUPPORTED]
    assert verdicts(known(record, 10)) == [Precedence.BEYOND]


def test_what_was_taken_down_later_stood_then(record: Record) -> None:
    record.decisions.deleted("g", "seen by hand")
    assert [t.report.id for a in record.incidents(Wanted()) for t in a.testimonies if t.deleted] == ["g"]
    assert not [t for a in known(record, 9) for t in a.testimonies if t.deleted]
