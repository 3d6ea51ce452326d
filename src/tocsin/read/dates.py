"""Dates as payloads write them, into moments: ISO 8601, RFC 822, Telegram's own, unix seconds.

A date without an offset is read in the zone that the user names. Without one it is a Problem and no moment: an hour's
error would put a strike on the wrong side of an air alert. A date without a time is its midnight.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

#: What is said once for a payload whose dates have no offset.
NO_ZONE = "dates have no time zone and are left out; name one with --zone"

_TELEGRAM = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
_UNIX = re.compile(r"-?\d{1,30}")
_SPACE_BEFORE_OFFSET = re.compile(r"\s+([+-]\d\d:?\d\d)$")
#: email.utils takes the year 0001 for 2001 (RFC 2822 4.3 has two-digit years).
_YEAR_OF_ZEROS = re.compile(r"[A-Za-z] 0\d{3}\b")
_EARLIEST, _LATEST = 1900, 2200


def moment(written: str | int, zone: str | None) -> tuple[datetime | None, str]:
    """The aware moment that `written` means, or None and what is wrong with it.

    Args:
        written: a date in any of the forms above.
        zone: the IANA zone of dates without an offset.
    """
    try:
        found = _parse(str(written).strip()[:100])
        if found.tzinfo is None:
            if zone is None:
                return None, NO_ZONE
            found = found.replace(tzinfo=ZoneInfo(zone))
        if not _EARLIEST <= found.year <= _LATEST:
            return None, f"date {written!s:.40} is out of all bounds"
        return found, ""
    except (ValueError, OverflowError, OSError, IndexError, TypeError):
        # what email.utils and datetime raise on the many forms of a wrong date
        return None, f"date {str(written)!r:.60} cannot be read"


def _parse(written: str) -> datetime:
    if _UNIX.fullmatch(written) and len(written) != 8:  # eight digits are a basic ISO date
        return datetime.fromtimestamp(int(written), UTC)
    own = _TELEGRAM.fullmatch(written)
    if own:
        day, month, year, time, offset = own.groups()
        return datetime.fromisoformat(f"{year}-{month}-{day}T{time}{offset or ''}")
    if _YEAR_OF_ZEROS.search(written):
        raise ValueError(written)
    try:
        return datetime.fromisoformat(_SPACE_BEFORE_OFFSET.sub(r"\1", written))
    except ValueError:
        return parsedate_to_datetime(written)
