"""The desk's page: open escalations by what is due next, each with all that its line shows (A3)."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.app.desk.board_fill import fill_now_and_then
from tocsin.app.desk.board_row import next_due
from tocsin.app.desk.desk import Desk
from tocsin.app.desk.view import ClockLine
from tocsin.app.ports import Row
from tocsin.app.ports_board import Place, Wanted
from tocsin.core.clocks.explain import left_in_words
from tocsin.core.clocks.reading import reading
from tocsin.core.lifecycle.clocks import Ticking, running
from tocsin.core.lifecycle.obligations import Obligation
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.model.finding import Finding, Position, Refused

__all__ = ["LONGEST", "Board", "Line", "Wanted", "board", "line_of"]

LONGEST = 200
"""Lines of a page at most."""
_FARTHEST = 1 << 62


@dataclass(frozen=True)
class Line:
    """One escalation on the desk at an instant.

    `due` is what people owe next, None when nothing is; it is late when `due.due_at` is past. `clocks` are
    those that nobody answered yet, without the long account of why. `vacant` are seats of its level that
    nobody holds. `updated` is the last word to the customer. `paging` is the worst state of its ladders:
    `spent` (nobody answered), `climbing`, `acknowledged` or "".
    """

    row: Row
    state: State
    due: Obligation | None
    clocks: tuple[ClockLine, ...]
    vacant: tuple[str, ...]
    updated: datetime | None
    waiting: bool
    paging: str
    rules: Rules


@dataclass(frozen=True)
class Board:
    """A page of lines. `next` is the cursor of the page behind it, "" for the last one.

    `total` counts every line that is wanted, at most `ports_board.COUNTED`.
    """

    lines: tuple[Line, ...]
    next: str
    total: int


def board(desk: Desk, wanted: Wanted, now: datetime, limit: int = 50, after: str = "") -> Board:
    """The lines that are wanted at `now` (aware UTC), those due next first; closed ones the latest first.

    Lines behind a cursor stay behind it however others move meanwhile. Raises Refused for a cursor that
    this desk did not give.
    """
    place = _place(after, wanted)
    desk.books.refresh()
    fill_now_and_then(desk)
    found = desk.store.found(wanted, max(1, min(limit, LONGEST)), place)
    lines = tuple(_lines(desk, found.rows, now))
    return Board(lines, _cursor(found.next, wanted), found.total)


def _lines(desk: Desk, rows: Sequence[Row], now: datetime) -> Iterator[Line]:
    snapshots = desk.store.loads([row.stream for row in rows])
    for row in rows:
        snapshot = snapshots.get(row.stream)
        if snapshot is not None:
            state = desk.state_of(snapshot)
            yield line_of(row, state, desk.books.of(state.policy), now)


def line_of(row: Row, state: State, rules: Rules, now: datetime) -> Line:
    """The line of one escalation at `now`."""
    level = rules.policy.levels.get(state.level)
    wanted = level.roles if level and state.is_escalation else []
    return Line(
        row,
        state,
        next_due(state, rules),
        tuple(_clock(ticking, now) for ticking in running(state, rules)),
        tuple(role for role in wanted if role not in state.seats),
        state.times.updated,
        state.is_waiting,
        _paging(state),
        rules,
    )


def _clock(ticking: Ticking, now: datetime) -> ClockLine:
    clock = ticking.clock
    shown = reading(clock, now)
    target = str(clock.target)
    left = left_in_words(clock, now)
    return ClockLine(ticking.name, shown.status.value, target, clock.calendar, shown.due_at, left, ())


def _paging(state: State) -> str:
    found = {climb.state for climb in state.paging.climbs.values()} if state.is_escalation else set()
    return next((word for word in ("spent", "climbing", "acknowledged") if word in found), "")


def _cursor(place: Place | None, wanted: Wanted) -> str:
    if place is None:
        return ""
    told = f"{'c' if wanted.closed else 'o'}{place.at}:{place.stream}"
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _place(cursor: str, wanted: Wanted) -> Place | None:
    if not cursor:
        return None
    try:
        told = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        kind, (at, _, stream) = told[:1], told[1:].partition(":")
        place = Place(int(at), stream)
        if kind == ("c" if wanted.closed else "o") and abs(place.at) <= _FARTHEST:
            return place
    except (binascii.Error, ValueError):
        pass
    text = f"`{cursor[:60]}` is no cursor of this list"
    raise Refused(Finding("cursor", text, Position.of("after"), "begin again without `after`"), usage=True)
