"""What the escalations would have asked of people: per week, per hour of the week, per team (A13.1)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

from tocsin.core.calendar.calendar import Calendar, OpenIndex

QUARTER = 15
"""Minutes: no zone changes its clock within a quarter of an hour."""


def block_of(open_hours: Calendar | None) -> int:
    """Minutes that may be counted together: a quarter, unless the calendar opens or closes within one."""
    edges = open_hours.edges() if open_hours else ()
    return 1 if any(edge % QUARTER for edge in edges) else QUARTER


@dataclass(frozen=True)
class Spans:
    """The period of the history, and the part of it in which tickets came in."""

    period: tuple[datetime, datetime]
    intake: tuple[datetime, datetime]


@dataclass
class Load:
    """Escalations by local week (its Monday), by hour of the week (0 is Monday 00:00), by team.

    Averages are over `whole_weeks`: those in which tickets came in from Monday to Sunday.
    """

    weeks: dict[date, int]
    hours: list[int]
    teams: Counter[str]
    team_weeks: dict[str, Counter[date]]
    after_hours: int
    total: int
    whole_weeks: tuple[date, ...] = field(default=())

    def figures(self) -> dict[str, float]:
        """Mean, median, 90th percentile (the least count that nine weeks in ten keep to) and maximum."""
        counts = sorted(self.weeks.get(w, 0) for w in self.whole_weeks) or sorted(self.weeks.values()) or [0]
        return {
            "mean": round(mean(counts), 2),
            "median": float(median(counts)),
            "p90": float(counts[-(-9 * len(counts) // 10) - 1]),
            "max": float(counts[-1]),
            "weeks": len(counts),
        }

    def team_figures(self, team: str) -> dict[str, float]:
        """Mean and maximum a week of one team."""
        weeks = self.whole_weeks or tuple(self.weeks)
        counts = [self.team_weeks.get(team, Counter())[w] for w in weeks] or [0]
        return {"mean": round(mean(counts), 2), "max": float(max(counts))}

    def peak(self) -> tuple[int, int]:
        """The busiest hour of the week and its escalations."""
        hour = max(range(168), key=lambda h: self.hours[h])
        return hour, self.hours[hour]


def load(
    rows: Iterable[tuple[Any, Any, Any]],
    teams: tuple[str, ...],
    zone: ZoneInfo,
    open_hours: Calendar | None,
    spans: Spans,
) -> Load:
    """From rows (block since 1970 UTC, team number, tickets); without a calendar, support never closes."""
    size = block_of(open_hours)
    period = spans.period
    index = _index(open_hours, period) if open_hours else None
    found = Load(_weeks(period, zone), [0] * 168, Counter(), {}, 0, 0, _whole(spans.intake, zone))
    blocks: dict[int, tuple[date, int]] = {}
    for block, team, tickets in rows:
        if block not in blocks:
            blocks[block] = _local(block * size, zone)
        week, hour = blocks[block]
        name = teams[int(team)]
        found.weeks[week] = found.weeks.get(week, 0) + tickets
        found.hours[hour] += tickets
        found.teams[name] += tickets
        if name not in found.team_weeks:
            found.team_weeks[name] = Counter()
        found.team_weeks[name][week] += tickets
        found.total += tickets
        if index and not index.is_open(block * size * 60_000_000):
            found.after_hours += tickets
    return found


def _index(open_hours: Calendar, period: tuple[datetime, datetime]) -> OpenIndex:
    """A day more on either side: the block of the first escalation begins before the period does."""
    return OpenIndex.of(open_hours, period[0] - timedelta(days=1), period[1] + timedelta(days=1))


def _local(minute: int, zone: ZoneInfo) -> tuple[date, int]:
    local = datetime.fromtimestamp(minute * 60, UTC).astimezone(zone)
    return local.date() - timedelta(days=local.weekday()), local.weekday() * 24 + local.hour


def _weeks(period: tuple[datetime, datetime], zone: ZoneInfo) -> dict[date, int]:
    first, last = (_monday(instant, zone) for instant in period)
    count = (last - first).days // 7 + 1
    return {first + timedelta(weeks=n): 0 for n in range(max(count, 1))}


def _monday(instant: datetime, zone: ZoneInfo) -> date:
    local = instant.astimezone(zone).date()
    return local - timedelta(days=local.weekday())


def _whole(period: tuple[datetime, datetime], zone: ZoneInfo) -> tuple[date, ...]:
    """The weeks that lie inside the period from their Monday to their Sunday."""
    weeks = list(_weeks(period, zone))
    starts = [
        datetime.combine(w, datetime.min.time(), zone) for w in [*weeks, weeks[-1] + timedelta(weeks=1)]
    ]
    return tuple(
        w for w, a, b in zip(weeks, starts, starts[1:], strict=False) if a >= period[0] and b <= period[1]
    )
