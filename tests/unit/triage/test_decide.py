"""Severity, then stop-the-line, then level: each with its reasons, and nothing guessed."""

import pytest

from tests.unit.triage.small import decide, held


@pytest.mark.req("A2.2")
def test_the_most_severe_criterion_that_holds_gives_the_severity() -> None:
    decision = decide({"outage": True, "degraded": True})
    assert decision.severity == "P1"
    assert held(decision)[:2] == ["down", "slow"]


@pytest.mark.req("A2.2")
def test_without_any_criterion_the_default_severity_is_taken_and_said() -> None:
    decision = decide({"outage": False, "degraded": False})
    assert (decision.severity, decision.level) == ("P3", 0)
    assert held(decision) == ["default-severity"]


@pytest.mark.req("A2.2")
def test_a_stated_severity_counts_but_a_criterion_can_raise_it() -> None:
    assert decide({"severity": "P2"}).severity == "P2"
    assert held(decide({"severity": "P2"}))[0] == "stated-severity"
    assert decide({"severity": "P2", "outage": True}).severity == "P1"
    assert decide({"severity": "P1", "degraded": True}).severity == "P1"


@pytest.mark.req("A1.3")
def test_a_criterion_on_a_missing_fact_is_unknown_never_true_and_says_what_to_ask() -> None:
    decision = decide({"outage": True})
    assert decision.level == 0
    asked = {u.criterion: u.facts for u in decision.unknown}
    assert asked["wide"] == ("customers_affected",)
    assert "wide" not in held(decision)


@pytest.mark.req("A1.3")
def test_the_facts_that_decided_stand_with_the_reason() -> None:
    decision = decide({"outage": True, "customers_affected": 14})
    reason = next(r for r in decision.reasons if r.criterion == "wide")
    assert decision.level == 3
    assert reason.decides == "level 3"
    assert reason.because == {"severity": "P1", "customers_affected": "14"}


@pytest.mark.req("A1.4")
def test_money_and_durations_decide_at_their_exact_threshold() -> None:
    base = {"degraded": True, "leaving_within": "30 days"}
    assert decide({**base, "arr": "50000.01 USD"}).level == 4
    assert decide({**base, "arr": "50000 USD"}).level == 1
    assert decide({**base, "leaving_within": "31 days", "arr": "90000 USD"}).level == 1


@pytest.mark.req("A2.3")
def test_stop_the_line_raises_severity_and_level_and_pages_its_own_team_at_once() -> None:
    decision = decide({"indicators": ["security"]})
    assert decision.stop_the_line
    assert (decision.severity, decision.level, decision.route.team) == ("P1", 3, "security")
    assert decision.route.rungs[0].after == "at once"


@pytest.mark.req("A2.3")
def test_levels_read_the_severity_that_stop_the_line_raised() -> None:
    assert "wide" in held(decide({"indicators": ["security"], "customers_affected": 2}))


@pytest.mark.req("A2.1", "A2.6")
def test_what_intake_lacks_is_listed_for_the_level_that_was_reached() -> None:
    assert decide({"degraded": True}).missing == ("customer", "workaround")
    assert decide({"degraded": True, "customer": "Northwind", "workaround": True}).missing == ()
    assert decide({"outage": True, "customers_affected": 2}).missing == ("customer",)


@pytest.mark.req("A2.1")
def test_a_level_without_intake_of_its_own_asks_what_the_level_below_asks() -> None:
    decision = decide({"severity": "P2", "workaround": False, "age": "3h"})
    assert decision.level == 2
    assert decision.missing == ("customer",)


@pytest.mark.req("A4.1", "A4.3", "A4.5")
def test_the_first_route_that_holds_gives_team_ladder_and_time_to_acknowledge() -> None:
    route = decide({"degraded": True, "workaround": False, "age": "3h", "segment": "enterprise"}).route
    assert (route.id, route.team, route.acknowledge) == ("default", "platform", "15 min")
    assert [(r.id, r.page, r.after) for r in route.rungs] == [
        ("primary", "person ana", "at once"),
        ("backup", "person ben and team legal", "10 min"),
        ("last", "person ben", "20 min"),
    ]


@pytest.mark.req("A4.4")
def test_other_teams_are_brought_in_unless_they_are_already_the_routes_team() -> None:
    involved = decide({"degraded": True, "indicators": ["legal"]}).route.involve
    assert [(i.team, i.page) for i in involved] == [("legal", True)]
    at_four = {"indicators": ["legal"], "leaving_within": "1 day", "arr": "60000 USD"}
    assert decide(at_four).route.involve == ()


@pytest.mark.req("A1.0")
def test_at_level_0_nobody_is_paged() -> None:
    route = decide({}).route
    assert (route.team, route.rungs, route.name) == ("", (), "stays with support")


def test_the_decision_carries_the_policy_that_gave_it() -> None:
    decision = decide({})
    assert decision.version == "1.0.0"
    assert len(decision.hash) == 64
    assert decide({}, parameters={"patience": {"value": "3h"}}).hash != decision.hash


@pytest.mark.req("A2.3", "A2.5")
def test_stop_the_line_is_the_reason_for_a_severity_only_where_it_raised_it() -> None:
    """Two of them hold: the first says nothing of the severity, the second raises it; or none does."""
    calm = {"if": "'legal' in indicators", "text": "Legal.", "level": 2, "page": "legal"}
    breach = {"if": "'security' in indicators", "text": "Breach.", "severity": "P1", "page": "security"}
    stops = {"stop_the_line": {"calm": calm, "breach": breach}}
    decision = decide({"indicators": ["legal"]}, **stops)
    assert (decision.severity, decision.stop_the_line) == ("P3", True)
    assert decision.reasons[0][:2] == ("default-severity", "severity P3")
    both = decide({"indicators": ["legal", "security"]}, **stops)
    assert (both.reasons[0].criterion, both.reasons[0].decides) == ("breach", "severity P1")
