"""The walk of the record: read, then extract, one report at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tocsin.extract import extract
from tocsin.model import Problem, Reading, Report
from tocsin.pipeline.house import House
from tocsin.read import Hints, Progress, read

#: The reports that come with Tocsin: written examples, not news.
EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of publication dates that is wanted; both ends are aware, belong to it, and may be open."""

    since: datetime | None = None
    until: datetime | None = None

    def refuses(self, report: Report) -> bool:
        """Whether the report was published outside the window. One without a date is not outside."""
        if report.published is None:
            return False
        early = self.since is not None and report.published < self.since
        late = self.until is not None and report.published > self.until
        return early or late

    @property
    def is_open(self) -> bool:
        """Whether every date belongs to it."""
        return self.since is None and self.until is None


@dataclass(frozen=True, slots=True)
class Door:
    """What reading is given from outside: standard input for the source `-`, and whom to tell how far it is."""

    stdin: BinaryIO | None = None
    progress: Callable[[Progress], None] | None = None


def record(
    sources: Iterable[str | Path],
    house: House,
    *,
    hints: Hints | None = None,
    window: Window | None = None,
    door: Door | None = None,
) -> Iterator[Reading | Problem]:
    """Read `sources` into claims, as a stream: nothing is held but the report in hand.

    Yields:
        A `Reading` for each report, or a `Problem` for what could not be read. A report without a date is a
        problem where a window is asked for, since nobody can say whether it belongs there.

    Raises:
        InputError: a source is not there at all; before anything is read.
    """
    window, door = window or Window(), door or Door()
    for item in read(sources, hints or Hints(), stdin=door.stdin, progress=door.progress):
        if isinstance(item, Problem):
            yield item
        elif item.published is None and not window.is_open:
            yield Problem(item.origin, item.id, "it bears no date, so it was left out; --published gives it one")
        elif not window.refuses(item):
            yield extract(item, gazetteer=house.gazetteer, source=house.sources.of(item))
