"""Recurring shifts that turns cannot say, written out one by one by their recurrence rule (A4.2)."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil import rrule

from tocsin.core.oncall.wall import LATEST, instant_of
from tocsin.exchange.draft import Span
from tocsin.exchange.grafana_turns import Rule

_FREQUENCIES: dict[str, Literal[1, 2, 3, 4]] = {
    "hourly": rrule.HOURLY,
    "daily": rrule.DAILY,
    "weekly": rrule.WEEKLY,
    "monthly": rrule.MONTHLY,
}
_STEPS = 200_000


def recurrences(rule: Rule, start: datetime, end: datetime, most: int) -> list[Span]:
    """The shifts that overlap a period, at most so many; each recurrence has the next people."""
    if rule.frequency not in _FREQUENCIES:
        return []
    zone = ZoneInfo(rule.zone)
    made = rrule.rrule(
        _FREQUENCIES[rule.frequency],
        dtstart=rule.start,
        interval=1 if rule.stays > 1 else min(rule.interval, 10_000),
        wkst=rule.week_start,
        byweekday=list(rule.days) or None,
        bymonth=list(rule.months) or None,
        bymonthday=list(rule.month_days) or None,
    )
    found: list[Span] = []
    numbers: dict[tuple[int, ...], int] = {}
    last = rule.until or LATEST
    for local in islice(made, _STEPS):
        begin = instant_of(local, zone)
        number = numbers.setdefault(_period(rule, local), len(numbers))
        if begin >= min(end, last) or len(found) >= most:
            break
        stop = min(instant_of(local + timedelta(seconds=rule.seconds), zone), last)
        begin = max(begin, rule.effective or begin)
        if stop > start and begin < min(stop, end):
            group = rule.groups[number // rule.stays % len(rule.groups)]
            found += [Span(person, begin, stop) for person in group]
    return found


def _period(rule: Rule, local: datetime) -> tuple[int, ...]:
    """What has one group: a day with a shift, a week, a month, an hour."""
    if rule.frequency == "weekly":
        first = local.date() - timedelta(days=(local.weekday() - rule.week_start) % 7)
        return (first.toordinal(),)
    if rule.frequency == "monthly":
        return (local.year, local.month)
    return (local.toordinal(), local.hour if rule.frequency == "hourly" else 0)
