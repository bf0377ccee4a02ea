"""Clocks that are set, and the two nights a year in which a local hour is missing or comes twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.faults.desk import BEGIN, desk_of, report
from tests.faults.night import Fate, judge, live_through, next_instant
from tests.faults.victim import Life
from tocsin.app.ports_outbox import Step
from tocsin.storage.store import DjangoStore

A45 = pytest.mark.req("A4.5")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CHANGES = {
    "the hour comes twice": datetime(2026, 10, 25, 0, 55, tzinfo=UTC),
    "the hour is missing": datetime(2027, 3, 28, 0, 55, tzinfo=UTC),
}
"""Berlin's clocks are set at 01:00 UTC, between the first page and the second."""


@A45
@pytest.mark.parametrize("begin", CHANGES.values(), ids=CHANGES)
def test_the_night_of_a_clock_change_pages_every_ten_minutes_that_pass(
    store: DjangoStore, url: str, box: str, begin: datetime
) -> None:
    streams = report(desk_of(store), 2, begin)
    fate, now = Fate(), begin
    while (at := next_instant(store, now, begin + 35 * MINUTE)) is not None:
        live_through(Life(url, box, at), [], fate)
        now = at
    judge(store, box, streams)
    for stream in streams:
        accepted = [one for one in store.ledger(stream) if one.page and one.step is Step.ACCEPTED]
        passed = [round((line.at - begin) / MINUTE) for line in accepted]
        assert passed == [0, 10, 20, 30]


@A45
@pytest.mark.parametrize("by", [-HOUR, HOUR], ids=["back 1 h", "ahead 1 h"])
def test_a_clock_set_by_an_hour_in_the_night_doubles_and_skips_no_page(
    store: DjangoStore, url: str, box: str, by: timedelta
) -> None:
    """Workers are killed around the moment too: what they left behind carries times of both clocks."""
    streams = report(desk_of(store), 3)
    fate, minute = Fate(), 10
    for passed in range(110):
        at = BEGIN + passed * MINUTE + (by if passed > minute else timedelta())
        if next_instant(store, at, at) == at:
            around = passed in (minute, minute + 1)
            live_through(Life(url, box, at), [("after-send", 2), ("after-append", 1)] if around else [], fate)
    assert fate.killed["after-send"] >= 1
    judge(store, box, streams)
