"""When the clocks of a zone change within a period."""

from datetime import datetime, timedelta

from tocsin.core.calendar.zones import zone_of


def clock_changes(zone: str, start: datetime, end: datetime) -> list[tuple[datetime, str]]:
    """Each clock change of the period: the instant (UTC), and what the clocks show before and after."""
    found = []
    at = start
    while at < end:
        later = min(at + timedelta(hours=12), end)
        if _offset(at, zone) != _offset(later, zone):
            change = _exact(at, later, zone)
            before = (change - timedelta(seconds=1)).astimezone(zone_of(zone))
            shown = (before.replace(tzinfo=None) + timedelta(seconds=1)).strftime("%a %Y-%m-%d %H:%M")
            after = change.astimezone(zone_of(zone)).strftime("%H:%M %Z")
            found.append((change, f"{shown} {before.strftime('%Z')} → {after}"))
        at = later
    return found


def _offset(at: datetime, zone: str) -> timedelta | None:
    return at.astimezone(zone_of(zone)).utcoffset()


def _exact(low: datetime, high: datetime, zone: str) -> datetime:
    """The first minute at which the zone has its new offset."""
    new = _offset(high, zone)
    low, high = low.replace(second=0, microsecond=0), high.replace(second=0, microsecond=0)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // timedelta(minutes=2) * timedelta(minutes=1)
        low, high = (low, middle) if _offset(middle, zone) == new else (middle, high)
    return high
