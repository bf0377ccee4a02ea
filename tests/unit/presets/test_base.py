"""What the base preset says, demand by demand."""

import pytest

from tests.unit.presets.made import policy
from tocsin.core.model.money import Share
from tocsin.core.policy.targets import parse_target
from tocsin.core.policy.variables import LISTS, VARIABLES

BASE = policy("base")


def spans(severity: str) -> tuple[str, str, str]:
    found = BASE.severities[severity]
    return str(found.response), str(found.resolution), str(found.update)


@pytest.mark.req("B4", "A2.2", "A5.2")
def test_severities_promise_response_resolution_and_updates() -> None:
    assert spans("P1") == ("15 min", "4 h", "1 h")
    assert spans("P2")[:2] == ("1 h", "1 day")
    assert spans("P3")[:2] == ("4 h", "5 business days")
    assert spans("P4") == ("1 business day", "10 business days", "as needed")
    assert all(len(s.examples) >= 3 for s in BASE.severities.values())


@pytest.mark.req("A1.0", "A1.1", "A1.2", "A1.3", "A1.4")
def test_five_levels_each_with_who_works_there() -> None:
    assert sorted(BASE.levels) == [0, 1, 2, 3, 4]
    assert all(level.who for level in BASE.levels.values())
    assert not BASE.levels[0].when
    assert all(BASE.levels[n].when for n in (1, 2, 3, 4))


@pytest.mark.req("A2.1")
def test_intake_asks_for_customer_impact_timeline_steps_and_proof_from_level_1_on() -> None:
    wanted = {"customer", "impact", "started_at", "steps", "screenshots", "logs"}
    assert wanted <= set(BASE.levels[1].intake)
    assert wanted <= set(BASE.levels[2].intake)
    assert all(BASE.facts[f].ask for level in BASE.levels.values() for f in level.intake)


@pytest.mark.req("A2.3")
def test_security_safety_and_data_loss_stop_the_line() -> None:
    stops = " ".join(stop.when for stop in BASE.stop_the_line.values())
    assert all(word in stops for word in ("security", "privacy", "safety", "data_loss"))
    assert all(stop.level == 3 and stop.severity == "P1" for stop in BASE.stop_the_line.values())


@pytest.mark.req("A2.4", "A2.5", "A2.6")
def test_triage_has_its_times_duplicates_and_what_happens_to_an_incomplete_request() -> None:
    assert str(BASE.intake.within["P1"]) == "15 min"
    assert str(BASE.intake.within["P3"]) == "30 min"
    assert BASE.intake.duplicates.same
    assert BASE.intake.duplicates.lines
    assert "stays open" in BASE.intake.incomplete["keep"].text


@pytest.mark.req("A3.1", "A3.2", "A3.3", "A3.4", "A3.5", "A3.6", "A3.7", "A11")
def test_seats_have_runbooks_and_raci_names_exactly_one_accountable() -> None:
    for role in ("owner", "incident_commander", "comms_lead", "sme_lead"):
        book = BASE.roles[role].runbook
        assert min(len(book.first_15_minutes), len(book.first_hour), len(book.steady_state)) >= 4
        assert book.messages
    assert all(BASE.roles[r].held_by for r in BASE.roles)
    assert {"status-page", "internal-channels", "credits", "ownership"} <= set(BASE.raci)
    assert str(BASE.hand_over.accept_within) == "15 min"


@pytest.mark.req("A4.1", "A4.3", "A4.4")
def test_routes_cover_every_escalation_level_and_specialists_of_every_kind_join() -> None:
    for level in (1, 2, 3, 4):
        assert any(r.when is None and level in r.levels for r in BASE.routes.values()), level
        assert {"default", "enterprise"} <= set(BASE.levels[level].acknowledge)
    assert {"security", "legal", "finance", "pr"} <= {i.team for i in BASE.involve.values()}


@pytest.mark.req("A5.1", "A5.3", "A5.5", "A5.6", "B7")
def test_templates_exist_for_each_channel_and_stage() -> None:
    stages = {m.stage for m in BASE.messages.values()}
    acknowledged = {m.channel for m in BASE.messages.values() if m.stage == "acknowledgement"}
    assert acknowledged == set(BASE.organisation.channels)
    assert {"update", "resolution", "review_summary", "incomplete", "hand_over", "four_line_brief"} <= stages
    update = BASE.messages["update"].body
    parts = ("impact", "known", "mitigation", "workaround", "eta_range", "next_at")
    assert all(f"update.{part}" in update for part in parts)
    assert len(BASE.communication.narrative) == 4
    resolution = BASE.messages["resolution"].body
    assert all(f"resolution.{p}" in resolution for p in ("cause", "fix", "prevention", "follow_up_at"))


@pytest.mark.req("A5.4", "A5.7")
def test_phrases_are_ten_to_fifteen_approved_and_at_least_ten_banned() -> None:
    assert 10 <= len(BASE.phrases.approved) <= 15
    banned = {b.phrase for b in BASE.phrases.banned.values()}
    assert {"calm down", "that's our policy", "not our fault"} <= banned
    assert len(banned) >= 10
    assert all(b.instead and b.why for b in BASE.phrases.banned.values())
    assert len(BASE.phrases.uncertainty) >= 4


@pytest.mark.req("A6.1", "A6.2", "A6.3", "A6.4", "A6.5")
def test_the_room_the_four_lines_and_the_five_bullets() -> None:
    assert BASE.war_room.name == "#inc-{date}-{customer}"
    assert BASE.war_room.tags
    assert BASE.war_room.tracker
    assert len(BASE.briefs.four_line) == 4
    assert len(BASE.briefs.executive) == 5
    assert {"channel", "commander", "liaison", "sme", "comms", "brief", "acknowledge"} <= set(
        BASE.war_room.checklist
    )


@pytest.mark.req("A7.1", "A7.2", "A7.3", "A7.4")
def test_stabilised_and_resolved_are_two_states_with_verification_and_closing() -> None:
    found = BASE.resolution
    assert {i.text for i in found.stabilised.values()}.isdisjoint(i.text for i in found.resolved.values())
    assert found.verification
    assert found.documentation
    assert found.closing


@pytest.mark.req("A8.1", "A8.2", "A8.3", "A8.4")
def test_recovery_gives_what_the_rule_gives_and_holds_the_cap() -> None:
    offers, guardrails = BASE.recovery.offers, BASE.recovery.guardrails
    first, second = offers["outage-credit"], offers["long-outage-credit"]
    assert isinstance(first.amount, Share)
    assert isinstance(second.amount, Share)
    assert (first.amount.percent, first.approver, second.amount.percent, second.approver) == (
        10, "csm", 25, "director",
    )  # fmt: skip
    assert BASE.parameters["credit_after"].value == "2h"
    assert BASE.parameters["credit_more_after"].value == "6h"
    assert "5 business days" in second.also["pir"].text
    assert "apology" in first.also
    assert {"security_review", "plan"} <= set(offers["integrity-remediation"].also)
    assert isinstance(guardrails["cap"].cap, Share)
    assert guardrails["cap"].cap.percent == 25
    assert guardrails["cap"].lifted_by == ["vp"]
    assert {g.rule for g in guardrails.values()} >= {"non_precedent", "legal_review", "frequency"}
    assert BASE.recovery.documentation


@pytest.mark.req("A9.1", "A9.2", "A9.3", "A9.4", "A9.5", "A9.6", "A9.7")
def test_reviews_ask_five_times_why_and_their_actions_rise_when_late() -> None:
    review = BASE.review
    assert len([k for k in review.form if k.startswith("why")]) == 5
    assert sum(row.points for row in review.score.values()) == 100
    assert len(review.actions.rise) >= 2
    assert review.triggers
    assert review.knowledge_base
    assert review.monthly


@pytest.mark.req("A10.1", "A10.2", "A10.3", "A10.4", "A10.5", "A10.6", "A10.7", "A10.8", "A0.9")
def test_measures_have_the_targets_that_are_shipped() -> None:
    wanted = {
        "ack-critical": "< 15 min", "sme": "< 30 min", "updates": "> 95%", "repeat": "< 8% per month",
        "pages": "< 6 per week", "csat": "> 90%",
    }  # fmt: skip
    assert {k: BASE.metrics[k].target for k in wanted} == wanted
    assert all(parse_target(m.target) for m in BASE.metrics.values() if m.target)
    measures = {m.measure for m in BASE.metrics.values()}
    assert {"volume", "escalation_rate", "reasons", "per_owner", "renewal_risk", "retention"} <= measures


@pytest.mark.req("A12", "A9.6")
def test_training_has_modules_a_scorecard_scored_samples_and_coaching() -> None:
    training = BASE.training
    assert training.scenarios == 10
    assert len(training.samples) >= 4
    assert sum(row.weight for row in training.scorecard.values()) == 100
    assert all(set(s.scores) == set(training.scorecard) for s in training.samples.values())
    assert len(training.onboarding) >= 5
    assert len(training.coaching) >= 3


@pytest.mark.req("A13.1")
def test_calibration_aims_at_five_to_ten_percent_and_half_to_two() -> None:
    found = BASE.calibration
    assert (found.escalated.low, found.escalated.high) == (0.05, 0.10)
    assert (found.level_3.low, found.level_3.high) == (0.005, 0.02)
    assert 60 <= found.days <= 90
    assert set(found.per_week) == set(BASE.teams)
    assert all(p.low is not None and p.high is not None for p in BASE.parameters.values())


@pytest.mark.req("B1", "B2", "B5", "B6", "B9", "B10", "B11")
def test_the_protocol_has_header_notice_flow_matrix_practices_notes_and_signatures() -> None:
    assert BASE.document.notice
    assert list(BASE.flow) == ["identify", "acknowledge", "escalate", "investigate", "resolve", "learn"]
    matrix = {c.matrix for c in BASE.contacts.values()}
    assert {"L1", "L2", "L3", "L4", "L5", "technical", "product"} <= matrix
    assert all(c.email.endswith("@example.com") and " 555 " in c.phone for c in BASE.contacts.values())
    assert len(BASE.practices) == 7
    assert BASE.notes
    titles = [s.title for s in BASE.signatories.values()]
    assert titles == ["VP Customer Success", "Chief Customer Officer", "Operations Manager"]


@pytest.mark.req("B8")
def test_the_response_checklist_is_the_one_that_is_signed() -> None:
    rows = {row.action: (row.P1, row.P2, row.P3, row.P4) for row in BASE.checklist.values()}
    assert rows == {
        "Acknowledge within the SLA": ("15 min", "1 h", "4 h", "1 day"),
        "Create the ticket": ("yes", "yes", "yes", "yes"),
        "Notify the internal team": ("yes", "yes", "no", "no"),
        "Escalate to manager or VP": ("yes", "if needed", "no", "no"),
        "Assemble the response team": ("yes", "if needed", "no", "no"),
        "Schedule a call with the customer": ("yes", "yes", "if needed", "no"),
        "Hourly updates": ("yes", "no", "no", "no"),
        "Document the root cause": ("yes", "yes", "yes", "if applicable"),
        "Post-mortem review": ("yes", "yes", "if needed", "no"),
        "Monitor the account's health afterwards": ("30 days", "14 days", "7 days", "no"),
    }


@pytest.mark.req("A5.5")
def test_variables_are_listed_once_with_their_meaning() -> None:
    assert all(meaning.endswith(".") for meaning in VARIABLES.values())
    assert set(VARIABLES) >= LISTS
    assert all(name.count(".") == 1 for name in VARIABLES)


@pytest.mark.req("A10.2", "A5.8", "B4", "A2.4")
def test_experts_are_engaged_in_time_clocks_warn_and_growing_incidents_page_again() -> None:
    assert [str(BASE.levels[n].sme_within("standard")) for n in (2, 3)] == ["30 min", "30 min"]
    assert (BASE.clocks.warn, BASE.clocks.pause, BASE.clocks.raised) == (
        [0.5, 0.8], ["resolution"], "from_change",
    )  # fmt: skip
    own = BASE.intake.duplicates
    assert (str(own.recent), own.suggest_above, own.link_above, own.growth) == ("7 days", 0.3, None, [3, 10])


@pytest.mark.req("A7.1", "A7.3", "A7.4")
def test_gates_look_up_what_the_record_shows_and_hold_nothing_up_for_the_rest() -> None:
    found = BASE.resolution
    looked_up = {
        id_: line.met_by for gate in (found.stabilised, found.resolved) for id_, line in gate.items()
    }
    assert looked_up["workaround"] == "workaround"
    assert looked_up["told"] == "update"
    assert looked_up["cause"] == "cause"
    assert looked_up["verified"] == "verified"
    assert found.documentation["status_page"].optional
    for gate in (found.stabilised, found.resolved, found.documentation, found.closing):
        assert any(not line.optional for line in gate.values())


@pytest.mark.req("A4.5")
def test_no_ladder_trusts_an_answer_for_ever_least_of_all_at_night() -> None:
    for id_, ladder in BASE.ladders.items():
        assert ladder.silent_after and ladder.night, id_
        assert ladder.night.after.approximate() < ladder.silent_after.approximate()
    assert any(contact.notify for contact in BASE.contacts.values())
