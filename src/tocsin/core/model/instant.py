"""Instants are aware and UTC inside; a text without an offset is refused, never guessed (design §5)."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


def parse_instant(text: str) -> datetime:
    """Reads ISO 8601 with an offset or `Z`, to aware UTC. Raises ValueError with what to write instead."""
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"`{text}` is no instant: write it like `2026-11-23T03:00:00Z`") from None
    if value.tzinfo is None:
        raise ValueError(f"`{text}` has no zone: add `Z` or an offset, as in `{text.strip()}Z`")
    return to_utc(value)


def to_utc(value: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a time without a zone or outside the calendar."""
    if value.tzinfo is None:
        raise ValueError(f"`{value.isoformat()}` has no zone: add `Z` or an offset")
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"`{value.isoformat()}` is outside the calendar") from None


def to_micros(value: datetime) -> int:
    """Microseconds since 1970-01-01T00:00Z, exact."""
    return (value - _EPOCH) // _MICRO


def from_micros(micros: int) -> datetime:
    """The aware UTC instant. Raises OverflowError outside years 1 to 9999."""
    return _EPOCH + timedelta(microseconds=micros)


def iso(value: datetime) -> str:
    """The instant as `2026-11-23T03:00:00Z`, with fractions only when there are any."""
    return value.isoformat().replace("+00:00", "Z")
