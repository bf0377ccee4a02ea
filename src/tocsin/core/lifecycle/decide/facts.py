"""What criteria read: the ticket's facts, and those that the desk itself knows (design §6)."""

from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.lifecycle.state import State
from tocsin.core.model.instant import to_micros


def facts_of(state: State) -> dict[str, Encoded]:
    """The ticket's facts with those that the desk itself knows: severity and the three instants."""
    facts = dict(state.facts)
    times = state.times
    known = (
        ("opened_at", times.reported),
        ("last_update_at", times.updated),
        ("acknowledged_at", times.acknowledged),
    )
    for name, at in known:
        if at is not None and (name != "opened_at" or name not in facts):
            facts[name] = to_micros(at)
    if state.severity:
        facts["severity"] = state.severity
    return facts
