"""The prompts carry the whole policy, ask for ten sections, and can be checked (A13.3)."""

from __future__ import annotations

import pytest

from tests.unit.documents.made import MADE, blocks, changed, document, policy, said
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.core.documents.letters import blanks
from tocsin.core.documents.prompt.asks import TEN

pytestmark = pytest.mark.req("A13.3")


def prompts(name: str = "b2b-saas") -> list[str]:
    return [prompt.body for prompt in blocks(document("prompt", name), o.Prompt)]


def test_there_is_one_request_and_two_follow_ups() -> None:
    assert [p.title for p in blocks(document("prompt"), o.Prompt)] == [
        "Ask for the playbook", "Ask for the runbooks", "Ask for the training",
    ]  # fmt: skip


@pytest.mark.req("A0.1", "A0.2", "A0.3", "A0.4", "A0.5", "A0.6", "A0.7", "A0.8", "A0.9", "A0.10")
def test_the_request_holds_the_ten_inputs_filled_in() -> None:
    request = prompts()[0]
    heads = (
        "Company", "Industry", "Customer segments", "Support channels", "Support hours",
        "Systems in use", "Common triggers", "Current pain points", "Target metrics", "Risk constraints",
    )  # fmt: skip
    for number, head in enumerate(heads, start=1):
        assert f"\n{number}. {head}: " in request
    assert policy("b2b-saas").organisation.name in request


def test_the_request_asks_for_the_ten_sections_with_their_form() -> None:
    request = prompts()[0]
    places = [request.index(f"{n}. {title}: ") for n, (title, _) in enumerate(TEN, start=1)]
    assert places == sorted(places)


@pytest.mark.req("A1.4", "A2.2")
def test_every_criterion_stands_with_its_id_and_its_threshold() -> None:
    request, rules = prompts()[0], policy("b2b-saas")
    criteria = [i for s in rules.severities.values() for i in s.when]
    criteria += [i for level in rules.levels.values() for i in level.when] + list(rules.stop_the_line)
    assert all(f"[{id_}]" in request for id_ in criteria)
    assert "`patience` (2 h)" in request


def test_templates_and_phrases_stand_word_for_word() -> None:
    request, rules = prompts()[0], policy("b2b-saas")
    assert all(blanks(m.body) in request for m in rules.messages.values() if m.stage == "acknowledgement")
    assert all(p.phrase in request for p in rules.phrases.banned.values())


def test_the_model_is_told_to_change_no_threshold_and_to_list_its_figures() -> None:
    assert "Change no threshold" in prompts()[0]
    assert all("Figures used" in prompt for prompt in prompts())


@pytest.mark.req("A11", "A12")
def test_the_follow_ups_carry_runbooks_and_training() -> None:
    runbooks, training = prompts()[1:]
    owner = policy("b2b-saas").roles["owner"].runbook
    assert all(item.text in runbooks for item in owner.first_15_minutes.values())
    assert "10 role-play scenarios" in training
    assert all(row.name in training for row in policy("b2b-saas").training.scorecard.values())


def test_a_silent_policy_is_not_made_up_for() -> None:
    made = build("prompt", changed(lambda d: d["recovery"].pop("offers")), MADE)
    request = blocks(made, o.Prompt)[0].body
    assert "### Offers\n- NOT IN THE POLICY" in request


@pytest.mark.req("A13.3", "B4")
def test_the_request_holds_what_each_segment_is_promised() -> None:
    text = said(document("prompt", "b2b-saas"))
    assert "P1 for Enterprise [enterprise]: first answer 10 min; the customer hears every 30 min" in text
    assert "P1 for Free [standard]: first answer 1 h; resolution 8 h" in text
