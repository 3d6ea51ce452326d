"""What a user types for a date or a zone, as values."""

from datetime import UTC, datetime, time, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from tocsin.errors import SettingsError


def zone(name: str | None) -> tzinfo:
    """The named IANA zone; UTC where none is named.

    Raises:
        SettingsError: there is no such zone.
    """
    if name is None:
        return UTC
    if name not in available_timezones():
        raise SettingsError(f"--zone {name!r}: there is no such time zone; write it as Europe/Kyiv")
    return ZoneInfo(name)


def moment(option: str, value: str | None, within: tzinfo, *, ends_day: bool = False) -> datetime | None:
    """A date or date-time in ISO 8601, aware.

    Args:
        option: the option's name, for the error.
        value: what was typed, or None.
        within: the zone of a value that gives no offset.
        ends_day: a date without a time means its end and not its beginning.

    Raises:
        SettingsError: it is neither a date nor a date-time.
    """
    if value is None:
        return None
    try:
        parsed = datetime.fromisoformat(value.strip())
    except ValueError:
        example = "2025-11-21 or 2025-11-21T12:00+03:00"
        raise SettingsError(f"{option} {value!r} is no date; write it as {example}") from None
    if ends_day and len(value.strip()) <= len("2025-11-21"):
        parsed = datetime.combine(parsed.date(), time.max)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=within)
