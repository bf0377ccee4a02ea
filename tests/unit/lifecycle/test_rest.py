"""Nobody is paged for nothing: at rest, behind an original, on the way down, when others have it (A4.5)."""

import pytest

from tests.unit.lifecycle.timeline import OUTAGE, Timeline
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.table import Status

ONE_CUSTOMER = {"outage": True, "production": True, "customers_affected": 1, "segment": "enterprise"}
"""A P2 at level 1; after two hours the criterion `stale` asks for level 2."""


def stabilised(line: Timeline) -> Timeline:
    return line.do("ann", c.SendUpdate("it has stopped"), c.Stabilise(confirm=("stopped",)))


def resolved(line: Timeline) -> Timeline:
    return stabilised(line).do("ann", c.RecordFinding("x", cause=True), c.Verify("fine"), c.Resolve())


@pytest.mark.req("A7.1")
def test_lowering_what_is_stabilised_pages_nobody() -> None:
    line = stabilised(Timeline("09:00").outage()).at("09:05").do("ann", c.Lower("it was less", severity="P2"))
    assert line.pages("09:05") == []


@pytest.mark.req("A2.4")
def test_lowering_a_duplicate_pages_nobody() -> None:
    line = Timeline("09:00").outage().do("ann", c.Link("ESC-7", "same")).at("09:05")
    assert line.do("ann", c.Lower("it was less", severity="P2")).pages("09:05") == []


@pytest.mark.req("A4.1")
def test_lowering_pages_nobody_where_somebody_has_it_and_their_silence_is_still_noticed() -> None:
    line = Timeline("09:00").outage().do("ben", c.Acknowledge()).do("ann", c.Raise("it spreads", level=3))
    line.do("dan", c.Acknowledge()).at("09:05").do("dan", c.Lower("it does not", level=2)).at("11:04")
    assert line.pages("09:05") == []
    assert ("11:05", "ben", "email") in line.at("11:05").pages("09:05")


@pytest.mark.req("A2.4")
def test_rating_a_ticket_that_is_linked_already_pages_nobody() -> None:
    line = Timeline("09:00").reported(triage=False, **OUTAGE).do("ann", c.Link("ESC-7", "same"))
    line.do("ann", c.TriageIt()).at("09:30")
    assert (line.state.status, line.pages()) == (Status.OPEN, [])


@pytest.mark.req("A2.4")
def test_unlinking_what_is_resolved_pages_nobody() -> None:
    line = Timeline("09:00").outage().do("ann", c.Link("ESC-7", "same"), c.Resolve(with_original="ESC-7"))
    assert line.at("09:05").do("ann", c.Unlink("it was not")).pages("09:05") == []


@pytest.mark.req("A7.1", "A1.2")
def test_time_alone_raises_nothing_at_rest_and_is_caught_up_with_when_it_comes_back() -> None:
    line = (
        resolved(Timeline("09:00").reported(**ONE_CUSTOMER)).at("11:30").do("ann", c.SendUpdate("still good"))
    )
    assert (line.state.level, line.pages("09:01")) == (1, [])
    line.do("ann", c.Reopen("it fails again"))
    assert (line.state.level, line.pages("11:30")) == (2, [("11:30", "ben", "email")])


@pytest.mark.req("A2.4", "A1.2")
def test_time_behind_an_original_pages_nobody_and_counts_once_it_stands_alone() -> None:
    line = Timeline("09:00").reported(**ONE_CUSTOMER).do("ann", c.Link("ESC-7", "same")).at("11:30")
    assert (line.state.level, line.pages("09:01")) == (1, [])
    line.do("ann", c.Unlink("theirs is the proxy"))
    assert (line.state.level, line.pages("11:30")) == (2, [("11:30", "ben", "email")])


@pytest.mark.req("A2.4")
def test_a_duplicate_that_comes_back_by_itself_stands_alone_and_pages() -> None:
    line = Timeline("09:00").outage().do("ann", c.Link("ESC-7", "same"), c.Resolve(with_original="ESC-7"))
    line.do("ann", c.Close("done", with_original="ESC-7")).at("10:00").do("ann", c.Reopen("it fails again"))
    assert line.state.links.original == ""
    assert line.pages("10:00") == [("10:00", "ben", "email")]


@pytest.mark.req("A2.4")
def test_a_duplicate_that_comes_back_with_its_original_stays_linked_and_pages_nobody() -> None:
    line = Timeline("09:00").outage().do("ann", c.Link("ESC-7", "same"), c.Resolve(with_original="ESC-7"))
    line.at("10:00").do("ann", c.Reopen("ESC-7 is back", with_original="ESC-7"))
    assert (line.state.links.original, line.pages("10:00")) == ("ESC-7", [])


@pytest.mark.req("A7.4")
def test_closing_ends_every_page_that_somebody_asked_for_meanwhile() -> None:
    line = resolved(Timeline("09:00").outage()).do("ann", c.Page("person eve", "one question"))
    line.do("ann", c.Close("done", confirm=("ticket",)))
    assert {climb.state for climb in line.state.paging.climbs.values()} == {"stopped"}
