"""The one big button: what each person does now, and why (A3.1, A4.5, A5.2, A7)."""

import pytest

from tests.unit.desk_page.looking import step
from tests.unit.lifecycle.timeline import Timeline
from tocsin.core.lifecycle import commands as c

# ann and eve are support, ben and cleo engineering, dan the duty manager.


def outage() -> Timeline:
    return Timeline("09:00").outage()


@pytest.mark.req("A4.5")
def test_whoever_is_paged_acknowledges_before_anything_else() -> None:
    found = step(outage(), "ben")
    assert (found.kind, found.form, str(found.label)) == ("acknowledge", "acknowledge", "Acknowledge")
    assert "Without an answer Cleo is paged at 2027-03-02T09:10:00Z" in str(found.why)


@pytest.mark.req("A5.2")
def test_the_owner_sends_the_first_answer_and_sees_by_when() -> None:
    line = outage()
    found = step(line, line.state.owner)
    assert (found.kind, str(found.label)) == ("update", "Send the first answer")
    assert f"{found.due:%H:%M}" == "09:15"
    assert not found.late


@pytest.mark.req("A3.1")
def test_somebody_with_no_part_in_it_sees_what_is_due_next_and_whose_it_is() -> None:
    found = step(outage(), "user:somebody")
    assert (found.kind, found.whose) == ("rest", ("ben",))
    assert str(found.why) == "Next: an acknowledgement, due 2027-03-02T09:15:00Z, with Ben."


@pytest.mark.req("A3.1")
def test_an_ownership_that_is_offered_is_accepted_with_one_button() -> None:
    line = outage().do("ann", c.Assign("eve", "the certificate is renewed at ten"))
    found = step(line, "eve")
    assert (found.kind, str(found.label)) == ("accept", "Accept the ownership")
    assert str(found.why) == "Ann offers you the ownership: the certificate is renewed at ten"
    assert f"{found.due:%H:%M}" == "09:15"


@pytest.mark.req("A4.5")
def test_when_nobody_answered_whoever_was_paged_takes_it_and_anybody_else_pages() -> None:
    line = outage().do("ann", c.SendUpdate("We look at it.")).at("10:30")
    assert line.state.paging.climbs["engineering"].state == "spent"
    assert (step(line, "ben").kind, step(line, "ben").form) == ("acknowledge", "acknowledge")
    assert "nobody answered" in str(step(line, "ben").why)
    found = step(line, "ann")
    assert (found.kind, found.about, found.late) == ("page", "engineering", True)


@pytest.mark.req("A5.2")
def test_an_update_that_presses_comes_before_a_vacant_seat_and_one_that_does_not_comes_after() -> None:
    line = outage().do("ben", c.Acknowledge()).do("ann", c.SendUpdate("We look at it."))
    line.do("ben", c.Leave("sme_lead"))
    assert (step(line, "ann").kind, step(line, "ann").about) == ("fill", "sme_lead")
    line.at("09:36")
    found = step(line, "ann")
    assert (found.kind, f"{found.due:%H:%M}", found.late) == ("update", "09:45", False)
    assert str(found.why) == "Promised every 45 min; the last word went out at 2027-03-02T09:00:00Z."
    line.at("09:50")
    assert step(line, "ann").late


@pytest.mark.req("A3.2")
def test_whoever_may_hold_a_vacant_seat_takes_it() -> None:
    line = outage().do("ben", c.Acknowledge()).do("ben", c.Leave("sme_lead"))
    found = step(line, "cleo")
    assert (found.kind, found.about, str(found.label)) == ("take", "sme_lead", "Take the seat: SME lead")


@pytest.mark.req("A2.6")
def test_a_request_that_was_sent_back_is_answered_and_one_not_rated_is_rated() -> None:
    back = Timeline("09:00").reported(outage=True)
    assert str(back.state.status) == "returned"
    assert (step(back, "ann").kind, step(back, "ann").form) == ("facts", "facts")
    new = Timeline("09:00").reported(triage=False, outage=True, production=True)
    assert step(new, "ann").kind == "triage"


@pytest.mark.req("A7.1", "A7.2")
def test_near_the_end_the_owner_declares_asks_and_closes_one_after_the_other() -> None:
    line = outage().do("ben", c.Acknowledge()).do("ben", c.RecordMitigation("rolled back"))
    line.do("ann", c.SendUpdate("It works again."))
    assert (step(line, "ann").kind, step(line, "ann").form) == ("stabilise", "gate")
    line.do("ann", c.Stabilise("", ("all",)))
    assert (step(line, "ben").kind, step(line, "ben").about) == ("record", "cause")
    line.do("ben", c.RecordFinding("a full disk", cause=True))
    assert step(line, "ann").kind == "verify"
    line.do("ann", c.Verify("it works"))
    assert step(line, "ann").kind == "resolve"
    line.do("ann", c.Resolve())
    assert step(line, "ann").kind == "close"
    line.do("ann", c.Close("a full disk", ("all",)))
    assert step(line, "ann").kind == "rest"


@pytest.mark.req("A5.2")
def test_while_it_waits_for_the_customer_the_owner_says_when_they_answered() -> None:
    line = outage().do("ben", c.Acknowledge()).do("ann", c.SendUpdate("We look."), c.Wait("logs"))
    assert step(line, "ann").kind == "resume"


@pytest.mark.req("A2.4")
def test_nobody_has_anything_to_do_on_a_duplicate_that_rests_behind_its_original() -> None:
    line = outage().do("ann", c.Link("ESC-9", "the same error"))
    found = step(line, "ann")
    assert found.kind == "rest"
    assert str(found.why) == "People work on ESC-9; its updates reach this customer too."
