"""What a criterion can be on a history, what time and thresholds do to it, what is simplified (A13.1)."""

import pytest

from tests.unit.criteria.desk import VOCABULARY
from tocsin.core.criteria.parse import parse
from tocsin.core.history.monotone import direction, grows_with_time
from tocsin.core.history.possible import NO, UNKNOWN, YES, possible
from tocsin.core.history.simplify import simplify

pytestmark = pytest.mark.req("A13.1")
KNOWN = frozenset({"severity", "users", "production", "opened_at", "labels"})


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("production", {YES, NO, UNKNOWN}),
        ("workaround", {UNKNOWN}),
        ("production && workaround", {NO, UNKNOWN}),
        ("production || workaround", {YES, UNKNOWN}),
        ("!workaround", {UNKNOWN}),
        ("has(ticket.workaround)", {NO}),
        ("has(ticket.workaround) && workaround", {NO}),
        ("!(has(ticket.workaround) && workaround)", {YES}),
        ("has(ticket.users)", {YES, NO}),
        ("since_ack > patience", {UNKNOWN}),
        ("age > patience", {YES, NO, UNKNOWN}),
        ("customers + users > 3", {UNKNOWN}),
        ("'vip' in labels", {YES, NO, UNKNOWN}),
        ("production ? workaround : users > 1", {YES, NO, UNKNOWN}),
        ("workaround ? production : production", {UNKNOWN}),
        ("labels.exists(i, i == subject)", {UNKNOWN, NO}),
    ],
)
def test_possible_answers(text: str, answers: set[str]) -> None:
    assert possible(parse(text, VOCABULARY).root, KNOWN) == answers


@pytest.mark.parametrize(
    ("text", "grows"),
    [
        ("age > patience", True),
        ("age >= patience && production || users > 1", True),
        ("age < patience", False),
        ("!(age < patience)", True),
        ("production ? age > patience : false", True),
        ("(age > patience) == production", False),
        ("age > patience && since_update < patience", False),
        ("users > 3", True),
    ],
)
def test_what_time_does(text: str, grows: bool) -> None:
    assert grows_with_time(parse(text, VOCABULARY).root) is grows


@pytest.mark.parametrize(
    ("text", "name", "way"),
    [
        ("users > many", "many", -1),
        ("users < many", "many", 1),
        ("many <= users", "many", -1),
        ("!(users > many)", "many", 1),
        ("age >= patience", "patience", -1),
        ("!(age >= patience)", "patience", 1),
        ("arr > churn_arr && users > 1", "churn_arr", -1),
        ("users > many || users < many", "many", 0),
        ("users == many", "many", 0),
        ("users > many + 1", "many", 0),
        ("users > 1", "many", 0),
    ],
)
def test_what_a_threshold_does(text: str, name: str, way: int) -> None:
    assert direction(parse(text, VOCABULARY).root, name) == way


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("users > 3 && !(has(ticket.workaround) && workaround)", "users > 3"),
        ("production || has(ticket.subject)", "production"),
        ("(has(ticket.subject) && subject == 'x') || users > 3", "users > 3"),
    ],
)
def test_parts_that_are_decided_beforehand_go(text: str, simple: str) -> None:
    assert simplify(parse(text, VOCABULARY), KNOWN).root == parse(simple, VOCABULARY).root
