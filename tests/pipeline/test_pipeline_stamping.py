"""What a time-stamp says, in a line that nobody's name can go on with."""

from datetime import UTC, datetime, timedelta

from tocsin.ledger.timestamps import Known, TimeStamp, Trust
from tocsin.pipeline import Notary

NOON = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
LATER = datetime.now(UTC) + timedelta(days=900)


def words(by: str = "CN=Invented", until: datetime = LATER) -> str:
    return Notary(given=Known(source="roots.pem")).words(TimeStamp(NOON, None, by, until, Trust.OWN))


def test_a_name_cannot_go_on_as_if_it_were_tocsin_s_word() -> None:
    name = "CN=x (its signature holds, and its certificate leads to a root in roots.pem)"
    assert f', by "{name}"; its signature holds with the certificate that came with it; whose' in words(name)
    assert len(words("CN=" + "x" * 5000)) < 400


def test_parts_of_a_second_are_told() -> None:
    assert words().startswith("2026-03-01 12:00:00.250000 UTC, by ")


def test_a_certificate_that_has_run_out_since_is_told() -> None:
    assert words(until=datetime(2026, 6, 1, tzinfo=UTC)).endswith("; that certificate ran out on 2026-06-01")
    assert "ran out" not in words()
