"""Clocks with pauses against a wall clock watched minute by minute, over clock changes (A4.3, A5.8)."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.calendar.brute import MINUTE
from tests.unit.calendar.drawn import Drawn, calendars, instants
from tocsin.core.calendar.business import NeverOpensError
from tocsin.core.calendar.explain import Kind
from tocsin.core.clocks.clock import Clock, Pause
from tocsin.core.clocks.due import due, moments, used
from tocsin.core.clocks.explain import explain
from tocsin.core.clocks.reading import Status, reading
from tocsin.core.model.duration import Span

pytestmark = [pytest.mark.req("A4.3", "A5.8")]


@st.composite
def clocks(draw: st.DrawFn, drawn: Drawn) -> Clock:
    """A clock with up to three pauses, which may overlap, begin before it, or never end."""
    start = draw(instants(drawn, 2))
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        begin = start + draw(st.integers(-200, 2000)) * MINUTE
        lasts = draw(st.one_of(st.none(), st.integers(0, 900), st.integers(0, 900)))
        pauses.append(Pause(begin, None if lasts is None else begin + lasts * MINUTE))
    target = Span(amount=draw(st.integers(1, 900)) * MINUTE)
    return Clock("any", target, drawn.hours, "any", start, tuple(pauses))


def ticks(drawn: Drawn, clock: Clock) -> list[bool]:
    """For each minute from the clock's start: does it count?"""
    first = drawn.brute.at(clock.started)
    counts = list(drawn.brute.open[first:-2880])
    for pause in clock.pauses:
        begin = max((pause.start - clock.started) // MINUTE, 0)
        end = len(counts) if pause.end is None else max((pause.end - clock.started) // MINUTE, begin)
        counts[begin:end] = [False] * len(counts[begin:end])
    return counts


def run_out(clock: Clock, counts: list[bool]) -> datetime | None:
    """The end of the minute that fills the target."""
    left = clock.target.amount // MINUTE
    for step, counted in enumerate(counts):
        left -= counted
        if counted and left == 0:
            return clock.started + (step + 1) * MINUTE
    return None


@settings(max_examples=120)
@given(st.data())
def test_due_when_the_minutes_that_count_fill_the_target(data: st.DataObject) -> None:
    drawn = data.draw(calendars())
    clock = data.draw(clocks(drawn))
    counts = ticks(drawn, clock)
    wanted = run_out(clock, counts)
    try:
        found = due(clock)
    except NeverOpensError:
        found = None
    horizon = clock.started + len(counts) * MINUTE
    assert (found if found is not None and found <= horizon else None) == wanted


@settings(max_examples=60)
@given(st.data(), st.integers(0, 2500))
def test_used_is_the_number_of_minutes_that_counted(data: st.DataObject, later: int) -> None:
    drawn = data.draw(calendars())
    clock = data.draw(clocks(drawn))
    assert used(clock, clock.started + later * MINUTE) == sum(ticks(drawn, clock)[:later]) * MINUTE


@settings(max_examples=60)
@given(st.data(), st.integers(0, 2500))
def test_what_it_shows_adds_up_and_is_explained(data: st.DataObject, later: int) -> None:
    drawn = data.draw(calendars())
    clock = data.draw(clocks(drawn))
    now = clock.started + later * MINUTE
    try:
        shown, account = reading(clock, now), explain(clock, now)
    except NeverOpensError:
        return
    assert (shown.status is Status.BREACHED) == (shown.left == 0 * MINUTE)
    assert shown.used + shown.left >= clock.target.amount
    if shown.due_at:
        assert account.spans.counted == clock.target.amount
    else:
        assert account.spans.counted == shown.used
    edges = [account.spans.start, *(piece.end for piece in account.spans.pieces)]
    assert edges == [*(piece.start for piece in account.spans.pieces), account.spans.end]
    for piece in account.spans.pieces:
        if piece.kind is Kind.PAUSED:
            assert clock.known_at(now).is_paused(piece.start)


@settings(max_examples=40)
@given(st.data())
def test_warnings_come_in_order_and_before_the_end(data: st.DataObject) -> None:
    drawn = data.draw(calendars())
    clock = data.draw(clocks(drawn))
    try:
        found, end = moments(clock, (0.25, 0.5, 0.8, 1.0)), due(clock)
    except NeverOpensError:
        return
    instants_ = [when for _, when in found]
    assert instants_ == sorted(instants_)
    if end is not None:
        assert found[-1] == (1.0, end)
    for fraction, when in found:
        assert used(clock, when) == clock.target.amount * fraction
