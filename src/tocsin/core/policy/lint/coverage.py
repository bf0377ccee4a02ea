"""At which minutes of a usual week a page finds somebody: rotations, rungs and ladders as sets of minutes.

A set is a number with one bit for each minute of the week, from Monday 00:00 UTC; a zone shifts it. Days off,
overrides and single shifts are no part of a usual week.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from tocsin.core.calendar.hours import DAYS
from tocsin.core.calendar.zones import zone_of
from tocsin.core.policy.lint.paging import reached
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import ALWAYS
from tocsin.core.policy.schema.people import Ladder, Rung, Target
from tocsin.core.policy.schema.rota import Rotation, Turns
from tocsin.core.policy.windows import DAY, WEEK, weekly

FULL = (1 << WEEK) - 1
SEASONS = (datetime(2026, 1, 14, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC))
"""A winter and a summer day: two zones that change their clocks on other days meet differently."""


def minutes(parts: Iterable[tuple[int, int]]) -> int:
    """The set of the minutes in these windows; what runs past the week's end goes on at its start."""
    found = 0
    for begin, end in parts:
        found |= ((1 << (end - begin)) - 1) << begin
    return (found | found >> WEEK) & FULL


def turned(found: int, by: int) -> int:
    """The set `by` minutes later in the week."""
    by %= WEEK
    return (found << by | found >> (WEEK - by)) & FULL


def open_in(hours: Mapping[str, Sequence[str]]) -> int:
    """The minutes of these windows by the clocks of their own zone; the whole week when unreadable."""
    try:
        return minutes(weekly(hours))
    except ValueError:
        return FULL  # another rule says so


def of_turns(turns: Turns) -> int:
    """The minutes, by the clocks of their own zone, in which turns apply."""
    return open_in(turns.only) if turns.only else FULL


def of_rotation(rotation: Rotation, at: datetime) -> int:
    """The minutes in which a rotation has somebody, for good: layers that end are left out."""
    found = 0
    for name, turns in rotation.each():
        if turns.until is None:
            found |= turned(of_turns(turns), -offset(rotation.zone_of(name), at))
    return found


def offset(zone: str, at: datetime) -> int:
    """How many minutes the zone is ahead of UTC; 0 for one that is not known."""
    try:
        ahead = at.astimezone(zone_of(zone)).utcoffset()
    except ValueError:
        return 0  # another rule says so
    return round(ahead.total_seconds() / 60) if ahead else 0


def of_ladder(
    policy: Policy, ladder: Ladder, at: datetime, *, waiting: bool, seen: frozenset[str] = frozenset()
) -> int:
    """The minutes in which a ladder finds somebody; `waiting`: a rung that waits for its opening counts."""
    found = of_target(policy, ladder.last, at, waiting, seen) if ladder.last else 0
    for rung in ladder.rungs.values():
        people = 0
        for target in (rung.page, *rung.also):
            people |= of_target(policy, target, at, waiting, seen)
        found |= people & _hours(policy, rung, at, waiting)
    return found


def of_target(policy: Policy, target: Target, at: datetime, waiting: bool, seen: frozenset[str]) -> int:
    """The minutes in which a page to the target finds somebody."""
    if str(target) in seen:
        return 0
    if target.kind == "rotation" and target.id in policy.rotations:
        return of_rotation(policy.rotations[target.id], at)
    team = policy.teams.get(target.id) if target.kind == "team" else None
    ladder = policy.ladders.get(team.ladder) if team and team.ladder else None
    if ladder:
        return of_ladder(policy, ladder, at, waiting=waiting, seen=seen | {str(target)})
    return FULL if reached(policy, target) else 0


def _hours(policy: Policy, rung: Rung, at: datetime, waiting: bool) -> int:
    calendar = policy.calendars.get(rung.hours)
    if rung.hours == ALWAYS or calendar is None or (waiting and rung.outside == "wait"):
        return FULL
    return turned(open_in(calendar.hours), -offset(calendar.zone, at))


def gap(found: int, zone: str, at: datetime) -> str:
    """The first minutes that the set lacks, by the clocks of a zone: `from Sat 08:00 to Sat 18:00`."""
    lacking = FULL & ~turned(found, offset(zone, at))
    if not lacking:
        return ""
    if lacking == FULL:
        return "at any time"
    # Begins where the minute before is covered, so that a gap over the week's end is told as one.
    begin = next(m for m in range(WEEK) if lacking >> m & 1 and not lacking >> (m - 1) % WEEK & 1)
    length = next(n for n in range(1, WEEK) if not lacking >> (begin + n) % WEEK & 1)
    return f"from {_said(begin)} to {_said(begin + length)}"


def _said(minute: int) -> str:
    day, rest = divmod(minute % WEEK, DAY)
    return f"{DAYS[day].title()} {rest // 60:02}:{rest % 60:02}"
