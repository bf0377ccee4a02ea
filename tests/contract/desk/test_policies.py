"""Every escalation under its own policy; who is on call instead of whom holds at once under every one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract.desk.made import MINUTE, NINE, Night, rules
from tocsin.app.desk import Desk
from tocsin.app.desk.rulebooks import kept_change
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.clocks import clocks, due_of
from tocsin.core.model.finding import Refused
from tocsin.core.model.instant import iso

SLOWER = rules(response=("response: 15m", "response: 30m"))


def response(night: Night, stream: str) -> str:
    state, under = night.desk.load(stream)
    (clock,) = (each.clock for each in clocks(state, under) if each.name == "response")
    return iso(due_of(clock) or NINE)


def test_a_desk_without_a_policy_says_what_to_do(night: Night) -> None:
    night.store.note("policy", "")
    with pytest.raises(Refused, match="this desk has no policy yet"):
        night.outage()


def test_a_policy_adopted_anew_governs_new_tickets_and_leaves_the_open_ones(night: Night) -> None:
    old = night.outage()
    night.desk.books.adopt(SLOWER.policy)
    new = night.outage("Beta")
    assert (response(night, old), response(night, new)) == ("2027-03-02T09:15:00Z", "2027-03-02T09:30:00Z")
    night.at("09:20").work()
    assert "response" in {breach.clock for breach in night.state(old).breaches}
    assert "response" not in {breach.clock for breach in night.state(new).breaches}
    night.do(old, "ann", c.Note("still under the first"))
    assert {event.policy for event in night.store.events(old)} == {rules().hash}
    assert {event.policy for event in night.store.events(new)} == {SLOWER.hash}
    night.holds()


def test_another_process_follows_the_policy_that_was_adopted_meanwhile(night: Night) -> None:
    other = Desk(night.store)
    first = other.books.current().hash
    night.desk.books.adopt(SLOWER.policy)
    assert (first, other.books.current().hash) == (rules().hash, SLOWER.hash)


def test_one_escalation_moves_to_another_policy_with_the_reason(night: Night) -> None:
    moved, stays = night.outage(), night.outage("Beta")
    night.desk.books.adopt(SLOWER.policy)
    night.at("09:05").do(moved, "ann", c.MovePolicy(SLOWER.hash, "the new contract holds since nine"))
    assert response(night, moved) == "2027-03-02T09:30:00Z"
    assert response(night, stays) == "2027-03-02T09:15:00Z"
    last = night.store.events(moved)[-1]
    assert (last.kind, last.policy, last.data["why"]) == (
        "policy_moved",
        SLOWER.hash,
        "the new contract holds since nine",
    )
    assert night.desk.past(moved, NINE).policy == rules().hash
    night.holds()


@pytest.mark.req("A5.8")
def test_moving_to_another_policy_does_not_undo_a_breach(night: Night) -> None:
    stream = night.outage()
    night.desk.books.adopt(SLOWER.policy)
    night.at("09:20").do(stream, "ann", c.MovePolicy(SLOWER.hash, "the new contract"), key="k")
    assert ("response", 0) in [(breach.clock, breach.count) for breach in night.state(stream).breaches]
    events = night.store.events(stream)
    assert [event.version for event in events] == list(range(1, len(events) + 1))
    breached = next(event for event in events if event.kind == "clock_breached")
    assert (breached.policy, events[-1].policy) == (rules().hash, SLOWER.hash)
    assert night.do(stream, "ann", c.MovePolicy(SLOWER.hash, "the new contract"), key="k").repeated
    night.holds()


def test_a_policy_that_is_not_kept_here_cannot_be_moved_to(night: Night) -> None:
    stream = night.outage()
    with pytest.raises(Refused, match="the policy `ffffffffffff` is not kept here"):
        night.do(stream, "ann", c.MovePolicy("f" * 64, "x"))


@pytest.mark.parametrize(
    ("edited", "said"),
    [(rules(wait=("response: 15m", "response: 45m")).policy, "another one"), (None, "no longer a policy")],
    ids=["another policy", "no policy"],
)
def test_a_policy_that_was_edited_in_the_database_is_refused(night: Night, edited: object, said: str) -> None:
    stream = night.outage()
    content = edited.model_dump_json(by_alias=True, exclude_unset=True).encode() if edited else b"{]\xff"  # type: ignore[attr-defined]
    night.store._session.run("UPDATE tocsin_policy SET content = %s", [content])
    fresh = Desk(night.store)
    with pytest.raises(Refused, match=f"was changed in the database: what stands there is {said}"):
        fresh.load(stream)
    with pytest.raises(Refused) as told:
        fresh.books.current()
    finding = told.value.findings[0]
    assert (finding.rule, finding.help) == ("no-policy", "restore it from a backup")


def override(night: Night, person: str) -> int:
    told = {"person": person, "instead_of": "cleo", "why": "ill"}
    data = kept_change("override", "platform", NINE, NINE + timedelta(hours=8), **told)
    return night.store.add_roster_change(night.now, "ann", "override", data).id


@pytest.mark.req("A4.2")
def test_an_override_made_at_run_time_changes_who_the_next_rung_pages(night: Night) -> None:
    before, during = night.outage(), night.outage("Beta")
    night.do(before, "ben", c.Acknowledge())
    night.at("09:05")
    override(night, "dan")
    night.at("09:10").work()
    assert night.paged(during) == [("09:00", "ben"), ("09:10", "dan")]
    assert night.paged(before) == [("09:00", "ben")]


@pytest.mark.req("A4.2")
def test_an_override_taken_back_no_longer_holds(night: Night) -> None:
    stream = night.outage()
    number = override(night, "dan")
    assert night.store.cancel_roster_change(number, night.now + MINUTE, "ann")
    night.at("09:10").work()
    assert night.paged(stream)[-1] == ("09:10", "cleo")


@pytest.mark.req("A4.2")
def test_an_override_holds_under_the_old_policy_and_the_new_one(night: Night) -> None:
    old = night.outage()
    night.desk.books.adopt(SLOWER.policy)
    new = night.outage("Beta")
    override(night, "dan")
    night.at("09:10").work()
    assert [night.paged(stream)[-1] for stream in (old, new)] == [("09:10", "dan")] * 2
