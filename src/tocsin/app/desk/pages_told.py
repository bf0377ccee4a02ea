"""Who was paged, when, by which method, and what became of each page: the ledger by page (A4.5)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.app.ports import Recorded
from tocsin.app.ports_outbox import Line, Step
from tocsin.core.ladders.state import Climb
from tocsin.core.lifecycle.state import State

ORDER = (Step.PLANNED, Step.ATTEMPTED, Step.ACCEPTED, Step.DELIVERED, Step.ACKNOWLEDGED)
"""The way of a page that arrives, in order."""
_BAD = (Step.FAILED, Step.UNKNOWN, Step.CANCELLED)


@dataclass(frozen=True)
class Reached:
    """A step that a page took: when first, and how often (attempts)."""

    step: Step
    at: datetime
    times: int = 1
    detail: str = ""


@dataclass(frozen=True)
class Paged:
    """One page: to whom, by which method, on which rung, and the steps that it took, in order of time.

    `outcome` is how far it got: a value of `Step`; a failure only where nothing better came after it.
    """

    id: str
    person: str
    method: str
    ladder: str
    rung: str
    at: datetime
    why: str
    steps: tuple[Reached, ...]

    @property
    def outcome(self) -> Step:
        """How far it got."""
        got = [reached.step for reached in self.steps]
        good = [step for step in ORDER if step in got]
        best = good[-1] if good else Step.PLANNED
        bad = [step for step in got if step in _BAD]
        arrived = best in (Step.ACCEPTED, Step.DELIVERED, Step.ACKNOWLEDGED)
        return best if arrived or not bad else bad[-1]

    @property
    def trouble(self) -> str:
        """Why it did not get through, in the provider's words."""
        return next((r.detail for r in reversed(self.steps) if r.step in _BAD and r.detail), "")


@dataclass(frozen=True)
class Ladder:
    """A ladder that is, or was, climbed: who is paged on it now, who answered, and why it is climbed."""

    id: str
    state: str
    rung: str
    reason: str
    people: tuple[str, ...]
    at: datetime | None
    mine: bool


def ladders(state: State, person: str) -> tuple[Ladder, ...]:
    """Ladders that are not over, those that nobody answered first."""
    order = ("spent", "climbing", "acknowledged")
    climbs = sorted(
        (climb for climb in state.paging.climbs.values() if climb.state in order),
        key=lambda climb: order.index(climb.state),
    )
    calling = state.paging.calling(person)
    return tuple(_ladder(state, climb, climb.id in calling) for climb in climbs)


def _ladder(state: State, climb: Climb, mine: bool) -> Ladder:
    paged = dict.fromkeys(page.person for page in state.paging.open_pages(climb.id))
    answered = climb.state == "acknowledged"
    people = climb.acknowledged_by if answered else tuple(paged)
    at = climb.acknowledged_at if answered else climb.started
    return Ladder(climb.id, climb.state, climb.rung, climb.reason, people, at, mine and not answered)


def pages_told(recorded: Iterable[Recorded], ledger: Sequence[Line]) -> tuple[Paged, ...]:
    """Every page of the record with its lines of the ledger, the latest page first."""
    lines: dict[str, list[Line]] = {}
    for line in ledger:
        lines.setdefault(line.page, []).append(line)
    ordered = [r for r in recorded if r.kind == "page_ordered"]
    return tuple(_paged(event, lines.get(str(event.data["page"]), [])) for event in reversed(ordered))


def _paged(event: Recorded, lines: Sequence[Line]) -> Paged:
    data = event.data
    climbs = data.get("climbs") or [""]
    return Paged(
        str(data["page"]),
        str(data["person"]),
        str(data["method"]),
        str(climbs[0]),
        str(data.get("rung", "")),
        event.at,
        str(data.get("why", "")),
        tuple(_steps(lines)),
    )


def _steps(lines: Sequence[Line]) -> Iterator[Reached]:
    found: dict[Step, list[Line]] = {}
    for line in lines:
        found.setdefault(line.step, []).append(line)
    for step, each in sorted(found.items(), key=lambda item: item[1][0].at):
        yield Reached(step, each[0].at, len(each), each[-1].detail)
