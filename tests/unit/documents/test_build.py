"""Every kind can be built from every preset and from the smallest policy; the parts that do the saying."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from tests.unit.documents.made import MADE, changed, document, policy, said
from tocsin.bootstrap import preset_names
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import KINDS, build
from tocsin.core.documents.hours import hours_in_words
from tocsin.core.documents.letters import blanks, used
from tocsin.core.documents.say import every, low, rich, sentence, thresholds, time
from tocsin.core.model.duration import Span
from tocsin.core.model.finding import Refused
from tocsin.core.policy.schema import Policy
from tools.docs.sections import shown_by_sections
from tools.requirement_ids import requirements

SMALL = {
    "tocsin": 1,
    "document": {
        "title": "T",
        "version": "1",
        "updated": "2026-01-01",
        "department": "D",
        "effective": "2026-01-02",
    },
    "organisation": {"name": "Small", "industry": "other", "zone": "UTC", "channels": ["email"]},
    "segments": {"all": {"name": "All"}},
    "severities": {
        "P1": {"name": "P1", "means": "bad", "response": "15m", "resolution": "4h", "update": "1h"}
    },
    "default_severity": "P1",
    "levels": {0: {"name": "Support", "means": "ordinary"}},
    "teams": {"support": {"name": "Support", "function": "support"}},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", preset_names())
def test_every_kind_is_built_from_every_preset_and_names_its_policy(kind: str, name: str) -> None:
    made = document(kind, name)
    assert made.policy_version == policy(name).document.version
    assert len(made.policy_hash) == 64
    assert made.generated_at == MADE
    assert "None" not in said(made)


@pytest.mark.parametrize("kind", KINDS)
def test_the_smallest_policy_gives_a_document_that_names_its_gaps(kind: str) -> None:
    made = build(kind, Policy.model_validate(SMALL), MADE)
    gap = "NOT IN THE POLICY" if kind == "prompt" else "The policy does not say"
    assert gap in said(made)


def test_the_same_policy_gives_the_same_document() -> None:
    assert build("playbook", policy(), MADE) == build("playbook", policy(), MADE)


def test_seconds_are_the_finest_that_is_printed() -> None:
    made = build("protocol", policy(), MADE + timedelta(microseconds=7))
    assert made.generated_at == MADE


def test_the_paper_is_the_one_that_was_asked_for() -> None:
    assert build("protocol", policy(), MADE, "letter").paper == "letter"


@pytest.mark.req("A0.2")
def test_two_industries_give_two_different_playbooks() -> None:
    one, other = (set(said(document("playbook", n)).split("\n")) for n in ("healthcare", "telecom"))
    assert len(one - other) > 20
    assert len(other - one) > 20


def test_every_requirement_with_a_document_side_is_shown_by_a_section() -> None:
    shown = shown_by_sections()
    assert [r.id for r in requirements() if "document" in r.faces and r.id not in shown] == []


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span(timedelta(days=1)), "24 h"),
        (Span(business_days=1), "1 business day"),
        (Span(timedelta(minutes=90)), "1 h 30 min"),
    ],
)
def test_a_day_of_clock_time_is_never_taken_for_a_working_day(span: Span, text: str) -> None:
    assert time(span) == text


@pytest.mark.req("A5.2")
@pytest.mark.parametrize(
    ("update", "text"),
    [
        (Span(timedelta(hours=1)), "hourly"),
        (Span(timedelta(days=1)), "daily"),
        (Span(timedelta(minutes=45)), "every 45 min"),
        (Span(business_days=1), "every business day"),
        ("as needed", "as needed"),
    ],
)
def test_cadence_is_said_as_people_say_it(update: Span | str, text: str) -> None:
    assert every(update) == text


@pytest.mark.req("A0.5")
def test_hours_are_said_with_their_gaps_zone_and_holidays() -> None:
    def lunch(data: dict[str, dict[str, dict[str, object]]]) -> None:
        data["calendars"]["business"]["hours"] = {"mon-fri": ["08:00-12:00", "13:00-20:00"]}

    text = hours_in_words(changed(lunch).calendars["business"])
    assert text == ("Mon–Fri 08:00–12:00 and 13:00–20:00, America/New_York; closed on public holidays (US)")


@pytest.mark.req("B7")
@pytest.mark.parametrize(
    ("liquid", "text"),
    [
        ("Hello {{ customer.contact }},", "Hello {contact's name},"),
        ("{{ owner.phone | default: 'none' }}", "{owner phone, or: none}"),
        (
            "{% if resolution.credit %}\nGiven: {{ resolution.credit }}.\n{% endif %}",
            "[if resolution credit: Given: {resolution credit}.]",
        ),
        ("{% for q in ticket.missing %}- {{ q }}\n{% endfor %}", "- {q}\n…"),
        ("{% if a.b == 'x' %}one{% else %}two{% endif %}", "[if a b is 'x': one | otherwise: two]"),
    ],
)
def test_liquid_becomes_blanks_that_a_person_can_fill(liquid: str, text: str) -> None:
    assert blanks(liquid) == text


def test_the_variables_of_a_template_are_found_once_each_in_order() -> None:
    assert used("{{ a.b }} {{ c.d | upcase }} {{ a.b }} {{ 'x' }}") == ("a.b", "c.d")


def test_small_words() -> None:
    assert sentence("what happened") == "What happened."
    assert low("Support lead") == "support lead"
    assert low("VP customer success") == "VP customer success"
    assert rich("the fact `vip`.") == (o.Span("the fact "), o.code("vip"), o.Span("."))
    assert o.plain(thresholds("age is at least `patience` (2 h)")) == "age is at least patience (2 h)"
    assert o.value("2 h") in thresholds("age is at least `patience` (2 h)")


@pytest.mark.parametrize("key", sorted(policy().model_dump(mode="json", by_alias=True, exclude_unset=True)))
def test_a_policy_that_lost_a_part_is_printed_or_refused_but_never_breaks(key: str) -> None:
    try:
        bare = changed(lambda d: d.pop(key))
    except ValidationError:
        return
    try:
        made = build("playbook", bare, MADE)
    except Refused as refused:
        assert refused.findings
        return
    assert [s.title for s in made.sections if s.title[0].isdigit()][-1] == "10 Metrics"


def test_the_smallest_policy_is_not_praised_for_what_it_lacks() -> None:
    text = said(build("playbook", Policy.model_validate(SMALL), MADE))
    assert "0 ladders" not in text
    assert "0 banned phrases" not in text
