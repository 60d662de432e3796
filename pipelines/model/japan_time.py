"""What time it is for the people of a ward: Japan Standard Time, whatever the machine's own zone is."""

from datetime import UTC, date, datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9))
"""Without summer time and without a table of zones, which Windows lacks."""


def now_in_japan() -> str:
    """The moment to the minute, with its zone: 2026-11-21T16:37+09:00."""
    return datetime.now(UTC).astimezone(JAPAN).isoformat(timespec="minutes")


def today_in_japan() -> date:
    """The day that a calendar on the ward's wall shows."""
    return datetime.now(UTC).astimezone(JAPAN).date()
