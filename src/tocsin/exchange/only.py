"""Weekly windows as a policy writes them: `{mon-fri: ["09:00-17:00"]}` (A4.2)."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from tocsin.core.calendar.hours import DAYS
from tocsin.core.oncall.windows import DAY, WEEK, Windows

Part = tuple[int, int]
"""A window of the week: minutes from Monday 00:00, begin before end; it may run past the week's end."""


def only(parts: Iterable[Part]) -> dict[str, list[str]]:
    """The windows by days; nothing when they leave nothing out."""
    parts = list(parts)
    joined = Windows.weekly(ZoneInfo("UTC"), parts)
    if joined.always or not joined.parts:
        return {}
    days: list[set[str]] = [set() for _ in DAYS]
    for begin, end in parts:
        for day, text in _by_day(begin, end):
            days[day].add(text)
    return _grouped([sorted(windows) for windows in days])


def _by_day(begin: int, end: int) -> Iterable[tuple[int, str]]:
    """One window a day; a short one that passes midnight stays whole."""
    if end - begin <= DAY and (end - begin < DAY or begin % DAY):
        yield begin // DAY % 7, f"{_clock(begin)}-{_clock(end)}"
        return
    while begin < end:
        stop = min(end, (begin // DAY + 1) * DAY)
        yield begin // DAY % 7, f"{_clock(begin)}-{'24:00' if stop % DAY == 0 else _clock(stop)}"
        begin = stop


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"


def _grouped(days: list[list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    left = [day for day in range(7) if days[day]]
    while left:
        alike = [day for day in left if days[day] == days[left[0]]]
        found[_named(alike)] = days[left[0]]
        left = [day for day in left if day not in alike]
    return found


def _named(days: list[int]) -> str:
    if len(days) == 7:
        return "daily"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
    return ", ".join(DAYS[day] for day in days)


def daily(begin: int, minutes: int) -> list[Part]:
    """The same window every day: the minute of the day at which it begins, and its length."""
    return [(day * DAY + begin, day * DAY + begin + min(minutes, DAY)) for day in range(7)]


def weekly(begin: int, end: int) -> list[Part]:
    """One window from a minute of the week to another; an end that is not later is in the next week."""
    return [(begin, end if end > begin else end + WEEK)]
