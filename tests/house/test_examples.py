"""The example reports: in three languages and several formats, and none of them passes for news."""

from collections import Counter
from pathlib import Path

from tocsin.model import Report
from tocsin.pipeline import EXAMPLES
from tocsin.read import Hints, read

WRITTEN = ("written example", "написанный пример", "написаний приклад")


def test_all_are_read_without_a_problem() -> None:
    found = list(read([EXAMPLES], Hints()))
    assert [item for item in found if not isinstance(item, Report)] == []
    assert len(found) >= 14


def test_every_one_says_that_it_was_written() -> None:
    for item in read([EXAMPLES], Hints()):
        assert isinstance(item, Report)
        assert any(words in item.publisher + item.text for words in WRITTEN), item.id


def test_they_come_in_several_formats_from_several_publishers() -> None:
    reports = [item for item in read([EXAMPLES], Hints()) if isinstance(item, Report)]
    assert len({Path(path).suffix for path in EXAMPLES.rglob("*.*")}) >= 5
    assert len({report.publisher for report in reports}) >= 8
    assert max(Counter(report.publisher for report in reports).values()) <= 6
