"""Properties: what is foreseen is what comes; a change that changes nothing has no effect."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.swaps.conftest import policy
from tocsin.core.oncall.changes import Change, Override, Swap
from tocsin.core.oncall.duty import Duty, doubled, duties, joined, load
from tocsin.core.oncall.effects import Kind, effects
from tocsin.core.oncall.roster import Roster

pytestmark = pytest.mark.req("A4.2", "A13.2")
MONDAY = datetime(2027, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
PEOPLE = ("ann", "ben", "cleo", "dan", "eve")
person = st.sampled_from(PEOPLE)
hours = st.integers(0, 24 * 21)
ROSTER = Roster.of(policy().policy)


@st.composite
def spans(draw: st.DrawFn) -> tuple[datetime, datetime]:
    start = draw(hours)
    return MONDAY + start * HOUR, MONDAY + (start + draw(st.integers(1, 72))) * HOUR


@st.composite
def changes(draw: st.DrawFn) -> Change:
    rotation = draw(st.sampled_from(ROSTER.ids()))
    one, other = draw(st.lists(person, min_size=2, max_size=2, unique=True))
    if draw(st.booleans()):
        return Swap(rotation, *draw(spans()), one=one, other=other)
    return Override(rotation, *draw(spans()), person=draw(st.none() | st.just(one)), instead_of=other)


some = st.lists(changes(), min_size=1, max_size=3)


def minutes_without(roster: Roster, rotation: str, start: datetime, end: datetime) -> timedelta:
    return sum((gap.end - gap.start for gap in roster.gaps(rotation, start, end)), timedelta(0))


@given(some)
def test_the_gaps_foreseen_are_the_gaps_that_come(made: list[Change]) -> None:
    after = ROSTER.changed(made)
    told = {e for e in effects(ROSTER, made) if e.kind is Kind.GAP}
    for rotation in {change.rotation for change in made}:
        spans = joined((e.start, e.end) for e in told if e.rotations == (rotation,))
        missing = sum((end - start for start, end in spans), timedelta(0))
        start, end = MONDAY, MONDAY + 30 * 24 * HOUR
        grown = minutes_without(after, rotation, start, end) - minutes_without(ROSTER, rotation, start, end)
        assert missing == grown


@given(some)
def test_every_double_foreseen_is_one_and_was_none(made: list[Change]) -> None:
    after = ROSTER.changed(made)
    for one in effects(ROSTER, made):
        if one.kind is Kind.DOUBLE:
            for rotation in one.rotations:
                assert one.person in after.people(rotation, one.start)
            assert any(one.person not in ROSTER.people(r, one.start) for r in one.rotations)


@given(some)
def test_long_and_short_of_it_concern_only_who_is_named(made: list[Change]) -> None:
    named = set().union(*(change.people() for change in made))
    told = [e for e in effects(ROSTER, made) if e.kind in {Kind.ROW, Kind.REST}]
    assert {e.person for e in told} <= named
    assert all(e.start < e.end for e in told)


@given(some)
def test_what_is_made_already_has_no_effect_any_more(made: list[Change]) -> None:
    """Overrides made twice; a swap made twice is taken back."""
    twice = [change for change in made if isinstance(change, Override)]
    assert effects(ROSTER.changed(twice), twice) == ()


@given(st.lists(st.tuples(person, st.sampled_from(("a", "b", "c")), spans()), max_size=12))
def test_a_minute_is_double_when_two_rotations_have_the_person(
    given_: list[tuple[str, str, tuple[datetime, datetime]]],
) -> None:
    found = [Duty(who, rotation, *span) for who, rotation, span in given_]
    doubles = doubled(found)
    for hour in range(0, 24 * 24, 5):
        at = MONDAY + hour * HOUR
        for who in PEOPLE:
            held = {d.rotation for d in found if d.person == who and d.start <= at < d.end}
            told = [set(d.rotations) for d in doubles if d.person == who and d.start <= at < d.end]
            assert told == ([held] if len(held) > 1 else [])


@given(spans())
def test_load_counts_time_once_however_many_rotations(span: tuple[datetime, datetime]) -> None:
    from zoneinfo import ZoneInfo

    own = [duty for duty in duties(ROSTER, *span) if duty.person == "cleo"]
    found = load("cleo", own, ZoneInfo("Europe/Berlin"))
    at, counted = span[0], timedelta(0)
    while at < span[1]:
        counted += HOUR if any(d.start <= at < d.end for d in own) else timedelta(0)
        at += HOUR
    assert found.time == counted


def test_nights_and_weekends_are_those_of_the_persons_own_clocks() -> None:
    from zoneinfo import ZoneInfo

    friday = datetime(
        2026, 10, 23, 21, tzinfo=UTC
    )  # 23:00 in Berlin, whose clocks go back on Sunday: until 22:00
    own = [Duty("ann", "r", friday, friday + 48 * HOUR)]
    berlin = load("ann", own, ZoneInfo("Europe/Berlin"))
    assert (berlin.time, berlin.nights, berlin.weekends, berlin.shifts) == (48 * HOUR, 2, 1, 1)
    auckland = load("ann", [Duty("ann", "r", friday, friday + HOUR)], ZoneInfo("Pacific/Auckland"))
    assert (auckland.nights, auckland.weekends) == (0, 1)
