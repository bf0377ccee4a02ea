"""Windows of the week in which turns apply: `mon-fri` `09:00-17:00`, `fri` `22:00-06:00` (A4.2)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tocsin.core.calendar.hours import parse_days

DAY, WEEK = 24 * 60, 7 * 24 * 60
_WINDOW = re.compile(r"\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*")


def parse_turn_window(text: str) -> tuple[int, int]:
    """Minutes of the day; what ends no later than it begins ends on the next day. Raises ValueError."""
    found = _WINDOW.fullmatch(text)
    hours = [int(part) for part in found.groups()] if found else [99] * 4
    begin, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if max(hours[1], hours[3]) > 59 or begin >= DAY or end > DAY:
        raise ValueError(f"`{text}` is no window: write `09:00-17:00`, or `22:00-06:00` into the next day")
    return begin, end if end > begin else end + DAY


def weekly(hours: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Windows as minutes from Monday 00:00; the last may run past the week's end. Raises ValueError."""
    for days, texts in hours.items():
        for day in parse_days(days):
            for begin, end in map(parse_turn_window, texts):
                yield day * DAY + begin, day * DAY + end
