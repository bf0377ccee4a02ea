"""Whether a condition of the policy holds for an escalation as it stands (A5.4, A11)."""

from datetime import datetime

from tocsin.core.criteria.python import Compiled
from tocsin.core.lifecycle.decide.facts import facts_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.model.instant import to_micros


def holds(rules: Rules, expression: str, state: State, now: datetime) -> bool | None:
    """True, false, or None where it cannot be decided (or the policy has no such expression)."""
    ruled = next((r for r in rules.triage.rules.ruled if r.source.expression == expression), None)
    if ruled is None:
        return None
    compiled = Compiled([ruled.criterion], rules.triage.judge.parameters)
    facts = {**facts_of(state), "level": state.level}
    (answer,) = compiled.evaluate_many(facts, to_micros(now))
    return answer if isinstance(answer, bool) else None
