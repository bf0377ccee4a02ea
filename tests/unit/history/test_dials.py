"""What the search believes of a choice of thresholds is what a run with them gives (A13.1)."""

import json

import duckdb
import pytest

from tests.unit.criteria.dice import Dice
from tests.unit.history.tables import make_table
from tests.unit.history.worlds import FRAME, PROMISE, history
from tocsin.core.history.dials import Dials, find_dials
from tocsin.core.history.plan import make_plan
from tocsin.core.history.search import Search
from tocsin.core.history.sql_counts import cells_sql
from tocsin.core.history.sql_dials import patterns_sql
from tocsin.core.history.sql_plan import verdicts_sql
from tocsin.core.history.tally import tally
from tocsin.core.policy.load import load
from tocsin.core.policy.source import Source
from tocsin.core.triage.rules import read_rules

DATA = {
    **FRAME,
    "parameters": {
        "patience": {"value": "2h", "from": "30m", "to": "8h"},
        "churn_arr": {"value": "50000 USD", "from": "10000 USD", "to": "250000 USD"},
        "many": {"value": 10, "from": 2, "to": 20},
        "bad_score": {"value": 3.5, "from": 1.0, "to": 100.0},
        "idle": {"value": 3, "from": 1, "to": 5},
        "fixed": {"value": 3},
    },
    "severities": {
        "P1": {"name": "1", **PROMISE, "when": {"p1": "users > many && production"}},
        "P3": {"name": "3", **PROMISE},
    },
    "levels": {
        "0": {"name": "0", "means": "-"},
        "1": {"name": "1", "means": "-", "when": {"slow": "age > patience", "low": "score <= bad_score"}},
        "2": {"name": "2", "means": "-", "when": {"dear": "arr > churn_arr && since_update >= patience"}},
        "3": {"name": "3", "means": "-", "when": {"worst": "severity == 'P1' && !workaround"}},
        "4": {"name": "4", "means": "-", "when": {"odd": "customers == idle", "legal": "'legal' in labels"}},
    },
}
POLICY = load(Source("p.yaml", json.dumps(DATA)), lambda name, _: Source(name, "")).require()
RULES = read_rules(POLICY)


def values(dials: Dials, choice: tuple[int, ...]) -> dict[str, int | float]:
    pairs = zip(dials.ranges.values(), choice, strict=True)
    return {found.name: found.values[place] for found, place in pairs}


@pytest.mark.req("A13.1")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_effect_of_a_choice_is_that_of_a_run(seed: int) -> None:
    with duckdb.connect() as db:
        known = make_table(db, history(seed, 120), RULES.vocabulary)
        plan = make_plan(POLICY, RULES, known, closes=True)
        dials = find_dials(POLICY, plan)
        patterns = db.execute(patterns_sql(plan, dials, None, None)).fetchall()
        search = Search(dials, POLICY.calibration, patterns, 120, 0)
        assert sum(row[-1] for row in patterns) == 120
        dice = Dice(seed)
        for _ in range(12):
            choice = tuple(dice.below(len(found.values)) for found in dials.ranges.values())
            again = make_plan(POLICY, RULES, known, closes=True, parameters=values(dials, choice))
            db.execute(f"CREATE OR REPLACE TABLE verdicts AS {verdicts_sql(again)}")
            found = tally(again, db.execute(cells_sql(again)).fetchall())
            effect = search.point(choice).effect
            assert (effect.escalated, effect.level_3) == (found.at_least(1), found.at_least(3)), choice


@pytest.mark.req("A13.1")
def test_every_threshold_is_searched_or_the_reason_is_told() -> None:
    known = frozenset(
        {"users", "production", "opened_at", "score", "arr", "last_update_at", "customers", "workaround"}
    )
    dials = find_dials(POLICY, make_plan(POLICY, RULES, known))
    assert set(dials.ranges) == {"patience", "churn_arr", "many", "bad_score", "idle"}
    assert dials.left == {"fixed": "no criterion that this history can judge uses it"}
    ordered = {dial.asked.id: dial.ordered for dial in dials.dials}
    assert ordered == {"slow": True, "low": True, "dear": False, "worst": False, "odd": False}
    fewer = find_dials(POLICY, make_plan(POLICY, RULES, frozenset({"opened_at"})))
    assert set(fewer.ranges) == {"patience"}
    assert len(fewer.left) == 5
