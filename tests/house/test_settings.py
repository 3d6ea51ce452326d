"""The environment: read in one place, wrong values named."""

from pathlib import Path

import pytest

from tocsin.errors import SettingsError
from tocsin.settings import Settings, settings


def test_nothing_set_is_the_default() -> None:
    found = settings({})
    assert found == Settings(ledger=found.ledger)
    assert found.ledger.startswith("sqlite:///")
    assert found.ledger.endswith("ledger.sqlite")


def test_all_set(tmp_path: Path) -> None:
    file = tmp_path / "places.sqlite"
    file.touch()
    url = "postgresql://desk@localhost/tocsin"
    given = {"TOCSIN_DEBUG": "1", "TOCSIN_GAZETTEER": str(file), "TOCSIN_SOURCES": str(tmp_path), "TOCSIN_LEDGER": url}
    given |= {"TOCSIN_TSA": "https://tsa.example/", "TOCSIN_TSA_CERT": str(file)}
    assert settings(given) == Settings(
        debug=True, ledger=url, gazetteer=file, sources=tmp_path, tsa="https://tsa.example/", tsa_cert=file
    )


def test_a_time_stamping_server_is_an_address_on_the_web() -> None:
    with pytest.raises(SettingsError, match=r"TOCSIN_TSA is 'tsa\.example'; write it as https"):
        settings({"TOCSIN_TSA": "tsa.example"})


def test_a_ledger_s_address_names_an_engine() -> None:
    with pytest.raises(SettingsError, match=r"TOCSIN_LEDGER is 'ledger.sqlite'; write it as"):
        settings({"TOCSIN_LEDGER": "ledger.sqlite"})


@pytest.mark.parametrize("name", ["TOCSIN_GAZETTEER", "TOCSIN_SOURCES", "TOCSIN_TSA_CERT"])
def test_a_path_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings({name: "/no/such/thing"})


def test_a_switch_is_on_or_off() -> None:
    assert not settings({"TOCSIN_DEBUG": "0"}).debug
    with pytest.raises(SettingsError, match="TOCSIN_DEBUG"):
        settings({"TOCSIN_DEBUG": "perhaps"})
