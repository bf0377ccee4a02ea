"""Time for sends and leases: it passes forwards only, and follows a clock that was wrong by much."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.worker.small import MINUTE, NIGHT, Clock, Night
from tocsin.worker.loop import Worker
from tocsin.worker.needs import Steady

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("by", "shown"),
    [
        (timedelta(), 5 * MINUTE),
        (HOUR, HOUR + 5 * MINUTE),
        (-HOUR, 5 * MINUTE),
        (-2 * HOUR, 5 * MINUTE),
        (-3 * HOUR, 5 * MINUTE - 3 * HOUR),
    ],
    ids=["not set", "ahead", "back", "back by the limit", "back by more"],
)
def test_five_minutes_after_the_clock_was_set(by: timedelta, shown: timedelta) -> None:
    clock = Clock()
    steady = Steady(clock, clock.passed)
    clock.set(by)
    clock.move(5 * MINUTE)
    assert steady() - NIGHT == shown


def test_once_the_clock_has_caught_up_it_is_followed_again() -> None:
    clock = Clock()
    steady = Steady(clock, clock.passed)
    clock.set(-HOUR)
    assert steady.ahead == HOUR
    clock.set(2 * HOUR)
    assert steady() == clock()
    assert steady.ahead == timedelta()


def test_a_clock_that_was_set_back_is_told_once(night: Night) -> None:
    worker = Worker(night.house())
    worker._round()
    night.clock.set(-HOUR)
    for _ in range(5):
        night.clock.move(MINUTE)
        worker._round()
    told = [line for line in night.log if line["event"] == "clock-set-back"]
    assert told == [{"event": "clock-set-back", "seconds": 3600}]
