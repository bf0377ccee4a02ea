"""The clock of a zone, asked often: what `wall` says, without asking the zone on most days (A4.2).

Walls are written as datetimes in UTC here: what a clock shows, as if it were UTC. So a steady stretch, in
which a zone keeps its offset, needs one addition; only near a clock change the zone itself is asked.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tocsin.core.oncall.wall import instant_of, wall_of

_DAYS = 16
"""Days of one stretch: a power of two keeps the division cheap."""
_MARGIN = 2
"""Days around it in which the offset must be the same: no zone is further from UTC."""
_LOOK = timedelta(hours=12)
"""How often one looks; no zone changes its clocks and changes them back sooner."""


class Clock:
    """Walls to instants and back, with the offsets of steady stretches remembered. Get one by `clock_of`."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._steady: dict[int, timedelta | None] = {}

    def instant(self, wall: datetime) -> datetime:
        """The instant at which the clock shows `wall` first, or the end of the gap that skips it."""
        offset = self._offset(wall)
        return instant_of(wall.replace(tzinfo=None), self.zone) if offset is None else wall - offset

    def wall(self, at: datetime) -> datetime:
        """What the clock shows at an aware instant."""
        if at.tzinfo is not UTC:
            at = at.astimezone(UTC)
        offset = self._offset(at)
        return wall_of(at, self.zone).replace(tzinfo=UTC) if offset is None else at + offset

    def _offset(self, around: datetime) -> timedelta | None:
        stretch = around.toordinal() // _DAYS
        try:
            return self._steady[stretch]
        except KeyError:
            return self._steady.setdefault(stretch, _offset(self.zone, stretch))


def _offset(zone: ZoneInfo, stretch: int) -> timedelta | None:
    """The zone's offset in a stretch of days and around it, or None when it has several."""
    try:
        at = datetime.fromordinal(stretch * _DAYS - _MARGIN).replace(tzinfo=UTC)
        end = datetime.fromordinal((stretch + 1) * _DAYS + _MARGIN).replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # at the calendar's ends
        return None
    offset = at.astimezone(zone).utcoffset()
    while at < end:
        at += _LOOK
        if at.astimezone(zone).utcoffset() != offset:
            return None
    return offset


@lru_cache(maxsize=1024)
def clock_of(zone: ZoneInfo) -> Clock:
    """The clock of a zone, one for all who ask."""
    return Clock(zone)


def as_wall(wall: datetime) -> datetime:
    """A wall clock without a zone, written as if it were UTC."""
    return wall.replace(tzinfo=UTC, fold=0)
