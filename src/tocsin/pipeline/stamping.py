"""Time-stamps of the ledger's head: asked of a server outside, and held against the head later."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tocsin.errors import SettingsError, StampError
from tocsin.ledger.timestamps import ANSWERS, ASKS, Known, TimeStamp, Trust, known, needed, question, timestamp
from tocsin.publish.channels import Channel, Parcel


@dataclass(frozen=True, slots=True)
class Notary:
    """A time-stamping server, and the certificates that its replies are held against.

    Without a server it only checks the time-stamps that are there already; without certificates it holds them against
    the one that came with them.
    """

    server: Channel | None = None
    given: Known = field(default_factory=Known)

    @classmethod
    def open(cls, url: str = "", certificates: Path | None = None) -> "Notary":
        """The notary at an address, with the certificates of a PEM file.

        Raises:
            SettingsError: the address or the file makes no sense, or the library for time-stamps is not installed.
        """
        needed()
        try:
            pem = certificates.read_bytes() if certificates else b""
        except OSError as error:
            raise SettingsError(f"{certificates}: cannot be read: {error.strerror}") from error
        given = known(pem, str(certificates)) if certificates else Known()
        return cls(Channel(url) if url else None, given)

    def stamp(self, content: bytes) -> tuple[bytes, TimeStamp]:
        """The server's reply to `content`, as it is to be kept, and what it says.

        Raises:
            ChannelError: the server cannot be reached, or does not answer as it should.
            StampError: it refuses, or its reply does not hold.
        """
        assert self.server is not None
        asked = question(content)
        reply = self.server.post(Parcel(asked.request, ASKS, ANSWERS))
        try:
            return reply, timestamp(reply, content, self.given, asked.nonce)
        except StampError as error:
            raise StampError(f"{self.server.url}: no time-stamp was kept: {error}") from None

    def check(self, reply: bytes, content: bytes) -> TimeStamp:
        """What a reply that was kept says of `content`.

        Raises:
            StampError: it is no time-stamp, or of something else, or does not hold.
        """
        return timestamp(reply, content, self.given)

    def words(self, stamp: TimeStamp) -> str:
        """What a time-stamp says and what it was held against, in a line."""
        give = f" (give or take {stamp.accuracy.total_seconds():g} s)" if stamp.accuracy else ""
        held = {
            Trust.OWN: "its signature holds with the certificate that came with it; whose that is was not checked",
            Trust.GIVEN: f"its signature holds with a certificate in {self.given.source}",
            Trust.ROOT: f"its signature holds, and its certificate leads to a root in {self.given.source}",
        }[stamp.trust]
        out = f"; that certificate ran out on {stamp.until:%Y-%m-%d}" if stamp.until < datetime.now(UTC) else ""
        # Between marks that a name cannot hold as they are, so that it cannot go on as if it were Tocsin's word.
        return f'{stamp.time.replace(tzinfo=None)} UTC{give}, by "{stamp.by:.200}"; {held}{out}'
