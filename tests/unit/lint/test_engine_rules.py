"""Clocks, gates, duplicates, seats and the times of ladders, as the desk uses them (A2.4, A3, A7)."""

import pytest

from tests.unit.lint.breaks import breaks, says


@pytest.mark.req("A3.1", "AP.2")
@pytest.mark.parametrize(
    ("held_by", "why"),
    [
        ("[]", "it names neither a team nor a person"),
        ("[empty]", "the teams there have nobody"),
    ],
)
def test_an_escalation_cannot_be_without_anybody_to_own_it(held_by: str, why: str) -> None:
    overlay = (
        "teams: {empty: {name: Empty, function: support, ladder: null}}\n"
        f"roles: {{owner: {{held_by: {held_by}}}}}"
    )
    assert says(overlay, "owner-unheld") == [f"nobody may be the owner of an escalation: {why}"]


@pytest.mark.req("A1.3", "A3.3")
def test_level_3_has_the_seat_of_the_commander_and_level_4_where_there_is_no_level_3() -> None:
    assert says("levels: {3: {roles: []}}", "commander-missing") == [
        "level 3 fills no seat `incident_commander`: nobody leads a major incident"
    ]
    assert breaks("levels: {4: {roles: [comms_lead]}}") == set()
    assert "commander-missing" in breaks("levels: {3: null}")
    assert says("levels: {3: null}\nroles: {incident_commander: null}", "commander-missing") == [
        "there is no role `incident_commander`: nobody can lead a major incident"
    ]


@pytest.mark.req("A3.2", "A10.2")
def test_an_expert_is_promised_where_there_is_a_seat_and_no_later_than_is_aimed_at() -> None:
    assert breaks("levels: {2: {engage_sme: {default: 30m, enterprise: 20m}}}") == set()
    assert breaks("levels: {4: {engage_sme: {default: 30m}}}") == {"sme-without-seat"}
    aim = "metrics: {sme: {name: SME, measure: time_to_engage_sme, means: Engaged., target: < 30 min}}\n"
    assert breaks(aim + "levels: {2: {engage_sme: {default: 30m}}}") == set()
    assert breaks(aim + "levels: {2: {engage_sme: {default: 20m}}}") == {"metric-contradicts"}


@pytest.mark.req("A7.1", "A7.4")
@pytest.mark.parametrize("gate", ["stabilised", "resolved", "closing"])
def test_a_gate_of_optional_lines_alone_is_none(gate: str) -> None:
    assert breaks(f"resolution: {{{gate}: null}}") == {"deliverable-missing"}
    line = {"stabilised": "stopped", "resolved": "gone", "closing": "next"}[gate]
    optional = f"resolution: {{{gate}: {{{line}: {{text: One., optional: true}}, b: Two.}}}}"
    assert breaks(optional) == set()
    assert breaks(optional.replace("b: Two.", "b: {text: Two., optional: true}")) == {"gate-open"}


@pytest.mark.req("A5.8", "A2.4")
def test_warnings_and_growth_rise() -> None:
    assert says("clocks: {warn: [50%, 50%]}", "steps-order") == ["50 % comes after 50 %"]
    assert breaks("intake: {duplicates: {growth: [3, 10, 50]}}") == set()
    assert says("intake: {duplicates: {growth: [10, 3]}}", "steps-order") == ["3 comes after 10"]


@pytest.mark.req("B4", "A4.3")
@pytest.mark.parametrize("clock", ["triage", "acknowledge", "sme", "hand_over"])
def test_our_own_clocks_do_not_wait_for_the_customer(clock: str) -> None:
    assert breaks(f"clocks: {{pause: [{clock}]}}") == {"clock-pause"}


@pytest.mark.req("B4", "A5.2")
def test_clocks_that_the_customer_holds_up_may_pause() -> None:
    assert breaks("clocks: {pause: [response, update, resolution]}") == set()
    assert breaks("clocks: {pause: []}") == set()


@pytest.mark.req("A2.4")
def test_linking_at_the_same_likeness_as_suggesting_is_allowed() -> None:
    assert breaks("intake: {duplicates: {suggest_above: 40%, link_above: 40%}}") == set()


@pytest.mark.req("A4.5")
@pytest.mark.parametrize(
    ("rung", "message"),
    [
        ("wait: 0m", "this rung waits 0 min: the next one is paged before anybody can answer"),
        ("every: 0m", "it would be paged again every 0 min"),
        ("every: 10m", "paged again every 10 min, but the next rung follows after 10 min"),
    ],
)
def test_a_rung_leaves_time_to_answer(rung: str, message: str) -> None:
    assert says(f"ladders: {{platform: {{rungs: {{primary: {{{rung}}}}}}}}}", "rung-times") == [message]


@pytest.mark.req("A4.5")
def test_the_night_is_less_patient_than_the_day() -> None:
    assert breaks("ladders: {platform: {night: {after: 2h}}}") == set()
    assert breaks("ladders: {platform: {silent_after: 2h, night: {after: 2h}}}") == {"night-patience"}
    assert breaks('ladders: {platform: {night: {from: "22:00", to: "22:00", after: 2h}}}') == {
        "night-patience"
    }
    assert breaks("ladders: {platform: {night: {after: 0m}}}") == {"night-patience"}
