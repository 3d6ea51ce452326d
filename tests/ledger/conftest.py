"""Every ledger test runs over both engines: SQLite, and a PostgreSQL that the tests start from what is installed."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tocsin.ledger import Ledger

_BINARIES = [
    *os.environ.get("PATH", "").split(os.pathsep),
    *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"))),
]
_OTHER_USER = "nobody"


def _binary(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join(reversed(_BINARIES)))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL of our own, reached through a socket in a temporary folder."""
    initdb, server = _binary("initdb"), _binary("postgres")
    if not initdb or not server:
        pytest.skip("no PostgreSQL: install postgresql (its initdb and postgres) to run this over it, too")
    folder = tmp_path_factory.mktemp("pg")
    # PostgreSQL refuses to run as root, which continuous integration often is.
    as_other = ["setpriv", "--reuid", _OTHER_USER, "--regid", "nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    if as_other:
        if not shutil.which("setpriv"):
            pytest.skip("PostgreSQL will not run as root, and setpriv (util-linux) is not there to run it as another")
        for parent in [folder, *folder.parents][:3]:
            parent.chmod(0o755)
        shutil.chown(folder, _OTHER_USER)
    data = folder / "data"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*as_other, initdb, "-D", data, "-U", "tocsin", "-A", "trust", "-E", "UTF8", "-N"], **quiet)
    settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
    running = subprocess.Popen([*as_other, server, "-D", data, *settings], stderr=subprocess.DEVNULL, cwd=folder)
    url = f"postgresql://tocsin@/postgres?host={folder}"
    try:
        _wait(url)
        yield url
    finally:
        running.terminate()
        running.wait(20)


def _wait(url: str) -> None:
    import time

    import psycopg

    for _ in range(100):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the PostgreSQL of the tests did not start within 10 s")


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty ledger."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    import psycopg

    base = request.getfixturevalue("postgres")
    name = f"t{abs(hash(request.node.nodeid))}"
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    return base.replace("/postgres?", f"/{name}?")


@pytest.fixture
def opened(url: str) -> Iterator[Callable[[], Ledger]]:
    """Opens the ledger, as often as asked; all are closed at the end."""
    held: list[Ledger] = []

    def one() -> Ledger:
        held.append(Ledger.open(url))
        return held[-1]

    yield one
    for ledger in held:
        ledger.close()
