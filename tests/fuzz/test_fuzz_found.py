"""What fuzzing found. Each payload once raised an exception, or broke a promise of `seeds.check`."""

import io
import zipfile

import pytest
from seeds import check


def nameless_member() -> bytes:
    """A zip file whose directory gives a member no name: zipfile's `is_dir` looks at its last character."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "слова")
    raw = held.getvalue()
    at = raw.index(b"PK\x01\x02")
    return raw[: at + 28] + b"\0\0" + raw[at + 30 : at + 46] + raw[at + 51 :]


FOUND: dict[str, tuple[bytes, str | None]] = {
    "a member without a name": (nameless_member(), None),
    "an XML error that is told in two lines": (b"<rss><channel>\n<item><title>x</title><pub\n", "feed"),
}


@pytest.mark.parametrize(("payload", "format"), FOUND.values(), ids=FOUND.keys())
def test_found(payload, format):
    check(payload, format)
