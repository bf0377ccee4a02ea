"""Why a clock is due when it is, drawn: the spans that counted and paused, as a line of time (A4.3, A5.8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tocsin.app.desk.view import ClockLine, View
from tocsin.core.calendar.explain import Explanation, Piece
from tocsin.core.calendar.index import NeverOpensError
from tocsin.core.clocks.explain import explain
from tocsin.core.lifecycle.clocks import Ticking, clocks
from tocsin.core.lifecycle.rules import Rules

WHOLE = 1000
"""How wide the line is; places and widths on it are whole numbers."""


@dataclass(frozen=True)
class Stretch:
    """A span on the line: `kind` is counted, closed, break, holiday, paused or late; `note` says why."""

    start: datetime
    end: datetime
    kind: str
    note: str
    at: int
    wide: int


@dataclass(frozen=True)
class ClockWhy:
    """A clock with its reasons: `trail` says how the target came about, the spans how time was counted.

    `due` and `now` are places on the line, None where it has none there. `stopped`: when it was answered.
    """

    line: ClockLine
    started: datetime
    stopped: datetime | None
    trail: tuple[str, ...]
    spans: tuple[Stretch, ...]
    due: int | None
    now: int | None
    times: int = 0


def clock_whys(view: View, rules: Rules) -> tuple[ClockWhy, ...]:
    """Every clock of the view with its line of time. Raises nothing for what is stored."""
    ticking = clocks(view.state, rules)
    return tuple(_why(each, line, view.now) for each, line in zip(ticking, view.clocks, strict=True))


def _why(ticking: Ticking, line: ClockLine, now: datetime) -> ClockWhy:
    clock = ticking.clock.known_at(now)
    try:
        pieces: Explanation | None = explain(ticking.clock, now).spans
    except NeverOpensError:
        pieces = None
    last = clock.stopped or now
    end = max(line.due_at or now, last) if pieces else now
    scale = _Scale(clock.started, end)
    spans = tuple(_spans(pieces.pieces if pieces else (), line, last, scale))
    due = scale.place(line.due_at) if line.due_at else None
    here = scale.place(now) if clock.stopped is None and now <= end else None
    return ClockWhy(line, clock.started, clock.stopped, ticking.trail, spans, due, here, ticking.number)


@dataclass(frozen=True)
class _Scale:
    start: datetime
    end: datetime

    def place(self, at: datetime) -> int:
        """A place on the line, 0 to `WHOLE`."""
        whole = self.end - self.start
        inside = min(max(at, self.start), self.end) - self.start
        return round(inside / whole * WHOLE) if whole else 0


def _spans(pieces: tuple[Piece, ...], line: ClockLine, last: datetime, scale: _Scale) -> Iterator[Stretch]:
    for piece in pieces:
        yield _stretch(piece.start, piece.end, piece.kind.value, piece.note, scale)
    if line.due_at is not None and last > line.due_at:
        yield _stretch(line.due_at, last, "late", "", scale)


def _stretch(start: datetime, end: datetime, kind: str, note: str, scale: _Scale) -> Stretch:
    at = scale.place(start)
    return Stretch(start, end, kind, note, at, max(scale.place(end) - at, 1))
