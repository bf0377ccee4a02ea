"""Support hours can be read, and do not overlap (A0.5)."""

from collections.abc import Generator, Iterator, Mapping
from datetime import date
from itertools import pairwise

from tocsin.core.calendar.hours import DAYS, parse_days, parse_window
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.source import Path

_Placed = tuple[int, int, Path]
"""Opening and closing minute, and where they stand."""


def check(context: Context) -> Iterator[Found]:
    """Days or windows that are none, and two windows of one day that overlap."""
    for id_, calendar in context.policy.calendars.items():
        path: Path = ("calendars", id_)
        yield from _week((*path, "hours"), calendar.hours)
        for key in ("breaks", "shifts"):
            days: Mapping[date, list[str]] = getattr(calendar, key)
            for day, texts in days.items():
                yield from _day((*path, key, day.isoformat()), str(day), texts)


def _week(path: Path, hours: Mapping[str, list[str]]) -> Iterator[Found]:
    days: dict[int, list[_Placed]] = {}
    for names, texts in hours.items():
        try:
            numbers = parse_days(names)
        except ValueError as error:
            yield _wrong((*path, names), error, key=True)
            continue
        placed = yield from _windows((*path, names), texts)
        for number in numbers:
            days.setdefault(number, []).extend(placed)
    told: set[Path] = set()
    for number, windows in days.items():
        yield from _overlaps(windows, DAYS[number], told)


def _day(path: Path, day: str, texts: list[str]) -> Iterator[Found]:
    placed = yield from _windows(path, texts)
    yield from _overlaps(placed, day, set())


def _windows(path: Path, texts: list[str]) -> Generator[Found, None, list[_Placed]]:
    placed: list[_Placed] = []
    for index, text in enumerate(texts):
        try:
            start, end = parse_window(text)
        except ValueError as error:
            yield _wrong((*path, index), error)
            continue
        placed.append((start, end, (*path, index)))
    return placed


def _wrong(path: Path, error: ValueError, key: bool = False) -> Found:
    message, _, help_ = str(error).partition(": ")
    return Found(path, message, help_, key=key)


def _overlaps(windows: list[_Placed], day: str, told: set[Path]) -> Iterator[Found]:
    for one, two in pairwise(sorted(windows)):
        if two[0] < one[1] and two[2] not in told:
            told.add(two[2])
            yield Found(two[2], f"two windows overlap on {day}", "join them, or move one", related=(one[2],))


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
