"""The only outbound network, against a server of the test's own."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.errors import ChannelError, SettingsError
from tocsin.publish.channels import Channel, Parcel
from tsa import Server

PARCEL = Parcel(b"\x30\x01\x01\x01\xff", "application/timestamp-query", "application/timestamp-reply")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server.running() as one:
        yield one


def test_what_is_sent_arrives_and_what_comes_back_is_given(server: Server) -> None:
    assert Channel(f"{server.url}/garbage").post(PARCEL) == PARCEL.content[::-1]
    path, headers, content = server.asked[-1]
    assert (path, content) == ("/garbage", PARCEL.content)
    assert headers["Content-Type"] == "application/timestamp-query"
    assert headers["Accept"] == "application/timestamp-reply"
    assert headers["Host"] == server.url.removeprefix("http://")
    assert set(headers) == {"Host", "Content-Type", "Accept", "User-Agent", "Content-Length"}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("page", r"answers with 'text/html' instead of application/timestamp-reply"),
        ("busy", r"the server answers 503"),
        ("moved", r"redirects to /tsa; that is not followed"),
        ("large", r"answers with more than 1,048,576 bytes"),
    ],
)
def test_what_is_not_answered_as_it_should_be(server: Server, path: str, reason: str) -> None:
    before = len(server.asked)
    with pytest.raises(ChannelError, match=rf"^{server.url}/{path}: {reason}"):
        Channel(f"{server.url}/{path}").post(PARCEL)
    assert len(server.asked) == before + 1


def test_a_server_that_drips_is_left_at_the_deadline(server: Server) -> None:
    began = time.monotonic()
    with pytest.raises(ChannelError, match=r"no answer within 0\.5 seconds$"):
        Channel(f"{server.url}/drip", seconds=0.5).post(PARCEL)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "https://127.0.0.1:9/", "http://no-such-host.invalid/"])
def test_a_server_that_is_not_there(url: str) -> None:
    with pytest.raises(ChannelError, match=rf"^{url}: cannot be reached \(.+\)$"):
        Channel(url).post(PARCEL)


def test_what_speaks_no_tls_is_not_spoken_to(server: Server) -> None:
    before = len(server.asked)
    with pytest.raises(ChannelError, match="cannot be reached"):
        Channel(server.url.replace("http:", "https:") + "/tsa").post(PARCEL)
    assert len(server.asked) == before


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "tsa.example", "http://", "http://[::1", ""]
)
def test_forms_of_address_that_nothing_is_sent_to(url: str) -> None:
    with pytest.raises(SettingsError):
        Channel(url)


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(SettingsError, match="user name or password") as caught:
        Channel("https://desk:secret@tsa.example/")
    assert "secret" not in str(caught.value)


def test_nothing_of_the_environment_stands_between(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert Channel(f"{server.url}/garbage").post(PARCEL) == PARCEL.content[::-1]


def test_the_network_is_touched_in_two_files() -> None:
    """And in the deadline that both put on their connections."""
    source = Path(__file__).parents[2] / "src/tocsin"
    ways = ("import httpcore", "import httpx", "import socket", "import http.client", "import smtplib",
            "from urllib.request", "import urllib.request", "from urllib import request", "import asyncio")  # fmt: skip
    touching = {p for p in source.rglob("*.py") if any(w in p.read_text(encoding="utf-8") for w in ways)}
    assert {str(p.relative_to(source)) for p in touching} == {"read/fetch.py", "publish/channels.py", "deadlines.py"}
