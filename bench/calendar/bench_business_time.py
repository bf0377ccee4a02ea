"""Due times in business hours against `businesstimedelta`, on the same calendar and the same questions.

New York, Monday to Friday 8 to 18 with an hour of lunch, public holidays of the United States, two years of
starts (four clock changes), targets from 15 minutes to 40 hours. Every answer of the peer is compared with
ours before the race. The peer gets its fastest form: rules built once, holidays as a set. Ours is measured
after its index is built; the building is stated. Processor time, so that a busy machine does not show.
"""

from __future__ import annotations

import datetime as clock
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import process_time

import businesstimedelta as peer
import pytz

from tocsin.core.calendar.business import BusinessHours
from tocsin.core.calendar.nations import national_names
from tocsin.core.clocks.clock import Clock, Pause
from tocsin.core.clocks.due import due
from tocsin.core.clocks.reading import reading
from tocsin.core.model.duration import Span

ZONE, YEARS = "America/New_York", (2025, 2026, 2027)
MINUTES = (15, 60, 240, 480, 1440, 2400)
TARGET, BOUND_US = 50.0, 2.0
Questions = list[tuple[datetime, timedelta]]


def questions(count: int) -> Questions:
    """Starts every 17 h 23 min, so that they fall on all hours and days."""
    start = datetime(2025, 1, 6, 14, 7, tzinfo=UTC)
    step = timedelta(hours=17, minutes=23)
    span = timedelta(days=700)
    return [(start + n * step % span, timedelta(minutes=MINUTES[n % len(MINUTES)])) for n in range(count)]


def hours() -> BusinessHours:
    return BusinessHours.of(ZONE, {"mon-fri": ["08:00-12:00", "13:00-18:00"]}, country="US")


def peer_rules() -> peer.Rules:
    zone = pytz.timezone(ZONE)
    days = {day for year in YEARS for day in national_names("US", "", year)}
    work = [
        peer.WorkDayRule(start_time=clock.time(a), end_time=clock.time(b), tz=zone)
        for a, b in ((8, 12), (13, 18))
    ]
    return peer.Rules([*work, peer.HolidayRule(days, tz=zone)])


def agreement(asked: Questions) -> tuple[int, int]:
    """How many answers are the same, of how many."""
    ours, rules = hours(), peer_rules()
    same = sum(
        ours.add(at, amount) == at + peer.BusinessTimeDelta(rules, timedelta=amount) for at, amount in asked
    )
    return same, len(asked)


def microseconds(run: Callable[[], object], count: int, repeat: int = 7) -> float:
    """Microseconds for one question, best of some runs."""
    best = float("inf")
    for _ in range(repeat):
        begun = process_time()
        run()
        best = min(best, process_time() - begun)
    return best / count * 1e6


def race(many: Questions, few: Questions) -> tuple[float, float, float]:
    """Microseconds a due time, for us and for the peer; milliseconds to build our index."""
    hours()  # the library of holidays is loaded outside the measurement
    rules = peer_rules()
    once = [clock.date(1999, 1, 1)]  # another calendar, so that its index is not built yet
    fresh = BusinessHours.of(ZONE, {"mon-fri": ["08:00-12:00", "13:00-18:00"]}, closed=once, country="US")
    begun = process_time()
    for at, amount in many:
        fresh.add(at, amount)
    built = process_time() - begun
    add = hours().add
    for at, amount in many:
        add(at, amount)
    mine = microseconds(lambda: [add(at, amount) for at, amount in many], len(many))
    deltas = [(at, peer.BusinessTimeDelta(rules, timedelta=amount)) for at, amount in few]
    theirs = microseconds(lambda: [at + delta for at, delta in deltas], len(few), repeat=2)
    return mine, theirs, built * 1e3 - mine * len(many) / 1e3


def clocks(many: Questions) -> tuple[float, float]:
    """Microseconds for a clock with two pauses: its due time, its whole reading."""
    hour = timedelta(hours=1)
    made = [
        Clock(
            "resolution", Span(amount=amount), hours(), "office", at,
            (Pause(at + hour, at + 3 * hour), Pause(at + 20 * hour, at + 30 * hour)),
        )
        for at, amount in many
    ]  # fmt: skip
    return (
        microseconds(lambda: [due(c) for c in made], len(made), 3),
        microseconds(lambda: [reading(c, c.started + 25 * hour) for c in made], len(made), 3),
    )


def main() -> bool:
    many, few = questions(20_000), questions(600)
    same, asked = agreement(few)
    mine, theirs, built = race(many, few)
    one, whole = clocks(many[:4000])
    print(f"business time, {len(many)} due times; the peer is asked {len(few)}, {same} answers are the same")
    print(f"  a due time     {mine:6.2f} us (bound {BOUND_US} us), {theirs:.0f} us there")
    print(f"  ratio          {theirs / mine:6.0f} x its rate (target {TARGET:.0f} x)")
    print(f"  index          {built:6.1f} ms for three years, once")
    print(f"  a clock        {one:6.2f} us with two pauses, {whole:.1f} us for its whole reading")
    return theirs / mine >= TARGET and same == asked


if __name__ == "__main__":
    sys.exit(not main())
