"""The only inbound network, against a server of the test's own."""

import gzip
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme
from conftest import sorted_out

from tocsin.errors import FetchError
from tocsin.read import Fetcher
from tocsin.read.fetch import is_public

FEED = "<rss><channel><title>Вісник</title><item><title>Вибухи в порту</title><guid>1</guid></item></channel></rss>"


class _Site(BaseHTTPRequestHandler):
    """Every path behaves in its own way."""

    def do_GET(self) -> None:
        getattr(self, "serve_" + self.path.strip("/").partition("?")[0], self.serve_missing)()

    def give(self, body: bytes = b"", kind: str | None = "text/plain", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve_missing(self) -> None:
        self.give(status=404)

    def serve_feed(self) -> None:
        self.give(FEED.encode(), "application/rss+xml; charset=utf-8")

    def serve_koi(self) -> None:
        self.give("Силами ПВО сбиты три беспилотника".encode("koi8-r"), 'text/plain; charset="koi8-r"')

    def serve_packed(self) -> None:
        self.give(gzip.compress(FEED.encode()), "text/xml", Content_Encoding="gzip")

    def serve_bomb(self) -> None:
        self.give(gzip.compress(bytes(300_000_000), 9), Content_Encoding="gzip")

    def serve_damaged(self) -> None:
        self.give(b"\x1f\x8b\x08no gzip", Content_Encoding="gzip")

    def serve_brotli(self) -> None:
        self.give(b"x", Content_Encoding="br")

    def serve_image(self) -> None:
        self.give(b"\x89PNG", "image/png")

    def serve_moved(self) -> None:
        self.give(status=302, Location="/feed")

    def serve_circle(self) -> None:
        self.give(status=301, Location="/circle")

    def serve_inside(self) -> None:
        self.give(status=302, Location="http://169.254.169.254/latest/meta-data")

    def serve_tofile(self) -> None:
        self.give(status=302, Location="file:///etc/passwd")

    def serve_large(self) -> None:
        self.give(b"x" * 3_000_000)

    def serve_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def local(site: str, **limits: object) -> Fetcher:
    port = int(site.rpartition(":")[2])
    return Fetcher(ports=frozenset({port}), allow_private=True, **limits)  # type: ignore[arg-type]


class TestEncrypted:
    """The connection goes to the address that was checked, and the certificate is still that of the name."""

    @pytest.fixture
    def authority(self) -> trustme.CA:
        return trustme.CA()

    @pytest.fixture
    def served(self, authority: trustme.CA, request: pytest.FixtureRequest) -> Iterator[str]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
        server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(getattr(request, "param", "localhost")).configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://localhost:{server.server_port}"
        server.shutdown()

    @pytest.fixture
    def trusted(self, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        with authority.cert_pem.tempfile() as path:
            monkeypatch.setenv("SSL_CERT_FILE", path)
            yield

    @pytest.mark.usefixtures("trusted")
    def test_a_page_is_fetched(self, served: str) -> None:
        assert FEED.encode() in local(served).fetch(f"{served}/feed").content

    def test_an_unknown_authority_is_refused(self, served: str) -> None:
        with pytest.raises(FetchError, match="certificate"):
            local(served).fetch(f"{served}/feed")

    @pytest.mark.usefixtures("trusted")
    @pytest.mark.parametrize("served", ["elsewhere.example"], indirect=True)
    def test_a_certificate_of_another_name_is_refused(self, served: str) -> None:
        with pytest.raises(FetchError, match="certificate"):
            local(served).fetch(f"{served}/feed")


def test_a_feed_is_fetched_and_read(site):
    for path in ("feed", "packed", "moved"):
        (report,), problems, _ = sorted_out([f"{site}/{path}"], fetcher=local(site))
        assert report.text == "Вибухи в порту"
        assert report.publisher == "Вісник"
        assert not problems


def test_the_servers_charset_is_honoured(site):
    assert sorted_out([f"{site}/koi"], fetcher=local(site))[0][0].text == "Силами ПВО сбиты три беспилотника"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nothing", "404"),
        ("bomb", "larger than"),
        ("large", "larger than"),
        ("damaged", "damaged"),
        ("brotli", "not asked for"),
        ("image", "image/png"),
        ("circle", "redirects"),
        ("tofile", "only http"),
        ("inside", "port 80 is not allowed"),
    ],
)
def test_what_is_refused_is_a_problem_and_the_rest_is_read(site, path, reason):
    fetcher = local(site, max_bytes=2_000_000)
    reports, (problem,), _ = sorted_out([f"{site}/{path}", f"{site}/feed"], fetcher=fetcher)
    assert len(reports) == 1
    assert problem.origin == f"{site}/{path}"
    assert reason in problem.reason
    assert "\n" not in problem.reason


def test_a_server_that_drips_is_left_at_the_deadline(site):
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.5 seconds"):
        local(site, seconds=0.5).fetch(f"{site}/drip")
    assert time.monotonic() - began < 3


def test_a_port_where_nobody_listens():
    with pytest.raises(FetchError, match="cannot be fetched"):
        Fetcher(ports=frozenset({9}), allow_private=True).fetch("http://127.0.0.1:9/")


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1/",
            "http://localhost/",
            "http://[::1]/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::ffff:10.0.0.1]/",
            "http://169.254.169.254/latest/",
            "http://192.168.1.1/",
            "http://0.0.0.0/",
            "https://10.1.2.3/",
        ],
    )
    def test_private_ones_are_refused(self, url):
        with pytest.raises(FetchError, match=r"private|no such host"):
            Fetcher().fetch(url)

    @pytest.mark.parametrize(
        "url",
        [
            "ftp://example.org/",
            "http://",
            "https:///x",
            "http://user:secret@example.org/",
            "http://[::1",
            "http://a:99999/",
        ],
    )
    def test_forms_that_are_refused(self, url):
        with pytest.raises(FetchError) as caught:
            Fetcher().fetch(url)
        assert "secret" not in str(caught.value)

    def test_other_ports_are_refused(self):
        with pytest.raises(FetchError, match="port 22"):
            Fetcher().fetch("http://example.org:22/")

    def test_a_redirect_inside_is_refused(self, site):
        port = int(site.rpartition(":")[2])
        fetcher = Fetcher(ports=frozenset({port, 80}), allow_private=False)
        with pytest.raises(FetchError, match="private"):
            fetcher.fetch(f"{site}/inside")

    @pytest.mark.parametrize(
        ("address", "public"),
        [
            ("93.184.216.34", True),
            ("2606:2800:220:1:248:1893:25c8:1946", True),
            ("224.0.0.1", False),
            ("240.0.0.1", False),
            ("255.255.255.255", False),
            ("100.64.0.1", False),
            ("198.18.0.1", False),
            ("fe80::1%eth0", False),
            ("fc00::1", False),
            ("ff02::1", False),
            ("::", False),
            ("2002:7f00:1::", False),
            ("2002:c0a8:101::", False),
            ("64:ff9b::7f00:1", False),
            ("::ffff:192.168.0.1", False),
        ],
    )
    def test_which_are_public(self, address, public):
        assert is_public(address) is public
