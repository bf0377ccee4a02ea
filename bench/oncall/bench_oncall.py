"""Who is on call at an instant, and a year of shifts, against recurring-ical-events on the same rotation.

The rotation: 8 people by the week, over them a second layer by day on working nights, 40 overrides, in a zone
whose clocks change. As iCalendar it is one weekly event for each person and layer; the opponent expands them,
and is not even asked to cover layers or to make overrides, which ours does. Its calendar is parsed once,
before. Processor time is measured, so that a busy machine does not count. The bounds are ratios; the targets,
5 ms a year and 50 us an instant, were set for the machine that this was written on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from tocsin.core.oncall.changes import Change, Override
from tocsin.core.oncall.layers import Cycle, Layer
from tocsin.core.oncall.roster import Roster
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.turns import Turns
from tocsin.core.oncall.wall import instant_of
from tocsin.core.oncall.windows import Windows

ZONE = ZoneInfo("Europe/Berlin")
FIRST = datetime.fromisoformat("2025-12-29T09:00")
PEOPLE = [f"person-{n}" for n in range(8)]
NIGHTS = {"mon-fri": ["22:00-06:00"]}
YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
YEARS, INSTANTS = 1.5, 4.0
"""How many times the opponent's rate is the least."""


def rotation(id_: str, shift: int = 0) -> Rotation:
    order = tuple((PEOPLE[(n + shift) % 8],) for n in range(8))
    begins = instant_of(FIRST, ZONE)
    nights = Cycle(order[::-1], Turns.of("daily", 1, FIRST, ZONE))
    return Rotation(
        id_,
        (
            Layer("nights", nights, Windows.of(ZONE, NIGHTS), begins, rank=2),
            Layer("weeks", Cycle(order, Turns.of("weekly", 1, FIRST, ZONE)), None, begins, rank=1),
        ),
        tuple(_overrides(id_)),
    )


def _overrides(id_: str) -> list[Change]:
    begin = YEAR[0]
    return [
        Override(
            id_,
            begin + timedelta(days=9 * n),
            begin + timedelta(days=9 * n, hours=40),
            str(n),
            person=PEOPLE[n % 8],
            instead_of=PEOPLE[(n + 3) % 8],
        )
        for n in range(40)
    ]


def calendar() -> icalendar.Calendar:
    """The same two layers as recurring events, overrides left out."""
    made = icalendar.Calendar()
    for n, person in enumerate(PEOPLE):
        _add(made, person, FIRST + timedelta(weeks=n), timedelta(weeks=1), {"freq": "weekly", "interval": 8})
        night = FIRST.replace(hour=22) + timedelta(days=n)
        days = {"freq": "daily", "interval": 8, "byday": ["MO", "TU", "WE", "TH", "FR"]}
        _add(made, person, night, timedelta(hours=8), days)
    return made


def _add(
    made: icalendar.Calendar, person: str, wall: datetime, lasts: timedelta, rule: dict[str, object]
) -> None:
    event = icalendar.Event()
    event.add("uid", f"{person}-{rule['freq']}")
    event.add("summary", person)
    event.add("dtstart", wall.replace(tzinfo=ZONE))
    event.add("dtend", (wall + lasts).replace(tzinfo=ZONE))
    event.add("rrule", rule)
    made.add_component(event)


def seconds(run: Callable[[], object], times: int, repeat: int = 5) -> float:
    run()
    found = []
    for _ in range(repeat):
        start = process_time()
        for _ in range(times):
            run()
        found.append(process_time() - start)
    return min(found) / times


def main() -> int:
    roster, theirs = Roster([rotation("r")]), recurring_ical_events.of(calendar())
    many = Roster(rotation(str(n), n) for n in range(1000))
    instants = [YEAR[0] + timedelta(hours=13 * n, minutes=7 * n) for n in range(600)]
    year = seconds(lambda: roster.shifts("r", *YEAR), 5)
    their_year = seconds(lambda: theirs.between(*YEAR), 1, 3)
    who = seconds(lambda: [roster.who("r", at) for at in instants], 1) / len(instants)
    people = seconds(lambda: [roster.people("r", at) for at in instants], 1) / len(instants)
    their_who = seconds(lambda: [theirs.at(at) for at in instants[::60]], 1, 3) / len(instants[::60])
    all_ = seconds(lambda: [many.who(id_, instants[99]) for id_ in many.ids()], 1)
    print("8 people, 2 layers, 40 overrides, against recurring-ical-events without overrides")
    print(f"  a year of shifts   {their_year / year:7.1f} x its rate: {year * 1e3:.2f} ms")
    print(f"  who, since, until  {their_who / who:7.1f} x its rate: {who * 1e6:.1f} us")
    print(f"  who only           {their_who / people:7.1f} x its rate: {people * 1e6:.1f} us")
    print(f"  1,000 rotations    {all_ * 1e3:7.1f} ms, {all_ * 1e3:.1f} us each")
    return 0 if their_year / year >= YEARS and their_who / who >= INSTANTS else 1


if __name__ == "__main__":
    sys.exit(main())
