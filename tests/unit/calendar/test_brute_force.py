"""Business time against a clock on the wall that is watched minute by minute, over clock changes (A0.5)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.calendar.brute import MINUTE
from tests.unit.calendar.drawn import Drawn, amounts, calendars, instants
from tocsin.core.calendar.business import Exact, NeverOpensError
from tocsin.core.calendar.explain import Kind

pytestmark = [pytest.mark.req("A0.5", "B4")]


def added(drawn: Drawn, at: datetime, minutes: int, exact: Exact) -> datetime | None:
    """Ours, None where the wall of the brute force has ended or the calendar never opens."""
    try:
        found = drawn.hours.add(at, minutes * MINUTE, exact)
    except NeverOpensError:
        return None
    return found if drawn.brute.at(found) < len(drawn.brute.open) - 2880 else None


@settings(max_examples=40)
@given(st.data())
def test_open_exactly_when_the_wall_says_so(data: st.DataObject) -> None:
    drawn = data.draw(calendars())
    start = data.draw(instants(drawn))
    first = drawn.brute.at(start)
    for step in range(1440):
        at = start + step * MINUTE
        assert drawn.hours.is_open(at) == drawn.brute.open[first + step], at


@settings(max_examples=150)
@given(st.data(), st.sampled_from(Exact))
def test_adding_is_counting_open_minutes(data: st.DataObject, exact: Exact) -> None:
    drawn = data.draw(calendars())
    at = data.draw(instants(drawn))
    minutes = data.draw(amounts(drawn, at))
    found = added(drawn, at, minutes, exact)
    wanted = drawn.brute.add(drawn.brute.at(at), minutes, exact is Exact.CLOSE)
    if found is not None:
        assert wanted is not None
        assert found == drawn.brute.start + wanted * MINUTE


@settings(max_examples=150)
@given(st.data())
def test_subtracting_is_counting_open_minutes_back(data: st.DataObject) -> None:
    drawn = data.draw(calendars())
    at = data.draw(instants(drawn))
    minutes = data.draw(amounts(drawn, at))
    wanted = drawn.brute.subtract(drawn.brute.at(at), minutes)
    if wanted is not None and wanted > 2880:
        assert drawn.hours.subtract(at, minutes * MINUTE) == drawn.brute.start + wanted * MINUTE


@settings(max_examples=150)
@given(st.data())
def test_between_is_the_number_of_open_minutes(data: st.DataObject) -> None:
    drawn = data.draw(calendars())
    start, end = data.draw(instants(drawn)), data.draw(instants(drawn))
    counted = drawn.brute.between(drawn.brute.at(start), drawn.brute.at(end)) if start < end else 0
    assert drawn.hours.between(start, end) == counted * MINUTE


@settings(max_examples=50)
@given(st.data())
def test_periods_are_the_open_minutes(data: st.DataObject) -> None:
    drawn = data.draw(calendars())
    start = data.draw(instants(drawn))
    end = start + timedelta(days=2)
    marked = [False] * 2880
    for opens, closes in drawn.hours.periods(start, end):
        first, last = (opens - start) // MINUTE, (closes - start) // MINUTE
        assert first < last
        assert not any(marked[first:last])
        marked[first:last] = [True] * (last - first)
    index = drawn.brute.at(start)
    assert marked == list(drawn.brute.open[index : index + 2880])


@settings(max_examples=60)
@given(st.data())
def test_an_explanation_leaves_nothing_out_and_counts_what_counts(data: st.DataObject) -> None:
    drawn = data.draw(calendars())
    start = data.draw(instants(drawn))
    end = start + timedelta(days=2)
    found = drawn.hours.explain_between(start, end)
    edges = [start, *(piece.end for piece in found.pieces)]
    assert edges == [*(piece.start for piece in found.pieces), end]
    assert found.counted == drawn.hours.between(start, end)
    for piece in found.pieces:
        assert drawn.hours.is_open(piece.start) == (piece.kind is Kind.COUNTED)


@settings(max_examples=60)
@given(st.data(), st.integers(0, 10**12))
def test_to_the_microsecond_adding_and_measuring_undo_each_other(data: st.DataObject, micros: int) -> None:
    drawn = data.draw(calendars())
    at = data.draw(instants(drawn)) + timedelta(microseconds=micros % 59_999_999)
    amount = timedelta(microseconds=micros)
    for exact in Exact:
        try:
            due = drawn.hours.add(at, amount, exact)
        except NeverOpensError:
            return
        assert drawn.hours.between(at, due) == amount
        if amount:
            assert drawn.hours.add(drawn.hours.subtract(due, amount), amount, exact) == due


@settings(max_examples=60)
@given(st.data(), st.integers(1, 3000), st.integers(1, 3000))
def test_in_two_steps_or_one_it_is_due_at_the_same_time(data: st.DataObject, one: int, two: int) -> None:
    drawn = data.draw(calendars())
    at = data.draw(instants(drawn))
    for exact in Exact:
        try:
            whole = drawn.hours.add(at, (one + two) * MINUTE, exact)
        except NeverOpensError:
            return
        assert drawn.hours.add(drawn.hours.add(at, one * MINUTE, exact), two * MINUTE, exact) == whole
