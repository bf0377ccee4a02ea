"""Random policies on random histories: the plan answers as triage does, instant by instant (A13.1)."""

import duckdb
import pytest

from tests.unit.history.replay import replay, verdicts
from tests.unit.history.tables import make_table
from tests.unit.history.worlds import history, world
from tocsin.core.history.plan import make_plan
from tocsin.core.history.sql_plan import verdicts_sql

TICKETS = 40


@pytest.mark.req("A13.1", "A2.3", "A2.5")
@pytest.mark.parametrize("seed", range(10))
def test_plan_and_triage_agree(seed: int) -> None:
    policy, rules = world(seed)
    states = history(seed, TICKETS)
    with duckdb.connect() as db:
        known = make_table(db, states, rules.vocabulary)
        plan = make_plan(policy, rules, known, closes=True)
        result = db.execute(verdicts_sql(plan))
        names = [column[0] for column in result.description]
        ours = verdicts(plan, result.fetchall(), names)
    theirs = replay(policy, rules, states, plan.teams)
    different = {t: (ours[t], theirs[t]) for t in theirs if ours[t] != theirs[t]}
    assert not different
    assert len(ours) == TICKETS


@pytest.mark.req("A13.1")
def test_the_worlds_are_worth_the_trouble() -> None:
    """Over all seeds, every level, severity, team and code comes up, and time decides many tickets."""
    seen: set[object] = set()
    for seed in range(5):
        policy, rules = world(seed)
        states = history(seed, TICKETS)
        for answer in replay(policy, rules, states, ("security", "incident", "support", "")).values():
            seen |= {
                answer.level,
                answer.severity,
                answer.team,
                *(f"code {c}" for c in answer.codes.values()),
            }
            begun = {s.start for s in states}
            seen |= {"between"} if answer.first is not None and answer.first not in begun else set()
    wanted = {0, 1, 2, 3, 4, "P1", "P2", "P3", "P4", "security", "incident", "support", "between"}
    assert wanted | {"code 0", "code 1", "code 2"} <= seen
