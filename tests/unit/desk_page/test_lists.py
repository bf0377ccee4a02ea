"""Checklist, runbook, seats and pages as the page shows them (A3, A4.5, A11, B8)."""

from datetime import timedelta

import pytest

from tests.unit.desk_page.looking import recorded, seen
from tests.unit.lifecycle.timeline import Timeline, preset
from tocsin.app.desk.checklist import checklist
from tocsin.app.desk.pages_told import ladders, pages_told
from tocsin.app.desk.runbook import runbooks
from tocsin.app.desk.seats import seats
from tocsin.app.ports_outbox import Line, Step
from tocsin.core.lifecycle import commands as c

FACTS = {"outage": True, "customers_affected": 12, "segment": "enterprise", "production": True}


def outage() -> Timeline:
    return Timeline("09:00", under=preset("b2b-saas")).reported(
        "chloe-martin", unknown=tuple(preset("b2b-saas").policy.facts), **FACTS
    )


def rows(line: Timeline) -> dict[str, bool]:
    found = checklist(seen(line), line.rules, recorded(line))
    return {row.line.removeprefix("checklist."): not row.is_open for row in found}


@pytest.mark.req("B8")
def test_the_checklist_knows_what_the_record_shows_and_people_tick_the_rest() -> None:
    line = outage()
    assert line.state.severity == "P1"
    assert rows(line)["create-ticket"]
    assert rows(line)["notify-team"]
    assert not rows(line)["acknowledge"]
    assert not rows(line)["customer-call"]
    owner = line.state.owner
    line.at("09:05").do(owner, c.SendUpdate("We look at it."), c.Tick("checklist.customer-call"))
    assert rows(line)["acknowledge"]
    assert rows(line)["customer-call"]
    line.at("09:06").do(owner, c.Tick("checklist.customer-call", "open"))
    assert not rows(line)["customer-call"]


@pytest.mark.req("B8")
def test_a_lesser_severity_asks_for_less() -> None:
    facts = {"kind": "question", "segment": "standard"}
    under = preset("b2b-saas")
    line = Timeline("09:00", under=under).reported("chloe-martin", unknown=tuple(under.policy.facts), **facts)
    assert line.state.severity == "P4"
    assert "hourly-updates" not in rows(line)


@pytest.mark.req("A11")
@pytest.mark.parametrize(
    ("at", "phase"), [("09:10", "first_15_minutes"), ("09:15", "first_hour"), ("10:00", "steady_state")]
)
def test_the_open_phase_of_a_runbook_follows_the_time_since_the_seat_was_taken(at: str, phase: str) -> None:
    line = outage()
    line.now = line.clock(at)
    (book,) = runbooks(seen(line), line.rules, recorded(line), line.state.owner)
    assert [each.id for each in book.phases if each.is_now] == [phase]


@pytest.mark.req("A11", "A3.1")
def test_whoever_takes_over_begins_with_the_first_15_minutes() -> None:
    line = outage()
    line.now += timedelta(hours=3)
    line.do(line.state.owner, c.Assign("rosa-delgado")).do("rosa-delgado", c.Accept())
    (book,) = runbooks(seen(line), line.rules, recorded(line), "rosa-delgado")
    assert book.since == line.now
    assert book.phases[0].is_now
    assert runbooks(seen(line), line.rules, recorded(line), "amir-haddad") == ()


@pytest.mark.req("A3.3", "A4.2")
def test_a_seat_lists_who_is_on_call_for_it_first_and_not_its_holder() -> None:
    line = outage()
    found = {seat.role: seat for seat in seats(seen(line), line.rules)}
    assert next(iter(found)) == "owner"
    sme = found["sme_lead"]
    assert sme.is_vacant
    assert sme.candidates[0].on_call
    assert found["owner"].holder not in {one.person for one in found["owner"].candidates}
    assert found["incident_commander"].fixed


@pytest.mark.req("A4.5")
def test_each_page_tells_its_way_and_a_failure_only_where_nothing_better_came() -> None:
    line = outage()
    first = next(r for r in recorded(line) if r.kind == "page_ordered")
    page, at = str(first.data["page"]), line.now
    steps = (Step.PLANNED, Step.ATTEMPTED, Step.FAILED, Step.ATTEMPTED, Step.ACCEPTED)
    ledger = [
        Line(
            "ESC-1",
            page,
            "o1",
            at + timedelta(seconds=n),
            step,
            detail="no route" if step is Step.FAILED else "",
        )
        for n, step in enumerate(steps)
    ]
    told = {each.id: each for each in pages_told(recorded(line), ledger)}
    assert told[page].outcome is Step.ACCEPTED
    assert told[page].trouble == "no route"
    assert [reached.times for reached in told[page].steps if reached.step is Step.ATTEMPTED] == [2]
    failed = pages_told(recorded(line), ledger[:3])
    assert next(each for each in failed if each.id == page).outcome is Step.FAILED


@pytest.mark.req("A4.5")
def test_ladders_that_nobody_answered_come_first_and_say_whom_they_page() -> None:
    line = outage()
    paged = next(iter(line.state.paging.pages.values())).person
    mine = [ladder for ladder in ladders(line.state, paged) if ladder.mine]
    assert mine
    line.do(paged, c.Acknowledge(mine[0].id))
    assert [ladder.state for ladder in ladders(line.state, paged)][-1] == "acknowledged"
