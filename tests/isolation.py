"""What a test may not depend on: the settings of whoever runs it, and the villages that they imported."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An environment without settings of Tocsin's, and an empty folder for its user's data."""
    data: Path = tmp_path_factory.mktemp("user-data")
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith("TOCSIN_")]:
            environment.delenv(name)
        environment.setenv("XDG_DATA_HOME", str(data))
        yield data
