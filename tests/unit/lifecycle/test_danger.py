"""Stop-the-line is never silent: whenever the danger is learnt, and wherever the ticket stands (A2.3)."""

from dataclasses import replace

import pytest

from tests.unit.lifecycle.timeline import OUTAGE, Timeline
from tocsin.app.desk.following import followed
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.table import Status

SECURITY = ("09:05", "eve", "email")
LEARNT = c.RecordFacts({"danger": True})


@pytest.mark.req("A2.3")
def test_danger_learnt_while_support_answers_it_in_the_tier_opens_it_and_pages_at_once() -> None:
    line = Timeline("09:00").reported(outage=False, production=True).at("09:05").do("ann", LEARNT)
    assert (line.state.status, line.state.level) == (Status.OPEN, 3)
    assert SECURITY in line.pages()


@pytest.mark.req("A2.3", "A2.6")
def test_danger_learnt_about_a_request_that_was_sent_back_opens_it_whatever_else_is_missing() -> None:
    line = Timeline("09:00").reported(outage=True)
    assert line.state.status is Status.RETURNED
    line.at("09:05").do("ann", LEARNT)
    assert line.state.status is Status.OPEN
    assert SECURITY in line.pages()


@pytest.mark.req("A2.3")
def test_danger_learnt_before_anybody_has_read_the_ticket_opens_it() -> None:
    line = Timeline("09:00").reported(triage=False, outage=True).at("09:05").do("ann", LEARNT)
    assert line.state.status is Status.OPEN
    assert SECURITY in line.pages()


@pytest.mark.req("A2.3")
def test_danger_pages_its_team_even_when_a_person_had_raised_it_to_that_level_before() -> None:
    line = Timeline("09:00").outage().do("ann", c.Raise("it spreads", level=3)).at("09:05").do("ann", LEARNT)
    assert line.pages("09:05") == [SECURITY]
    assert line.state.paging.climbs["incident"].state == "climbing"


@pytest.mark.req("A2.3")
def test_danger_pages_a_team_again_that_had_answered_for_something_else() -> None:
    line = Timeline("09:00").outage().do("ann", c.Raise("it spreads", level=3))
    line.do("ann", c.Page("ladder security", "a question")).do("eve", c.Acknowledge()).at("09:05")
    line.do("ann", LEARNT)
    assert line.pages("09:05") == [SECURITY]


@pytest.mark.req("A2.3", "A2.4")
def test_danger_learnt_about_a_duplicate_pages_though_people_work_on_the_original() -> None:
    line = Timeline("09:00").outage().do("ann", c.Raise("x", level=3), c.Link("ESC-7", "same error"))
    line.at("09:05").do("ann", LEARNT)
    assert line.pages("09:05") == [SECURITY]


@pytest.mark.req("A2.3", "A2.4")
def test_linking_a_ticket_of_danger_does_not_call_off_who_was_paged_for_it() -> None:
    line = Timeline("09:00").reported(danger=True, segment="enterprise").at("09:01")
    line.do("ann", c.Link("ESC-7", "same error"))
    assert line.state.paging.climbs["security"].state == "climbing"


@pytest.mark.req("A2.3", "A2.4")
def test_a_linked_ticket_of_danger_pages_when_it_is_rated() -> None:
    line = Timeline("09:00").reported(triage=False, **OUTAGE).do("ann", c.Link("ESC-7", "same error"))
    line.at("09:05").do("ann", c.TriageIt({"danger": True}))
    assert line.pages("09:05") == [SECURITY]


@pytest.mark.req("A2.3", "A2.4")
def test_a_ticket_of_danger_that_comes_back_with_its_original_pages_again() -> None:
    line = Timeline("09:00").reported(danger=True, segment="enterprise").do("eve", c.Acknowledge())
    line.do("ann", c.Link("ESC-7", "same error"), c.Resolve(with_original="ESC-7")).at("09:05")
    line.do("ann", c.Reopen("ESC-7 is back", with_original="ESC-7"))
    assert line.pages("09:05") == [SECURITY]


@pytest.mark.req("A2.3", "A7.1")
@pytest.mark.parametrize("until", ["stabilised", "resolved"])
def test_danger_learnt_after_the_impact_stopped_pages_all_the_same(until: str) -> None:
    line = Timeline("09:00").outage().do("ann", c.SendUpdate("ok"), c.Stabilise(confirm=("stopped",)))
    if until == "resolved":
        line.do("ann", c.RecordFinding("an index", cause=True), c.Verify("fine"), c.Resolve())
    line.at("09:05").do("ann", LEARNT)
    assert SECURITY in line.pages("09:05")


@pytest.mark.req("A2.3", "A2.4")
def test_danger_that_the_original_does_not_know_of_does_not_end_with_it() -> None:
    original = Timeline("09:00").outage().do("tocsin", c.Join("ESC-1", "Acme", "same"))
    known = len(original.events)
    original.do("ann", c.SendUpdate("it has stopped"), c.Stabilise(confirm=("stopped",)))
    ended = [event for event, _, _ in original.events[known:]]
    for facts, told in (
        ({"danger": True}, ["update_sent"]),
        ({"workaround": True}, ["update_sent", "stabilised"]),
    ):
        line = Timeline("09:00").outage().do("ann", c.Link("ESC-7", "same"), c.RecordFacts(facts))
        line.state = replace(line.state, links=replace(line.state.links, original="ESC-1"))
        changes = followed(
            lambda _, line=line: (line.state, line.rules), original.state, ended, line.now, "ann"
        )
        kinds = [event.kind for change in changes for event in change.events]
        assert [kind for kind in kinds if kind in ("update_sent", "stabilised")] == told
