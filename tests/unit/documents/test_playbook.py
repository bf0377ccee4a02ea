"""The playbook says what the policy says, all of it, and nothing of its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.documents.made import MADE, blocks, changed, document, policy, said, section, texts
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.core.documents.letters import blanks
from tocsin.core.documents.say import amount, every, time

TEN = [
    "1 Definitions and levels", "2 Intake and triage", "3 Ownership", "4 Routing", "5 Customer communication",
    "6 Internal communication", "7 Resolution and hand-off", "8 Service recovery", "9 Post-escalation review",
    "10 Metrics",
]  # fmt: skip


def play(name: str = "base") -> o.Document:
    return document("playbook", name)


def test_ten_sections_stand_in_their_order() -> None:
    numbered = [s.title for s in play().sections if s.title[0].isdigit()]
    assert numbered == TEN


@pytest.mark.req("A0.1", "A0.2", "A0.3", "A0.4", "A0.5", "A0.6", "A0.7", "A0.9", "A0.10")
def test_the_profile_is_printed_as_the_policy_states_it() -> None:
    text = said(section(play("b2b-saas"), "profile"))
    organisation = policy("b2b-saas").organisation
    assert organisation.name in text
    assert "B2B SaaS" in text
    assert all(segment.name in text for segment in policy("b2b-saas").segments.values())
    assert all(trigger[1:] in text for trigger in organisation.triggers)
    assert all(f"{m.name} {m.target}" in text for m in policy("b2b-saas").metrics.values() if m.target)


@pytest.mark.req("A0.8")
def test_each_pain_point_is_answered_by_the_rule_that_meets_it() -> None:
    pains = ["Customers feel ignored", "Executives are pulled in too late", "Our moon is too far away"]
    made = build("playbook", changed(lambda d: d["organisation"].update(pains=pains)), MADE)
    answers = {o.plain(row[0]): o.plain(row[1]) for row in blocks(section(made, "profile"), o.Table)[1].rows}
    assert every(policy().severities["P1"].update) in answers[pains[0]]
    assert str(policy().briefs.executive_from) in answers[pains[1]]
    assert "No rule is aimed at this one" in answers[pains[2]]


@pytest.mark.req("AP.1", "AP.2", "AP.3", "AP.4", "AP.5", "AP.6", "AP.7")
def test_each_principle_names_what_enforces_it_or_that_nothing_does() -> None:
    rows = blocks(section(play(), "principles"), o.Table)[0].rows
    assert len(rows) == 7
    assert not [row for row in rows if "Nothing in the policy" in o.plain(row[2])]
    bare = build("playbook", changed(lambda d: d.pop("routes")), MADE)
    tiers = blocks(section(bare, "principles"), o.Table)[0].rows[3]
    assert "Nothing in the policy enforces this yet" in o.plain(tiers[2])


@pytest.mark.req("A1.0", "A1.1", "A1.2", "A1.3", "A1.4")
@pytest.mark.parametrize("number", range(5))
def test_each_level_stands_with_its_criteria_in_words_and_thresholds(number: int) -> None:
    level, text = policy().levels[number], said(section(play(), f"level-{number}"))
    assert level.name in text
    for id_, rule in level.when.items():
        assert rule.text[1:-1] in text, id_
        for name, parameter in policy().parameters.items():
            if re.search(rf"\b{name}\b", rule.when):
                assert re.search(rf"{name} \([^)]+\)", text), f"{id_}: {parameter.value} is not shown"


@pytest.mark.req("A1.4", "AP.3")
def test_each_level_shows_a_ticket_that_just_meets_and_one_that_just_misses() -> None:
    rows = {o.plain(row[0]): row for row in blocks(section(play(), "level-4"), o.Table)[1].rows}
    meets, misses = (o.plain(cell) for cell in rows["Churn"][1:])
    assert "ARR: 50,000.01 USD" in meets
    assert meets != misses


@pytest.mark.req("A2.1")
def test_intake_lists_each_fact_with_its_question() -> None:
    text = said(section(play(), "intake-fields"))
    wanted = {fact for level in policy().levels.values() for fact in level.intake}
    assert wanted
    assert all(policy().facts[fact].ask in text for fact in wanted)


@pytest.mark.req("A2.2", "A2.5")
def test_the_trees_ask_what_the_criteria_ask() -> None:
    severity, level = blocks(play(), o.DecisionTree)
    tags = [node.tag.key for node in level.nodes if node.tag]
    assert tags == ["3", "4", "3", "2", "1", "0"], "stop-the-line first, then from the top down"
    asked = " ".join(node.text.lower() for node in severity.nodes if node.kind == "question")
    assert all(id_.replace("-", " ") in asked for s in policy().severities.values() for id_ in s.when)


@pytest.mark.req("A2.3")
def test_stop_the_line_names_whom_it_pages() -> None:
    rows = blocks(section(play(), "stop-the-line"), o.Table)[0].rows
    pages = [policy().teams[stop.page].name for stop in policy().stop_the_line.values()]
    assert [o.plain(row[4]) for row in rows] == pages


@pytest.mark.req("A2.4", "A2.6")
def test_duplicates_are_linked_and_incomplete_requests_sent_back() -> None:
    told = said(section(play(), "duplicates"))
    assert "opened within 2 days" in told
    assert all(line.text in told for line in policy().intake.duplicates.lines.values())
    back = said(section(play(), "incomplete"))
    assert all(line.text in back for line in policy().intake.incomplete.values())
    scripts = blocks(section(play(), "incomplete"), o.Script)
    assert [s.title for s in scripts] == [
        m.name for m in policy().messages.values() if m.stage == "incomplete"
    ]


@pytest.mark.req("A3.1", "A3.2", "A3.3", "A3.4", "A3.5", "A3.6", "A3.7")
def test_ownership_lists_every_seat_and_activity() -> None:
    text = said(section(play(), "ownership"))
    assert all(role.name in text for role in policy().roles.values())
    assert all(row.activity in text for row in policy().raci.values())
    assert "a role, not a job title" in text
    assert policy().communication.status_page.rstrip(".") in text


@pytest.mark.req("A4.1", "A4.2", "A4.5", "B6")
def test_routing_lists_every_route_ladder_rotation_and_contact() -> None:
    text = said(section(play(), "routing"))
    for known in (policy().routes, policy().rotations):
        assert all(each.name in text for each in known.values())
    assert all(c.name in text and c.phone in text for c in policy().contacts.values() if c.matrix)
    assert "after 10 min" in text
    assert blocks(section(play(), "ladders"), o.Ladder)


@pytest.mark.req("A4.3")
def test_time_to_acknowledge_stands_per_level_and_segment() -> None:
    table = blocks(section(play(), "acknowledge"), o.Table)[0]
    heads = [column.title for column in table.columns[1:]]
    assert heads == [segment.name for segment in policy().segments.values()]
    shown = {o.plain(row[0])[6]: [o.plain(cell) for cell in row[1:]] for row in table.rows}
    for number, level in policy().levels.items():
        due = [time(level.acknowledge.get(s, level.acknowledge["default"])) for s in policy().segments]
        assert shown[str(number)] == due


@pytest.mark.req("A4.4")
def test_it_says_when_other_teams_join() -> None:
    text = said(section(play(), "involve"))
    assert all(rule.text.rstrip(".") in text for rule in policy().involve.values())


@pytest.mark.req("A4.5", "A13.2")
def test_a_route_without_a_third_rung_is_shown_as_open() -> None:
    def cut(data: dict[str, Any]) -> None:
        ladder = data["ladders"]["security"]
        ladder.pop("last", None)
        ladder["rungs"] = dict(list(ladder["rungs"].items())[:1])

    found = blocks(section(build("playbook", changed(cut), MADE), "silence"), o.Checklist)[0].items
    assert next(o.plain(c.note) for c in found if c.state == "open").startswith(
        "lacks a backup and a next rung"
    )
    assert all(c.state == "done" for c in blocks(section(play(), "silence"), o.Checklist)[0].items)


@pytest.mark.req("A5.1", "A5.5", "A6.4", "A6.5")
@pytest.mark.parametrize("id_", policy().messages)
def test_each_template_stands_ready_to_copy(id_: str) -> None:
    message = policy().messages[id_]
    assert blanks(message.body) in [script.body for script in blocks(play(), o.Script)]


@pytest.mark.req("A5.2", "A5.8")
def test_cadence_stands_per_severity_and_segment() -> None:
    table = blocks(section(play(), "cadence"), o.Table)[0]
    assert len(table.rows) == 4
    assert o.plain(table.rows[0][-1]).startswith(every(policy().severities["P1"].update))


@pytest.mark.req("A5.3", "A5.4", "A5.6", "A5.7")
def test_phrases_parts_and_narrative_are_all_there() -> None:
    text = said(section(play(), "customer"))
    phrases = policy().phrases
    assert all(p.say in text for p in (*phrases.approved.values(), *phrases.uncertainty.values()))
    assert all(p.phrase in text and p.instead in text for p in phrases.banned.values())
    assert len(blocks(section(play(), "update-content"), o.DefinitionList)[0].items) == 6
    assert len(blocks(section(play(), "narrative"), o.DefinitionList)[0].items) == 4


@pytest.mark.req("A6.1", "A6.2", "A6.3")
def test_the_war_room_has_its_name_tags_and_check_list() -> None:
    text = said(section(play(), "internal"))
    room = policy().war_room
    assert room.name in text
    assert all(tag in text for tag in room.tags)
    ticked = blocks(section(play(), "war-room-set-up"), o.Checklist)[0].items
    assert [o.plain(c.text) for c in ticked] == [item.text for item in room.checklist.values()]


@pytest.mark.req("A7.1", "A7.2", "A7.3", "A7.4")
def test_resolution_tells_stabilised_from_resolved_and_lists_what_closing_needs() -> None:
    text = said(section(play(), "resolution"))
    rules = policy().resolution
    for lines in (rules.stabilised, rules.resolved, rules.verification, rules.documentation, rules.closing):
        assert lines
        assert all(item.text in text for item in lines.values())


@pytest.mark.req("A8.1", "A8.2", "A8.3", "A8.4")
def test_recovery_lists_offers_bands_guardrails_and_the_record() -> None:
    text = said(section(play(), "recovery"))
    rules = policy().recovery
    assert all(offer.name in text for offer in rules.offers.values())
    assert all(amount(offer.amount) in text for offer in rules.offers.values() if offer.amount)
    assert all(amount(band.up_to) in text for band in rules.approvals.values() if band.up_to)
    assert all(rail.name in text for rail in rules.guardrails.values())
    assert all(item.text in text for item in rules.documentation.values())


@pytest.mark.req("A9.1", "A9.2", "A9.3", "A9.4", "A9.5", "A9.6", "A9.7")
def test_review_lists_triggers_form_actions_score_and_agenda() -> None:
    text = said(section(play(), "review"))
    rules = policy().review
    assert all(rule.text.rstrip(".") in text for rule in rules.triggers.values())
    assert all(time(due) in text for due in rules.actions.due.values())
    assert all(f"{time(rise.overdue)} overdue" in text for rise in rules.actions.rise.values())
    assert all(row.question in text for row in rules.score.values())
    assert all(item.topic in text for item in rules.monthly.values())
    labels = [field.label for form in blocks(section(play(), "review-form"), o.Form) for field in form.fields]
    assert labels == [item.text.rstrip(".") for item in rules.form.values()]
    assert all(item.text in text for item in rules.knowledge_base.values())


@pytest.mark.req("A10.1", "A10.2", "A10.3", "A10.4", "A10.5", "A10.6", "A10.7", "A10.8", "A0.9", "A13.1")
def test_metrics_lists_each_measure_with_its_target_and_the_bands() -> None:
    text = said(section(play(), "metrics"))
    assert all(m.name in text and (m.target or "watched") in text for m in policy().metrics.values())
    assert "5 %" in text and "10 %" in text and "0.5 %" in text and "2 %" in text


@pytest.mark.req("A0.10")
def test_clauses_follow_the_risks_and_are_quoted_where_they_bite() -> None:
    hipaa = next(c for c in policy().clauses.values() if c.risks == ["hipaa"])
    assert hipaa.title not in said(play())
    risky = build("playbook", changed(lambda d: d["organisation"].update(risks=["hipaa"])), MADE)
    assert hipaa.title in said(section(risky, "clauses"))
    assert "intake" in hipaa.sections
    assert hipaa.text in said(section(risky, "intake").blocks)


@pytest.mark.req("AP.3", "A13.1")
def test_a_changed_threshold_changes_its_own_places_only() -> None:
    longer = changed(lambda d: d["parameters"]["patience"].update(value="3h30m"))
    before, after = list(texts(play().sections)), list(texts(build("playbook", longer, MADE).sections))
    assert len(before) == len(after)
    differ = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert differ
    assert [b for a, b in differ if "3 h 30 min" not in b and "3 h 29 min" not in b] == []
    assert all("patience" in a or "Age" in a or a == "2 h" for a, _ in differ)


def test_no_threshold_stands_in_the_code() -> None:
    figure = re.compile(r"\b\d[\d,.]*\s*(min(utes?)?|h(ours?)?|days?|%|percent|USD|EUR|\$)(?=\W|$)")
    phase = "first 15 minutes"  # named so by the requirements
    grammar = {" 1 min"}  # the step beside a limit, which the customer does not say aloud
    folder = Path(o.__file__).parent
    found = []
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(n.body[0].value) for n in ast.walk(tree)
                if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef)
                and n.body and isinstance(n.body[0], ast.Expr)}  # fmt: skip
        loose = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if (
                id(node) not in docs | loose
                and text not in grammar
                and figure.search(text.lower().replace(phase, ""))
            ):
                found.append(f"{path.name}: {text}")
    assert found == [], "thresholds come from the policy only"


@pytest.mark.req("A5.1", "B5.2", "B7")
@pytest.mark.parametrize("name", ["base", "healthcare"])
def test_each_written_first_answer_gives_the_timeline_that_the_playbook_says_it_gives(name: str) -> None:
    shown = section(document("playbook", name), "first-answer")
    scripts = {script.channel: script.body for script in blocks(shown, o.Script)}
    for channel in ("e-mail", "chat", "phone", "ticket portal"):
        assert "resolve it within" in scripts[channel] or "resolve this within" in scripts[channel]


@pytest.mark.req("A1.3", "A4.3")
def test_the_table_of_levels_names_segments_that_are_acknowledged_sooner() -> None:
    assert "15 min (Enterprise 10 min)" in said(section(document("playbook", "b2b-saas"), "definitions"))
