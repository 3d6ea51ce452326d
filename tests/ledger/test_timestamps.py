"""Time-stamps (RFC 3161): replies of an authority of the tests' own, and everything that may be wrong with them."""

import hashlib
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from tocsin.errors import SettingsError, StampError
from tocsin.ledger import timestamps
from tocsin.ledger.signed import signed
from tocsin.ledger.timestamps import Known, Question, Trust, known, needed, question, timestamp
from tsa import Authority, forged, openssl, other_digest, other_number, pem

HEAD = b'{"entries": 3, "head": "00", "ledger": "sqlite:///desk.sqlite"}\n'


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def asked() -> Question:
    return question(HEAD)


@pytest.fixture(scope="module")
def reply(authority: Authority, asked: Question) -> bytes:
    return authority.reply(asked.request)


def roots(*authorities: Authority) -> Known:
    return known(pem(*(a.root for a in authorities)), "roots.pem")


def test_a_request_asks_for_the_digest_and_nothing_of_the_content(asked: Question) -> None:
    assert hashlib.sha256(HEAD).digest() in asked.request
    assert b"desk.sqlite" not in asked.request
    assert asked.request.endswith(b"\x01\x01\xff")  # certReq: the server's certificate is to come along
    assert question(HEAD).nonce != asked.nonce


def test_a_time_stamp_states_a_time_and_who_says_so(reply: bytes, asked: Question) -> None:
    found = timestamp(reply, HEAD, Known(), asked.nonce)
    assert abs(found.time - datetime.now(UTC)) < timedelta(minutes=5)
    assert found.accuracy == timedelta(seconds=1)
    assert found.by == "CN=Invented time-stamps"


def test_what_it_was_held_against_is_told(authority: Authority, reply: bytes) -> None:
    assert timestamp(reply, HEAD, Known()).trust is Trust.OWN
    assert timestamp(reply, HEAD, roots(authority)).trust is Trust.ROOT
    assert timestamp(reply, HEAD, known(pem(authority.signer), "signer.pem")).trust is Trust.GIVEN


def test_a_root_that_was_given_is_not_just_any(authority: Authority, reply: bytes, tmp_path: Path) -> None:
    namesake = Authority.make(tmp_path / "other")
    with pytest.raises(StampError, match=r"does not lead to a root that was given \(.+\)$"):
        timestamp(reply, HEAD, roots(namesake))
    assert timestamp(reply, HEAD, roots(namesake, authority)).trust is Trust.ROOT
    with pytest.raises(StampError, match="none of those that were given, and there is no root among them"):
        timestamp(reply, HEAD, known(pem(namesake.signer), "signer.pem"))


def test_a_certificate_between_may_be_given_instead_of_sent(authority: Authority, asked: Question) -> None:
    reply = authority.reply(asked.request, with_=())
    with pytest.raises(StampError, match="unable to get local issuer certificate"):
        timestamp(reply, HEAD, roots(authority))
    both = known(pem(authority.root, authority.between), "chain.pem")
    assert timestamp(reply, HEAD, both).trust is Trust.ROOT


@pytest.mark.parametrize("first", ["between", "root"])
def test_certificates_in_any_order(authority: Authority, asked: Question, first: str) -> None:
    """OpenSSL sends them as it is told to; the library insists on the order of DER, which is one of the two."""
    pair = (authority.between, authority.root) if first == "between" else (authority.root, authority.between)
    reply = authority.reply(asked.request, with_=pair)
    assert timestamp(reply, HEAD, roots(authority), asked.nonce).trust is Trust.ROOT


@pytest.mark.parametrize(
    ("key", "signs"),
    [
        (lambda: ec.generate_private_key(ec.SECP384R1()), "sha384"),
        (lambda: rsa.generate_private_key(65537, 2048), "sha256"),
        (lambda: rsa.generate_private_key(65537, 2048), "sha512"),
    ],
)
def test_the_usual_keys_and_digests(tmp_path: Path, asked: Question, key, signs: str) -> None:
    authority = Authority.make(tmp_path, key=key, signs=signs)
    reply = authority.reply(asked.request)
    assert timestamp(reply, HEAD, Known(), asked.nonce).trust is Trust.OWN
    assert timestamp(reply, HEAD, roots(authority), asked.nonce).trust is Trust.ROOT


def test_a_time_stamp_of_something_else(authority: Authority, asked: Question, reply: bytes) -> None:
    with pytest.raises(StampError, match="of something else: its digest is another"):
        timestamp(reply, HEAD + b" ", Known())
    with pytest.raises(StampError, match="of something else: its digest is another"):
        timestamp(authority.reply(other_digest(asked.request)), HEAD, Known(), asked.nonce)


def test_the_answer_to_another_request(authority: Authority, asked: Question) -> None:
    reply = authority.reply(other_number(asked.request))
    with pytest.raises(StampError, match="answers another request"):
        timestamp(reply, HEAD, Known(), asked.nonce)
    assert timestamp(reply, HEAD, Known()).trust is Trust.OWN  # later, nobody knows the number any more


def test_a_refusal_is_told_in_the_server_s_words(authority: Authority, asked: Question) -> None:
    reply = authority.reply(asked.request, accepts="sha512")
    with pytest.raises(StampError, match="not granted but refused: Message digest algorithm is not supported"):
        timestamp(reply, HEAD, Known(), asked.nonce)


def test_a_signature_that_does_not_hold(authority: Authority, reply: bytes) -> None:
    with pytest.raises(StampError, match="its signature does not hold"):
        timestamp(reply[:-1] + bytes((reply[-1] ^ 1,)), HEAD, Known())
    earlier = reply.replace(f"{datetime.now(UTC):%Y}".encode(), b"2019", 1)
    assert earlier != reply
    with pytest.raises(StampError, match="its signature is of something else than it says"):
        timestamp(earlier, HEAD, Known())
    named = authority.signer.public_bytes(Encoding.DER)
    other = reply.replace(named, named.replace(b"Invented time-stamps", b"Reliable time-stamps"))
    assert other != reply
    with pytest.raises(StampError, match="its certificate is not the one that it was signed with"):
        timestamp(other, HEAD, Known())


#: Something else that signed content is called.
OTHER = "1.2.840.113549.1.9.16.1.5"


def test_who_has_a_certificate_for_other_things_signs_no_time_stamps(tmp_path: Path, reply: bytes) -> None:
    assert (
        timestamp(forged(signed(reply).content, Authority.make(tmp_path / "right"), "-cades"), HEAD, Known()).trust
        is Trust.OWN
    )
    both = (ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.SERVER_AUTH)
    for name, uses in {"server": both[1:], "both": both}.items():
        made = Authority.make(tmp_path / name, uses=uses)
        for given in (Known(), roots(made), known(pem(made.signer), "signer.pem")):
            with pytest.raises(StampError, match="the certificate of its signer is not one for time-stamps"):
                timestamp(forged(signed(reply).content, made, "-cades"), HEAD, given)


def test_a_signature_says_which_certificate_it_is_by(tmp_path: Path, reply: bytes) -> None:
    made = Authority.make(tmp_path)
    with pytest.raises(StampError, match="its certificate is not the one that it was signed with"):
        timestamp(forged(signed(reply).content, made), HEAD, Known())
    with pytest.raises(StampError, match="the certificate of its signer did not come with it"):
        timestamp(forged(signed(reply).content, made, "-cades", "-nocerts"), HEAD, Known())


def test_what_was_signed_as_something_else_is_no_time_stamp(tmp_path: Path, reply: bytes) -> None:
    other = forged(signed(reply).content, Authority.make(tmp_path), "-cades", kind=OTHER)
    with pytest.raises(StampError):
        timestamp(other, HEAD, Known())
    # The name outside the signature says "time-stamp", the one inside what it was signed as.
    name = bytes.fromhex("060b2a864886f70d0109100105")
    assert other.count(name) == 2
    with pytest.raises(StampError, match="its signature is of something else than a time-stamp"):
        timestamp(other.replace(name, name[:-1] + b"\x04", 1), HEAD, Known())


def test_a_certificate_that_had_run_out(tmp_path: Path, asked: Question) -> None:
    authority = Authority.make(tmp_path, days=-1)
    reply = authority.reply(asked.request)
    for given in (Known(), roots(authority)):
        with pytest.raises(StampError, match="was not valid at the time that it states"):
            timestamp(reply, HEAD, given, asked.nonce)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"\x30\x80", b"\x30\x00", b"\x30\x03\x02\x01\x00", b"\x30\x05\x30\x03\x02\x01\x00"]
)
def test_what_is_no_time_stamp(content: bytes) -> None:
    with pytest.raises(StampError, match="no time-stamp can be read in it"):
        timestamp(content, HEAD, Known())


@pytest.mark.parametrize("trust", [Trust.OWN, Trust.ROOT])
def test_no_byte_can_be_changed_so_that_it_says_something_else(
    authority: Authority, reply: bytes, trust: Trust
) -> None:
    given = Known() if trust is Trust.OWN else roots(authority)
    right, refused = timestamp(reply, HEAD, given), 0
    assert right.trust is trust
    for at in range(len(reply)):
        changed = reply[:at] + bytes((reply[at] ^ 1,)) + reply[at + 1 :]
        try:
            assert timestamp(changed, HEAD, given) == right
        except StampError:
            refused += 1
        with pytest.raises(StampError):
            timestamp(reply[:at], HEAD, given)
    # What no signature covers is the certificate between, which is not looked at where no root is given.
    assert refused > (0.95 if trust is Trust.ROOT else 0.6) * len(reply)


def test_openssl_agrees(authority: Authority, reply: bytes, tmp_path: Path) -> None:
    for name, content in {"head": HEAD, "other": b"x", "tsr": reply, "pem": pem(authority.root)}.items():
        (tmp_path / name).write_bytes(content)
    for data, code in {"head": 0, "other": 1}.items():
        command = [openssl(), "ts", "-verify", "-data", data, "-in", "tsr", "-CAfile", "pem"]
        assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == code


def test_a_file_without_certificates_is_said_so() -> None:
    for content in (b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(SettingsError, match=r"^roots\.pem: holds no certificates in PEM"):
            known(content, "roots.pem")


def test_without_the_library_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timestamps, "rfc3161", None)
    for use in (needed, lambda: question(HEAD), lambda: timestamp(b"", HEAD, Known()), lambda: known(b"", "x")):
        with pytest.raises(SettingsError, match=r"pip install 'tocsin\[timestamp\]'$"):
            use()
