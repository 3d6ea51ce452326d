"""The only inbound network: one address, fetched with limits.

An address on the web may lead anywhere, also into the network that Tocsin runs in. So every host is resolved here,
every one of its addresses must be public, and the connection goes to the very address that was checked (a second
look-up might answer differently). Redirects are followed by hand, each under the same rules. Proxies of the environment
are not used: they would resolve and connect on their own.
"""

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import httpcore
import httpx

from tocsin.errors import FetchError

_REDIRECTS = (301, 302, 303, 307, 308)
#: Types that a report can come in; `application/octet-stream` is what servers say when they do not know.
_TYPES = ("text/", "application/json", "application/x-ndjson", "application/jsonl", "application/zip",
          "application/x-zip-compressed", "application/octet-stream", "application/xml", "application/rss",
          "application/atom", "application/rdf", "application/xhtml")  # fmt: skip
_HEADERS = [("User-Agent", "tocsin"), ("Accept", "*/*"), ("Accept-Encoding", "gzip")]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` after redirects, `content` decompressed, `charset` as the server declares it."""

    url: str
    content: bytes
    charset: str | None


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches addresses.

    `seconds` bounds one fetch with all its redirects, `max_bytes` what it gives, compressed and decompressed.
    `ports` are those that may be asked. `allow_private` lets addresses of this machine and its network pass: for tests
    and for mirrors that an administrator runs.
    """

    seconds: float = 30.0
    max_bytes: int = 32 * 2**20
    max_redirects: int = 5
    ports: frozenset[int] = frozenset((80, 443))
    allow_private: bool = False

    def fetch(self, url: str) -> Fetched:
        """The content of an address.

        Raises:
            FetchError: refused by a rule, not answered, too slow, too large, or of a type that is no report.
        """
        deadline = time.monotonic() + self.seconds
        context = httpcore.default_ssl_context()
        for _ in range(self.max_redirects + 1):
            target = self._checked(url)
            try:
                with httpcore.ConnectionPool(ssl_context=context, network_backend=_Guard(self, deadline)) as pool:
                    found = self._get(pool, target)
            except (httpcore.TimeoutException, TimeoutError):
                raise FetchError(f"{url}: no answer within {self.seconds:g} seconds") from None
            except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
                raise FetchError(f"{url}: cannot be fetched ({error!s:.120})") from None
            if isinstance(found, Fetched):
                return found
            url = found
        raise FetchError(f"{url}: more than {self.max_redirects} redirects")

    def _checked(self, url: str) -> httpx.URL:
        """The address, if its form is one that may be asked."""
        try:
            target = httpx.URL(url)
            port = target.port or (443 if target.scheme == "https" else 80)
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise FetchError(f"{url:.200}: not an address ({error!s:.80})") from None
        if target.scheme not in ("http", "https") or not target.host:
            raise FetchError(f"{url:.200}: only http and https addresses are fetched")
        if target.userinfo:
            raise FetchError(f"{target.host}: an address with a user name or password is not fetched")
        if port not in self.ports:
            raise FetchError(f"{url:.200}: port {port} is not allowed")
        return target

    def _get(self, pool: httpcore.ConnectionPool, target: httpx.URL) -> Fetched | str:
        """What one address gives, or the address that it redirects to."""
        with pool.stream("GET", str(target.copy_with(fragment=None)), headers=_HEADERS) as response:
            headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
            if response.status in _REDIRECTS and headers.get("location"):
                return urljoin(str(target), headers["location"])
            if response.status != 200:
                raise FetchError(f"{target}: the server answers {response.status}")
            kind, _, parameters = headers.get("content-type", "").lower().partition(";")
            if kind and not kind.strip().startswith(_TYPES) and not kind.strip().endswith("+xml"):
                raise FetchError(f"{target}: '{kind:.60}' is no type that a report comes in")
            content = self._content(response.iter_stream(), headers.get("content-encoding", ""), str(target))
            charset = parameters.partition("charset=")[2].partition(";")[0].strip(" \"'")
            return Fetched(str(target), content, charset or None)

    def _content(self, chunks: Iterable[bytes], encoding: str, url: str) -> bytes:
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"{url}: compressed as '{encoding:.40}', which was not asked for")
        parts, size = [], 0
        try:
            for part in _inflated(chunks, self.max_bytes) if encoding not in ("", "identity") else chunks:
                size += len(part)
                if size > self.max_bytes:
                    raise FetchError(f"{url}: larger than {self.max_bytes:,} bytes, the most that is fetched")
                parts.append(part)
        except zlib.error:
            raise FetchError(f"{url}: its compressed content is damaged") from None
        return b"".join(parts)


def _inflated(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Decompressed in steps, none larger than `limit` and a byte: a bomb is noticed when it begins to expand."""
    engine = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for chunk in chunks:
        while chunk:
            yield engine.decompress(chunk, limit + 1)
            chunk = engine.unconsumed_tail
    yield engine.flush()


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and so do the IPv4 addresses that it embeds (RFC 6890)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    embedded: list[ipaddress.IPv4Address | None] = []
    if isinstance(ip, ipaddress.IPv6Address):
        embedded = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in ipaddress.ip_network("64:ff9b::/96"):  # NAT64, RFC 6052
            embedded.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    if any(inner is not None and not is_public(str(inner)) for inner in embedded):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


class _Guard(httpcore.NetworkBackend):
    """Connects to checked addresses only, and lets no operation outlast the deadline of its fetch."""

    def __init__(self, fetcher: Fetcher, deadline: float) -> None:
        self._fetcher, self._deadline = fetcher, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (the deadline is stricter)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise FetchError(f"{host}: no such host") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._fetcher.allow_private and not all(is_public(address) for address in addresses):
            raise FetchError(f"{host}: leads to a private or reserved address, which is not fetched")
        failure: httpcore.ConnectError | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(address, port, self.left(), local_address, socket_options)
                return _Timed(stream, self)
            except httpcore.ConnectError as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def left(self) -> float:
        """Seconds to the deadline."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _Timed(httpcore.NetworkStream):
    """A connection whose every operation ends by the deadline: a server that drips bytes does not hold it open."""

    def __init__(self, inner: httpcore.NetworkStream, guard: _Guard) -> None:
        self._inner, self._guard = inner, guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._inner.read(max_bytes, self._guard.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, self._guard.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, self._guard.left()), self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
