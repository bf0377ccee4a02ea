"""Wall clocks and instants: what a clock on the wall shows in a zone, and when it shows it first (A4.2).

The wall clock wins: a time that a clock change skips comes at the first instant after the gap, and one that
it repeats comes at its first occurrence. So a later wall clock never comes at an earlier instant, which is
what makes point queries and expansions of a rotation agree. Where other tools choose otherwise, the choice
is an argument here.
"""

from datetime import UTC, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

EARLIEST = datetime.min.replace(tzinfo=UTC)
"""Stands for "no beginning"."""
LATEST = datetime.max.replace(tzinfo=UTC)
"""Stands for "no end"."""
TICK = timedelta(microseconds=1)
"""The smallest step between two instants."""
_SECOND = timedelta(seconds=1)


class Skipped(Enum):
    """When a wall clock comes that a clock change skips."""

    AFTER_GAP = "at the first instant after the gap"
    ONE_GAP_EARLIER = "as long before the gap's end as the gap is, counted back from what it names"


def instant_of(
    wall: datetime, zone: ZoneInfo, *, last: bool = False, skipped: Skipped = Skipped.AFTER_GAP
) -> datetime:
    """The instant (UTC) at which the clocks of the zone show `wall`, a datetime without a zone (A4.2).

    A repeated wall clock comes at its first occurrence, or at its last one.
    """
    before = wall.replace(tzinfo=zone, fold=0).utcoffset() or timedelta(0)
    after = wall.replace(tzinfo=zone, fold=1).utcoffset() or timedelta(0)
    if before >= after:
        return (wall - (after if last else before)).replace(tzinfo=UTC)
    if skipped is Skipped.ONE_GAP_EARLIER:
        return (wall - after).replace(tzinfo=UTC)
    return _change((wall - after).replace(tzinfo=UTC), (wall - before).replace(tzinfo=UTC), zone)


def _change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The first second after `low`, and not after `high`, at which the zone has its new offset."""
    new = high.astimezone(zone).utcoffset()
    while high - low > _SECOND:
        middle = low + (high - low) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == new:
            high = middle
        else:
            low = middle
    return high.replace(microsecond=0)


def wall_of(at: datetime, zone: ZoneInfo) -> datetime:
    """What the clocks of the zone show at an aware instant: a datetime without a zone."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def add_wall(at: datetime, amount: timedelta, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the clocks of the zone show `amount` more than at `at`."""
    return instant_of(wall_of(at, zone) + amount, zone)


def wall_between(start: datetime, end: datetime, zone: ZoneInfo) -> timedelta:
    """How far the hands of the clocks move between two aware instants, clock changes left out."""
    return wall_of(end, zone) - wall_of(start, zone)
