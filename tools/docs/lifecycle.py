"""docs/reference/life-cycle.md: states, moves and commands, from the life cycle's own table."""

from __future__ import annotations

from tocsin.cli.desk.page import called
from tocsin.core.lifecycle.table import ALIVE, ALLOWED, ESCALATED, MOVES, Status, possible

HEAD = """# States and commands

Made by `make docs-write` from `core/lifecycle/table.py`, which the desk itself obeys. Do not edit it by hand.

[The life of an escalation](../explanation/life-cycle.md) says what it is for.
"""
MEANS = {
    Status.NEW: "Not on record yet.",
    Status.REPORTED: "On record, not yet rated to the end.",
    Status.RETURNED: "Sent back with the questions that are open; it keeps its place.",
    Status.IN_TIER: "No criterion for a level holds: support keeps it. Criteria are asked again.",
    Status.OPEN: "An escalation: somebody owns it, clocks run, people are paged.",
    Status.STABILISED: "The impact has stopped; the cause is not yet removed.",
    Status.RESOLVED: "The cause is removed and the customer has confirmed it.",
    Status.CLOSED: "Documented and done. It can be reopened.",
}
OWN = tuple(n for n in ALLOWED if n != "report" and not any(n in possible(s) for s in Status))
"""The commands that only the desk itself gives."""


def pages() -> dict[str, str]:
    """The one page of this module."""
    parts = [HEAD, *_states(), *_moves(), *_commands()]
    return {"docs/reference/life-cycle.md": "\n".join(parts).rstrip() + "\n"}


def _states() -> list[str]:
    rows = [f"| **{status}** | {MEANS[status]} | {_owner(status)} |" for status in Status]
    return ["## States", "", "| state | means | owner |", "|---|---|---|", *rows, ""]


def _owner(status: Status) -> str:
    return "exactly one" if status in ESCALATED else ""


def _moves() -> list[str]:
    rows = [f"| {_said(name)} | {_listed(before)} | {after} |" for name, (before, after) in MOVES.items()]
    text = "Only these events move it; every other one leaves the state as it is."
    return ["## Moves", "", text, "", "| event | from | to |", "|---|---|---|", *rows, ""]


def _commands() -> list[str]:
    rows = [
        f"| {_typed(name)} | {_listed(allowed)} |" for name, allowed in ALLOWED.items() if name not in OWN
    ]
    text = "What may be done in which state. Everything else is refused, with what can be done instead."
    own = f"The desk itself also gives {', '.join(f'`{_said(name)}`' for name in OWN)}."
    table = ["| command | while it is |", "|---|---|", *rows]
    return ["## Commands", "", text, "", *table, "", own, ""]


def _typed(name: str) -> str:
    word = "escalate" if name == "report" else called((name,))[0]
    said = "" if word == name else f" ({_said(name)})"
    return f"`tocsin {word}`{said}"


def _said(name: str) -> str:
    return name.replace("_", " ")


def _listed(states: tuple[Status, ...]) -> str:
    if states == ALIVE:
        return "anything but new and closed"
    return ", ".join(str(status) for status in states)
