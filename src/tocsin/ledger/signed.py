"""Who signed a time-stamp, read from its bytes: the part of CMS (RFC 5652) that one signature needs.

The library that reads time-stamps verifies a signature only together with a chain of certificates up to a root that one
trusts. Whoever has no such root can still know that the reply came whole from whoever holds its certificate.
"""

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tocsin.errors import StampError

try:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
except ImportError:  # only those who have their stamps time-stamped need it
    x509 = None  # type: ignore[assignment]

_SHA2 = {
    "2.16.840.1.101.3.4.2.1": "SHA256",
    "2.16.840.1.101.3.4.2.2": "SHA384",
    "2.16.840.1.101.3.4.2.3": "SHA512",
}
#: What was signed with, and the digest in it; None where the digest is named apart.
_SIGNATURES = {
    "1.2.840.113549.1.1.1": None,
    "1.2.840.113549.1.1.11": "SHA256",
    "1.2.840.113549.1.1.12": "SHA384",
    "1.2.840.113549.1.1.13": "SHA512",
    "1.2.840.10045.4.3.2": "SHA256",
    "1.2.840.10045.4.3.3": "SHA384",
    "1.2.840.10045.4.3.4": "SHA512",
}
_CONTENT_TYPE, _MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
#: Which certificate the signer says to have signed with: by its SHA-1 (RFC 2634), or by another digest (RFC 5035).
_BY_SHA1, _BY_ANOTHER = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
_SEQUENCE, _SET, _OCTETS, _OID, _ZERO = 0x30, 0x31, 0x04, 0x06, 0xA0
_BOOLEAN, _INTEGER, _TIME, _EXTENSIONS = 0x01, 0x02, 0x18, 0xA1
#: Seconds are an integer, their parts carry numbers of their own.
_ACCURACY = {_INTEGER: timedelta(seconds=1), 0x80: timedelta(milliseconds=1), 0x81: timedelta(microseconds=1)}


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed, and what by: the bytes of one `SignedData` with one signature."""

    kind: bytes
    content: bytes
    certificates: tuple[bytes, ...]
    digest: str
    attributes: bytes
    algorithm: str
    signature: bytes

    def verify(self, signer: bytes) -> None:
        """See that the holder of a certificate (as it came) signed it, and means this certificate.

        Raises:
            StampError: they did not, or it is signed in a way that is not known here.
        """
        if self.digest not in _SHA2 or self.algorithm not in _SIGNATURES:
            raise StampError(f"it is signed in a way that Tocsin cannot check ({self.algorithm}, {self.digest})")
        said = hashes.Hash(_hash(_SHA2[self.digest]))
        said.update(self.content)
        values = dict(map(_attribute, _parts(_inside(self.attributes, _SET))))
        if values.get(_MESSAGE_DIGEST) != _element(_OCTETS, said.finalize()):
            raise StampError("its signature is of something else than it says")
        if values.get(_CONTENT_TYPE) != self.kind:
            raise StampError("its signature is of something else than a time-stamp")
        if not _means(values, signer):
            raise StampError("its certificate is not the one that it was signed with")
        self._hold(signer)

    def fraction(self) -> timedelta:
        """What the time in it says below a second, which the library leaves out."""
        digits = _inside(_parts(_inside(self.content, _SEQUENCE))[4], _TIME).partition(b".")[2].rstrip(b"Z")
        return timedelta(microseconds=int(digits[:6].ljust(6, b"0")))

    def accuracy(self) -> timedelta | None:
        """How far its time may be off, which the library takes for nothing where it is enormous.

        Raises:
            OverflowError: by more than there are years.
        """
        for part in _parts(_inside(self.content, _SEQUENCE))[5:]:
            if part[0] == _SEQUENCE:
                given = _parts(_inside(part, _SEQUENCE))
                return sum(
                    (_ACCURACY[p[0]] * int.from_bytes(_inside(p, p[0]), signed=True) for p in given), timedelta()
                )
        return None

    def conditions(self) -> bool:
        """Whether it has an extension that must be understood. None are here."""
        *_, last = _parts(_inside(self.content, _SEQUENCE))
        extensions = _parts(_inside(last, _EXTENSIONS)) if last[0] == _EXTENSIONS else []
        return any(
            p[0] == _BOOLEAN and _inside(p, _BOOLEAN) != b"\0"
            for e in extensions
            for p in _parts(_inside(e, _SEQUENCE))
        )

    def _hold(self, signer: bytes) -> None:
        with_ = _hash(_SIGNATURES[self.algorithm] or _SHA2[self.digest])
        key = x509.load_der_x509_certificate(signer).public_key()
        if not strong(key):
            raise StampError("its signature is by a key so short that others could have worked it out")
        try:
            if isinstance(key, rsa.RSAPublicKey):
                key.verify(self.signature, self.attributes, padding.PKCS1v15(), with_)
            elif isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(self.signature, self.attributes, ec.ECDSA(with_))
            else:
                raise StampError(f"it is signed with a key that Tocsin cannot check ({type(key).__name__})")
        except InvalidSignature:
            raise StampError("its signature does not hold") from None


def signed(reply: bytes) -> Signed:
    """The signed part of a time-stamp reply.

    Raises:
        ValueError: there is none that can be read.
    """
    _, token = _row(_inside(reply, _SEQUENCE), 2)
    _, wrapped = _row(_inside(token, _SEQUENCE), 2)
    parts = _parts(_inside(_inside(wrapped, _ZERO), _SEQUENCE))
    kind, content = _row(_inside(parts[2], _SEQUENCE), 2)
    certificates = [c for p in parts[3:] if p[0] == _ZERO for c in _parts(_inside(p, _ZERO))]
    [signer] = _parts(_inside(parts[-1], _SET))
    _, _, digest, attributes, algorithm, signature = _parts(_inside(signer, _SEQUENCE))[:6]
    return Signed(
        kind,
        _inside(_inside(content, _ZERO), _OCTETS),
        tuple(certificates),
        _oid(_parts(_inside(digest, _SEQUENCE))[0]),
        _element(_SET, _inside(attributes, _ZERO)),
        _oid(_parts(_inside(algorithm, _SEQUENCE))[0]),
        _inside(signature, _OCTETS),
    )


def ordered(reply: bytes, without: Container[bytes] = ()) -> bytes:
    """A reply with its certificates in the order that DER wants and that the library insists on, and some left out.

    Servers that are built on OpenSSL send them as they are configured. No signature covers them, nor what they are in.
    """
    if len(_parts(_inside(reply, _SEQUENCE))) == 1:  # a refusal holds its status and nothing else
        return reply
    status, token = _row(_inside(reply, _SEQUENCE), 2)
    kind, wrapped = _row(_inside(token, _SEQUENCE), 2)
    parts = _parts(_inside(_inside(wrapped, _ZERO), _SEQUENCE))
    for at, part in enumerate(parts):
        if part[0] == _ZERO:
            kept = sorted(c for c in _parts(_inside(part, _ZERO)) if c not in without)
            parts[at] = _element(_ZERO, b"".join(kept))
    made = _element(_ZERO, _element(_SEQUENCE, b"".join(parts)))
    return _element(_SEQUENCE, status + _element(_SEQUENCE, kind + made))


def strong(key: object) -> bool:
    """Whether a public key is so long that nobody works out what it belongs to."""
    if isinstance(key, rsa.RSAPublicKey | dsa.DSAPublicKey):
        return key.key_size >= 2048
    return not isinstance(key, ec.EllipticCurvePublicKey) or key.key_size >= 224


def _hash(name: str) -> "hashes.HashAlgorithm":
    kinds: dict[str, type[hashes.HashAlgorithm]]
    kinds = {"SHA256": hashes.SHA256, "SHA384": hashes.SHA384, "SHA512": hashes.SHA512}
    return kinds[name]()


def _means(attributes: Mapping[str, bytes], signer: bytes) -> bool:
    """Whether the digest of a certificate is the one that was signed along."""
    for name, value in attributes.items():
        if name in (_BY_SHA1, _BY_ANOTHER):
            first = _parts(_inside(_parts(_inside(value, _SEQUENCE))[0], _SEQUENCE))[0]
            algorithm, *rest = _parts(_inside(first, _SEQUENCE))
            if name == _BY_SHA1:
                return _inside(algorithm, _OCTETS) == hashlib.sha1(signer, usedforsecurity=False).digest()
            if algorithm[0] == _OCTETS:  # SHA-256 goes without saying
                return _inside(algorithm, _OCTETS) == hashlib.sha256(signer).digest()
            kind = _SHA2.get(_oid(_parts(_inside(algorithm, _SEQUENCE))[0]), "")
            return bool(kind) and _inside(rest[0], _OCTETS) == hashlib.new(kind, signer).digest()
    return False


def _attribute(element: bytes) -> tuple[str, bytes]:
    name, values = _row(_inside(element, _SEQUENCE), 2)
    return _oid(name), _inside(values, _SET)


def _row(content: bytes, count: int) -> Sequence[bytes]:
    parts = _parts(content)
    if len(parts) != count:
        raise ValueError(f"{len(parts)} elements instead of {count}")
    return parts


def _parts(content: bytes) -> list[bytes]:
    """The elements that stand in a row in DER, each with its tag and length."""
    parts, at = list[bytes](), 0
    while at < len(content):
        start, size = _measured(content, at)
        if at + start + size > len(content):
            raise ValueError("an element goes beyond what it is in")
        parts.append(content[at : at + start + size])
        at += start + size
    return parts


def _inside(element: bytes, tag: int) -> bytes:
    [one] = _parts(element)
    if one[0] != tag:
        raise ValueError(f"tag {one[0]:#x} instead of {tag:#x}")
    return one[_measured(one, 0)[0] :]


def _measured(content: bytes, at: int) -> tuple[int, int]:
    """How long the tag and length of an element are, and what follows them."""
    head = content[at : at + 2]
    if len(head) < 2 or head[0] & 0x1F == 0x1F:
        raise ValueError("no element of DER")
    if head[1] < 0x80:
        return 2, head[1]
    more = head[1] & 0x7F
    length = content[at + 2 : at + 2 + more]
    if not 1 <= more <= 4 or len(length) < more:
        raise ValueError("a length that DER does not have")
    return 2 + more, int.from_bytes(length)


def _element(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + content


def _oid(element: bytes) -> str:
    numbers, number = list[int](), 0
    for byte in _inside(element, _OID):
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(number)
            number = 0
    if not numbers:
        raise ValueError("an empty name")
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))
