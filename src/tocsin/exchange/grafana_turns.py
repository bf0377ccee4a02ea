"""Recurring shifts as turns: only where turns say exactly the same (A4.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.exchange.draft import Turning
from tocsin.exchange.only import Part as Window
from tocsin.exchange.only import daily, only

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SIZES = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800}
_DAY, _WEEK = 86_400, 604_800


@dataclass(frozen=True)
class Rule:
    """A recurring shift: `start` is local in `zone`; weekdays count from Monday, 0.

    One that rolls every `interval` days on some weekdays is there on all of them: its people stay so many.
    `until` and `effective` are instants: what is outside them does not count.
    """

    groups: list[list[str]]
    start: datetime
    zone: str
    seconds: int
    frequency: str
    interval: int = 1
    days: tuple[int, ...] = ()
    week_start: int = 0
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    until: datetime | None = None
    rolling: bool = True
    effective: datetime | None = None

    @property
    def stays(self) -> int:
        """On how many days in a row of a daily shift the same people are on call."""
        return self.interval if self.rolling and self.frequency == "daily" and self.days else 1

    @property
    def minute(self) -> int:
        """The minute of the day at which it begins."""
        return self.start.hour * 60 + self.start.minute


def layers_of(rule: Rule) -> list[Turning]:
    """The layers that say the same as the rule; nothing when there are none."""
    if (
        rule.months
        or rule.month_days
        or rule.seconds % 60
        or rule.start.second
        or rule.frequency not in _SIZES
    ):
        return []
    found = _unbroken(rule) or _each_day(rule) or _each_week(rule)
    if found is None:
        return []
    widest = max(len(group) for group in rule.groups)
    # People who share a turn stand in layers of their own, side by side; somebody alone stands in each.
    lanes = [[group[min(place, len(group) - 1)] for group in rule.groups] for place in range(widest)]
    return [_copy(found, lane) for lane in lanes]


def _copy(layer: Turning, people: list[str]) -> Turning:
    return Turning(
        people,
        layer.start,
        layer.turn,
        layer.length,
        list(layer.pattern),
        layer.hand_off,
        only=dict(layer.only),
    )


def _turning(rule: Rule, start: datetime, turn: str, length: int = 1) -> Turning:
    return Turning([], start.date(), turn, length, hand_off=f"{rule.start:%H:%M}")


def _unbroken(rule: Rule) -> Turning | None:
    """Each shift lasts until the next."""
    if rule.days or rule.seconds != _SIZES[rule.frequency] * rule.interval:
        return None
    return _turning(rule, rule.start, rule.frequency, rule.interval)


def _each_day(rule: Rule) -> Turning | None:
    """A window every day, or on some days of the week, each with the next people."""
    if rule.frequency != "daily" or rule.interval != rule.stays or rule.seconds > _DAY:
        return None
    if not rule.days:
        layer = _turning(rule, rule.start, "daily")
        layer.only = only(daily(rule.minute, rule.seconds // 60))
        return layer
    first = next(d for n in range(7) for d in [rule.start + timedelta(days=n)] if d.weekday() in rule.days)
    layer = _turning(rule, first, "daily")
    layer.only = only(_windows(rule, rule.days))
    # The turn before a day without a shift lasts over it.
    order = [d for n in range(7) for d in [(first.weekday() + n) % 7] if d in rule.days]
    lengths = [(after - day) % 7 or 7 for day, after in zip(order, [*order[1:], order[0]], strict=True)]
    several = lengths * rule.stays
    pattern = [sum(several[n : n + rule.stays]) for n in range(0, len(several), rule.stays)]
    layer.pattern = pattern if set(pattern) != {1} else []
    return layer


def _each_week(rule: Rule) -> Turning | None:
    """Windows on days of the week, the next people every week."""
    if rule.frequency != "weekly" or rule.interval != 1 or rule.seconds >= _WEEK:
        return None
    days = rule.days or (rule.start.weekday(),)
    first = rule.week_start if rule.days else rule.start.weekday()
    back = (rule.start.weekday() - first) % 7
    last = max((day - first) % 7 for day in days) * _DAY + rule.seconds
    if last > _WEEK:
        return None
    layer = _turning(rule, rule.start - timedelta(days=back), "weekly")
    layer.only = only(_windows(rule, days))
    return layer


def _windows(rule: Rule, days: tuple[int, ...]) -> list[Window]:
    return [(day * 1440 + rule.minute, day * 1440 + rule.minute + rule.seconds // 60) for day in days]
