"""What triage answers: severity, level, route, and the reasons for each (A2.2, A2.3, A2.5, A2.6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from tocsin.core.model.instant import iso


class Reason(NamedTuple):
    """A criterion that held: what it decides, its words, and the facts that made it true."""

    criterion: str
    decides: str
    text: str
    because: dict[str, str]


class Undecided(NamedTuple):
    """A criterion that could not be decided, and the facts to ask for (never counted as true)."""

    criterion: str
    decides: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Ahead:
    """A criterion that comes true at `at` (UTC) if nothing changes until then."""

    criterion: str
    decides: str
    at: datetime


@dataclass(frozen=True)
class RungAt:
    """A rung of the ladder, and how long after the first page it is paged."""

    id: str
    page: str
    after: str


@dataclass(frozen=True)
class Involved:
    """A team brought in besides the route's own (A4.4)."""

    id: str
    team: str
    page: bool
    text: str


@dataclass(frozen=True)
class Route:
    """Who is paged (A4.1), how fast they acknowledge (A4.3) and who is next (A4.5).

    `team` is empty at level 0: the ticket stays with support.
    """

    id: str = ""
    name: str = ""
    team: str = ""
    ladder: str = ""
    acknowledge: str = ""
    calendar: str = ""
    rungs: tuple[RungAt, ...] = ()
    involve: tuple[Involved, ...] = ()


@dataclass(frozen=True)
class Decision:
    """The whole answer for one ticket at one instant, with the policy that gave it."""

    severity: str
    level: int
    stop_the_line: bool
    missing: tuple[str, ...]
    unknown: tuple[Undecided, ...]
    reasons: tuple[Reason, ...]
    route: Route
    next: tuple[Ahead, ...]
    version: str
    hash: str

    def as_json(self) -> dict[str, Any]:
        """The answer as the API, the terminal and tests give it."""
        return {
            "severity": self.severity,
            "level": self.level,
            "stop_the_line": self.stop_the_line,
            "missing": list(self.missing),
            "unknown": [
                {"criterion": u.criterion, "for": u.decides, "facts": list(u.facts)} for u in self.unknown
            ],
            "reasons": [
                {"criterion": r.criterion, "for": r.decides, "text": r.text, "because": r.because}
                for r in self.reasons
            ],
            "route": _route(self.route),
            "next": [{"criterion": a.criterion, "for": a.decides, "at": iso(a.at)} for a in self.next],
            "policy": {"version": self.version, "hash": self.hash},
        }


def _route(route: Route) -> dict[str, Any]:
    return {
        "id": route.id or None,
        "name": route.name,
        "team": route.team or None,
        "ladder": route.ladder or None,
        "acknowledge": route.acknowledge or None,
        "calendar": route.calendar or None,
        "rungs": [{"id": r.id, "page": r.page, "after": r.after} for r in route.rungs],
        "involve": [{"id": i.id, "team": i.team, "page": i.page, "text": i.text} for i in route.involve],
    }
