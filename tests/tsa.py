"""A time-stamping authority of the tests' own: invented certificates, and replies that OpenSSL makes with them."""

import contextlib
import hashlib
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_LONG = timedelta(days=3650)
_CONFIG = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
{certs}
signer_digest = {signs}
default_policy = 1.2.3.4.1
digests = {accepts}
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
"""


def openssl() -> str:
    """The binary that makes the replies."""
    found = shutil.which("openssl")
    if not found:
        pytest.skip("no OpenSSL: install openssl (its command line) to run the tests of time-stamps")
    return found


def certificate(
    name: str,
    key: Key,
    by: tuple[str, Key],
    uses: tuple[x509.ObjectIdentifier, ...] = (),
    *,
    days: int = 3650,
    issues: bool | None = None,
    weak: bool = False,
    more: tuple[x509.ExtensionType, ...] = (),
) -> x509.Certificate:
    """A certificate by an issuer; without `uses` it is one that issues others, unless `issues` says which.

    Where it is to be `weak`, it is signed with SHA-1, for which its issuer's key must be one of RSA.
    """
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(by[0]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _LONG)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(
            x509.BasicConstraints(ca=not uses if issues is None else issues, path_length=None), critical=True
        )
    )
    for one in more:
        builder = builder.add_extension(one, critical=True)
    if uses:
        builder = builder.add_extension(x509.ExtendedKeyUsage(uses), critical=True)
    made = builder.sign(by[1], hashes.SHA256())
    return _weakened(made, by[1]) if weak else made


def _weakened(made: x509.Certificate, key: Key) -> x509.Certificate:
    """A certificate signed with SHA-1, which the library does not do any more."""
    assert isinstance(key, rsa.RSAPrivateKey)
    sha256, sha1 = (bytes.fromhex("06092a864886f70d0101") + kind for kind in (b"\x0b", b"\x05"))
    signature = key.sign(made.tbs_certificate_bytes.replace(sha256, sha1), padding.PKCS1v15(), hashes.SHA1())
    content = made.public_bytes(serialization.Encoding.DER).replace(sha256, sha1).replace(made.signature, signature)
    return x509.load_der_x509_certificate(content)


def pem(*certificates: x509.Certificate) -> bytes:
    """Certificates as a PEM file holds them."""
    return b"".join(c.public_bytes(serialization.Encoding.PEM) for c in certificates)


@dataclass(frozen=True, slots=True)
class Authority:
    """A root, a certificate between, and a signer of time-stamps, in a folder."""

    folder: Path
    root: x509.Certificate
    between: x509.Certificate
    signer: x509.Certificate
    signs: str

    @classmethod
    def make(
        cls,
        folder: Path,
        *,
        key: Callable[[], Key] = lambda: ec.generate_private_key(ec.SECP256R1()),
        signs: str = "sha256",
        uses: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.TIME_STAMPING,),
        days: int = 3650,
        middle: Mapping[str, Any] = MappingProxyType({}),
        **own_more: Any,
    ) -> "Authority":
        """An authority with new keys; where there is no OpenSSL to make its replies, the test is skipped.

        `middle` is what `certificate` is told of the one between besides, `own_more` what it is of the signer's.
        """
        openssl()
        folder.mkdir(parents=True, exist_ok=True)
        top, inner, own = key(), key(), key()
        root = certificate("Invented root", top, ("Invented root", top))
        between = certificate("Invented middle", inner, ("Invented root", top), **middle)
        signer = certificate("Invented time-stamps", own, ("Invented middle", inner), uses, days=days, **own_more)
        made = cls(folder, root, between, signer, signs)
        (folder / "signer.pem").write_bytes(pem(signer))
        plain = serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        (folder / "signer.key").write_bytes(own.private_bytes(serialization.Encoding.PEM, *plain))
        (folder / "serial").write_text("1000")
        return made

    def reply(
        self, query: bytes, *, accepts: str = "sha256, sha512", with_: tuple[x509.Certificate, ...] | None = None
    ) -> bytes:
        """The reply to a request, with the certificate between sent along, or with others."""
        along = (self.between,) if with_ is None else with_
        (self.folder / "along.pem").write_bytes(pem(*along))
        certs = f"certs = {self.folder}/along.pem" if along else ""
        (self.folder / "tsa.cnf").write_text(
            _CONFIG.format(folder=self.folder, certs=certs, signs=self.signs, accepts=accepts)
        )
        asked, answered = self.folder / "query.tsq", self.folder / "reply.tsr"
        asked.write_bytes(query)
        files = ["-config", self.folder / "tsa.cnf", "-queryfile", asked, "-out", answered]
        done = subprocess.run([openssl(), "ts", "-reply", *files], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return answered.read_bytes()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


#: How the content of a time-stamp is called (id-ct-TSTInfo).
TIME_STAMP = "1.2.840.113549.1.9.16.1.4"


def forged(says: bytes, made: Authority, *more: str | Path, kind: str = TIME_STAMP) -> bytes:
    """A reply that says anything, signed by an authority with any certificate, as any kind of content, in CMS."""
    content, out = made.folder / "says", made.folder / "forged"
    content.write_bytes(says)
    who = ["-signer", made.folder / "signer.pem", "-inkey", made.folder / "signer.key"]
    form = ["-binary", "-nodetach", "-econtent_type", kind, "-outform", "DER"]
    command = [openssl(), "cms", "-sign", "-md", "sha256", *form, *who, "-in", content, "-out", out, *more]
    subprocess.run(command, check=True, capture_output=True)
    token = b"\x30\x03\x02\x01\x00" + out.read_bytes()
    return b"\x30\x82" + len(token).to_bytes(2) + token


def other_digest(query: bytes) -> bytes:
    """The request as it would be for something else."""
    at = query.index(b"\x04\x20") + 2
    return query[:at] + hashlib.sha256(b"something else").digest() + query[at + 32 :]


def other_number(query: bytes) -> bytes:
    """The request as it would be with another number: it ends with that, and with the wish for the certificate."""
    assert query.endswith(b"\x01\x01\xff")
    return query[:-4] + bytes((query[-4] ^ 1,)) + query[-3:]


class Server(ThreadingHTTPServer):
    """A time-stamping server; every path behaves in its own way. `asked` is what came in."""

    daemon_threads = True

    def __init__(self, authority: Authority | None) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.authority, self.asked = authority, list[tuple[str, dict[str, str], bytes]]()

    @property
    def url(self) -> str:
        """Its address, with no path."""
        return f"http://127.0.0.1:{self.server_port}"

    @classmethod
    @contextlib.contextmanager
    def running(cls, authority: Authority | None = None) -> Iterator["Server"]:
        """A server that answers until the end of the block; without an authority it gives no time-stamps."""
        server = cls(authority)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
            server.server_close()


class _Desk(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), query))
        getattr(self, f"serve_{self.path.strip('/')}")(query)

    def reply(self, query: bytes, **more: str) -> bytes:
        assert self.server.authority
        return self.server.authority.reply(query, **more)

    def give(self, body: bytes, kind: str = "application/timestamp-reply", status: int = 200, to: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if to:
            self.send_header("Location", to)
        self.end_headers()
        self.wfile.write(body)

    def serve_tsa(self, query: bytes) -> None:
        self.give(self.reply(query))

    def serve_created(self, query: bytes) -> None:
        self.give(self.reply(query), status=201)

    def serve_refuses(self, query: bytes) -> None:
        self.give(self.reply(query, accepts="sha512"))

    def serve_other(self, query: bytes) -> None:
        self.give(self.reply(other_digest(query)))

    def serve_stale(self, query: bytes) -> None:
        self.give(self.reply(other_number(query)))

    def serve_damaged(self, query: bytes) -> None:
        reply = self.reply(query)
        self.give(reply[:-1] + bytes((reply[-1] ^ 1,)))

    def serve_garbage(self, query: bytes) -> None:
        self.give(query[::-1])

    def serve_empty(self, query: bytes) -> None:  # noqa: ARG002
        self.give(b"")

    def serve_page(self, query: bytes) -> None:  # noqa: ARG002
        self.give(b"<h1>Log in</h1>", "text/html; charset=utf-8")

    def serve_moved(self, query: bytes) -> None:  # noqa: ARG002
        self.give(b"", status=307, to="/tsa")

    def serve_busy(self, query: bytes) -> None:  # noqa: ARG002
        self.give(b"", status=503)

    def serve_large(self, query: bytes) -> None:  # noqa: ARG002
        with contextlib.suppress(ConnectionError):
            self.give(bytes(3_000_000))

    def serve_drip(self, query: bytes) -> None:  # noqa: ARG002
        with contextlib.suppress(ConnectionError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(100):
                self.wfile.write(b"X: y\r\n")
                self.wfile.flush()
                time.sleep(0.1)

    def log_message(self, *args: object) -> None:
        pass
