"""The only outbound network. Until now one thing goes out: the request for a time-stamp.

What is sent, and where to, is decided by whoever runs Tocsin, never by a report. That is why private addresses are not
refused, as they are in `read/fetch.py`: a time-stamping server often stands in one's own network. The rest is as
strict: one deadline for all of it, a limit to the reply, no redirects (what was meant for one server goes to no
other), and no proxies of the environment.
"""

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from tocsin.errors import ChannelError, SettingsError


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent, as `kind`, and as what its reply must come (both media types)."""

    content: bytes
    kind: str
    reply: str


@dataclass(frozen=True, slots=True)
class Channel:
    """An address that things are sent to.

    `seconds` bounds one exchange, `max_bytes` its reply.

    Raises:
        SettingsError: no such address can be sent to.
    """

    url: str
    seconds: float = 30.0
    max_bytes: int = 2**20

    def __post_init__(self) -> None:
        try:
            target = httpx.URL(self.url)
        except (httpx.InvalidURL, ValueError, TypeError):
            raise SettingsError(f"{self.url:.200}: not an address") from None
        if target.userinfo:
            raise SettingsError(f"{target.host}: nothing is sent to an address with a user name or password in it")
        if target.scheme not in ("http", "https") or not target.host:
            raise SettingsError(f"{self.url:.200}: things are sent to http and https addresses only")

    def post(self, parcel: Parcel) -> bytes:
        """Send a parcel; what comes back.

        Raises:
            ChannelError: not reached, too slow, too large, or not answered with what was asked for.
        """
        until = _Until(time.monotonic() + self.seconds)
        target = str(httpx.URL(self.url).copy_with(fragment=None))
        headers = [("User-Agent", "tocsin"), ("Content-Type", parcel.kind), ("Accept", parcel.reply)]
        try:
            context = httpcore.default_ssl_context()
            with (
                httpcore.ConnectionPool(ssl_context=context, network_backend=until) as pool,
                pool.stream("POST", target, headers=headers, content=parcel.content) as response,
            ):
                self._agreed(response, parcel.reply)
                return self._limited(response.iter_stream())
        except (httpcore.TimeoutException, TimeoutError):
            raise ChannelError(f"{self.url}: no answer within {self.seconds:g} seconds") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise ChannelError(f"{self.url}: cannot be reached ({error!s:.120})") from None

    def _agreed(self, response: httpcore.Response, wanted: str) -> None:
        """See that a reply is what was asked for, as far as its head tells."""
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
        if 300 <= response.status < 400:
            to = headers.get("location", "nowhere")
            raise ChannelError(f"{self.url}: redirects to {to:.200}; that is not followed, name the address itself")
        if not 200 <= response.status < 300:
            raise ChannelError(f"{self.url}: the server answers {response.status}")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != wanted:
            raise ChannelError(f"{self.url}: answers with '{kind:.60}' instead of {wanted}; is it the right address?")

    def _limited(self, chunks: Iterable[bytes]) -> bytes:
        parts, size = [], 0
        for part in chunks:
            size += len(part)
            if size > self.max_bytes:
                raise ChannelError(f"{self.url}: answers with more than {self.max_bytes:,} bytes")
            parts.append(part)
        return b"".join(parts)


class _Until(httpcore.NetworkBackend):
    """Connects, and lets no operation outlast the deadline."""

    def __init__(self, deadline: float) -> None:
        self._deadline, self._inner = deadline, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (the deadline is stricter)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _Timed(self._inner.connect_tcp(host, port, self.left(), local_address, socket_options), self)

    def left(self) -> float:
        """Seconds to the deadline."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _Timed(httpcore.NetworkStream):
    """A connection whose every operation ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, until: _Until) -> None:
        self._inner, self._until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._inner.read(max_bytes, self._until.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, self._until.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, self._until.left()), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
