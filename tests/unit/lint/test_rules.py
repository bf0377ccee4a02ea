"""Each rule's own examples: the bad one breaks exactly this rule, the good one breaks none."""

import pytest

from tocsin.core.policy.lint import RULES, Rule, lint
from tocsin.core.policy.lint.example import example

IDS = [rule.id for rule in RULES]


def test_the_example_policy_breaks_no_rule() -> None:
    assert [str(f) for f in lint(example())] == []


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_the_bad_example_breaks_exactly_this_rule(rule: Rule) -> None:
    found = lint(example(rule.bad))
    assert {f.rule for f in found} == {rule.id}, [f"{f.at} {f.rule}: {f.message}" for f in found]
    assert all(f.message and f.help and f.at.line >= 1 for f in found)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_the_good_example_breaks_no_rule(rule: Rule) -> None:
    assert [f"{f.at} {f.rule}: {f.message}" for f in lint(example(rule.good))] == []
