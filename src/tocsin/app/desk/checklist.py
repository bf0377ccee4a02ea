"""The response checklist of a severity, with what the record shows as done and what people ticked (B8)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.app.desk.view import View
from tocsin.app.ports import Recorded
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.policy.schema.base import SEVERITIES

_NO = ("no", "-", "–", "")
_YES = "yes"


@dataclass(frozen=True)
class Ticked:
    """Somebody's last word on a line, or what the record shows: `by` empty means that the record does."""

    mark: str
    at: datetime
    by: str = ""
    version: int = 0


@dataclass(frozen=True)
class Row:
    """A line of the checklist. `line` names it in a tick; `wanted` is the policy's cell, such as `15 min`.

    `done`: None while it is open. `ticks` False: the record alone shows it, nobody ticks it.
    """

    line: str
    text: str
    wanted: str
    done: Ticked | None
    ticks: bool = True

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.done is None or self.done.mark == "open"


def checklist(view: View, rules: Rules, recorded: Sequence[Recorded]) -> tuple[Row, ...]:
    """The lines that the escalation's severity asks for, in the policy's order; none before it is rated."""
    severity = view.state.severity
    if severity not in SEVERITIES:
        return ()
    ticks = ticked(recorded)
    return tuple(_rows(view, rules, recorded, ticks, severity))


def ticked(recorded: Iterable[Recorded]) -> dict[str, Ticked]:
    """The last word on each line that somebody ticked."""
    return {
        str(r.data["line"]): Ticked(str(r.data.get("mark", "done")), r.at, r.actor, r.version)
        for r in recorded
        if r.kind == "ticked"
    }


def _rows(
    view: View, rules: Rules, recorded: Sequence[Recorded], ticks: dict[str, Ticked], severity: str
) -> Iterator[Row]:
    for id_, row in rules.policy.checklist.items():
        wanted = row.cell(severity)
        if wanted.strip().lower() in _NO:
            continue
        line = f"checklist.{id_}"
        shown = _SHOWN.get(id_)
        seen = shown(view, rules, recorded) if shown else None
        found = seen or ticks.get(line)
        yield Row(line, row.action, "" if wanted == _YES else wanted, found, ticks=seen is None)


def _at(moment: datetime | None) -> Ticked | None:
    return Ticked("done", moment) if moment is not None else None


def _reported(view: View, _rules: Rules, _recorded: Sequence[Recorded]) -> Ticked | None:
    return _at(view.state.times.reported)


def _answered(view: View, _rules: Rules, _recorded: Sequence[Recorded]) -> Ticked | None:
    return _at(view.state.times.responded)


def _cause(view: View, _rules: Rules, _recorded: Sequence[Recorded]) -> Ticked | None:
    return _at(view.state.times.cause)


def _paged(_view: View, _rules: Rules, recorded: Sequence[Recorded]) -> Ticked | None:
    return _first(recorded, lambda r: r.kind == "page_ordered")


def _manager(_view: View, rules: Rules, recorded: Sequence[Recorded]) -> Ticked | None:
    """A page to somebody of the contact matrix from its second row on."""
    above = {id_ for id_, c in rules.policy.contacts.items() if c.matrix[:1] == "L" and c.matrix > "L1"}
    return _first(recorded, lambda r: r.kind == "page_ordered" and r.data.get("person") in above)


def _team(view: View, rules: Rules, recorded: Sequence[Recorded]) -> Ticked | None:
    """Every seat that the level asks for is taken: since the last one was."""
    level = rules.policy.levels.get(view.state.level)
    if not view.state.is_escalation or view.vacant or not level or len(level.roles) < 2:
        return None
    return _first(tuple(reversed(recorded)), lambda r: r.kind in ("seated", "handed_over", "opened"))


def _first(recorded: Iterable[Recorded], wanted: Callable[[Recorded], bool]) -> Ticked | None:
    found = next((r for r in recorded if wanted(r)), None)
    return Ticked("done", found.at, "", found.version) if found else None


_SHOWN: dict[str, Callable[[View, Rules, Sequence[Recorded]], Ticked | None]] = {
    "acknowledge": _answered,
    "create-ticket": _reported,
    "notify-team": _paged,
    "escalate-manager": _manager,
    "assemble-team": _team,
    "root-cause": _cause,
}
"""Lines of the shipped policies of which the record itself shows that they are done; people tick others."""
