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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import urljoin

import httpcore
import httpx

from tocsin.deadlines import Until
from tocsin.errors import FetchError

_REDIRECTS = (301, 302, 303, 307, 308)
#: Types that a report can come in; `application/octet-stream` is what servers say when they do not know.
_TYPES = ("text/", "application/json", "application/x-ndjson", "application/jsonl", "application/zip",
          "application/x-zip-compressed", "application/octet-stream", "application/xml", "application/rss",
          "application/atom", "application/rdf", "application/xhtml")  # fmt: skip
_HEADERS = [("User-Agent", "tocsin"), ("Accept", "*/*"), ("Accept-Encoding", "gzip")]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` after redirects, `content` decompressed, `charset` as the server declares it.

    `etag` and `modified` are what the server calls this version of it (RFC 9110), to be asked for a newer one.
    """

    url: str
    content: bytes
    charset: str | None
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches addresses.

    `seconds` bounds one fetch with all its redirects, `max_bytes` what it gives, compressed and decompressed.
    `ports` are those that may be asked. `allow_private` lets addresses of this machine and its network pass: for tests
    and for mirrors that an administrator runs. `private` are single servers, as host:port, that are asked though they
    are private, whatever their port; `at` says where hosts stand (address and port) that are not looked up, as
    /etc/hosts does; `context` holds the certificates that are believed, where they are not the usual ones.
    """

    seconds: float = 30.0
    max_bytes: int = 32 * 2**20
    max_redirects: int = 5
    ports: frozenset[int] = frozenset((80, 443))
    allow_private: bool = False
    private: frozenset[str] = frozenset()
    at: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    context: ssl.SSLContext | None = None

    def fetch(self, url: str) -> Fetched:
        """The content of an address.

        Raises:
            FetchError: refused by a rule, not answered, too slow, too large, or of a type that is no report.
        """
        found = self.newer(url)
        if found is None:
            raise FetchError(f"{url}: the server answers 304 and was not asked for news")
        return found

    def newer(
        self, url: str, known: Fetched | None = None, headers: Iterable[tuple[str, str]] = ()
    ) -> Fetched | None:  # fmt: skip
        """The content of an address, None where it is still what is `known`; `headers` are sent to its own host only.

        Raises:
            FetchError: as for `fetch`.
        """
        versions = (("If-None-Match", known.etag), ("If-Modified-Since", known.modified)) if known else ()
        asked = [*_HEADERS, *((name, value) for name, value in versions if value)]
        deadline = time.monotonic() + self.seconds
        context = self.context or _context()
        first = httpx.URL(url).host if headers else ""
        for _ in range(self.max_redirects + 1):
            target = self._checked(url)
            own = [*asked, *headers] if target.host == first else asked
            try:
                with httpcore.ConnectionPool(ssl_context=context, network_backend=_Guard(self, deadline)) as pool:
                    found = self._get(pool, target, own)
            except (httpcore.TimeoutException, TimeoutError):
                raise FetchError(f"{url}: no answer within {self.seconds:g} seconds") from None
            except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
                raise FetchError(f"{url}: cannot be fetched ({error!s:.120})") from None
            if not isinstance(found, str):
                return found
            url = found
        raise FetchError(f"{url}: more than {self.max_redirects} redirects")

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host, each of which may be connected to.

        Raises:
            FetchError: there is no such host, or one of its addresses is private and not allowed.
        """
        if host in self.at:
            return [self.at[host][0]]
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise FetchError(f"{host}: no such host") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allowed(host, port) and not all(is_public(address) for address in addresses):
            raise FetchError(f"{host}: leads to a private or reserved address, which is not fetched")
        return addresses

    def _allowed(self, host: str, port: int) -> bool:
        return self.allow_private or f"{host}:{port}" in self.private

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
        if port not in self.ports and f"{target.host}:{port}" not in self.private:
            raise FetchError(f"{url:.200}: port {port} is not allowed")
        return target

    def _get(
        self, pool: httpcore.ConnectionPool, target: httpx.URL, asked: list[tuple[str, str]]
    ) -> Fetched | str | None:
        """What one address gives, the address that it redirects to, or None where nothing is new."""
        with pool.stream("GET", str(target.copy_with(fragment=None)), headers=asked) as response:
            headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
            if response.status in _REDIRECTS and headers.get("location"):
                return urljoin(str(target), headers["location"])
            if response.status == 304:
                return None
            if response.status != 200:
                wait = _wait(headers.get("retry-after", ""))
                raise FetchError(f"{target}: the server answers {response.status}", response.status, wait)
            kind, _, parameters = headers.get("content-type", "").lower().partition(";")
            if kind and not kind.strip().startswith(_TYPES) and not kind.strip().endswith("+xml"):
                raise FetchError(f"{target}: '{kind:.60}' is no type that a report comes in")
            content = self._content(response.iter_stream(), headers.get("content-encoding", ""), str(target))
            charset = parameters.partition("charset=")[2].partition(";")[0].strip(" \"'")
            etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
            return Fetched(str(target), content, charset or None, etag, modified)

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


def _context() -> ssl.SSLContext:
    """The usual certificates, or those that OpenSSL's own variables name."""
    return _certified(ssl.get_default_verify_paths())


@cache
def _certified(paths: ssl.DefaultVerifyPaths) -> ssl.SSLContext:  # noqa: ARG001 (what it was made of)
    """Kept for as long as the same certificates are meant: making it takes longer than an answer does."""
    return httpcore.default_ssl_context()


def _wait(retry_after: str) -> float | None:
    """The seconds that a server asks for (RFC 9110, 10.2.3): a number, or the date until which."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return None
    return max(0.0, (until - datetime.now(UTC)).total_seconds()) if until.tzinfo else None


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


class _Guard(Until):
    """Connects to checked addresses only, and lets no operation outlast the deadline of its fetch."""

    def __init__(self, fetcher: Fetcher, deadline: float) -> None:
        super().__init__(deadline)
        self._fetcher = fetcher

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.ConnectError | None = None
        for address in self._fetcher.addresses(host, port):
            try:
                return super().connect_tcp(
                    address, self._fetcher.at.get(host, ("", port))[1], timeout, local_address, socket_options
                )
            except httpcore.ConnectError as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")
