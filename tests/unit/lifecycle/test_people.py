"""Exactly one owner at any instant; seats; hand-over is explicit (A3)."""

import pytest

from tests.unit.lifecycle.timeline import Timeline
from tocsin.core.lifecycle import commands as c
from tocsin.core.model.finding import Refused


@pytest.mark.req("A3.1")
def test_until_a_hand_over_is_accepted_the_old_owner_stays() -> None:
    line = Timeline().outage().at("09:10").do("ann", c.Assign("eve", "update due 09:40"))
    assert (line.state.owner, line.state.offer.to if line.state.offer else "") == ("ann", "eve")
    line.at("09:12").do("eve", c.Accept())
    assert (line.state.owner, line.state.seats["owner"], line.state.offer) == ("eve", "eve", None)


@pytest.mark.req("A3.1")
def test_only_the_person_asked_can_accept() -> None:
    line = Timeline().outage().do("ann", c.Assign("eve"))
    with pytest.raises(Refused, match="offered to `eve`, not to `ben`"):
        line.do("ben", c.Accept())
    assert line.state.owner == "ann"


@pytest.mark.req("A3.1")
def test_a_hand_over_that_is_not_accepted_in_time_is_late_and_the_owner_is_the_old_one() -> None:
    line = Timeline().outage().do("ann", c.Assign("eve")).at("09:16")
    assert "hand_over" in [breach.clock for breach in line.state.breaches]
    assert line.state.owner == "ann"


@pytest.mark.req("A3.1")
def test_who_takes_it_for_themselves_has_accepted() -> None:
    assert Timeline().outage().do("eve", c.Assign("eve")).state.owner == "eve"


@pytest.mark.req("A3.1")
def test_an_offer_can_be_refused_and_withdrawn() -> None:
    line = Timeline().outage().do("ann", c.Assign("eve")).do("eve", c.Refuse("my shift ends"))
    assert (line.state.owner, line.state.offer) == ("ann", None)
    with pytest.raises(Refused, match="no ownership is offered"):
        line.do("eve", c.Accept())


@pytest.mark.req("A3.3")
def test_level_3_is_never_without_an_incident_commander() -> None:
    line = Timeline().outage().do("ann", c.Raise("two more customers", level=3))
    assert line.state.seats["incident_commander"] == "dan"
    with pytest.raises(Refused, match="never without an incident commander"):
        line.do("dan", c.Leave("incident_commander"))
    line.do("dan", c.Fill("incident_commander", "cleo"))
    assert line.state.seats["incident_commander"] == "cleo"


@pytest.mark.req("A3.1")
def test_the_owner_seat_changes_only_by_a_hand_over() -> None:
    line = Timeline().outage()
    for command in (c.Fill("owner", "eve"), c.Leave("owner")):
        with pytest.raises(Refused, match="owner"):
            line.do("ann", command)


@pytest.mark.req("A3.2", "A10.2")
def test_an_expert_who_acknowledges_takes_the_sme_seat_and_stops_its_clock() -> None:
    line = Timeline().outage().at("09:04").do("ben", c.Acknowledge())
    assert line.state.seats["sme_lead"] == "ben"
    assert line.state.times.sme_engaged == line.clock("09:04")


@pytest.mark.req("A3.2")
def test_somebody_who_is_no_expert_acknowledges_without_the_seat() -> None:
    line = Timeline().outage().do("ann", c.Acknowledge())
    assert "sme_lead" not in line.state.seats


@pytest.mark.req("A3.7")
def test_a_person_whom_the_policy_does_not_know_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(Refused) as refused:
        Timeline().outage().do("ann", c.Assign("clea"))
    assert refused.value.findings[0].help == "did you mean `cleo`?"


@pytest.mark.req("A3.4", "A3.7")
def test_a_comms_lead_takes_the_seat_and_is_relieved() -> None:
    line = Timeline().outage().do("ann", c.Fill("comms_lead", "eve"))
    assert line.state.seats["comms_lead"] == "eve"
    line.do("eve", c.Fill("comms_lead", "dan"))
    assert line.state.seats["comms_lead"] == "dan"
    line.do("dan", c.Leave("comms_lead", "the statement is out"))
    assert "comms_lead" not in line.state.seats
