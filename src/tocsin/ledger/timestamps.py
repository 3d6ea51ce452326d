"""Time-stamps (RFC 3161): what is asked of a server outside, and whether its reply holds.

Needs rfc3161-client: `pip install 'tocsin[timestamp]'`.
"""

import hashlib
import ssl
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from tocsin.errors import SettingsError, StampError
from tocsin.ledger.issuers import to_a_root
from tocsin.ledger.signed import Signed, ordered, signed

try:
    import rfc3161_client as rfc3161
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import ExtendedKeyUsageOID
except ImportError:  # only those who have their stamps time-stamped need it
    rfc3161 = None  # type: ignore[assignment]

#: How a request and its reply are called in HTTP.
ASKS, ANSWERS = "application/timestamp-query", "application/timestamp-reply"
_STATUS = {
    1: "granted with changes",
    2: "refused",
    3: "put off",
    4: "answered with a warning of revocation",
    5: "answered with a revocation",
}
_DIGESTS = {
    "2.16.840.1.101.3.4.2.1": hashlib.sha256,
    "2.16.840.1.101.3.4.2.2": hashlib.sha384,
    "2.16.840.1.101.3.4.2.3": hashlib.sha512,
}
#: How far two clocks may be apart before one of them is wrong, be it by a time zone.
_CLOCKS = timedelta(days=1)
#: How much of a server's own words is quoted.
_QUOTED = 300


class Trust(StrEnum):
    """What a signature was held against."""

    OWN = "the certificate that came with it"
    GIVEN = "a certificate that was given"
    ROOT = "a root that was given"


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a time-stamp says: its content existed at `time`, by the word of the holder of a certificate.

    `until` is when that certificate runs out, or ran out: from then on nobody revokes it any more.
    """

    time: datetime
    accuracy: timedelta | None
    by: str
    until: datetime
    trust: Trust


@dataclass(frozen=True, slots=True)
class Known:
    """Roots, certificates between them and a server's, or the server's own; and the file that they are from."""

    certificates: tuple["x509.Certificate", ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent to a server, and the number that its reply must repeat."""

    request: bytes
    nonce: int


def needed() -> None:
    """See that time-stamps can be asked for and read.

    Raises:
        SettingsError: the library for it is not installed.
    """
    if rfc3161 is None:
        raise SettingsError("time-stamps need rfc3161-client: pip install 'tocsin[timestamp]'")


def known(pem: bytes, source: str) -> Known:
    """The certificates in a PEM file.

    Raises:
        SettingsError: it holds none, or one that cannot be read, or the library for time-stamps is not installed.
    """
    needed()
    try:
        with warnings.catch_warnings(action="ignore"):  # old roots are warned of that have a serial number below zero
            certificates = tuple(x509.load_pem_x509_certificates(pem))
            for one in certificates:
                _ = one.issuer, one.subject
                # The library breaks down with a trace over what OpenSSL cannot read.
                ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=one.public_bytes(Encoding.DER))
    except (ValueError, x509.InvalidVersion, ssl.SSLError):
        raise SettingsError(f"{source}: holds no certificates in PEM (-----BEGIN CERTIFICATE-----)") from None
    return Known(certificates, source)


def question(content: bytes) -> Question:
    """What to ask for a time-stamp of `content`: its SHA-256, a number drawn by lot, and the server's certificate.

    Raises:
        SettingsError: the library for it is not installed.
    """
    needed()
    builder = rfc3161.TimestampRequestBuilder().data(content).hash_algorithm(rfc3161.HashAlgorithm.SHA256)
    request = builder.cert_request(cert_request=True).nonce(nonce=True).build()
    assert request.nonce is not None
    return Question(request.as_bytes(), request.nonce)


def timestamp(reply: bytes, content: bytes, given: Known, nonce: int | None = None) -> TimeStamp:
    """What a reply says of `content`, after all of it was checked.

    Args:
        reply: as the server gave it.
        content: what was to be time-stamped.
        given: what the signature is held against; where it is empty, the certificate that came with the reply.
        nonce: the number that was asked with; None where it is not known any more.

    Raises:
        StampError: it is no time-stamp, or not of `content`, or does not hold.
        SettingsError: the library for it is not installed.
    """
    needed()
    # All of these come out of `cryptography` where a certificate is damaged, which it also warns of.
    damaged = (ValueError, LookupError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.InvalidVersion)
    endless = OverflowError  # an accuracy of more than there are years
    try:
        with warnings.catch_warnings(action="ignore"):
            return _checked(reply, content, given, nonce)
    except (*damaged, endless):
        raise StampError("no time-stamp can be read in it") from None


def _checked(reply: bytes, content: bytes, given: Known, nonce: int | None) -> TimeStamp:
    response = rfc3161.decode_timestamp_response(ordered(reply))
    if response.status != rfc3161.PKIStatus.GRANTED:
        words = f": {'; '.join(response.status_string)[:_QUOTED]}" if response.status_string else ""
        raise StampError(f"it was not granted but {_STATUS.get(response.status, 'answered in another way')}{words}")
    says, parts = response.tst_info, signed(reply)
    digest = _DIGESTS.get(says.message_imprint.hash_algorithm.dotted_string)
    if digest is None:
        raise StampError("its digest is of a kind that is not relied on here")
    if digest(content).digest() != says.message_imprint.message:
        raise StampError("it is of something else: its digest is another")
    if nonce is not None and says.nonce != nonce:
        raise StampError("it answers another request: its number is not the one that was sent")
    if says.version != 1 or parts.conditions():
        raise StampError("it says more than Tocsin understands, and that what it says must be understood")
    raw, signer = _signer(response, parts, given.certificates)
    parts.verify(raw)
    time = says.gen_time + parts.fraction()
    if not signer.not_valid_before_utc <= time <= signer.not_valid_after_utc:
        raise StampError("its certificate was not valid at the time that it states")
    _timely(time, fresh=nonce is not None)
    trust = Trust.GIVEN if signer in given.certificates else Trust.ROOT if given.certificates else Trust.OWN
    if trust is Trust.ROOT:
        to_a_root(reply, content, signer, parts.certificates, given.certificates)
    return TimeStamp(time, parts.accuracy(), signer.subject.rfc4514_string(), signer.not_valid_after_utc, trust)


def _timely(time: datetime, *, fresh: bool) -> None:
    """See that a time is not still to come, nor long ago where it was asked for just now."""
    now = datetime.now(UTC)
    if time - now > _CLOCKS or (fresh and now - time > _CLOCKS):
        raise StampError(f"it states {time:%Y-%m-%d %H:%M} UTC, and here it is {now:%Y-%m-%d %H:%M}: a clock is wrong")


def _signer(
    response: "rfc3161.TimeStampResponse", parts: Signed, given: Sequence["x509.Certificate"]
) -> tuple[bytes, "x509.Certificate"]:
    """The certificate that the signature names, which must be one for time-stamps alone."""
    [named] = response.signed_data.signer_infos
    for held in (parts.certificates, [c.public_bytes(Encoding.DER) for c in given]):
        both = {raw: x509.load_der_x509_certificate(raw) for raw in held}
        found = [p for p in both.items() if (p[1].issuer, p[1].serial_number) == (named.issuer, named.serial_number)]
        if found:  # a server sends its certificate only where it is asked to; whoever has it need not be sent it
            break
    if not found:
        raise StampError("the certificate of its signer did not come with it")
    if len(found) > 1:
        # One of them could be shown, and the other lead to a root.
        raise StampError("two certificates go by the issuer and number of its signer's")
    [(raw, certificate)] = found
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        uses = None
    if not uses or not uses.critical or list(uses.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise StampError("the certificate of its signer is not one for time-stamps")
    keys = [e.value for e in certificate.extensions if isinstance(e.value, x509.KeyUsage)]
    if not all(k.digital_signature or k.content_commitment for k in keys):
        raise StampError("the certificate of its signer is not one for signatures")
    return raw, certificate
