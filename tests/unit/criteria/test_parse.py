"""Text to criterion: what is accepted, and what each refusal says and where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.criteria.desk import VOCABULARY
from tests.unit.criteria.grammar import Grammar
from tocsin.core.criteria.parse import Parser, parse
from tocsin.core.criteria.vocabulary import Fact, Kind, Parameter, Vocabulary, vocabulary_problems
from tocsin.core.model.finding import Finding, Position, Refused

PARSER = Parser(VOCABULARY)


def refusals(text: str, at: Position | None = None) -> list[Finding]:
    criterion, findings = PARSER.parse(text, "x", at or Position("policy.yaml"))
    assert (criterion is None) == bool(findings)
    return findings


@pytest.mark.req("A1.2", "A1.3", "A1.4")
@pytest.mark.parametrize(
    "text",
    [
        'severity == "P2" && segment == "enterprise" && production && !workaround && age >= duration("2h")',
        'severity == "P1" && customers > 1 || "data-loss" in labels',
        'arr > money("50,000 USD") && until_renewal > -duration("30 days")',
        "age >= patience // a comment with 'quotes' and money(\"x\")\n && users > many",
        'subject == \'money("50000 USD")\' || body == r"duration("',
        'age > duration ( "1h30m" ) && age < duration("PT2H") && down_for == duration("2 days")',
        "-users < -(-3) && (users % 7) * -1 <= -(users / 2)",
        " || ".join(["production"] * 200),
    ],
)
def test_the_example_criteria_are_accepted(text: str) -> None:
    assert refusals(text) == []


REFUSED = [
    ("arr > 50000", 5, "criterion-type", "`arr` is money in USD", 'money("50000 USD")'),
    ("arr > fee", 5, "criterion-type", "money in EUR", "one currency"),
    ('arr > money("5 EUR")', 5, "criterion-type", "5 EUR", "one currency"),
    ("arr * credit > arr", 5, "criterion-type", "`*` does not combine money", ""),
    ('arr + money("1 EUR") > arr', 5, "criterion-type", "would mix EUR and USD", "one currency"),
    ('severity == "P5"', 13, "criterion-value", '`"P5"` is no value of `severity`', "`P1`"),
    ('severity == "p1"', 13, "criterion-value", '`"p1"` is no value', "did you mean `P1`?"),
    ('severity in ["P1", "P9"]', 20, "criterion-value", '`"P9"`', ""),
    ('"outge" in labels', 1, "criterion-value", '`"outge"`', "did you mean `outage`?"),
    ('labels.exists(i, i == "lgal")', 23, "criterion-value", '`"lgal"`', "did you mean `legal`?"),
    ("severity == segment", 10, "criterion-type", "no value in common", ""),
    ('sevrity == "P1"', 1, "criterion-name", "`sevrity` is no fact", "did you mean `severity`?"),
    ("ticket.arr > churn_arr", 7, "criterion-name", "only inside `has(…)`", "write `arr`"),
    ("has(ticket.ar)", 4, "criterion-name", "`ar` is no fact", "did you mean `arr`?"),
    ("has(ticket.many)", 4, "criterion-name", "always known", "remove"),
    ("has(production)", 5, "criterion-syntax", "one fact of the ticket", "has(ticket.workaround)"),
    ("age == patience", 5, "criterion-type", "grows all the time", 'age >= duration("2h")'),
    ("age > 2", 5, "criterion-type", "`2` is a whole number", 'duration("2h")'),
    ("age + patience > patience", 1, "criterion-type", "only be compared", "age >="),
    ("age > since_ack", 5, "criterion-type", "both grow", "instants"),
    ("age > (since_ack > patience ? patience : down_for)", 5, "criterion-type", "elapsed time", "stands"),
    ("(production ? age : age) > patience", 15, "criterion-type", "only be compared", ""),
    ("age in [patience]", 1, "criterion-type", "only be compared", ""),
    ('severity <= "P2"', 10, "criterion-type", "needs an order", "severity in"),
    ('production == "yes"', 12, "criterion-type", "`production` is a condition", "by itself"),
    ("score > 5", 7, "criterion-type", "whole number", "5.0"),
    ("users > 2.5", 7, "criterion-type", "decimals", "double("),
    ("users", 1, "criterion-type", "a condition is needed", ""),
    ("labels == labels", 8, "criterion-type", "a set cannot be compared", "in labels"),
    ("users / (users - 1) > 2", 7, "criterion-type", "plain divisor", ""),
    ("null == users", 1, "criterion-type", "no `null`", "has(ticket"),
    ("1u == 1u", 1, "criterion-type", "constant cannot be used", ""),
    ("opened_at.getHours() > 3", 19, "criterion-name", "no function `getHours`", "calendar"),
    ('subject.startWith("x")', 18, "criterion-name", "no function `startWith`", "`startsWith`"),
    ('subject.matches("(a")', 17, "criterion-value", "not closed", "RE2"),
    ("subject.matches(body)", 17, "criterion-type", "constant text", ""),
    ('subject.contains("")', 18, "criterion-value", "found everywhere", ""),
    ("labels.map(i, i) == labels", 11, "criterion-type", "list function", "exists"),
    ("labels.exists(users, true)", 14, "criterion-name", "already means something", ""),
    ("labels.exists(i, labels.exists(i, true))", 31, "criterion-name", "already means something", ""),
    ("users in [customers]", 11, "criterion-type", "constants and parameters", ""),
    ('money("5 EURO") > arr', 7, "criterion-value", "`5 EURO` is no amount", "`50000 USD`"),
    ('age > duration("2 hrs")', 16, "criterion-value", "`2 hrs` is no duration", "`1h30m`"),
    ('age > duration("2 business days")', 16, "criterion-value", "depends on a calendar", "`2 days`"),
    ('opened_at > timestamp("2026-01-01T00:00:00")', 23, "criterion-value", "no zone", "`Z`"),
    ("users > 9223372036854775808", 9, "criterion-syntax", "64 bits", ""),
    ("users >", 8, "criterion-syntax", "ends too soon", ""),
    ("", 1, "criterion-syntax", "empty", ""),
    ("production and workaround", 12, "criterion-syntax", "`and` cannot stand here", "`&&`"),
    ("users = 1", 7, "criterion-syntax", "`=` cannot stand", "`==`"),
    ("(" * 30 + "true" + ")" * 30, 25, "criterion-limit", "24 deep", "split"),
    ("!" * 2000 + "production && users", 2015, "criterion-type", "a condition is needed", ""),
    ("true || " * 600 + "true", 4001, "criterion-limit", "4000 are allowed", "split"),
    (" + ".join(["users"] * 100) + " > 1", None, "criterion-limit", "chained", "split"),
    ("users[0] == 1", 6, "criterion-name", "no parts", "in labels"),
    ("size(labels, 1) == 1", 5, "criterion-name", "`size` cannot be used so", "size(labels)"),
    ("labels.exists(i)", 14, "criterion-name", "`exists` cannot be used so", "labels.exists(i"),
    ("labels.all(1, true)", None, "criterion-syntax", "first names its element", "labels.exists(i"),
    ("package == 1", 1, "criterion-syntax", "`package` is a word", "another name"),
    ("users / 0 > 1", 7, "criterion-value", "division by zero", "something else"),
    ("score * " * 30 + "score > 1.0", None, "criterion-type", "leave the range", ""),
    ('subject == "\ud800"', 13, "criterion-syntax", "no character", "remove"),
    ('subject == "\\u0000"', 12, "criterion-value", "zero character", ""),
    ("{1: 2} == {1: 2}", None, "criterion-type", "maps", ""),
]


@pytest.mark.req("A1.2", "A2.3")
@pytest.mark.parametrize("case", REFUSED, ids=[case[0][:30] for case in REFUSED])
def test_a_refusal_says_what_where_and_what_to_do(
    case: tuple[str, int | None, str | None, str, str],
) -> None:
    text, column, rule, message, help_ = case
    found = refusals(text)
    first = found[0]
    assert message in first.message
    assert help_ in first.help
    assert rule in (first.rule, None)
    assert column in (first.at.column, None)
    assert not any(word in first.message for word in ("(int", "_>_", "overload", "RuntimeError", "input>"))


def test_every_part_of_a_conjunction_is_looked_at() -> None:
    found = refusals('users > 1 && arr > 2\n  && sev == "P1" || score > 1', Position("p.yaml", 10, 7))
    assert [(f.at.line, f.at.column) for f in found] == [(10, 24), (11, 12), (11, 33)]
    assert all(f.at.file == "p.yaml" for f in found)


def test_parse_raises_refused_with_the_findings() -> None:
    with pytest.raises(Refused) as refused:
        parse("users >", VOCABULARY)
    assert refused.value.findings[0].rule == "criterion-syntax"


def test_what_a_criterion_reads_is_known() -> None:
    criterion = parse("age > patience && has(ticket.arr) && labels.exists(i, i == subject)", VOCABULARY)
    assert criterion.reads == ("opened_at", "arr", "labels", "subject")
    assert criterion.parameters == ("patience",)
    assert criterion.timed


def test_a_vocabulary_says_what_is_wrong_with_it() -> None:
    facts = [
        Fact("Users", Kind.INTEGER), Fact("size", Kind.INTEGER), Fact("plan", Kind.CHOICE),
        Fact("m", Kind.MONEY),
        Fact("waited", Kind.ELAPSED, since="users"), Fact("x", Kind.TEXT, since="opened_at"),
        Fact("twice", Kind.TEXT),
    ]  # fmt: skip
    problems = vocabulary_problems(Vocabulary.of(facts, [Parameter("twice", Kind.INTEGER, 1)]))
    assert {name for name, _ in problems} == {"Users", "size", "plan", "m", "waited", "x", "twice"}
    assert vocabulary_problems(VOCABULARY) == []


_SOUP = """
    severity users age arr labels subject production ticket has( ) ( [ ] { } && || ! == != < >= + - * / % ? :
    , . in "P1" "x" 1 2.5 -3 null true duration("2h") money("5 USD") .exists(i, .matches( "a" i //
    ' " patience 1u
"""
_WORDS = st.sampled_from(_SOUP.split())


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=25).map(" ".join)))
@settings(max_examples=600)
def test_any_text_gives_a_criterion_or_findings_and_nothing_else(text: str) -> None:
    criterion, findings = PARSER.parse(text)
    assert (criterion is None) == bool(findings)
    assert all(f.message and 1 <= f.at.column <= len(text) + 2 for f in findings)


@given(st.integers(0, 10**6), st.integers(0, 200), st.sampled_from("()[]&|!=<>\"' .,?:x0-"))
def test_a_criterion_with_one_character_changed_is_read_or_refused(seed: int, at: int, char: str) -> None:
    text = Grammar(seed).condition(2).ours
    broken = text[: at % len(text)] + char + text[at % len(text) + 1 :]
    criterion, findings = PARSER.parse(broken)
    assert (criterion is None) == bool(findings)
