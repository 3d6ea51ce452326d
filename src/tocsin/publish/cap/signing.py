"""Signatures of CAP messages: enveloped XML signatures (CAP 1.2, section 3.3.4.1), ECDSA over P-256 with SHA-256.

A message is believed for a key that is registered here, never for the certificate that it brings along: anybody can
make one. What is read of a signed message is what its signature covers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from tocsin.errors import SettingsError, SigningError
from tocsin.model import Problem
from tocsin.publish.cap.nouns import Message
from tocsin.publish.cap.structure import SIGNATURE
from tocsin.publish.cap.xml import parsed, read_tree, serialised, tree

if TYPE_CHECKING:
    from types import ModuleType

_EXTRA = "signatures need `pip install 'tocsin[relay]'`"


@dataclass(frozen=True, slots=True)
class Key:
    """The desk's own key: the private one and its certificate, both PEM."""

    private: bytes
    certificate: bytes


def signed(message: Message, key: Key) -> bytes:
    """A message with its signature.

    Raises:
        SigningError: it cannot be signed; then it may not leave.
    """
    signxml = _signxml()
    try:
        signer = signxml.XMLSigner(
            method=signxml.methods.enveloped, signature_algorithm="ecdsa-sha256", digest_algorithm="sha256",
            c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#",
        )  # fmt: skip
        root = signer.sign(tree(message), key=key.private, cert=key.certificate.decode("ascii"))
        content = serialised(root)
        if verified(content, {"own": key.certificate}, message.identifier)[0] != message:
            raise SigningError(f"{message.identifier}: its signature does not hold; it does not leave")
    except SigningError:
        raise
    except Exception as error:
        raise SigningError(f"{message.identifier}: cannot be signed ({error!s:.120}); it does not leave") from error
    return content


def verified(
    content: bytes, keys: Mapping[str, bytes], origin: str
) -> tuple[Message | None, str, tuple[Problem, ...]]:  # fmt: skip
    """The message that a signature covers, and the name of the registered key that it was made with.

    Args:
        content: the signed message.
        keys: registered certificates (PEM), by name.
        origin: where it was read.

    Returns:
        the message, None where no registered key vouches for it; the key's name; what is wrong.
    """
    try:
        root = parsed(content)
    except ValueError as error:
        return None, "", (Problem(origin, "", str(error)),)
    if root.find(f"{{{SIGNATURE}}}Signature") is None:
        return None, "", (Problem(origin, "", "it is not signed"),)
    for name, certificate in keys.items():
        covered = _covered(root, certificate)
        if covered is not None:
            message, problems = read_tree(covered, origin)
            return message, name, problems
    return None, "", (Problem(origin, "Signature", "no key that is registered here vouches for it"),)


def _covered(root: etree._Element, certificate: bytes) -> Any:
    """What the signature covers, if it was made with the key of a certificate: the whole message, and nothing else."""
    signxml = _signxml()
    config = signxml.SignatureConfiguration(
        require_x509=True, expect_references=1,
        signature_methods=frozenset({signxml.SignatureMethod.ECDSA_SHA256, signxml.SignatureMethod.RSA_SHA256}),
        digest_algorithms=frozenset({signxml.DigestAlgorithm.SHA256}),
    )  # fmt: skip
    try:
        found = signxml.XMLVerifier().verify(root, x509_cert=certificate.decode("ascii"), expect_config=config)
    except Exception:  # whatever is wrong with a signature, it vouches for nothing
        return None
    covered = found.signed_xml
    return covered if covered is not None and covered.tag == root.tag else None


def new_key(name: str) -> Key:
    """A new key with a certificate for `name` that it signs itself; it is pinned, so that it needs no end.

    Raises:
        SettingsError: the extra for signatures is not installed.
    """
    try:
        from datetime import UTC, datetime, timedelta

        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import NameOID
    except ImportError:
        raise SettingsError(_EXTRA) from None
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(private.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * 20)).sign(private, hashes.SHA256())
    )  # fmt: skip
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Key(pem, certificate.public_bytes(serialization.Encoding.PEM))


def _signxml() -> "ModuleType":
    try:
        import signxml
    except ImportError:
        raise SettingsError(_EXTRA) from None
    return signxml
