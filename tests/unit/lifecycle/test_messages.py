"""Who is told what besides their pages: nothing is missed, nothing is told twice or untruly (A3.1, A4.5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.lifecycle.timeline import POLICY, Timeline, rules
from tocsin.app.desk.changes import change_of
from tocsin.app.ports import Outgoing
from tocsin.core.lifecycle import commands as c

LEAD = rules(
    POLICY.replace(
        "  sme_lead: {name", "  support_lead: {name: Lead, means: M, held_by: [eve]}\n  sme_lead: {name"
    )
)
MUTE = rules(
    POLICY.replace("ann: {name: Ann, title: T, email: ann@example.com}", "ann: {name: Ann, title: T}")
)


class Post(Timeline):
    """A timeline that keeps what would be sent, as the desk does."""

    def do(self, actor: str, *commands: c.Command) -> Post:
        before, known = self.state, len(self.events)
        super().do(actor, *commands)
        new = [event for event, _, _ in self.events[known:]]
        made = change_of(before, self.state, new, self.rules, self.now, actor)
        self.sent = [*getattr(self, "sent", ()), *made.outgoing]
        return self

    def told(self, person: str, since: str = "00:00") -> list[str]:
        """The ends of the subjects of what a person is told, without their pages."""
        return [out.subject.partition("(Acme): ")[2] for out in self.letters(person, since)]

    def letters(self, person: str, since: str = "00:00") -> list[Outgoing]:
        after = self.clock(since)
        return [out for out in self.sent if out.person == person and not out.page and out.not_before >= after]


def outage(start: str = "09:00", under: object = LEAD) -> Post:
    line = Post(start, under=under)  # type: ignore[arg-type]
    line.outage()
    return line


@pytest.mark.req("A5.8")
def test_what_falls_due_at_one_instant_is_one_message_the_gravest_first() -> None:
    line = outage()
    line.at("09:16")
    both = "acknowledge is due at 09:15 UTC on Tue 2 Mar; response is due at 09:15 UTC on Tue 2 Mar"
    late = "acknowledge is late; response is late"
    sme = "sme is due at 09:30 UTC on Tue 2 Mar"
    assert line.told("ann", "09:01") == [both, both, sme, late]
    assert line.told("eve") == [late]
    assert len({out.id for out in line.sent}) == len(line.sent)


@pytest.mark.req("A4.5")
def test_when_nobody_answers_on_any_rung_owner_and_lead_are_told() -> None:
    line = outage("02:55")
    line.at("03:30")
    assert "NOBODY ANSWERED" in line.told("ann")
    assert "NOBODY ANSWERED" in line.told("eve")
    assert "Ladder `engineering`: nobody answered on any rung" in "".join(
        out.body for out in line.letters("eve")
    )


@pytest.mark.req("A4.5")
def test_a_page_says_who_is_next_and_the_last_one_that_nobody_is() -> None:
    line = outage("02:55")
    line.at("03:16")
    pages = {out.person: out.body for out in line.sent if out.page}
    assert "Without an answer the next rung is paged at 03:15 UTC" in pages["cleo"]
    assert "You are the last: without an answer by 03:25 UTC" in pages["dan"]


@pytest.mark.req("A3.1")
def test_who_offered_the_ownership_is_told_that_it_was_not_taken() -> None:
    line = outage()
    line.do("ann", c.Assign("cleo")).at("09:01").do("cleo", c.Refuse("on a train"))
    assert line.told("ann", "09:01") == ["the ownership was not taken over"]
    assert "Ann owns it still" in line.letters("ann", "09:01")[0].body
    assert line.told("cleo", "09:01") == []


@pytest.mark.req("A3.1")
def test_who_was_offered_the_ownership_is_told_when_it_goes_to_another() -> None:
    line = outage()
    line.do("ann", c.Assign("cleo")).at("09:01").do("ann", c.Assign("dan"))
    assert line.told("cleo", "09:01") == ["the ownership is no longer offered to you"]
    line.at("09:02").do("ann", c.Refuse("I keep it"))
    assert line.told("dan", "09:02") == ["the ownership was not taken over"]


@pytest.mark.req("A3.1", "A2.2")
def test_the_owner_hears_what_others_and_criteria_change_and_not_what_they_did_themselves() -> None:
    line = outage()
    line.at("09:01").do("ben", c.Raise("it spreads", level=3))
    assert line.told("ann", "09:01") == ["level 2 to 3"]
    line.at("09:02").do("ann", c.Lower("it does not", level=2))
    assert line.told("ann", "09:02") == []


@pytest.mark.req("A7.1", "A3.1")
def test_the_owner_is_told_that_it_is_back() -> None:
    line = outage()
    line.do("ann", c.SendUpdate("ok"), c.Stabilise(confirm=("stopped",))).at("09:01").do(
        "ben", c.Reopen("again")
    )
    assert "it is back" in line.told("ann", "09:01")


@pytest.mark.req("A3.7")
def test_who_is_seated_by_somebody_else_is_told() -> None:
    line = outage()
    line.at("09:01").do("ann", c.Fill("sme_lead", "cleo"))
    assert line.told("cleo", "09:01") == ["you are SME lead"]


@pytest.mark.req("A2.1")
def test_what_runs_out_before_there_is_an_owner_is_told_to_whoever_is_on_duty_for_it() -> None:
    line = Post("09:00", under=LEAD)
    line.reported(triage=False, outage=True).at("09:16")
    assert any("triage is due" in subject for subject in line.told("ann"))
    assert any("triage is late" in subject for subject in line.told("ann"))


@pytest.mark.req("A3.1")
def test_what_cannot_reach_the_owner_reaches_whoever_is_on_duty_besides() -> None:
    line = outage(under=MUTE)
    line.at("09:16")
    assert any("acknowledge is late" in subject for subject in line.told("eve"))


@pytest.mark.req("A4.4")
def test_a_team_that_is_informed_and_not_paged_is_informed_once() -> None:
    text = POLICY.replace(
        "routes:\n",
        "involve: {tell: {if: production, text: Production is hit., team: duty, page: false}}\nroutes:\n",
    )
    line = outage(under=rules(text))
    line.at("09:05").do("ann", c.RecordFacts({"customers_affected": 7}))
    assert line.told("dan") == ["for your information"]
    assert "Production is hit." in line.letters("dan")[0].body


@pytest.mark.req("A4.5")
def test_after_the_clock_was_set_back_pages_leave_at_once() -> None:
    line = outage()
    line.now = line.clock("08:00")
    line.do("ben", c.Decline("asleep"))
    assert line.sent[-1].person == "cleo"
    assert line.sent[-1].not_before == line.clock("09:00") - timedelta(hours=1)


@pytest.mark.req("A2.3")
def test_owner_and_commander_hear_of_danger_that_is_learnt_though_nothing_else_changes() -> None:
    line = outage()
    line.do("ann", c.Raise("it spreads", level=3)).at("09:05").do("ben", c.RecordFacts({"danger": True}))
    assert line.told("ann", "09:05") == ["STOP THE LINE"]
    assert line.told("dan", "09:05") == ["STOP THE LINE"]
    assert line.letters("ann", "09:05")[0].body == "Somebody may be hurt.\n"
