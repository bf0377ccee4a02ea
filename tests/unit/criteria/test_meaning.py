"""What a criterion means: in words, by examples that just meet and just miss it, and what lint can prove."""

from itertools import product

import pytest

from tests.unit.criteria.desk import NOW, VOCABULARY, random_facts
from tests.unit.criteria.dice import Dice
from tests.unit.criteria.grammar import Grammar
from tests.unit.criteria.test_three_ways import BY_HAND
from tocsin.core.criteria.decode import decode_fact
from tocsin.core.criteria.logic import always_false, always_true, implies, shadowed
from tocsin.core.criteria.near import near_examples
from tocsin.core.criteria.parse import Parser, parse
from tocsin.core.criteria.pattern_sample import sample
from tocsin.core.criteria.python import compile_python
from tocsin.core.criteria.vocabulary import Facts
from tocsin.core.criteria.words import words

PARAMETERS = VOCABULARY.values_of_parameters()


@pytest.mark.req("A1.2", "A2.5")
@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            'severity == "P2" && production && !workaround && age >= patience',
            "severity is P2 and production is affected and there is no workaround and age is at least "
            "`patience` (2 h)",
        ),
        ("!production || workaround", "production is not affected or there is a workaround"),
        (
            'severity in ["P1", "P2"] && (users > many || arr >= churn_arr)',
            "severity is P1 or P2 and (users affected is above `many` (10) or annual revenue is at least "
            "`churn_arr` (50,000 USD))",
        ),
        ('!(severity in ["P1", "P2"])', "severity is not P1 or P2"),
        ('subject == "data_loss"', "subject is data loss"),
        ('"legal" in labels', "labels include legal"),
        ('labels.exists(i, i == "legal" || i == "vip")', "labels include legal or vip"),
        ('!labels.exists(i, i in ["legal", "vip"])', "labels do not include legal or vip"),
        ('labels.all(i, i.startsWith("l"))', "for every one of labels, it starts with l"),
        (
            "has(ticket.workaround) && !has(ticket.arr)",
            "it is known whether there is a workaround and annual revenue is not known",
        ),
        (
            'subject.matches("(?i)down") && !body.contains("test run")',
            "subject matches `(?i)down` and body does not contain “test run”",
        ),
        ("size(labels) > 1", "the number of labels is above 1"),
        ("5 < users", "users affected is above 5"),
        (
            'production ? age > patience : severity == "P1"',
            "if production is affected, age is longer than `patience` (2 h); otherwise severity is P1",
        ),
        (
            "arr * 2 - credit > churn_arr",
            "((annual revenue times 2) minus credit) is above `churn_arr` (50,000 USD)",
        ),
        ('renewal_at < timestamp("2026-01-01T00:00:00Z")', "renewal at is before 2026-01-01T00:00:00Z"),
        ("strict && !strict", "`strict` is on and `strict` is off"),
    ],
)
def test_a_criterion_reads_in_plain_english(text: str, read: str) -> None:
    assert words(parse(text, VOCABULARY), VOCABULARY) == read


def test_every_generated_criterion_can_be_read_aloud() -> None:
    parser, grammar = Parser(VOCABULARY), Grammar(77)
    for _ in range(300):
        criterion, _ = parser.parse(grammar.condition(3).ours)
        if criterion:
            assert len(words(criterion, VOCABULARY)) > 4


def shown(facts: Facts | None, *names: str) -> dict[str, str]:
    return {name: decode_fact(name, facts or {}, VOCABULARY, 1_767_225_600_000_000) for name in names}


@pytest.mark.req("A12")
def test_the_examples_stand_on_both_sides_of_the_limit() -> None:
    text = 'severity == "P2" && segment == "enterprise" && production && !workaround && age >= duration("2h")'
    found = near_examples(parse(text, VOCABULARY), VOCABULARY)
    assert found.changed == ("opened_at",)
    assert shown(found.meets, "severity", "workaround", "age") == {
        "severity": "P2",
        "workaround": "no",
        "age": "2 h",
    }
    assert shown(found.misses, "severity", "age") == {"severity": "P2", "age": "1 h 59 min"}


def test_money_misses_by_its_smallest_unit() -> None:
    found = near_examples(parse("arr > churn_arr", VOCABULARY), VOCABULARY)
    assert shown(found.meets, "arr") == {"arr": "50,000.01 USD"}
    assert shown(found.misses, "arr") == {"arr": "50,000 USD"}


def test_examples_are_true_and_false_when_asked_again() -> None:
    parser, grammar, both = Parser(VOCABULARY), Grammar(13), 0
    texts = [*BY_HAND, *(grammar.condition(2).ours for _ in range(60))]
    for text in texts:
        criterion, _ = parser.parse(text, "it")
        if criterion is None:
            continue
        found = near_examples(criterion, VOCABULARY, now=NOW)
        ask = compile_python([criterion], VOCABULARY).evaluate_many
        if found.meets is not None:
            assert ask(found.meets, NOW) == (True,)
        if found.misses is not None:
            assert ask(found.misses, NOW) == (False,)
        both += found.meets is not None and found.misses is not None
    assert both > len(texts) * 0.6


def test_a_criterion_that_nothing_meets_has_no_meeting_example() -> None:
    found = near_examples(parse("users > 5 && users < 5", VOCABULARY), VOCABULARY)
    assert found.meets is None
    assert found.misses is not None


@pytest.mark.parametrize("pattern", ["(?i)out(age|s)+", "^a{2,3}[0-9]$", "l.g", "\\d+ %", "[^a-z]x|y"])
def test_a_sample_of_a_pattern_matches_it(pattern: str) -> None:
    escaped = pattern.replace("\\", "\\\\")
    criterion = parse(f'subject.matches("{escaped}")', VOCABULARY, "it")
    assert compile_python([criterion], VOCABULARY).evaluate_many({"subject": sample(pattern)}, NOW) == (True,)


@pytest.mark.parametrize(
    ("text", "never", "always"),
    [
        ('severity == "P1" && severity == "P2"', True, False),
        ("users > 5 && users < 6", True, False),
        ("users > 5 && users < 7", False, False),
        ("score > 3.5 && score < 3.55", False, False),
        ('age > duration("2h") && age <= patience', True, False),
        ("production || !production", False, True),
        ('severity in ["P1", "P2", "P3", "P4"]', False, True),
        ('severity != "P1" || severity != "P2"', False, True),
        ('subject.contains("x") && !subject.contains("x")', True, False),
        ('subject == "a" && subject == "b"', True, False),
        ('subject != "a" && subject != "b"', False, False),
        ('arr > churn_arr && arr < money("40000 USD")', True, False),
        ("users > customers", False, False),
        ('labels.exists(i, i == "vip") && !("vip" in labels)', True, False),
        ("has(ticket.users) && !has(ticket.users)", True, False),
        ("has(ticket.users)", False, False),
        ('opened_at > timestamp("2030-01-01T00:00:00Z") && age > patience', False, False),
        (
            'opened_at > timestamp("2030-01-01T00:00:00Z") && opened_at < timestamp("2029-01-01T00:00:00Z")',
            True,
            False,
        ),
        ("true", False, True),
        ("users in [1, 2] && users == 3", True, False),
        ("score >= 3.5 || score < 3.5", False, True),
    ],
)
def test_never_and_always_are_proved_or_not_said(text: str, never: bool, always: bool) -> None:
    criterion = parse(text, VOCABULARY)
    assert always_false(criterion, VOCABULARY, PARAMETERS) is never
    assert always_true(criterion, VOCABULARY, PARAMETERS) is always


@pytest.mark.parametrize(
    ("one", "other", "inside"),
    [
        ('severity == "P1" && production', 'severity == "P1"', True),
        ("users > 10", "users > 5", True),
        ("users > 5", "users > 10", False),
        ("production", "production || workaround", True),
        ('age > duration("3h") && severity == "P1"', "age > patience", True),
        ("production", "workaround", False),
        ('age > duration("1h")', "age > patience", False),
        ('"vip" in labels && users > 2', '"vip" in labels', True),
        ("users > customers && production", "users > customers", True),
        ("users > 3", "has(ticket.users)", True),
    ],
)
def test_one_criterion_inside_another_is_seen(one: str, other: str, inside: bool) -> None:
    pair = parse(one, VOCABULARY), parse(other, VOCABULARY)
    assert implies(*pair, VOCABULARY, PARAMETERS) is inside
    assert shadowed(pair[0], [pair[1]], VOCABULARY, PARAMETERS) is (pair[1] if inside else None)


def test_no_random_fact_set_contradicts_a_proof() -> None:
    parser, grammar, dice, proofs = Parser(VOCABULARY), Grammar(41), Dice(42), 0
    rows = [random_facts(dice) for _ in range(300)]
    found = [c for i in range(60) if (c := parser.parse(grammar.condition(1).ours, str(i))[0])]
    answers = [compile_python(found, VOCABULARY).evaluate_many(facts, NOW) for facts in rows]
    for index, criterion in enumerate(found):
        column = {row[index] for row in answers}
        never = always_false(criterion, VOCABULARY, PARAMETERS)
        always = always_true(criterion, VOCABULARY, PARAMETERS)
        proofs += never + always
        assert not (never and True in column), criterion.text
        assert not (always and False in column), criterion.text
    for one, other in product(range(12), range(12, 24)):
        if implies(found[one], found[other], VOCABULARY, PARAMETERS):
            assert all(row[other] is True for row in answers if row[one] is True)
    assert proofs
