"""The only outbound network. Until now one thing goes out: the request for a time-stamp.

What is sent, and where to, is decided by whoever runs Tocsin, never by a report. That is why private addresses are not
refused, as they are in `read/fetch.py`: a time-stamping server often stands in one's own network. The rest is as
strict: one deadline for all of it, a limit to the reply, no redirects (what was meant for one server goes to no
other), and no proxies of the environment.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

import httpcore
import httpx

from tocsin.deadlines import Until
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
        until = Until(time.monotonic() + self.seconds)
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
