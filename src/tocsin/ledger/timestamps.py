"""Time-stamps (RFC 3161): what is asked of a server outside, and whether its reply holds.

Needs rfc3161-client: `pip install 'tocsin[timestamp]'`.
"""

import hashlib
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.errors import SettingsError, StampError
from tocsin.ledger.signed import ordered, signed

try:
    import rfc3161_client as rfc3161
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
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
#: What OpenSSL says of a chain of certificates that does not hold.
_VERDICT = re.compile(r"Verify error: ?([^\"]+)")


class Trust(StrEnum):
    """What a signature was held against."""

    OWN = "the certificate that came with it"
    GIVEN = "a certificate that was given"
    ROOT = "a root that was given"


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a time-stamp says: its content existed at `time`, by the word of the holder of a certificate."""

    time: datetime
    accuracy: timedelta | None
    by: str
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
        SettingsError: it holds none, or the library for time-stamps is not installed.
    """
    needed()
    try:
        return Known(tuple(x509.load_pem_x509_certificates(pem)), source)
    except ValueError:
        raise SettingsError(f"{source}: holds no certificates in PEM (-----BEGIN CERTIFICATE-----)") from None


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
    try:
        with warnings.catch_warnings(action="ignore"):
            return _checked(reply, content, given, nonce)
    except damaged:
        raise StampError("no time-stamp can be read in it") from None


def _checked(reply: bytes, content: bytes, given: Known, nonce: int | None) -> TimeStamp:
    response = rfc3161.decode_timestamp_response(ordered(reply))
    if response.status != rfc3161.PKIStatus.GRANTED:
        words = f": {'; '.join(response.status_string)}" if response.status_string else ""
        raise StampError(f"it was not granted but {_STATUS.get(response.status, 'answered in another way')}{words}")
    says, parts = response.tst_info, signed(reply)
    digest = _DIGESTS.get(says.message_imprint.hash_algorithm.dotted_string)
    if digest is None:
        raise StampError("its digest is of a kind that is not relied on here")
    if digest(content).digest() != says.message_imprint.message:
        raise StampError("it is of something else: its digest is another")
    if nonce is not None and says.nonce != nonce:
        raise StampError("it answers another request: its number is not the one that was sent")
    raw, signer = _signer(response, parts.certificates)
    parts.verify(raw)
    if not signer.not_valid_before_utc <= says.gen_time <= signer.not_valid_after_utc:
        raise StampError("its certificate was not valid at the time that it states")
    trust = _trust(response, content, signer, given.certificates)
    return TimeStamp(says.gen_time, _accuracy(says.accuracy), signer.subject.rfc4514_string(), trust)


def _signer(response: "rfc3161.TimeStampResponse", certificates: Iterable[bytes]) -> tuple[bytes, "x509.Certificate"]:
    """The certificate that the signature names, which must be one for time-stamps alone."""
    [named] = response.signed_data.signer_infos
    for raw in certificates:
        certificate = x509.load_der_x509_certificate(raw)
        if (certificate.issuer, certificate.serial_number) == (named.issuer, named.serial_number):
            break
    else:
        raise StampError("the certificate of its signer did not come with it")
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        uses = None
    if not uses or not uses.critical or list(uses.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise StampError("the certificate of its signer is not one for time-stamps")
    return raw, certificate


def _trust(
    response: "rfc3161.TimeStampResponse",
    content: bytes,
    signer: "x509.Certificate",
    given: tuple["x509.Certificate", ...],
) -> Trust:
    if not given:
        return Trust.OWN
    if signer in given:
        return Trust.GIVEN
    roots = [c for c in given if c.issuer == c.subject]
    if not roots:
        raise StampError("its certificate is none of those that were given, and there is no root among them")
    between = [c for c in given if c not in roots]
    why = None
    for root in roots:  # one by one: an authority that changed its key may have two roots of one name
        try:
            rfc3161.VerifierBuilder(roots=[root], intermediates=between).build().verify_message(response, content)
        except rfc3161.VerificationError as error:
            why = _VERDICT.search(str(error)) or why
        else:
            return Trust.ROOT
    raise StampError(f"its certificate does not lead to a root that was given{f' ({why[1]})' if why else ''}")


def _accuracy(given: "rfc3161.Accuracy | None") -> timedelta | None:
    if given is None:
        return None
    return timedelta(seconds=given.seconds or 0, milliseconds=given.millis or 0, microseconds=given.micros or 0)
