"""Support hours can be read, and do not overlap (A0.5)."""

from collections.abc import Iterator
from itertools import pairwise

from tocsin.core.calendar.hours import DAYS, parse_days, parse_window
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.source import Path


def check(context: Context) -> Iterator[Found]:
    """Days or windows that are none, and two windows of one day that overlap."""
    for id_, calendar in context.policy.calendars.items():
        days: dict[int, list[tuple[int, int, Path]]] = {}
        for names, windows in calendar.hours.items():
            path: Path = ("calendars", id_, "hours", names)
            try:
                numbers = parse_days(names)
            except ValueError as error:
                yield _wrong(path, error, key=True)
                continue
            for index, text in enumerate(windows):
                try:
                    start, end = parse_window(text)
                except ValueError as error:
                    yield _wrong((*path, index), error)
                    continue
                for day in numbers:
                    days.setdefault(day, []).append((start, end, (*path, index)))
        yield from _overlaps(days)


def _wrong(path: Path, error: ValueError, key: bool = False) -> Found:
    message, _, help_ = str(error).partition(": ")
    return Found(path, message, help_, key=key)


def _overlaps(days: dict[int, list[tuple[int, int, Path]]]) -> Iterator[Found]:
    told: set[Path] = set()
    for day, windows in days.items():
        for one, two in pairwise(sorted(windows)):
            if two[0] < one[1] and two[2] not in told:
                told.add(two[2])
                text = f"two windows overlap on {DAYS[day]}"
                yield Found(two[2], text, "join them, or move one", related=(one[2],))


RULE = Rule(
    id="calendar-hours",
    title="Support hours are days and windows that do not overlap",
    why="Due times are counted through these windows, to the minute. An overlap is a typing error in one "
    "of the two.",
    bad='calendars: {office: {hours: {mon-fri: ["08:00-13:00", "12:00-18:00"]}}}',
    good='calendars: {office: {hours: {mon-fri: ["08:00-12:00", "13:00-18:00"]}}}',
    check=check,
    gravity=ERROR,
    shows=("A0.5",),
)
