"""Support hours as people write them: days (`mon-fri`, `sat`) and windows (`08:00-12:00`) (A0.5)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
Window = tuple[int, int]
"""Opening and closing minute of a day, 0 to 1440."""
Dated = tuple[tuple[date, tuple[Window, ...]], ...]
"""Windows of single dates, in order."""


def parse_days(text: str) -> tuple[int, ...]:
    """`mon-fri`, `sat, sun`, `daily` to weekday numbers, Monday is 0. Raises ValueError."""
    clean = text.strip().lower()
    if clean in ("daily", "every day", "all"):
        return tuple(range(7))
    found: list[int] = []
    for part in clean.split(","):
        first, _, last = part.strip().partition("-")
        start, end = _day(first, text), _day(last or first, text)
        found += [(start + step) % 7 for step in range((end - start) % 7 + 1)]
    return tuple(sorted(set(found)))


def _day(word: str, text: str) -> int:
    short = word.strip()[:3]
    if short not in DAYS:
        raise ValueError(f"`{text}` names no days: write `mon-fri`, `sat` or `daily`")
    return DAYS.index(short)


def parse_window(text: str) -> Window:
    """`08:00-12:00` to minutes of the day; `24:00` ends the day. Raises ValueError."""
    first, dash, last = text.partition("-")
    start, end = _minute(first), _minute(last)
    if not dash or start is None or end is None or start >= end:
        raise ValueError(
            f"`{text}` is no window: write `08:00-12:00`; it ends on the same day, at most at `24:00`"
        )
    return start, end


def _minute(text: str) -> int | None:
    found = _CLOCK.fullmatch(text.strip())
    if not found or int(found[2]) > 59:
        return None
    minute = int(found[1]) * 60 + int(found[2])
    return minute if minute <= 1440 else None


def week(hours: Mapping[str, Sequence[str]]) -> tuple[tuple[Window, ...], ...]:
    """Seven days of windows, Monday first, each day sorted and merged. Raises ValueError."""
    days: list[list[Window]] = [[] for _ in range(7)]
    for names, windows in hours.items():
        for day in parse_days(names):
            days[day] += [parse_window(text) for text in windows]
    return tuple(_merged(day) for day in days)


def windows_of(texts: Sequence[str]) -> tuple[Window, ...]:
    """The windows of one day, sorted, those that touch merged. Raises ValueError."""
    return _merged([parse_window(text) for text in texts])


def dated(dates: Mapping[date, Sequence[str]]) -> Dated:
    """The windows of single dates, by date. Raises ValueError."""
    return tuple(sorted((day, windows_of(texts)) for day, texts in dates.items()))


def _merged(windows: list[Window]) -> tuple[Window, ...]:
    found: list[Window] = []
    for start, end in sorted(windows):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
