"""What each overlay changes: the figures of the two sources, and what an industry needs."""

import pytest

from tests.unit.presets.made import INDUSTRIES, policy


@pytest.mark.req("A5.2", "A1.2", "A1.3", "A1.4")
def test_the_procedure_has_its_example_thresholds() -> None:
    own = policy("procedure")
    assert str(own.severities["P1"].update) == "45 min"
    assert set(own.levels[2].when) == {"critical", "top-production", "dispute"}
    assert own.parameters["patience"].value == "2h"
    assert set(own.levels[3].when) == {"critical-several", "critical-integrity"}
    assert {"churn", "influencer-public", "press", "legal-threat"} <= set(own.levels[4].when)
    assert own.parameters["churn_arr"].value == "50000 USD"
    assert own.parameters["churn_window"].value == "30 days"
    assert own.checklist["hourly-updates"].action == "Updates every 45 minutes"


@pytest.mark.req("B3", "B4", "B5", "B6")
def test_the_protocol_promises_one_table_to_everybody() -> None:
    own = policy("protocol")
    table = {n: (str(s.response), str(s.resolution), str(s.update)) for n, s in own.severities.items()}
    assert table == {
        "P1": ("15 min", "4 h", "1 h"),
        "P2": ("1 h", "1 day", "1 day"),
        "P3": ("4 h", "5 business days", "as needed"),
        "P4": ("1 business day", "10 business days", "as needed"),
    }
    assert not any(s.segments for s in own.severities.values())
    assert [str(r.page) for r in own.ladders["seniority"].rungs.values()][-1] == "person marcus-bell"
    assert {"active", "critical-month", "response", "resolution-all", "resolved", "retention"} <= set(
        own.metrics
    )


@pytest.mark.req("A0.3", "A0.5")
def test_segments_and_hours_follow_the_industry() -> None:
    assert next(iter(policy("telecom").segments)) == "emergency"
    assert policy("managed-services").segments["standard"].calendar("P1") == "always"
    assert policy("managed-services").segments["standard"].calendar("P2") == "business"
    assert policy("e-commerce").organisation.support_hours == "shop"
    assert policy("b2b-saas").segments["standard"].calendar("P1") == "business"


@pytest.mark.req("A2.3")
@pytest.mark.parametrize(
    ("name", "stop", "team"),
    [
        ("healthcare", "stop-patient-safety", "clinical-safety"),
        ("healthcare", "stop-phi", "security"),
        ("e-commerce", "stop-card-data", "security"),
        ("telecom", "stop-emergency-calls", "noc"),
        ("fintech", "stop-fraud", "fraud-desk"),
    ],
)
def test_an_industry_stops_the_line_for_its_own_dangers(name: str, stop: str, team: str) -> None:
    assert policy(name).stop_the_line[stop].page == team


@pytest.mark.req("A0.10")
@pytest.mark.parametrize(
    ("name", "risk", "clause"),
    [
        ("healthcare", "hipaa", "hipaa"), ("b2b-saas", "gdpr", "processor"), ("e-commerce", "pci", "pci"),
        ("telecom", "regulated", "regulator_notice"), ("fintech", "regulated", "safeguarding"),
        ("managed-services", "mission_critical", "mission_critical"),
    ],
)  # fmt: skip
def test_an_industry_has_the_clauses_of_its_risks(name: str, risk: str, clause: str) -> None:
    own = policy(name)
    assert risk in own.organisation.risks
    assert risk in own.clauses[clause].risks


@pytest.mark.req("A8.2", "A8.3")
def test_money_goes_back_with_four_eyes_in_fintech_and_quickly_in_a_shop() -> None:
    back = [b for b in policy("fintech").recovery.approvals.values() if {"refund", "credit"} & set(b.kinds)]
    assert back
    assert all("finance_controller" in b.by for b in back)
    voucher = policy("e-commerce").recovery.approvals["goodwill-small"]
    assert str(voucher.within) == "15 min"


@pytest.mark.req("A0.9", "A4.3")
@pytest.mark.parametrize("name", INDUSTRIES)
def test_the_checklist_and_the_targets_say_what_the_severities_promise(name: str) -> None:
    own = policy(name)
    assert str(own.severities["P1"].response) == own.checklist["acknowledge"].P1
    assert str(own.severities["P2"].response) == own.checklist["acknowledge"].P2
