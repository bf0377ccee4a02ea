"""What changed between two policies is said in words, with its direction (B1, A13.1)."""

import json

import pytest

from tocsin.app.diff import Comparison, compare
from tocsin.app.diff_formats import as_json, as_markdown, as_text
from tocsin.bootstrap import load_policy, preset_names
from tocsin.core.policy.diff_text import word_diff
from tocsin.core.policy.lint.example import example


def compared(overlay: str, base: str = "") -> Comparison:
    return compare(example(base).require(), example(overlay).require())


def lines(overlay: str, base: str = "") -> list[str]:
    text = as_text(compared(overlay, base))
    return [line.strip() for line in text.splitlines() if line.startswith("  ")]


@pytest.mark.req("B4", "A5.2")
@pytest.mark.parametrize(
    ("overlay", "line"),
    [
        ("severities: {P1: {update: 30m}}", "~ P1 update: every 45 min → every 30 min (more often)"),
        ("severities: {P1: {update: 2h}}", "~ P1 update: every 45 min → every 2 h (less often)"),
        ("severities: {P1: {response: 10m}}", "~ P1 response: within 15 min → within 10 min (faster)"),
        ("severities: {P3: {update: 2 days}}", "~ P3 update: as needed → every 2 days"),
        (
            "levels: {3: {acknowledge: {default: 20m}}}",
            "~ level 3 acknowledge (default): within 15 min → within 20 min (slower)",
        ),
        (
            "ladders: {platform: {rungs: {primary: {wait: 5m}}}}",
            "~ ladder `platform`, rung `primary`, wait: next after 10 min → next after 5 min (sooner)",
        ),
        ("metrics: {ack: {target: < 10 min}}", "~ measure `ack`, target: < 15 min → < 10 min (stricter)"),
        ("metrics: {happy: {target: '> 80%'}}", "~ measure `happy`, target: > 90% → > 80% (looser)"),
        (
            "recovery: {offers: {credit: {amount: 20% of monthly fee}}}",
            "~ offer `credit`, amount: 10% of monthly fee → 20% of monthly fee (higher)",
        ),
        ("calibration: {escalated: {low: 4%, high: 10%}}", "~ escalated, low: 5% → 4% (lower)"),
        ("document: {version: 1.1.0}", "~ version: 1.0.0 → 1.1.0"),
        (
            "teams: {support: {members: [ana, cleo]}}",
            "~ team `support`, members: now also cleo, no longer ben",
        ),
        (
            "rotations: {platform: {people: [cleo, ben]}}",
            "~ rotation `platform`, people: ben, cleo → cleo, ben",
        ),
        ("contacts: {ana: {phone: '1'}}", "~ person `ana`, phone: +1 202 555 0101 → 1"),
    ],
)
def test_a_change_is_said_with_its_direction(overlay: str, line: str) -> None:
    assert lines(overlay) == [line]


@pytest.mark.req("A13.1")
def test_a_parameter_names_the_criteria_that_use_it() -> None:
    assert lines("parameters: {big: {value: 80000 USD}}") == [
        "~ parameter `big`: 50000 USD → 80000 USD (higher)",
        "used by `worth`",
    ]


@pytest.mark.req("A1.2")
def test_a_criterion_is_told_in_words_and_as_written() -> None:
    first, second = lines("levels: {3: {when: {wide: {if: outage && customers_affected > 3}}}}")
    assert first == (
        "~ level 3, criterion `wide`: outage: yes and customers affected is at least `many` (10) → "
        "outage: yes and customers affected is above 3"
    )
    assert second.startswith("written: outage && customers_affected >= many →")


def test_an_expression_that_is_only_written_otherwise_is_no_change() -> None:
    same = compared("levels: {3: {when: {wide: {if: '(outage)  &&  (customers_affected >= many)'}}}}")
    assert same.same
    assert same.hashes[0] != same.hashes[1]
    assert "no change in meaning" in as_text(same)


def test_a_default_written_out_is_no_change() -> None:
    assert compared("default_severity: P3\nladders: {platform: {repeat: 0}}").same


def test_a_renamed_id_is_one_change() -> None:
    overlay = "recovery: {guardrails: {cap: null, quarter: {name: Cap, text: At most a quarter of the fee., "
    overlay += "rule: cap, cap: 25% of monthly fee, lifted_by: [approver]}}}"
    assert lines(overlay) == ["> guardrail `cap` is now called `quarter`"]


def test_added_and_removed_parts_are_named() -> None:
    assert lines(
        "stop_the_line: {lost: null, hurt: {if: outage, text: Somebody is hurt., page: support}}"
    ) == [
        "- stop-the-line `lost`: Data is lost.",
        "when data loss: yes",
        "+ stop-the-line `hurt`: Somebody is hurt.",
        "when outage: yes",
    ]


def test_another_order_of_routes_is_a_change() -> None:
    base = "routes: {a: {name: A, if: outage, team: support}, b: {name: B, if: degraded, team: support}}"
    after = "routes: {b: {name: B, if: degraded, team: support}, a: {name: A, if: outage, team: support}}"
    assert lines(after, base) == [
        "> routes, order: technical, everything, a, b → technical, everything, b, a"
    ]


def test_a_text_is_told_word_by_word() -> None:
    (line,) = lines("document: {notice: Danger to people or data pages first; forms come much later.}")
    assert line.startswith("~ notice: ")
    assert "[-or money-]" in line
    assert "{+much+}" in line


def test_long_unchanged_stretches_are_left_out() -> None:
    before = " ".join(f"w{n}" for n in range(100))
    pieces = word_diff(before, before.replace("w50", "new"))
    assert ("gap", "…") in pieces
    assert sum(len(text.split()) for _, text in pieces) < 20
    assert word_diff("same", "same") == [("gap", "…")] or word_diff("same", "same") == [("same", "same")]


def test_markdown_does_not_let_texts_become_markup() -> None:
    text = as_markdown(compared("document: {title: '[x](http://e) <b> *y* # |'}"))
    assert "\\[x\\](http://e) \\<b\\> \\*y\\* \\# \\|" in text


def test_json_says_the_same_as_the_text() -> None:
    said = json.loads(as_json(compared("severities: {P1: {update: 30m}}")))
    (change,) = said["changes"]
    assert said["same"] is False
    assert (change["path"], change["kind"]) == ("severities.P1.update", "changed")
    assert (change["before"], change["after"]) == ("every 45 min", "every 30 min")
    assert change["direction"] == "more often"
    assert said["from"]["hash"] != said["to"]["hash"]


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_is_the_same_as_itself_and_differs_from_base_unless_it_is_base(name: str) -> None:
    one, base = load_policy(f"preset:{name}").require(), load_policy("preset:base").require()
    assert compare(one, one).same
    assert compare(base, one).same is (name == "base")
    assert as_text(compare(one, base))
