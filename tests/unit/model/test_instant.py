"""Instants carry their zone, and microseconds are exact."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model.instant import from_micros, iso, parse_instant, to_micros, to_utc

_instants = st.datetimes(timezones=st.just(UTC))


@pytest.mark.parametrize(
    "text", ["2026-11-23T03:00:00Z", "2026-11-23T03:00:00+00:00", "2026-11-22T22:00:00-05:00"]
)
def test_the_same_instant_written_three_ways_is_one(text: str) -> None:
    assert parse_instant(text) == datetime(2026, 11, 23, 3, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused_and_told_how_to_mend() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        parse_instant("2026-11-23T03:00:00")
    with pytest.raises(ValueError, match="is no instant"):
        parse_instant("yesterday")


def test_an_offset_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        to_utc(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5))))


@given(_instants)
def test_microseconds_go_there_and_back(instant: datetime) -> None:
    assert from_micros(to_micros(instant)) == instant
    assert parse_instant(iso(instant)) == instant
