"""Hand-offs at a wall clock: what clock changes, custom cycles and short months do to turns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tocsin.core.oncall.turns import Turns
from tocsin.core.oncall.wall import Skipped, add_wall, instant_of, wall_between

BERLIN, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")
pytestmark = pytest.mark.req("A4.2")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def hand_offs(turns: Turns, first: int, count: int) -> list[str]:
    return [turns.hand_off(n).astimezone(turns.zone).isoformat()[5:16] for n in range(first, first + count)]


def test_a_weekly_hand_off_keeps_its_wall_clock_when_clocks_change() -> None:
    turns = Turns.of("weekly", 1, wall("2026-03-16T09:00"), BERLIN)
    assert hand_offs(turns, 0, 3) == ["03-16T09:00", "03-23T09:00", "03-30T09:00"]
    assert turns.hand_off(2) - turns.hand_off(1) == timedelta(hours=167)


def test_a_skipped_hand_off_happens_when_the_gap_ends() -> None:
    berlin = Turns.of("daily", 1, wall("2026-03-27T02:30"), BERLIN)
    assert hand_offs(berlin, 1, 3) == ["03-28T02:30", "03-29T03:00", "03-30T02:30"]
    lord_howe = Turns.of("daily", 1, wall("2024-10-04T02:15"), LORD_HOWE)
    assert hand_offs(lord_howe, 1, 3) == ["10-05T02:15", "10-06T02:30", "10-07T02:15"]


def test_a_hand_off_in_the_hour_that_comes_twice_happens_the_first_time() -> None:
    turns = Turns.of("daily", 1, wall("2026-10-24T02:30"), BERLIN)
    assert turns.hand_off(1) == utc("2026-10-25T00:30")
    number, begin, end = turns.turn(utc("2026-10-25T01:10"))
    assert (number, begin, end) == (1, utc("2026-10-25T00:30"), utc("2026-10-26T01:30"))


def test_an_hour_that_comes_twice_is_one_turn_of_two_hours() -> None:
    turns = Turns.of("hourly", 1, wall("2026-10-24T00:00"), BERLIN)
    number, begin, end = turns.turn(utc("2026-10-25T01:30"))
    assert (number, end - begin) == (26, timedelta(hours=2))


def test_a_turn_that_a_clock_change_swallows_still_counts() -> None:
    turns = Turns.of("hourly", 1, wall("2026-03-28T00:00"), BERLIN)
    numbers = [n for n, _, _ in turns.between(utc("2026-03-29T00:00"), utc("2026-03-29T03:00"))]
    assert numbers == [25, 27, 28]


def test_turns_reach_back_before_their_start() -> None:
    turns = Turns.of("daily", 1, wall("2026-06-10T00:00"), ZoneInfo("UTC"))
    assert turns.turn(utc("2026-06-07T12:00"))[0] == -3


def test_a_custom_cycle_has_turns_of_unequal_length() -> None:
    turns = Turns.of("daily", (2, 2, 3), wall("2026-06-01T09:00"), BERLIN)
    assert hand_offs(turns, -1, 5) == [
        "05-29T09:00",
        "06-01T09:00",
        "06-03T09:00",
        "06-05T09:00",
        "06-08T09:00",
    ]
    assert turns.turn(utc("2026-06-07T12:00"))[0] == 2


def test_a_monthly_hand_off_on_the_31st_is_on_the_last_day_of_a_shorter_month() -> None:
    turns = Turns.of("monthly", 1, wall("2026-01-31T09:00"), BERLIN)
    assert hand_offs(turns, 0, 4) == ["01-31T09:00", "02-28T09:00", "03-31T09:00", "04-30T09:00"]
    assert turns.turn(utc("2026-02-28T07:59"))[0] == 0
    assert turns.turn(utc("2026-02-28T08:00"))[0] == 1


@pytest.mark.parametrize(
    ("unit", "length"), [("weekly", 0), ("weekly", -3), ("daily", (2, 0)), ("daily", ())]
)
def test_a_turn_lasts_one_unit_or_more(unit: str, length: int | tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="write 1 or more"):
        Turns.of(unit, length, wall("2026-06-01T09:00"), BERLIN)


def test_an_unknown_kind_of_turn_is_told_which_there_are() -> None:
    with pytest.raises(ValueError, match="`yearly` is no kind of turn: write `hourly`"):
        Turns.of("yearly", 1, wall("2026-06-01T09:00"), BERLIN)


def test_where_others_choose_otherwise_the_choice_is_an_argument() -> None:
    skipped, twice = wall("2026-03-29T02:30"), wall("2026-10-25T02:30")
    assert instant_of(skipped, BERLIN) == utc("2026-03-29T01:00")
    assert instant_of(skipped, BERLIN, skipped=Skipped.ONE_GAP_EARLIER) == utc("2026-03-29T00:30")
    assert instant_of(twice, BERLIN) == utc("2026-10-25T00:30")
    assert instant_of(twice, BERLIN, last=True) == utc("2026-10-25T01:30")


def test_a_day_that_never_was_ends_where_the_next_one_begins() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert instant_of(wall("2011-12-30T12:00"), apia) == utc("2011-12-30T10:00")
    assert instant_of(wall("2011-12-31T00:00"), apia) == utc("2011-12-30T10:00")


def test_walls_are_added_and_compared_by_the_hands_of_the_clock() -> None:
    assert add_wall(utc("2026-03-28T23:00"), timedelta(hours=4), BERLIN) == utc("2026-03-29T02:00")
    assert wall_between(utc("2026-03-28T23:00"), utc("2026-03-29T02:00"), BERLIN) == timedelta(hours=4)
