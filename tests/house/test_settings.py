"""The environment: read in one place, wrong values named."""

from pathlib import Path

import pytest

from tocsin.errors import SettingsError
from tocsin.settings import Settings, settings


def test_nothing_set_is_the_default() -> None:
    assert settings({}) == Settings()


def test_all_set(tmp_path: Path) -> None:
    file = tmp_path / "places.sqlite"
    file.touch()
    found = settings({"TOCSIN_DEBUG": "1", "TOCSIN_GAZETTEER": str(file), "TOCSIN_SOURCES": str(tmp_path)})
    assert found == Settings(debug=True, gazetteer=file, sources=tmp_path)


@pytest.mark.parametrize("name", ["TOCSIN_GAZETTEER", "TOCSIN_SOURCES"])
def test_a_path_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings({name: "/no/such/thing"})


def test_a_switch_is_on_or_off() -> None:
    assert not settings({"TOCSIN_DEBUG": "0"}).debug
    with pytest.raises(SettingsError, match="TOCSIN_DEBUG"):
        settings({"TOCSIN_DEBUG": "perhaps"})
