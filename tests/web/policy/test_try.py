"""Trying a ticket: three answers for each question, the desk's own decision, nothing kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.policy.small import proposed, text_of

OUTAGE = {"outage": "yes", "production": "yes", "workaround": "no", "customers_affected": "12",
          "segment": "enterprise", "kind": "incident"}  # fmt: skip

pytestmark = pytest.mark.req("A13.1", "A2.2")


def test_nothing_said_is_level_0_and_pages_nobody(site: Any) -> None:
    page = text_of(site.client("viewer").get("/policy/try"))
    assert "Level 0" in page and "Nobody: it stays with support" in page


def test_an_outage_is_decided_paged_and_promised(site: Any) -> None:
    answer = site.client("viewer").post("/policy/try", OUTAGE)
    trial = answer.context["trial"]
    assert (trial.decision.severity, trial.decision.level) == ("P1", 3)
    assert [page.minute for page in trial.pages][:2] == [0, 0]
    assert {h.what for h in trial.hears} == {"response", "update", "resolution"}
    assert list(site.desk.store.streams()) == []


def test_yes_no_and_not_known_are_three_answers(site: Any) -> None:
    client = site.client("viewer")
    for said, known in (("yes", True), ("no", False), ("", None)):
        form = client.post("/policy/try", {**OUTAGE, "workaround": said}).context["form"]
        assert form.facts.get("workaround") is known


def test_the_trial_decides_as_the_desk_does(site: Any) -> None:
    facts = {"outage": True, "production": True, "customers_affected": 12, "segment": "enterprise"}
    stream = site.report(facts={**facts, "kind": "incident", "workaround": False})
    state = site.desk.load(stream)[0]
    trial = site.client("viewer").post("/policy/try", OUTAGE).context["trial"]
    assert (trial.decision.severity, trial.decision.level) == (state.severity, state.level)


def test_what_cannot_be_read_is_said_at_its_field_and_left_out(site: Any) -> None:
    sent = {**OUTAGE, "customers_affected": "a dozen", "arr": "12 EUR", "indicators": ["security", "aliens"]}
    answer = site.client("viewer").post("/policy/try", sent)
    wrong = {field.name for field in answer.context["form"].wrong}
    assert wrong == {"customers_affected", "arr", "indicators"}
    assert "a dozen" in text_of(answer)


def test_danger_stops_the_line(site: Any) -> None:
    answer = site.client("viewer").post("/policy/try", {"indicators": ["security"]})
    assert answer.context["trial"].decision.stop_the_line and "Stop the line" in text_of(answer)


def test_beside_the_version_in_force(site: Any) -> None:
    url = proposed(site)
    answer = site.client("viewer").post(
        "/policy/try", {**OUTAGE, "segment": "standard", "version": url[-12:]}
    )
    told = [(d.what, d.one, d.other) for d in answer.context["differs"]]
    assert told == [("response", "15 min", "5 min")]
    alike = site.client("viewer").post("/policy/try", {"version": url[-12:]})
    assert alike.context["differs"] == () and "Both answer alike" in text_of(alike)


def test_only_the_answer_comes_for_a_part_of_the_page(site: Any) -> None:
    answer = site.client("viewer").post("/policy/try", OUTAGE, headers={"HX-Request": "true"})
    page = text_of(answer)
    assert "<form" not in page and "<html" not in page and "P1 critical" in page
