"""Readers are tested through the door: bytes in a file, reports and Problems out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tocsin.model import Problem, Report
from tocsin.read import Hints, Progress, read

Reading = tuple[list[Report], list[Problem], Progress]
ReadBytes = Callable[..., Reading]


def sorted_out(sources: list[str | Path], hints: Hints = Hints(), **more: object) -> Reading:  # noqa: B008
    told: list[Progress] = []
    found = list(read(sources, hints, progress=told.append, **more))  # type: ignore[arg-type]
    reports = [item for item in found if isinstance(item, Report)]
    return reports, [item for item in found if isinstance(item, Problem)], told[-1]


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    """Writes a payload under a name and reads it."""

    def reader(payload: bytes, name: str = "result.json", hints: Hints = Hints()) -> Reading:  # noqa: B008
        path = tmp_path / name
        path.write_bytes(payload)
        return sorted_out([path], hints)

    return reader
