"""What the desk is sorted by: the clock that people have to answer next (A3)."""

from __future__ import annotations

import pytest

from tests.unit.lifecycle.timeline import OUTAGE, Timeline
from tocsin.app.desk.board_row import board_fields, concerned, next_due
from tocsin.core.lifecycle import commands as c


def due(line: Timeline) -> tuple[str, str]:
    found = next_due(line.state, line.rules)
    return (found.what, f"{found.due_at:%H:%M}") if found else ("", "")


@pytest.mark.req("A3.1")
def test_what_runs_out_first_comes_first_and_what_is_answered_makes_room() -> None:
    line = Timeline().outage()
    assert due(line) == ("acknowledge", "09:15")
    line.at("09:05").do("ben", c.Acknowledge())
    assert due(line) == ("response", "09:15")
    line.do("ann", c.SendUpdate("we look into it"))
    assert due(line) == ("update", "09:50")


def test_what_ran_out_stays_first_until_it_is_answered() -> None:
    line = Timeline().outage().at("09:40")
    assert due(line) == ("acknowledge", "09:15")
    line.do("ben", c.Acknowledge())
    assert due(line) == ("response", "09:15")


def test_a_late_resolution_gives_way_to_what_can_be_done_now() -> None:
    line = Timeline().outage().at("09:05").do("ben", c.Acknowledge(), c.EngageSme("cleo"))
    line.do("ann", c.SendUpdate("we look")).at("13:05").do("ann", c.SendUpdate("still"))
    assert [breach.clock for breach in line.state.breaches][-1] == "resolution"
    assert due(line) == ("update", "13:50")


def test_nothing_is_due_of_what_is_over() -> None:
    line = Timeline().outage().at("09:05").do("ben", c.Acknowledge(), c.SendUpdate("we look"))
    line.do("ben", c.Stabilise("", ("stopped",)), c.RecordFinding("disk", cause=True), c.Verify("fine"))
    line.do("ben", c.Resolve(), c.Close("done", ("ticket",)))
    assert due(line) == ("", "")
    fields = board_fields(line.state, line.rules)
    assert (fields["due_at"], fields["due_kind"]) == (None, "")


@pytest.mark.req("B3")
def test_what_was_promised_is_measured_in_the_hours_of_its_clock() -> None:
    """Reported on a Friday at 16:00, basic support is open until 17:00 and again on Monday at 09:00."""
    line = Timeline("16:00", day="2027-03-05").reported(**{**OUTAGE, "segment": "basic"})
    line.at("+3 09:30").do("ben", c.Acknowledge(), c.SendUpdate("we look"))
    line.do("ben", c.Stabilise("", ("stopped",)), c.RecordFinding("disk", cause=True), c.Verify("fine"))
    line.at("+3 10:00").do("ben", c.Resolve())
    fields = board_fields(line.state, line.rules)
    assert str(fields["response_took"]) == "1:30:00"
    assert str(fields["resolution_took"]) == "2:00:00"
    assert fields["in_time"] is True


@pytest.mark.req("B3")
def test_resolved_after_its_target_is_not_in_time() -> None:
    line = Timeline().outage().at("09:05").do("ben", c.Acknowledge(), c.SendUpdate("we look"))
    line.do("ben", c.Stabilise("", ("stopped",)), c.RecordFinding("disk", cause=True), c.Verify("fine"))
    line.at("13:01").do("ben", c.Resolve())
    assert board_fields(line.state, line.rules)["in_time"] is False


def test_everybody_who_has_to_do_with_it_finds_it_among_theirs() -> None:
    line = Timeline().outage()
    assert concerned(line.state) == ("ann", "ben")  # who reported it, and who is paged
    line.do("ben", c.Acknowledge(), c.Assign("eve"))
    assert "eve" in concerned(line.state)
