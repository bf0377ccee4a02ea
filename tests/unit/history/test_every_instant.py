"""Time inside a state, by brute force: every microsecond of short states is put to the judge (A13.1).

The replay of other tests asks at breakpoints; this one trusts nothing and asks always.
"""

import json

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.history.replay import State, verdicts
from tests.unit.history.tables import make_table
from tests.unit.history.worlds import FRAME, PROMISE
from tocsin.core.history.plan import make_plan
from tocsin.core.history.sql_plan import verdicts_sql
from tocsin.core.policy.load import load
from tocsin.core.policy.schema.base import SEVERITIES
from tocsin.core.policy.source import Source
from tocsin.core.triage.judge import Judge
from tocsin.core.triage.rules import read_rules

LEVELS = {
    1: ["age > patience", "since_update >= patience || users > 2"],
    2: ["age <= patience && users > 1", "severity == 'P1' && since_ack < patience"],
    3: ["since_update >= patience && age < patience * 2", "!(age >= patience) && production"],
    4: ["severity == 'P1' && age > patience + patience && !production"],
}
DATA = {
    **FRAME,
    "severities": {
        "P1": {"name": "1", **PROMISE, "when": {"p1": "age >= patience && production"}},
        "P2": {"name": "2", **PROMISE, "when": {"p2": "since_update < patience && users > 2"}},
        "P3": {"name": "3", **PROMISE},
    },
    "levels": {"0": {"name": "0", "means": "-"}}
    | {
        str(n): {"name": str(n), "means": "-", "when": {f"l{n}-{k}": t for k, t in enumerate(texts)}}
        for n, texts in LEVELS.items()
    },
}
POLICY = load(Source("p.yaml", json.dumps(DATA)), lambda name, _: Source(name, "")).require()
RULES = read_rules(POLICY)

facts = st.fixed_dictionaries(
    {},
    optional={
        "opened_at": st.integers(980, 1020),
        "last_update_at": st.integers(980, 1020),
        "acknowledged_at": st.integers(980, 1020),
        "users": st.integers(0, 4),
        "production": st.booleans(),
        "severity": st.sampled_from(SEVERITIES),
    },
)
tickets = st.lists(st.tuples(st.integers(0, 24), facts), min_size=1, max_size=3)


def states(rows: list[list[tuple[int, dict]]]) -> list[State]:
    found = []
    for number, ticket in enumerate(rows):
        start = 1000
        for length, known in ticket:
            found.append(State(f"T{number}", start, start + length, known))
            start += length
    return found


@pytest.mark.req("A13.1", "A2.5")
@settings(max_examples=40)
@given(patience=st.integers(0, 14), rows=st.lists(tickets, min_size=4, max_size=8))
def test_no_instant_is_missed_and_none_is_invented(patience: int, rows: list) -> None:
    given_ = states(rows)
    with duckdb.connect() as db:
        known = make_table(db, given_, RULES.vocabulary)
        plan = make_plan(POLICY, RULES, known, closes=True, parameters={"patience": patience})
        result = db.execute(verdicts_sql(plan))
        ours = verdicts(plan, result.fetchall(), [column[0] for column in result.description])
    judge = Judge(POLICY, RULES, {"patience": patience})
    for ticket, ours_ in ours.items():
        asked = [
            (s, now) for s in given_ if s.ticket == ticket for now in range(s.start, max(s.end, s.start + 1))
        ]
        found = [(judge.judge(s.facts, now), now) for s, now in asked]
        assert ours_.level == max(verdict.level for verdict, _ in found)
        assert ours_.severity == min(verdict.severity for verdict, _ in found)
        assert ours_.first == min((now for verdict, now in found if verdict.level), default=None)
        for place, ruled in enumerate(judge.all):
            answers = {(*v.severities, *v.stops, *v.levels)[place] for v, _ in found}
            assert ours_.codes[ruled.id] == (2 if True in answers else 1 if None in answers else 0), ruled.id
