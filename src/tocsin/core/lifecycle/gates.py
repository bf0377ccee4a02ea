"""What *stabilised*, *resolved* and *closed* require, and what of it is missing (A7.1-A7.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.model.instant import to_micros
from tocsin.core.policy.schema.messages import Gate, GateLine

GATES = {"stabilised": ("stabilised",), "resolved": ("resolved",), "closed": ("documentation", "closing")}
"""The gate's name to the parts of the policy's `resolution` that it asks for."""

_SHOWN = {
    "mitigation": ("mitigated", "record {} mitigation TEXT"),
    "workaround": ("worked_around", "record {} accepted-workaround TEXT"),
    "cause": ("cause", "record {} cause TEXT"),
    "verified": ("verified", "verify {} WORDS, as the customer says it"),
    "note": ("noted", "record {} note TEXT"),
    "attachment": ("attached", "attach {} FILE"),
}


@dataclass(frozen=True)
class Condition:
    """One line of a gate: `line` as in `stabilised.held`; what it says, whether it is met and by what."""

    line: str
    text: str
    met: bool
    optional: bool
    help: str
    met_by: str = "confirmed"


def gate(state: State, rules: Rules, name: str, now: datetime) -> tuple[Condition, ...]:
    """The lines of a gate that apply to this escalation, in the policy's order."""
    return tuple(_conditions(state, rules, name, now))


def missing(state: State, rules: Rules, name: str, now: datetime) -> tuple[Condition, ...]:
    """The lines that stand in the way."""
    return tuple(c for c in gate(state, rules, name, now) if not c.met and not c.optional)


def lines_of(rules: Rules, name: str) -> tuple[str, ...]:
    """Every line of a gate that a person can confirm."""
    found = _parts(rules, name)
    return tuple(line for line, condition in found if condition.met_by == "confirmed")


def _parts(rules: Rules, name: str) -> Iterator[tuple[str, GateLine]]:
    for part in GATES[name]:
        lines: Gate = getattr(rules.policy.resolution, part)
        for id_, line in lines.items():
            yield f"{part}.{id_}", line


def _conditions(state: State, rules: Rules, name: str, now: datetime) -> Iterator[Condition]:
    for id_, line in _parts(rules, name):
        if _applies(state, rules, id_, now):
            met, help_ = _met(state, id_, line)
            yield Condition(id_, line.text, met, line.optional, help_, line.met_by)


def _applies(state: State, rules: Rules, line: str, now: datetime) -> bool:
    """A line whose condition cannot be decided applies: nothing is skipped because nobody asked."""
    condition = rules.lines.get(line)
    if condition is None:
        return True
    (answer,) = condition.evaluate_many(dict(state.facts), to_micros(now))
    return answer is not False


def _met(state: State, id_: str, line: GateLine) -> tuple[bool, str]:
    if id_ in state.confirmed:
        return True, f"confirmed by {state.confirmed[id_]}"
    if line.met_by == "confirmed":
        return False, f"confirm `{id_}`"
    if line.met_by == "update":
        return _told(state), "send the customer an update on where it stands now"
    name, how = _SHOWN[line.met_by]
    return getattr(state.times, name) is not None, f"tocsin {how.format(state.id)}"


def _told(state: State) -> bool:
    """The customer heard from us after the last thing that was done about it."""
    times = state.times
    done = (times.opened, times.reopened, times.mitigated, times.worked_around)
    return times.updated is not None and all(at is None or at <= times.updated for at in done)
