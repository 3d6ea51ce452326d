"""Time-stamps by a server that means ill, or that others could pass themselves off as: each refused, in one line."""

import base64
import dataclasses
import hashlib
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from tocsin.errors import SettingsError, StampError
from tocsin.ledger.timestamps import Known, Trust, known, question, timestamp
from tsa import Authority, forged, pem

HEAD = b'{"entries": 3, "head": "00", "ledger": "sqlite:///desk.sqlite"}\n'
#: An extension that nobody knows.
UNKNOWN = bytes.fromhex("06032a0304"), bytes.fromhex("04020500")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa"))


def roots(authority: Authority, *more: x509.Certificate) -> Known:
    return known(pem(authority.root, *more), "roots.pem")


def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def chain(authority: Authority) -> Known:
    return roots(authority, authority.between)


def element(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = bytes((len(content),)) if len(content) < 0x80 else b"\x81" + bytes((len(content),))
    return bytes((tag,)) + size + content


def number(value: int, tag: int = 0x02) -> bytes:
    return element(tag, value.to_bytes(value.bit_length() // 8 + 1))


def says(*more: bytes, time: datetime | None = None, below: str = "", version: int = 1) -> bytes:
    """What a time-stamp of HEAD says, with any of what may follow its time."""
    imprint = element(0x30, element(0x30, bytes.fromhex("0609608648016503040201")), element(4, digest(HEAD)))
    stated = f"{time or datetime.now(UTC):%Y%m%d%H%M%S}{below}Z".encode()
    policy = bytes.fromhex("06042a030401")
    return element(0x30, number(version), policy, imprint, number(7), element(0x18, stated), *more)


def digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def test_a_certificate_made_after_a_server_s_does_not_lend_it_another_name(
    authority: Authority, tmp_path: Path
) -> None:
    """Issuer and number of both are the same: one would be shown, and the other lead to the root."""
    real = authority.signer.public_bytes(Encoding.DER)
    made_up = x509.load_der_x509_certificate(real.replace(b"Invented time-stamps", b"Reliable time-stamps"))
    twin = dataclasses.replace(authority, folder=tmp_path, signer=made_up)
    (tmp_path / "signer.pem").write_bytes(pem(made_up))
    (tmp_path / "signer.key").write_bytes((authority.folder / "signer.key").read_bytes())
    (tmp_path / "along.pem").write_bytes(pem(authority.signer, authority.between))
    reply = forged(says(), twin, "-cades", "-certfile", tmp_path / "along.pem")
    fake = made_up.public_bytes(Encoding.DER)
    assert real in reply
    assert fake in reply
    turned = reply.replace(real, bytes(len(real))).replace(fake, real).replace(bytes(len(real)), fake)
    for one in (reply, turned):
        with pytest.raises(StampError, match="two certificates go by the issuer and number of its signer's"):
            timestamp(one, HEAD, roots(authority))


def test_nothing_that_came_with_it_is_relied_on_by_a_weak_signature(tmp_path: Path) -> None:
    made = Authority.make(tmp_path, key=rsa_key, middle={"weak": True})
    reply = made.reply(question(HEAD).request)
    words = (
        r"does not lead to a root that was given \(.+; one that came with it .+ signed with sha1, which can be forged"
    )
    with pytest.raises(StampError, match=words):
        timestamp(reply, HEAD, roots(made))
    assert timestamp(reply, HEAD, roots(made, made.between)).trust is Trust.ROOT  # what was given, was not forged
    assert timestamp(reply, HEAD, Known()).trust is Trust.OWN


def test_a_signer_s_certificate_with_a_weak_signature(tmp_path: Path) -> None:
    made = Authority.make(tmp_path, key=rsa_key, weak=True)
    reply = made.reply(question(HEAD).request)
    with pytest.raises(StampError, match="its certificate is not relied on: it is signed with sha1"):
        timestamp(reply, HEAD, roots(made))
    assert timestamp(reply, HEAD, roots(made, made.signer)).trust is Trust.GIVEN


def test_who_may_issue_certificates_for_web_servers_alone_makes_no_time_stamps_good(tmp_path: Path) -> None:
    for use, good in {
        ExtendedKeyUsageOID.SERVER_AUTH: False,
        ExtendedKeyUsageOID.TIME_STAMPING: True,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE: True,
    }.items():
        made = Authority.make(tmp_path / use.dotted_string, middle={"uses": (use,), "issues": True})
        reply = made.reply(question(HEAD).request)
        if good:
            assert timestamp(reply, HEAD, roots(made)).trust is Trust.ROOT
            continue
        with pytest.raises(StampError, match="one that came with it is not relied on: it is for other uses"):
            timestamp(reply, HEAD, roots(made))


def test_a_key_that_others_could_have_worked_out(tmp_path: Path) -> None:
    made = Authority.make(tmp_path, key=lambda: rsa.generate_private_key(65537, 1024))
    reply = made.reply(question(HEAD).request)
    for given in (Known(), roots(made), known(pem(made.signer), "signer.pem")):
        with pytest.raises(StampError, match="its signature is by a key so short that others could have worked it out"):
            timestamp(reply, HEAD, given)


def test_a_certificate_whose_key_is_not_for_signatures(tmp_path: Path) -> None:
    uses = dict.fromkeys(
        ("digital_signature", "content_commitment", "data_encipherment", "key_agreement", "key_cert_sign"), False
    )
    none = x509.KeyUsage(**uses, key_encipherment=True, crl_sign=False, encipher_only=False, decipher_only=False)
    made = Authority.make(tmp_path, more=(none,))
    with pytest.raises(StampError, match="the certificate of its signer is not one for signatures"):
        timestamp(forged(says(), made, "-cades"), HEAD, Known())


def test_a_server_s_certificate_that_was_given_need_not_be_sent(authority: Authority) -> None:
    reply = forged(says(), authority, "-cades", "-nocerts")
    assert timestamp(reply, HEAD, known(pem(authority.signer), "signer.pem")).trust is Trust.GIVEN
    with pytest.raises(StampError, match="the certificate of its signer did not come with it"):
        timestamp(reply, HEAD, chain(authority))


@pytest.mark.parametrize(
    ("parts", "off"),
    [
        ((number(2), number(500, 0x80), number(7, 0x81)), timedelta(seconds=2, milliseconds=500, microseconds=7)),
        ((number(999, 0x80),), timedelta(milliseconds=999)),
        ((number(2**40),), timedelta(seconds=2**40)),
    ],
)
def test_how_far_a_time_may_be_off(authority: Authority, parts: tuple[bytes, ...], off: timedelta) -> None:
    assert timestamp(forged(says(element(0x30, *parts)), authority, "-cades"), HEAD, Known()).accuracy == off


@pytest.mark.parametrize("seconds", [10**14, 2**64, 2**127, 2**200])
def test_a_time_that_may_be_off_by_any_number_of_years(authority: Authority, seconds: int) -> None:
    reply = forged(says(element(0x30, number(seconds))), authority, "-cades")
    with pytest.raises(StampError, match="no time-stamp can be read in it"):
        timestamp(reply, HEAD, Known())


@pytest.mark.parametrize(("below", "microseconds"), [("", 0), (".5", 500_000), (".000123", 123), (".1234567", 123_456)])
def test_parts_of_a_second_are_part_of_the_time(authority: Authority, below: str, microseconds: int) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    reply = forged(says(time=now, below=below), authority, "-cades")
    assert timestamp(reply, HEAD, chain(authority)).time == now + timedelta(microseconds=microseconds)


def test_a_time_that_cannot_be(authority: Authority) -> None:
    now = datetime.now(UTC)
    with pytest.raises(StampError, match=r"it states \d{4}-.+ UTC, and here it is .+: a clock is wrong"):
        timestamp(forged(says(time=now + timedelta(days=3)), authority, "-cades"), HEAD, chain(authority))
    nonce = number(5)
    earlier = forged(says(nonce, time=now - timedelta(days=3)), authority, "-cades")
    with pytest.raises(StampError, match="a clock is wrong"):
        timestamp(earlier, HEAD, chain(authority), 5)
    assert timestamp(earlier, HEAD, chain(authority)).time < now - timedelta(days=2)  # read later, it is just old


def test_what_must_be_understood_and_is_not(authority: Authority) -> None:
    def extended(*critical: bytes) -> bytes:
        return forged(says(element(0xA1, element(0x30, UNKNOWN[0], *critical, UNKNOWN[1]))), authority, "-cades")

    assert timestamp(extended(), HEAD, chain(authority)).trust is Trust.ROOT
    for reply in (extended(b"\x01\x01\xff"), forged(says(version=2), authority, "-cades")):
        with pytest.raises(StampError, match="it says more than Tocsin understands"):
            timestamp(reply, HEAD, chain(authority))


def armoured(content: bytes) -> bytes:
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(content) + b"-----END CERTIFICATE-----\n"


def test_a_damaged_certificate_that_was_given_is_told_by_its_file(authority: Authority) -> None:
    content = authority.root.public_bytes(Encoding.DER)
    version = bytes.fromhex("a003020102")
    assert version in content
    name = b"\x0c\x0dInvented root"  # as text; as a time it is none that OpenSSL could read
    assert name in content
    for broken in (content.replace(version, version[:-1] + b"\x36"), content.replace(name, b"\x17" + name[1:])):
        with pytest.raises(SettingsError, match=r"^roots\.pem: holds no certificates in PEM"):
            known(armoured(broken), "roots.pem")


def test_an_old_root_brings_no_warnings_of_a_library_s(authority: Authority) -> None:
    content = authority.root.public_bytes(Encoding.DER)
    at = content.index(bytes.fromhex("a003020102")) + 7  # its number, which is below zero then
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert known(armoured(content[:at] + b"\xff\x00" + content[at + 2 :]), "roots.pem").certificates
