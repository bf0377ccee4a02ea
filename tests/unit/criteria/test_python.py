"""The generated Python: three values, reasons, what to ask, parameters, and time."""

import pytest

from tests.unit.criteria.desk import HOUR, NOW, VOCABULARY, random_facts
from tests.unit.criteria.dice import Dice
from tests.unit.criteria.grammar import Grammar
from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.nodes import Since, walk
from tocsin.core.criteria.parse import Parser, parse
from tocsin.core.criteria.python import Answer, Compiled, compile_python
from tocsin.core.criteria.reasons import because, becomes_true_at, blockers, breakpoints, evaluate_one
from tocsin.core.criteria.vocabulary import Fact, Facts, Kind, Vocabulary

PARSER = Parser(VOCABULARY)
PARAMETERS = VOCABULARY.values_of_parameters()


def criterion(text: str) -> Criterion:
    found, problems = PARSER.parse(text, "it")
    assert found, problems
    return found


def compiled(text: str) -> Compiled:
    return compile_python([criterion(text)], VOCABULARY)


def ask(text: str, facts: Facts) -> bool | None:
    return compiled(text).evaluate_one("it", facts, NOW)


@pytest.mark.req("A2.5", "A2.6")
@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (True, True, True, True), (True, False, False, True), (True, None, None, True),
        (False, False, False, False), (False, None, False, None), (None, None, None, None),
    ],
)  # fmt: skip
def test_and_or_are_kleenes(one: Answer, other: Answer, both: Answer, either: Answer) -> None:
    given = {"production": one, "workaround": other}
    facts = {name: value for name, value in given.items() if value is not None}
    assert ask("production && workaround", facts) is both
    assert ask("workaround && production", facts) is both
    assert ask("production || workaround", facts) is either
    assert ask("!production || !workaround", facts) is (None if both is None else not both)


@pytest.mark.req("A2.3")
@pytest.mark.parametrize(
    "text",
    ["users / customers > 0", "users % customers == 0", "users + 9223372036854775807 > 0",
     "score / slowdown > 1.0", "-arr > churn_arr", "users * 9223372036854775807 != 0"],
)  # fmt: skip
def test_a_run_time_error_is_unknown_and_never_true(text: str) -> None:
    least = -(2**63)
    facts = {"users": 2, "customers": 0, "score": 1.0, "slowdown": 0.0, "arr": least}
    assert ask(text, facts) is None
    assert ask(f"!({text})", facts) is None
    assert ask(f"{text} || production", {**facts, "production": True}) is True
    assert compiled(text).blockers("it", facts, NOW) == ()


@pytest.mark.req("A2.6")
@pytest.mark.parametrize(
    ("text", "facts", "asked"),
    [
        ("production && users > 3", {}, ("production", "users")),
        ("production && users > 3", {"production": True}, ("users",)),
        ("production && users > 3", {"production": False}, ()),
        ("production || users > 3", {"production": True}, ()),
        ("production || (users > 3 && workaround)", {"users": 1}, ("production",)),
        ("age > patience && workaround", {"workaround": True}, ("opened_at",)),
        ("production ? users > 3 : arr > churn_arr", {"production": False}, ("arr",)),
        ("production ? users > 3 : arr > churn_arr", {}, ("production", "users", "arr")),
        ("has(ticket.workaround) && !workaround", {}, ()),
        ("users + customers > 3", {"users": 1}, ("customers",)),
        ("(production ? users : customers) > 3", {"production": True}, ("users",)),
        ('labels.exists(i, i == "vip") && "x" == subject', {}, ("labels", "subject")),
        ("production == workaround", {"production": True}, ("workaround",)),
    ],
)
def test_what_to_ask_is_what_can_still_decide(text: str, facts: Facts, asked: tuple[str, ...]) -> None:
    assert compiled(text).blockers("it", facts, NOW) == asked
    assert blockers(criterion(text), facts, NOW, PARAMETERS) == asked


def test_giving_a_fact_that_is_not_asked_for_never_changes_the_answer() -> None:
    grammar, dice = Grammar(3), Dice(4)
    for _ in range(150):
        found, _ = PARSER.parse(grammar.condition(2).ours, "it")
        if not found:
            continue
        made = compile_python([found], VOCABULARY)
        for _ in range(12):
            facts, full = random_facts(dice), random_facts(dice)
            answer = made.evaluate_one("it", facts, NOW)
            asked = made.blockers("it", facts, NOW)
            assert not set(asked) & facts.keys()
            others = {n: v for n, v in full.items() if n not in asked and n not in facts}
            has_free = "has(" not in found.text  # a fact that becomes known changes what `has` says
            if has_free and answer is None and not asked:
                assert made.evaluate_one("it", {**facts, **others}, NOW) is None
            if answer is not None:
                assert asked == ()


@pytest.mark.req("A2.5")
@pytest.mark.parametrize(
    ("text", "facts", "names"),
    [
        ("production && users > 3", {"production": True, "users": 4}, ("production", "users")),
        ("production && users > 3", {"production": True, "users": 1}, ("users",)),
        ("production || users > 3", {"production": False, "users": 4}, ("users",)),
        ("production || users > 3", {"production": False, "users": 1}, ("production", "users")),
        ("age > patience", {"opened_at": NOW - 3 * HOUR}, ("age",)),
        ("production ? users > 3 : arr > churn_arr", {"production": False, "arr": 1}, ("production", "arr")),
        ("(production ? users : customers) > 3", {"production": True, "users": 9}, ("production", "users")),
        ("!has(ticket.workaround) || workaround", {}, ("workaround",)),
        ("production && users > 3", {}, ()),
    ],
)
def test_a_reason_names_the_facts_that_decided(text: str, facts: Facts, names: tuple[str, ...]) -> None:
    assert compiled(text).because("it", facts, NOW) == names


def test_reasons_read_in_words() -> None:
    facts = {"opened_at": NOW - 3 * HOUR, "arr": 6_000_000, "production": True}
    asked = criterion("age > patience && arr > churn_arr && production")
    found = because(asked, facts, NOW, PARAMETERS, VOCABULARY)
    assert found == {"age": "3 h", "arr": "60,000 USD", "production": "yes"}


def test_the_deciding_facts_alone_give_the_same_answer() -> None:
    grammar, dice = Grammar(8), Dice(9)
    for _ in range(150):
        found, _ = PARSER.parse(grammar.condition(2).ours, "it")
        if not found or "has(" in found.text:
            continue
        made = compile_python([found], VOCABULARY)
        for facts in [random_facts(dice) for _ in range(10)]:
            names = [VOCABULARY.base_of(name) for name in made.because("it", facts, NOW)]
            answer = made.evaluate_one("it", facts, NOW)
            if answer is not None:
                alone = {name: facts[name] for name in names}
                assert made.evaluate_one("it", alone, NOW) is answer, (found.text, alone)


@pytest.mark.req("A13.1")
def test_parameters_vary_without_parsing_again() -> None:
    made = compiled("users >= many")
    assert made.evaluate_many({"users": 7}, NOW) == (False,)
    assert made.with_parameters({"many": 7}).evaluate_many({"users": 7}, NOW) == (True,)
    assert evaluate_one(criterion("users >= many"), {"users": 7}, NOW, {"many": 8}) is False


@pytest.mark.req("A1.2")
@pytest.mark.parametrize(
    ("text", "at"),
    [
        ('age > duration("2h")', 2 * HOUR + 1),
        ('age >= duration("2h")', 2 * HOUR),
        ('!(age < duration("2h"))', 2 * HOUR),
        ('age > duration("2h") && since_update > duration("4h")', 4 * HOUR + 1),
        ('age > duration("2h") || since_update > duration("1h")', HOUR + 1),
        ('age > duration("2h") && age < duration("2h")', None),
        ('age > duration("2h") && production', None),
        ("age >= down_for", 30 * 60_000_000),
        ('until_renewal < duration("1h")', 1),
        ('until_renewal > duration("30 min") && until_renewal < duration("1h")', 90 * 60_000_000 + 1),
        ("since_ack > patience", None),
    ],
)
def test_the_instant_at_which_time_decides_is_exact(text: str, at: int | None) -> None:
    facts = {"opened_at": NOW, "last_update_at": NOW, "down_for": HOUR // 2, "renewal_at": NOW + HOUR}
    found = compiled(text).becomes_true_at("it", facts, NOW)
    assert found == (None if at is None else NOW + at)
    assert becomes_true_at(criterion(text), facts, NOW, PARAMETERS) == found


def test_stepping_through_time_finds_changes_at_breakpoints_only() -> None:
    grammar, dice, timed = Grammar(21), Dice(22), 0
    for _ in range(400):
        found, _ = PARSER.parse(grammar.condition(2).ours, "it")
        if not found or not any(isinstance(node, Since) for node in walk(found.root)):
            continue
        timed += 1
        made, facts = compile_python([found], VOCABULARY), random_facts(dice)
        points = breakpoints(found, facts, PARAMETERS)
        around = {point + d for point in points for d in (-1, 0, 1)}
        steps = sorted(around | {NOW + 1} | {NOW + k * HOUR // 3 for k in range(-10, 40)})
        answers = [made.evaluate_one("it", facts, at) for at in steps]
        changed = [steps[i] for i in range(1, len(steps)) if answers[i] is not answers[i - 1]]
        assert set(changed) <= set(points), found.text
        first = next((at for at, answer in zip(steps, answers, strict=True) if at > NOW and answer), None)
        assert made.becomes_true_at("it", facts, NOW) == first, found.text
    assert timed > 50


@pytest.mark.req("A2.5", "A2.6")
def test_all_answers_explained_at_once_are_those_asked_one_by_one() -> None:
    grammar, dice = Grammar(51), Dice(52)
    found = [c for i in range(80) if (c := PARSER.parse(grammar.condition(3).ours, str(i))[0])]
    made = compile_python(found, VOCABULARY)
    for facts in [random_facts(dice) for _ in range(60)]:
        points: set[int] = set()
        for one, (answer, names) in zip(found, made.explain_many(facts, NOW), strict=True):
            assert made.evaluate_one(one.id, facts, NOW) is answer
            assert (names if answer else ()) == (made.because(one.id, facts, NOW) if answer else ())
            assert (names if answer is None else ()) == made.blockers(one.id, facts, NOW)
            points.update(made.breakpoints(one.id, facts))
        assert made.all_breakpoints(facts) == tuple(sorted(points))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "text", ['size("") == 0', "double(1) > score", "string(1) == subject", "(true ? 1 : 2) == 1"]
)
def test_constants_inside_operations_make_no_noise(text: str) -> None:
    vocabulary = Vocabulary.of([Fact("score", Kind.NUMBER), Fact("subject", Kind.TEXT)])
    criterion = parse(text, vocabulary, "x")
    assert Compiled([criterion], {}).evaluate_many({"score": 0.5, "subject": "1"}, 0) == (True,)
