"""The remembered clock says what the zone says, in every zone and at every clock change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.oncall.strategies import CHANGES
from tocsin.core.oncall.clock import Clock, as_wall
from tocsin.core.oncall.wall import instant_of, wall_of

ZONES = st.sampled_from(sorted(available_timezones()))
ANY = st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2060-01-01"))
NEAR = st.tuples(st.sampled_from(CHANGES), st.integers(-40 * 1440, 40 * 1440))
pytestmark = pytest.mark.req("A4.2")


@settings(max_examples=400)
@given(ZONES, st.lists(ANY, min_size=1, max_size=5))
def test_walls_and_instants_are_those_of_the_zone(name: str, walls: list[datetime]) -> None:
    zone = ZoneInfo(name)
    clock = Clock(zone)
    for wall in walls:
        assert clock.instant(as_wall(wall)) == instant_of(wall, zone)
        at = wall.replace(tzinfo=UTC)
        assert clock.wall(at).replace(tzinfo=None) == wall_of(at, zone)


@settings(max_examples=300)
@given(NEAR)
def test_around_clock_changes_too(case: tuple[tuple[str, str], int]) -> None:
    (name, change), minutes = case
    zone = ZoneInfo(name)
    at = datetime.fromisoformat(change).astimezone(UTC) + timedelta(minutes=minutes)
    wall = wall_of(at, zone)
    assert Clock(zone).wall(at) == as_wall(wall)
    assert Clock(zone).instant(as_wall(wall)) == instant_of(wall, zone) <= at


@settings(max_examples=200)
@given(NEAR, st.integers(1, 600))
def test_a_later_wall_clock_never_comes_at_an_earlier_instant(
    case: tuple[tuple[str, str], int], later: int
) -> None:
    (name, change), minutes = case
    zone = ZoneInfo(name)
    wall = datetime.fromisoformat(change).replace(tzinfo=None) + timedelta(minutes=minutes)
    assert instant_of(wall, zone) <= instant_of(wall + timedelta(minutes=later), zone)


def test_an_instant_of_another_zone_is_the_same_instant() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    at = datetime(2026, 6, 1, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    assert Clock(berlin).wall(at) == datetime(2026, 6, 2, 5, 30, tzinfo=UTC)
