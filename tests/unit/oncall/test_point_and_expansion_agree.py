"""`who` at an instant and `shifts` of a period are two algorithms for one question: they must agree."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.oncall.brute import people
from tests.unit.oncall.strategies import rotations
from tocsin.core.oncall.answers import Shift
from tocsin.core.oncall.expand import gaps, shifts
from tocsin.core.oncall.point import people_at, who
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.wall import TICK

DAYS = timedelta(days=3)
CASES = rotations()
AROUND = (-61, -20, -5, 0, 5, 20, 35, 50, 65, 95, 125)
"""Minutes from a clock change: where an hour is skipped or comes twice."""


def _instants(found: tuple[Shift, ...], data: st.DataObject, change: datetime) -> list[datetime]:
    edges = {edge for shift in found for edge in (shift.start, shift.end)}
    near = {edge + step for edge in edges for step in (-TICK, timedelta(0), timedelta(minutes=7))}
    minutes = data.draw(st.lists(st.integers(-4000, 4000), max_size=9))
    some = {change + timedelta(minutes=n) for n in (*AROUND, *minutes)}
    return sorted(at for at in near | some if change - DAYS <= at < change + DAYS)


@pytest.mark.req("A4.2")
@settings(max_examples=300)
@given(CASES, st.data())
def test_who_names_the_people_layer_turn_and_change_of_the_shifts_around_every_instant(
    case: tuple[Rotation, datetime], data: st.DataObject
) -> None:
    rotation, change = case
    start, end = change - DAYS, change + DAYS
    found = shifts(rotation, start, end)
    for at in _instants(found, data, change):
        now = {(s.person, s.layer, s.why) for s in found if s.person and s.start <= at < s.end}
        assert {(one.person, one.layer, one.why) for one in who(rotation, at)} == now
        assert set(people_at(rotation, at)) == {person for person, _, _ in now}


@pytest.mark.req("A4.2")
@settings(max_examples=120)
@given(CASES, st.data())
def test_since_and_until_are_the_ends_of_the_shift(
    case: tuple[Rotation, datetime], data: st.DataObject
) -> None:
    rotation, change = case
    start, end = change - DAYS, change + DAYS
    found = shifts(rotation, start, end)
    for at in _instants(found, data, change)[::3]:
        for one in who(rotation, at):
            (shift,) = (s for s in found if s.person == one.person and s.start <= at < s.end)
            assert shift.start == max(start, one.since or start)
            assert shift.end == min(end, one.until or end)


@pytest.mark.req("A4.2")
@settings(max_examples=60)
@given(CASES, st.data())
def test_both_are_what_a_watched_clock_says(case: tuple[Rotation, datetime], data: st.DataObject) -> None:
    rotation, change = case
    for minute in {*AROUND, *data.draw(st.lists(st.integers(-3600, 3600), max_size=6))}:
        at = change + timedelta(minutes=minute)
        assert set(people_at(rotation, at)) == people(rotation, at), at


@pytest.mark.req("A4.2", "A13.2")
@settings(max_examples=150)
@given(CASES)
def test_shifts_and_gaps_cover_the_period_and_a_gap_is_where_nobody_is(
    case: tuple[Rotation, datetime],
) -> None:
    rotation, change = case
    start, end = change - DAYS, change + DAYS
    found = shifts(rotation, start, end)
    empty = gaps(rotation, start, end)
    edges = sorted({start, end} | {edge for s in found for edge in (s.start, s.end)})
    for begin in edges[:-1]:
        on_call = [s for s in found if s.person and s.start <= begin < s.end]
        in_gap = [gap for gap in empty if gap.start <= begin < gap.end]
        assert bool(on_call) != bool(in_gap)
        assert len(in_gap) <= 1
        assert len({s.person for s in on_call}) == len(on_call)
    assert (edges[0], edges[-1]) == (start, end)


@pytest.mark.req("A4.2")
@settings(max_examples=80)
@given(CASES, st.integers(-200, 200))
def test_a_period_cut_in_two_has_the_same_shifts(case: tuple[Rotation, datetime], quarter: int) -> None:
    rotation, change = case
    middle = change + timedelta(minutes=15 * quarter)
    start, end = change - DAYS, change + DAYS
    halves = [*shifts(rotation, start, middle), *shifts(rotation, middle, end)]
    whole = [part for s in shifts(rotation, start, end) for part in _cut(s, middle)]
    assert sorted(halves, key=repr) == sorted(whole, key=repr)


def _cut(shift: Shift, middle: datetime) -> list[Shift]:
    if not shift.start < middle < shift.end:
        return [shift]
    first = Shift(shift.person, shift.start, middle, shift.layer, shift.why)
    return [first, Shift(shift.person, middle, shift.end, shift.layer, shift.why)]
