"""Overrides, swaps and plans: one after the other, each with its reason."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tocsin.core.oncall.changes import Change, Override, Swap, Temporary
from tocsin.core.oncall.layers import Cycle, Layer, Planned
from tocsin.core.oncall.roster import Roster
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.turns import Turns

UTC_ZONE = ZoneInfo("UTC")
pytestmark = pytest.mark.req("A4.2")


def day(number: int, hour: int = 0) -> datetime:
    return datetime(2026, 6, number, hour, tzinfo=UTC)


def roster(*changes: Change) -> Roster:
    """Ada, Ben and Cleo by the day, from 1 June."""
    turns = Turns.of("daily", 1, datetime.fromisoformat("2026-06-01T00:00"), UTC_ZONE)
    return Roster([Rotation("r", (Layer("days", Cycle((("ada",), ("ben",), ("cleo",)), turns)),), changes)])


def told(made: Roster, start: datetime, end: datetime) -> list[tuple[str | None, int, int]]:
    """Person, day and hour of each beginning."""
    return [(s.person, s.start.day, s.start.hour) for s in made.shifts("r", start, end)]


def test_a_stand_in_is_on_call_only_where_the_other_would_be() -> None:
    made = roster(Override("r", day(1, 12), day(3, 12), person="dora", instead_of="ben"))
    assert told(made, day(1), day(4)) == [("ada", 1, 0), ("dora", 2, 0), ("cleo", 3, 0)]


def test_somebody_is_added_and_somebody_is_taken_off() -> None:
    added = roster(Override("r", day(1, 12), day(2, 6), person="dora"))
    assert told(added, day(1), day(3)) == [("ada", 1, 0), ("dora", 1, 12), ("ben", 2, 0)]
    off = roster(Override("r", day(1, 12), day(2, 6), instead_of="ada"))
    assert told(off, day(1), day(3)) == [("ada", 1, 0), (None, 1, 12), ("ben", 2, 0)]


def test_one_person_instead_of_everybody() -> None:
    made = roster(Override("r", day(1, 12), day(2, 6), person="dora", alone=True))
    assert told(made, day(1), day(3)) == [("ada", 1, 0), ("dora", 1, 12), ("ben", 2, 6)]


def test_who_is_on_call_already_is_not_on_call_twice() -> None:
    made = roster(Override("r", day(1), day(4), person="ben"))
    assert [one.person for one in made.who("r", day(2, 5))] == ["ben"]
    replaced = roster(
        Override("r", day(1), day(4), person="dora"),
        Override("r", day(1), day(4), person="dora", instead_of="ada"),
    )
    assert replaced.people("r", day(1, 5)) == ("dora",)


def test_two_people_exchange_their_shifts() -> None:
    made = roster(Swap("r", day(1), day(4), one="ada", other="cleo"))
    assert told(made, day(1), day(5)) == [("cleo", 1, 0), ("ben", 2, 0), ("ada", 3, 0), ("ada", 4, 0)]


def test_a_stand_in_who_swaps_is_swapped() -> None:
    made = roster(
        Override("r", day(2), day(3), person="dora", instead_of="ben"),
        Swap("r", day(1), day(4), one="dora", other="ada"),
    )
    assert told(made, day(1), day(4)) == [("dora", 1, 0), ("ada", 2, 0), ("cleo", 3, 0)]


def test_a_plan_counts_alone_and_later_changes_count_on_it() -> None:
    plan = Temporary("r", day(1, 12), day(2, 12), shifts=(Planned("emil", day(1, 18), day(9)),))
    assert told(roster(plan), day(1), day(3)) == [
        ("ada", 1, 0),
        (None, 1, 12),
        ("emil", 1, 18),
        ("ben", 2, 12),
    ]
    ill = Override("r", day(2), day(3), person="dora", instead_of="emil")
    assert roster(plan, ill).people("r", day(2, 3)) == ("dora",)
    assert roster(ill, plan).people("r", day(2, 3)) == ("emil",)


def test_a_gap_says_who_made_it() -> None:
    closed = Temporary("r", day(1, 12), day(2), id="works", by="cleo", reason="the office moves")
    (gap,) = roster(closed).gaps("r", day(1), day(4))
    assert (gap.start, gap.end) == (day(1, 12), day(2))
    assert str(gap.why) == "temporary `works` by cleo: nobody on purpose (the office moves)"


def test_an_answer_says_why() -> None:
    made = roster(
        Override("r", day(2), day(3), "ill", "cleo", "flu", person="dora", instead_of="ben"),
        Swap("r", day(2), day(3), "s1", one="dora", other="emil"),
    )
    (one,) = made.who("r", day(2, 5))
    assert (one.person, one.layer, one.since, one.until) == ("emil", "days", day(2), day(3))
    assert str(one.why) == (
        "turn 2 of layer `days`; override `ill` by cleo: dora instead of ben (flu); "
        "swap `s1`: dora and emil swapped"
    )


def test_who_has_it_always_has_it_without_beginning_or_end() -> None:
    made = Roster([Rotation("r", (Layer("always", Cycle((("ada",),))),))])
    (one,) = made.who("r", day(1))
    assert (one.since, one.until) == (None, None)
    assert [s.person for s in made.shifts("r", day(1), day(2))] == ["ada"]


def test_a_change_that_ends_before_it_begins_changes_nothing() -> None:
    made = roster(Override("r", day(3), day(1), person="dora", alone=True))
    assert told(made, day(1), day(3)) == [("ada", 1, 0), ("ben", 2, 0)]
