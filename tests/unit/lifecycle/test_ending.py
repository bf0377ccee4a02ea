"""Stabilised, resolved and closed are different states, and their gates say what is missing (A7)."""

import pytest

from tests.unit.lifecycle.test_clocks import closed
from tests.unit.lifecycle.timeline import POLICY, Timeline, rules
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.table import Status
from tocsin.core.model.finding import Refused


@pytest.mark.req("A7.1")
def test_a_gate_that_is_not_met_names_every_missing_line_and_what_meets_it() -> None:
    with pytest.raises(Refused) as refused:
        Timeline().outage().do("dan", c.Stabilise())
    said = [(f.message, f.help) for f in refused.value.findings]
    assert said == [
        ("not stabilised yet: The impact has stopped. [stabilised.stopped]", "confirm `stabilised.stopped`"),
        ("not stabilised yet: The customer was told. [stabilised.told]",
         "send the customer an update on where it stands now"),
    ]  # fmt: skip


@pytest.mark.req("A7.1")
def test_an_update_from_before_the_mitigation_does_not_tell_the_customer_where_it_stands() -> None:
    line = Timeline("09:00").outage().do("ann", c.SendUpdate("we see it"))
    line.at("09:10").do("ben", c.RecordMitigation("rolled back"))
    with pytest.raises(Refused, match="The customer was told"):
        line.do("dan", c.Stabilise(confirm=("stopped",)))
    line.at("09:12").do("ann", c.SendUpdate("it has stopped")).do("dan", c.Stabilise(confirm=("stopped",)))
    assert line.state.status is Status.STABILISED


@pytest.mark.req("A7.1", "A7.2", "A7.3", "A7.4")
def test_through_every_gate_to_the_end() -> None:
    line = closed(Timeline().outage())
    assert line.state.status is Status.CLOSED
    assert [line.when(kind) for kind in ("stabilised", "verified", "resolved", "closed")] == [["09:00"]] * 4


@pytest.mark.req("A7.2")
def test_resolving_without_the_customers_word_is_refused() -> None:
    line = Timeline().outage().do("ann", c.SendUpdate("it works"), c.Stabilise(confirm=("all",)))
    line.do("ben", c.RecordFinding("an index", cause=True))
    with pytest.raises(Refused, match="Verified"):
        line.do("ann", c.Resolve())


@pytest.mark.req("A7.3")
def test_closing_needs_its_documentation_confirmed() -> None:
    line = Timeline().outage().do("ann", c.SendUpdate("ok"), c.Stabilise(confirm=("stopped",)))
    line.do("ann", c.RecordFinding("an index", cause=True), c.Verify("fine"), c.Resolve())
    with pytest.raises(Refused, match="The ticket is complete"):
        line.do("ann", c.Close("done"))


@pytest.mark.req("A7.1")
def test_a_refused_command_leaves_nothing_behind() -> None:
    line = Timeline().outage()
    before = line.state
    with pytest.raises(Refused):
        line.do("dan", c.Stabilise(confirm=("stopped",)))
    assert line.state == before


@pytest.mark.req("A7.1")
def test_stabilised_stops_paging_and_the_cadence_goes_on() -> None:
    line = (
        Timeline("09:00")
        .outage()
        .do("ann", c.SendUpdate("ok"), c.Stabilise(confirm=("stopped",)))
        .at("09:50")
    )
    assert line.pages("09:01") == []
    assert "update" in [breach.clock for breach in line.state.breaches]


@pytest.mark.req("A7.1")
def test_it_can_come_back_and_owner_clocks_and_gates_begin_anew() -> None:
    line = closed(Timeline("09:00").outage()).at("10:00").do("ann", c.Reopen("it fails again"))
    assert (line.state.status, line.state.owner, line.state.confirmed) == (Status.OPEN, "ann", {})
    assert line.pages("10:00") == [("10:00", "ben", "email")]
    line.at("14:01")
    assert ("resolution", 1) in [(b.clock, b.count) for b in line.state.breaches]


@pytest.mark.req("A7.1")
def test_a_line_with_a_condition_counts_only_where_it_holds_and_where_nobody_knows() -> None:
    text = POLICY.replace(
        "stopped: The impact has stopped.,", "stopped: {text: It stopped., if: 'customers_affected > 10'},"
    )
    small = Timeline(under=rules(text)).outage().do("ann", c.SendUpdate("ok"), c.Stabilise())
    assert small.state.status is Status.STABILISED
    unknown = Timeline(under=rules(text)).reported(outage=True, production=True).do("ann", c.SendUpdate("ok"))
    with pytest.raises(Refused, match="It stopped"):
        unknown.do("ann", c.Stabilise())


def test_a_ticket_that_never_escalated_closes_with_its_note_alone() -> None:
    line = Timeline().reported(outage=False, production=True).do("ann", c.Close("answered"))
    assert line.state.status is Status.CLOSED


def test_a_line_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        Timeline().outage().do("dan", c.Confirm(("stabilised.stoped",)))
    assert refused.value.findings[0].help == "did you mean `stabilised.stopped`?"
