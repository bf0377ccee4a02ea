"""The runbook of the seats that a person holds, with the phase that is open now (A11)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.app.desk.checklist import Ticked, ticked
from tocsin.app.desk.conditions import holds
from tocsin.app.desk.view import View
from tocsin.app.desk.wording import gettext_noop as _
from tocsin.app.ports import Recorded
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.story import seat
from tocsin.core.policy.schema.base import Item

_ENDS = (timedelta(minutes=15), timedelta(hours=1))
PHASES = (
    ("first_15_minutes", _("First 15 minutes")),
    ("first_hour", _("First hour")),
    ("steady_state", _("Steady state")),
)


@dataclass(frozen=True)
class Task:
    """One line to tick; `only_where` is its condition in the policy's words, empty when it always counts."""

    line: str
    text: str
    done: Ticked | None
    only_where: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.done is None or self.done.mark == "open"


@dataclass(frozen=True)
class Phase:
    """A part of a runbook: `is_now` for the one that the time since the seat was taken has reached."""

    id: str
    name: str
    tasks: tuple[Task, ...]
    is_now: bool

    @property
    def open(self) -> int:
        """How many lines are left."""
        return sum(task.is_open for task in self.tasks)


@dataclass(frozen=True)
class Book:
    """The runbook of one seat, for whoever holds it since `since` (aware UTC)."""

    role: str
    name: str
    since: datetime | None
    phases: tuple[Phase, ...]
    messages: tuple[str, ...]


def runbooks(view: View, rules: Rules, recorded: Sequence[Recorded], person: str) -> tuple[Book, ...]:
    """The runbooks of the seats that `person` holds here, the owner's first; none for who holds none."""
    held = [role for role, holder in view.state.seats.items() if holder == person]
    held.sort(key=lambda role: role != "owner")
    return tuple(runbook(view, rules, recorded, role) for role in held if role in rules.policy.roles)


def runbook(view: View, rules: Rules, recorded: Sequence[Recorded], role: str) -> Book:
    """The runbook of one seat. Raises KeyError for a role that the policy has not."""
    since = seated_since(view, recorded, role)
    now = _phase(view.now - since) if since else 0
    ticks, book = ticked(recorded), rules.policy.roles[role].runbook
    phases = (
        Phase(id_, name, tuple(_tasks(view, rules, role, id_, getattr(book, id_), ticks)), at == now)
        for at, (id_, name) in enumerate(PHASES)
    )
    names = (rules.policy.messages[m].name for m in book.messages if m in rules.policy.messages)
    return Book(role, seat(role), since, tuple(phase for phase in phases if phase.tasks), tuple(names))


def seated_since(view: View, recorded: Sequence[Recorded], role: str) -> datetime | None:
    """When whoever sits there now took the seat; the opening when the record has no other."""
    holder = view.state.seats.get(role)
    for event in reversed(recorded):
        if holder and _taker(event, role) == holder:
            return event.at
    return view.state.times.opened


def _taker(event: Recorded, role: str) -> str:
    """Who took the seat by this event; empty when it is about something else."""
    if role == "owner":
        field = {"handed_over": "after", "opened": "owner", "reopened": "owner"}.get(event.kind, "")
    else:
        field = "person" if event.kind == "seated" and event.data.get("role") == role else ""
    return str(event.data.get(field, "")) if field else ""


def _phase(age: timedelta) -> int:
    return sum(age >= end for end in _ENDS)


def _tasks(
    view: View, rules: Rules, role: str, phase: str, items: dict[str, Item], ticks: dict[str, Ticked]
) -> Iterator[Task]:
    for id_, item in items.items():
        if _counts(view, rules, item):
            line = f"runbook.{role}.{phase}.{id_}"
            yield Task(line, item.text, ticks.get(line), item.when or "")


def _counts(view: View, rules: Rules, item: Item) -> bool:
    """A line whose condition is false for these facts is left out; one that nobody can decide is shown."""
    return not item.when or holds(rules, item.when, view.state, view.now) is not False
