"""What each of the ten inputs changes (A0.1-A0.10): thresholds, promises, clauses, routes, templates."""

import pytest

from tests.unit.presets.made import because, planned, policy, preset, tailored, written
from tocsin.core.policy.answers.segments import mapping, renamed_expression
from tocsin.core.policy.schema import Policy


def promised(own: Policy, severity: str, segment: str) -> tuple[str, str]:
    general, special = own.severities[severity], own.severities[severity].segments.get(segment)
    response = special.response if special and special.response else general.response
    update = special.update if special and special.update else general.update
    return str(response), str(update)


@pytest.mark.req("A0.1")
def test_the_company_stands_in_the_policy_and_the_dates_are_today() -> None:
    own = tailored(company="BrightBox Commerce", industry="e-commerce")
    assert own.organisation.name == "BrightBox Commerce"
    assert (str(own.document.updated), str(own.document.effective)) == ("2026-11-23", "2026-11-30")
    assert {str(r.start) for r in own.rotations.values()} == {"2026-10-26"}


@pytest.mark.req("A0.2")
def test_the_industry_picks_the_preset() -> None:
    made = planned(industry="healthcare")
    assert made.preset == "healthcare"
    assert "stop-patient-safety" in written(made).require().stop_the_line
    assert "`healthcare`" in because(made, "A0.2")
    assert planned(industry="other").preset == "base"


@pytest.mark.req("A0.3", "A4.3")
def test_segments_take_promises_by_rank() -> None:
    own, base = tailored(segments="Gold, Silver, Bronze"), policy("base")
    assert [s.name for s in own.segments.values()] == ["Gold", "Silver", "Bronze"]
    for mine, theirs in (("gold", "enterprise"), ("silver", "business"), ("bronze", "standard")):
        assert promised(own, "P2", mine) == promised(base, "P2", theirs)
    assert own.levels[1].acknowledge["gold"] == base.levels[1].acknowledge["enterprise"]
    assert "segment == 'gold'" in own.levels[2].when["top-production"].when
    assert own.recovery.offers["outage-credit"].segments == ["gold"]


@pytest.mark.req("A0.3")
def test_two_segments_leave_out_what_is_only_for_the_middle_one() -> None:
    own = tailored(segments="VIP vs Standard")
    assert list(own.segments) == ["vip", "standard"]
    assert "outage-extension" not in own.recovery.offers
    assert own.recovery.approvals["refund-others"].segments == ["standard"]


@pytest.mark.req("A0.3")
def test_a_segment_that_an_industry_keeps_apart_stays_whether_it_is_named_or_not() -> None:
    named = tailored(industry="telecom", segments=["Emergency services and hospitals", "Firms", "Homes"])
    assert list(named.segments) == ["emergency", "firms", "homes"]
    unnamed = planned(industry="telecom", segments=["Firms", "Homes"])
    assert list(written(unnamed).require().segments) == ["emergency", "firms", "homes"]
    assert "stays a segment of its own" in because(unnamed, "A0.3")


@pytest.mark.parametrize("count", range(1, 9))
def test_any_number_of_segments_keeps_their_order(count: int) -> None:
    from tocsin.core.policy.answers.model import SegmentAnswer

    names = tuple(SegmentAnswer(f"S{n}") for n in range(count))
    taken = mapping(names, ["enterprise", "business", "standard"])
    assert [i for ids in taken.values() for i in ids] == [f"s{n}" for n in range(count)]
    assert taken["enterprise"]


def test_expressions_follow_renamed_segments() -> None:
    taken = {"enterprise": ["vip"], "business": ["mid", "small"], "standard": []}
    assert renamed_expression("segment == 'enterprise' && x", taken) == "segment == 'vip' && x"
    assert renamed_expression("segment == 'business'", taken) == "segment in ['mid', 'small']"
    assert renamed_expression("segment != 'business'", taken) == "!(segment in ['mid', 'small'])"
    assert renamed_expression("segment in ['enterprise', 'standard']", taken) == "segment in ['vip', 'small']"


@pytest.mark.req("A0.4", "A5.1")
def test_channels_decide_which_scripts_stay() -> None:
    own = tailored(channels="email, phone")
    assert own.organisation.channels == ["email", "phone"]
    assert {m.channel for m in own.messages.values()} == {"email", "phone", "any", "internal"}
    assert not {"ack-chat", "ack-social"} & set(own.roles["owner"].runbook.messages)


@pytest.mark.req("A0.5")
@pytest.mark.parametrize(
    ("said", "p1", "p2"),
    [
        ("24/7", "always", "always"),
        ("Mon-Fri 8-20", "business", "business"),
        ("24/7 for P1 only", "always", "business"),
    ],
)
def test_support_hours_build_the_calendars_of_all_clocks(said: str, p1: str, p2: str) -> None:
    own = tailored(support_hours=said, zone="Europe/Berlin")
    assert {s.calendar("P1") for s in own.segments.values()} == {p1}
    assert {s.calendar("P2") for s in own.segments.values()} == {p2}
    if p2 == "business":
        assert own.calendars["business"].zone == "Europe/Berlin"
        assert own.calendars["business"].holidays.country == "DE"
    else:
        assert own.calendars == {}


@pytest.mark.req("A0.3", "A0.5")
def test_a_segment_may_have_hours_of_its_own() -> None:
    own = tailored(
        support_hours="Mon-Fri 8-20",
        segments=[{"name": "Gold", "hours": "24/7"}, {"name": "Rest", "means": "All others."}],
    )
    assert own.segments["gold"].hours == "always"
    assert own.segments["rest"].hours == "business"
    assert own.segments["rest"].means == "All others."


@pytest.mark.req("A0.6", "A6.1", "A6.2", "A7.3")
def test_systems_are_called_by_their_names() -> None:
    own = tailored(systems="Freshdesk + Teams + Jira")
    assert own.organisation.systems.chat == "Microsoft Teams"
    assert own.war_room.name == "inc-{date}-{customer}"
    assert own.resolution.documentation["ticket"].text.startswith("In Freshdesk:")
    assert "Jira" in own.war_room.tracker
    assert "jira-linked" in own.war_room.tags
    slack = tailored(systems="Zendesk + Slack")
    assert slack.war_room.name == "#inc-{date}-{customer}"
    assert "Slack" in slack.war_room.checklist["channel"].text


@pytest.mark.req("A0.7")
def test_triggers_with_figures_tune_thresholds_and_their_ranges() -> None:
    own = tailored(
        triggers=[
            "billing dispute > $500",
            "public complaint by 2,000 followers",
            "ARR above $120K leaving within 60 days",
        ]
    )
    assert own.parameters["dispute_limit"].value == "500 USD"
    assert own.parameters["influencer"].value == 2000
    assert own.parameters["churn_arr"].value == "120000 USD"
    assert own.parameters["churn_window"].value == "60 days"
    huge = tailored(triggers=["billing dispute > $2M"]).parameters
    assert (huge["dispute_limit"].value, huge["dispute_limit"].high) == ("2000000 USD", "2000000 USD")
    assert huge["dispute_executive"].value == "20000000 USD"


@pytest.mark.req("A0.7", "A1.2")
def test_a_trigger_that_nobody_foresaw_becomes_a_criterion_with_a_question_and_tests() -> None:
    made = planned(triggers=["the warehouse stands still"])
    own = written(made).require()
    assert own.facts["own_the_warehouse_stands_still"].ask
    assert own.levels[2].when["own-the-warehouse-stands-still"].when == "own_the_warehouse_stands_still"
    assert "own-the-warehouse-stands-still-yes" in made.files["tests/own-triggers.yaml"]


@pytest.mark.req("A0.8")
@pytest.mark.parametrize(
    ("pain", "changed"),
    [
        ("customers feel ignored", {"P1 update": "30 min", "remind": "15 min", "silence": "12h"}),
        ("no clear on-call owner", {"waits": "5 min", "accept": "10 min"}),
        ("executives pulled in too late", {"brief": "2", "p1_executive": "4h", "churn_arr": "25000 USD"}),
        (
            "too many escalations to engineering",
            {"first": "rotation specialists", "route": "engineering-direct"},
        ),
        ("slow hand-offs", {"accept": "10 min", "bounces": "3", "hand-overs": "<= 1"}),
    ],
)
def test_each_pain_changes_settings(pain: str, changed: dict[str, str]) -> None:
    made = planned(pains=[pain])
    own = written(made).require()
    gated = own.ladders.get("specialists-first")
    seen = {
        "P1 update": str(own.severities["P1"].update),
        "remind": str(own.communication.remind_owner),
        "waits": " ".join({str(r.wait) for ladder in own.ladders.values() for r in ladder.rungs.values()}),
        "accept": str(own.hand_over.accept_within),
        "brief": str(own.briefs.executive_from),
        "first": str(next(iter(gated.rungs.values())).page) if gated else "",
        "route": list(own.routes)[list(own.routes).index("engineering") - 1],
        "hand-overs": str(own.metrics["hand-overs"].target),
    } | {id_: str(p.value) for id_, p in own.parameters.items()}
    assert {k: seen[k] for k in changed} == changed
    before = policy("base")
    assert own.model_dump() != before.model_dump()
    assert because(made, "A0.8")


@pytest.mark.req("A0.8")
def test_a_pain_that_no_setting_answers_is_noted_and_said_to_be_so() -> None:
    made = planned(pains=["the coffee is bad"])
    assert written(made).require().organisation.pains == ["the coffee is bad"]
    assert "no setting answers it" in because(made, "A0.8")


@pytest.mark.req("A0.8", "A0.7")
def test_a_figure_that_was_stated_is_not_moved_by_a_pain() -> None:
    own = tailored(triggers=["churn above $80K"], pains=["executives pulled in too late"])
    assert own.parameters["churn_arr"].value == "80000 USD"


@pytest.mark.req("A0.9", "A10.2", "A13.1")
def test_targets_become_metrics_promises_and_calibration() -> None:
    own = tailored(
        targets=["P1 acknowledged < 5 min", "25% fewer escalations", "CSAT > 93%", "P1 resolved < 2 h"]
    )
    assert own.metrics["ack-critical"].target == "< 5 min"
    assert str(own.severities["P1"].response) == "5 min"
    assert {str(s) for s in own.levels[3].acknowledge.values()} == {"5 min"}
    assert max(next(iter(x.rungs.values())).wait for x in own.ladders.values()).amount.total_seconds() == 300
    assert (own.calibration.escalated.low, own.calibration.escalated.high) == (0.0375, 0.075)
    assert own.metrics["csat"].target == "> 93%"
    assert str(own.severities["P1"].resolution) == "2 h"
    assert own.checklist["acknowledge"].P1 == "5 min"


@pytest.mark.req("A0.10")
def test_risks_add_clauses_criteria_approvals_and_stop_the_line() -> None:
    own = tailored(risks=["pci", "gdpr", "financial_reporting", "high_pr"])
    assert "stop-card-data" in own.stop_the_line
    assert "privacy-notice" in own.levels[4].when
    assert all("finance_controller" in b.by for b in own.recovery.approvals.values() if "refund" in b.kinds)
    assert own.parameters["influencer"].value == 5000
    assert own.communication.approval["public-words"].by == "comms_lead"
    assert {"pci", "gdpr", "financial_reporting", "high_pr"} <= set(own.clauses)
    assert "hipaa" not in own.clauses
    critical = tailored(risks=["mission_critical"])
    assert (critical.parameters["patience"].value, str(critical.severities["P1"].update)) == ("1h", "30 min")


def test_another_currency_changes_every_amount() -> None:
    made = planned(currency="EUR", industry="fintech")
    texts = [text for name, text in made.files.items() if name != "policy.schema.json"]
    lines = [line for text in texts for line in text.splitlines() if not line.startswith("#")]
    assert not [line for line in lines if "USD" in line]
    assert written(made).require().parameters["funds_limit"].value == "10000 EUR"


def test_odd_names_and_extreme_figures_make_a_usable_policy() -> None:
    made = planned(
        company="O'Neil & Söhne {{ x }} <b> 漢字",
        segments=["漢字", "ひらがな", "It's", "--"],
        triggers=["漢字が燃える", "火事", "it's {{ bad }}", "outage > 9999 hours", "churn above 999999999M"],
        systems={"help_desk": "O'Desk #1", "chat": "Own\\1 chat", "tracker": "漢字"},
        targets=["P4 acknowledged < 1 min", "P3 resolved < 2 min", "90% fewer escalations"],
        pains=["it's {{ bad }}"],
    )
    own = written(made).require()
    assert own.organisation.name == "O'Neil & Söhne {{ x }} <b> 漢字"
    assert len({s.name for s in own.segments.values()}) == 4
    assert "Own\\1 chat" in own.war_room.checklist["channel"].text
    assert own.severities["P1"].response.amount.total_seconds() == 60
    assert "`p1_patience` is 9999h, read by `critical-long`" in because(made, "A0.7")


def test_the_preset_itself_is_never_changed() -> None:
    before = preset("base").loaded.require().model_dump_json()
    planned(segments="A, B", risks=["pci"], pains=["customers feel ignored"], currency="EUR")
    assert preset("base").loaded.require().model_dump_json() == before
    assert preset("base").loaded.data["organisation"]["currency"] == "USD"
