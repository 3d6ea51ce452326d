"""Which certificates a time-stamp may lead over on its way to a root. OpenSSL checks the way, but not how strong it is.

Needs rfc3161-client: `pip install 'tocsin[timestamp]'`.
"""

import re
from collections.abc import Sequence

from tocsin.errors import StampError
from tocsin.ledger.signed import ordered, strong

try:
    import rfc3161_client as rfc3161
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509.oid import ExtendedKeyUsageOID
except ImportError:  # only those who have their stamps time-stamped need it
    rfc3161 = None  # type: ignore[assignment]

#: What OpenSSL says of a chain of certificates that does not hold.
_VERDICT = re.compile(r"Verify error: ?([^\"]+)")
#: SHA-1 and what is older: another certificate with the same digest can be made.
_SHORT = 224 // 8


def to_a_root(
    reply: bytes,
    content: bytes,
    signer: "x509.Certificate",
    sent: Sequence[bytes],
    given: Sequence["x509.Certificate"],
) -> None:
    """See that the signer's certificate leads to a root that was given.

    What was given is trusted to be what it is. What came with the reply must be relied on by its signature, so anything
    with a weak one is left out.

    Args:
        reply: as the server gave it.
        content: what was time-stamped.
        signer: the certificate that the signature names.
        sent: the certificates that came with the reply.
        given: roots, and certificates between them and a server's.

    Raises:
        StampError: it does not.
    """
    roots = [c for c in given if c.issuer == c.subject]
    if not roots:
        raise StampError("its certificate is none of those that were given, and there is no root among them")
    if flaw := _flaw(signer):
        raise StampError(f"its certificate is not relied on: {flaw}")
    between = [c for c in given if c not in roots]
    left_out = {raw: flaw for raw in sent if (flaw := _flaw_between(raw))}
    response = rfc3161.decode_timestamp_response(ordered(reply, left_out))
    why = None
    for root in roots:  # one by one: an authority that changed its key may have two roots of one name
        try:
            rfc3161.VerifierBuilder(roots=[root], intermediates=between).build().verify_message(response, content)
        except rfc3161.VerificationError as error:
            why = _VERDICT.search(str(error)) or why
        else:
            return
    flaws = [f"one that came with it is not relied on: {f}" for f in dict.fromkeys(left_out.values())]
    words = [*([why[1]] if why else []), *flaws]
    reasons = f" ({'; '.join(words)})" if words else ""
    raise StampError(f"its certificate does not lead to a root that was given{reasons}")


def _flaw(certificate: "x509.Certificate") -> str | None:
    """Why a certificate is not relied on by its signature, or its key is not; None where they are."""
    digest = certificate.signature_hash_algorithm  # none where it is a part of the kind of signature, as of Ed25519
    if digest and digest.digest_size < _SHORT:
        return f"it is signed with {digest.name}, which can be forged"
    return None if strong(certificate.public_key()) else "its key is so short that others could have worked it out"


def _flaw_between(raw: bytes) -> str | None:
    """Why a certificate that came along is not relied on to issue a server's; None where it is."""
    try:
        certificate = x509.load_der_x509_certificate(raw)
        uses = [e.value for e in certificate.extensions if isinstance(e.value, x509.ExtendedKeyUsage)]
        flaw = _flaw(certificate)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.InvalidVersion):
        return "it cannot be read"
    if flaw or not uses:
        return flaw
    # A certificate that may issue web servers' only must not make time-stamps good.
    right = {ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
    return None if right & set(uses[0]) else "it is for other uses than time-stamps"
