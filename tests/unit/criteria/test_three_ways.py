"""One meaning in three places: the generated Python, the SQL on DuckDB and the C++ evaluator agree."""

from pathlib import Path

import pytest

from tests.unit.criteria.desk import VOCABULARY, random_facts
from tests.unit.criteria.dice import Dice
from tests.unit.criteria.grammar import Grammar, Text, plain
from tests.unit.criteria.three_ways import (
    Answers,
    by_cpp,
    by_duckdb,
    by_interpreter,
    by_python,
    first_difference,
)
from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.parse import Parser
from tocsin.core.criteria.vocabulary import Facts

GENERATED, ROWS = 220, 10_000

BY_HAND = (
    'severity == "P2" && segment == "enterprise" && production && !workaround && age >= duration("2h")',
    'severity == "P1" && customers > 1 || "data-loss" in labels',
    'arr > money("50000 USD") && labels.exists(i, i == "legal" || i == "vip")',
    "age > patience && since_update > patience",
    "has(ticket.workaround) && !workaround",
    "!has(ticket.subject) || size(subject) == 0",
    "users / customers > 2 || production",
    "users / customers > 2 && production",
    "users % customers == 0",
    "users + 9223372036854775807 > 0",
    "-users > 0",
    "users * users >= 0",
    "score * slowdown / (score - slowdown) < 10.0",
    "int(score * 2.0) == users",
    "double(users) > score",
    'subject.matches("(?i)outage|down") ? severity == "P1" : severity == "P4"',
    'subject.contains("🤦") || body.endsWith("\\n")',
    "labels.exists_one(i, true)",
    "labels.all(i, i != subject)",
    "labels.all(i, production)",
    "labels.exists(i, false)",
    "size(labels) == 0",
    "severity in []",
    "[].all(i, production)",
    "(production ? arr : credit) >= churn_arr",
    "production == workaround",
    "(age > patience) == production",
    "strict && users >= many",
    'until_renewal > -duration("3h") && down_for > - duration("1h") - -duration("5 min")',
    'credit - money("5 USD") > -money("-3 USD") && arr > - money("1 USD")',
    'renewal_at - opened_at < duration("30 min")',
)  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[Facts]:
    dice = Dice(2026)
    return [random_facts(dice) for _ in range(ROWS)]


@pytest.fixture(scope="module")
def criteria() -> tuple[list[Text], list[Criterion]]:
    parser, grammar = Parser(VOCABULARY), Grammar(2026)
    texts = [plain(each) for each in BY_HAND]
    texts[12] = Text(texts[12].ours, f"score == slowdown ? 1 / 0 > 0 : {texts[12].ours}")
    found = []
    for text in texts:
        criterion, problems = parser.parse(text.ours, text.ours)
        assert criterion, problems
        found.append(criterion)
    while len(found) < GENERATED + len(BY_HAND):
        text = grammar.condition(3)
        criterion, _ = parser.parse(text.ours, str(len(found)))
        if criterion:
            found.append(criterion)
            texts.append(text)
    return texts, found


@pytest.fixture(scope="module")
def ours(criteria: tuple[list[Text], list[Criterion]], rows: list[Facts]) -> Answers:
    return by_python(criteria[1], rows)


@pytest.mark.req("A1.1", "A1.2", "A1.3", "A1.4", "A2.2", "A2.3")
def test_python_agrees_with_the_cpp_evaluator_and_its_errors_are_our_unknown(
    criteria: tuple[list[Text], list[Criterion]], rows: list[Facts], ours: Answers
) -> None:
    theirs = by_cpp([text.theirs for text in criteria[0]], rows)
    assert first_difference([text.ours for text in criteria[0]], rows, ours, theirs) is None


@pytest.mark.req("A1.1", "A2.2", "A13.1")
def test_sql_on_duckdb_agrees_with_python(
    criteria: tuple[list[Text], list[Criterion]], rows: list[Facts], ours: Answers, tmp_path: Path
) -> None:
    theirs = by_duckdb(criteria[1], rows, tmp_path)
    assert first_difference([text.ours for text in criteria[0]], rows, ours, theirs) is None


def test_the_tree_interpreted_as_it_stands_agrees(
    criteria: tuple[list[Text], list[Criterion]], rows: list[Facts], ours: Answers
) -> None:
    assert by_interpreter(criteria[1], rows[:400]) == ours[:400]


def test_the_comparison_sees_every_answer_often(
    criteria: tuple[list[Text], list[Criterion]], ours: Answers
) -> None:
    assert len(criteria[1]) >= 200
    answers = [answer for row in ours[:500] for answer in row]
    assert all(answers.count(each) > len(answers) // 10 for each in (True, False, None))
