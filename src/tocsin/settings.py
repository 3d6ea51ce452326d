"""What the environment says: the one place where it is read.

| variable | meaning |
| --- | --- |
| `TOCSIN_DEBUG` | `1`: an unexpected fault shows its trace |
| `TOCSIN_LEDGER` | the ledger's address, `sqlite:///path` or `postgresql://…`; else a file in the user's data folder |
| `TOCSIN_GAZETTEER` | a gazetteer file to use instead of the one that came with Tocsin |
| `TOCSIN_SOURCES` | a folder of source descriptions (`*.yml`), read beside those that came with Tocsin |
| `TOCSIN_TSA` | the address of a time-stamping server (RFC 3161) for what `tocsin verify --stamp` writes |
| `TOCSIN_PRIVATE_HOSTS` | servers of your own network that may be asked: host:port, with commas |
| `TOCSIN_ALERTS_TOKEN` | the token for api.alerts.in.ua |
| `TOCSIN_TSA_CERT` | a PEM file with the certificates that its time-stamps are held against |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from tocsin.errors import SettingsError

_SWITCH = {"": False, "0": False, "no": False, "false": False, "1": True, "yes": True, "true": True}


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration of one run."""

    debug: bool = False
    ledger: str = ""
    gazetteer: Path | None = None
    sources: Path | None = None
    tsa: str = ""
    tsa_cert: Path | None = None
    private: frozenset[str] = frozenset()
    alerts_token: str = ""


def settings(environment: Mapping[str, str]) -> Settings:
    """The settings that `environment` (usually `os.environ`) holds.

    Raises:
        SettingsError: a variable has a value that makes no sense; the message names it.
    """
    return Settings(
        debug=_switch(environment, "TOCSIN_DEBUG"),
        ledger=_ledger(environment),
        gazetteer=_path(environment, "TOCSIN_GAZETTEER", folder=False),
        sources=_path(environment, "TOCSIN_SOURCES", folder=True),
        tsa=_web(environment, "TOCSIN_TSA"),
        tsa_cert=_path(environment, "TOCSIN_TSA_CERT", folder=False),
        private=_hosts(environment, "TOCSIN_PRIVATE_HOSTS"),
        alerts_token=environment.get("TOCSIN_ALERTS_TOKEN", "").strip(),
    )


def _ledger(environment: Mapping[str, str]) -> str:
    given = environment.get("TOCSIN_LEDGER", "").strip()
    if given and not given.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise SettingsError(f"TOCSIN_LEDGER is {given!r}; write it as sqlite:///path or postgresql://…")
    return given or f"sqlite:///{Path(platformdirs.user_data_dir('tocsin')) / 'ledger.sqlite'}"


def _hosts(environment: Mapping[str, str], name: str) -> frozenset[str]:
    given = [h.strip() for h in environment.get(name, "").split(",") if h.strip()]
    wrong = next((h for h in given if not h.rpartition(":")[2].isdecimal() or not h.rpartition(":")[0]), None)
    if wrong:
        raise SettingsError(f"{name} has {wrong!r}; write a host and a port, as 127.0.0.1:8080")
    return frozenset(given)


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").strip().lower()
    if value not in _SWITCH:
        raise SettingsError(f"{name} is {value!r}; it may be 1 or 0")
    return _SWITCH[value]


def _web(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if value and not value.startswith(("http://", "https://")):
        raise SettingsError(f"{name} is {value!r}; write it as https://…")
    return value


def _path(environment: Mapping[str, str], name: str, *, folder: bool) -> Path | None:
    value = environment.get(name, "").strip()
    if not value:
        return None
    path = Path(value).expanduser()
    if not (path.is_dir() if folder else path.is_file()):
        raise SettingsError(f"{name}: there is no {'folder' if folder else 'file'} {path}")
    return path
