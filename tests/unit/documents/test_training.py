"""Training: role-plays drawn from the criteria and answered by triage; course, scorecard, samples (A12)."""

from __future__ import annotations

import pytest

from tests.unit.documents.made import MADE, blocks, changed, document, policy, said, section
from tocsin.bootstrap import preset_names
from tocsin.core.criteria.reasons import evaluate_one
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.said import AT, asked, told
from tocsin.core.documents.training.quality import score
from tocsin.core.documents.training.scenarios.pick import Scenario, scenarios
from tocsin.core.documents.training.scenarios.voice import line, opening
from tocsin.core.model.instant import from_micros
from tocsin.core.triage.decide import Triage

pytestmark = pytest.mark.req("A12")


def played(name: str = "base") -> tuple[Reader, tuple[Scenario, ...]]:
    reader = Reader.of(policy(name), MADE)
    return reader, scenarios(reader)


@pytest.mark.parametrize("name", preset_names())
def test_ten_role_plays_are_drawn_half_of_them_just_miss(name: str) -> None:
    reader, found = played(name)
    assert len(found) == reader.policy.training.scenarios == 10
    assert [s.meets for s in found].count(True) == 5
    assert len({s.rule.source.path for s in found}) == 10, "no criterion twice"


@pytest.mark.parametrize("name", preset_names())
@pytest.mark.req("A2.5")
def test_each_answer_is_what_triage_says_and_turns_on_its_criterion(name: str) -> None:
    reader, found = played(name)
    desk, parameters = Triage(reader.policy, reader.rules), reader.rules.vocabulary.values_of_parameters()
    for s in found:
        assert s.answer == desk.decide(s.facts, from_micros(AT)), s.number
        assert evaluate_one(s.rule.criterion, s.facts, AT, parameters) is s.meets, s.number
        assert (s.rule.id in [reason.criterion for reason in s.answer.reasons]) is s.meets, s.number


@pytest.mark.req("A1.1", "A1.4", "A2.3")
def test_the_printed_answer_carries_severity_level_reasons_and_what_to_ask() -> None:
    reader, found = played()
    for s in found:
        page = said(section(document("training"), f"role-play-{s.number}"))
        assert f"{s.answer.severity} " in page
        assert f"Level {s.answer.level} " in page
        assert all(reason.text.rstrip(".") in page for reason in s.answer.reasons)
        assert all(asked(reader, fact) in page for fact in s.answer.missing)
        if s.answer.route.team:
            assert reader.team(s.answer.route.team) in page


def test_a_changed_threshold_changes_the_role_play_that_turns_on_it() -> None:
    longer = changed(lambda d: d["parameters"]["churn_arr"].update(value="70000 USD"))
    before, after = (said(build("training", each, MADE)) for each in (policy(), longer))
    assert "50,000.01 USD" in before
    assert "70,000.01 USD" in after
    assert "50,000" not in after


def test_customers_speak_of_what_they_know_and_of_nothing_else() -> None:
    told = [
        ("arr", "80,000 USD"),
        ("outage", "yes"),
        ("users_affected", "0"),
        ("leaving_within", "30 days 1 min"),
    ]
    words = opening(told)
    assert words == (
        "Nothing works: we cannot use it at all. "
        "If this is not settled, we leave within a little more than 30 days."
    )
    assert line("indicators", "security, legal").count(".") == 2
    assert opening([("arr", "1 USD")]).startswith("Please look at my ticket")


def test_the_course_lists_each_module_with_its_minutes_and_exercise() -> None:
    part = section(document("training"), "onboarding")
    for module in policy().training.onboarding.values():
        assert module.title in said(part)
        assert f"{module.minutes} min" in said(part)
        assert module.exercise.rstrip(".") in said(part)


def test_the_scorecard_is_a_form_with_its_weights() -> None:
    part = section(document("training"), "scorecard")
    weights = [o.plain(row[1]) for row in blocks(part, o.Table)[0].rows]
    known = [row.weight for row in policy().training.scorecard.values()]
    assert weights == [str(weight) for weight in (*known, sum(known))]
    assert len(blocks(part, o.Form)) == 1


def test_samples_are_scored_by_their_weights() -> None:
    reader = Reader.of(policy(), MADE)
    sample = policy().training.samples["silent"]
    assert score(reader, sample) == round(
        100 * (15 * 3 + 15 * 3 + 10 * 3 + 20 * 2 + 0 + 10 * 1 + 10 * 2) / 400
    )
    page = said(section(document("training"), "sample-silent"))
    assert f"{score(reader, sample)} %" in page
    assert sample.story.rstrip(".") in page


@pytest.mark.req("A10.8", "A9.6")
def test_coaching_and_the_monthly_agenda_are_printed() -> None:
    text = said(document("training"))
    assert all(q in text for talk in policy().training.coaching.values() for q in talk.questions)
    assert all(item.topic in text for item in policy().review.monthly.values())


@pytest.mark.req("A2.6")
def test_facts_are_asked_for_and_stated_as_people_say_them() -> None:
    reader = Reader.of(policy(), MADE)
    assert asked(reader, "workaround") == "whether there is a workaround"
    assert asked(reader, "production") == "whether production is affected"
    assert asked(reader, "customers_affected") == "customers affected"
    assert told(reader, "workaround", "no") == "there is no workaround"
    assert told(reader, "arr", "50,000 USD") == "ARR 50,000 USD"


@pytest.mark.req("A12", "A2.3")
def test_the_course_counts_no_stop_the_line_criteria_that_a_preset_may_add_to() -> None:
    assert len(policy("healthcare").stop_the_line) > 3
    assert "three stop-the-line" not in said(document("training", "healthcare"))
