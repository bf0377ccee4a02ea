"""The past, exactly: what held at an instant, and projections made again from events (design §5)."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.app.desk.changes import row_of, wake_of
from tocsin.app.desk.desk import Desk, folded, unknown
from tocsin.app.desk.view import View, view
from tocsin.app.ports import Recorded, Row, Wake
from tocsin.app.ports_upkeep import Project
from tocsin.core.lifecycle.codec import state_bytes
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso


def now_view(desk: Desk, stream: str, now: datetime) -> View:
    """An escalation as it stands. Raises Refused for an unknown one."""
    desk.books.refresh()
    state, rules = desk.load(stream)
    return view(state, rules, desk.store.events(stream), now)


def past_view(desk: Desk, stream: str, at: datetime) -> View:
    """The exact state at an instant, and the events that led to it. Raises Refused when there was none."""
    desk.books.refresh()
    recorded = desk.store.events(stream, at)
    if not recorded:
        raise _not_yet(desk, stream, at)
    state = folded(stream, recorded)
    return view(state, desk.books.of(state.policy), recorded, at)


def _not_yet(desk: Desk, stream: str, at: datetime) -> Refused:
    later = desk.store.events(stream)
    if not later:
        return unknown(stream)
    text = f"`{stream}` was not there yet at {iso(at)}"
    help_ = f"it was reported at {iso(later[0].at)}"
    return Refused(Finding("unknown-escalation", text, Position.of(stream), help_), usage=True)


def projector(desk: Desk) -> Project:
    """How a stream's events become its snapshot, its line in the list and its next obligation."""
    desk.books.refresh()

    def project(stream: str, recorded: Sequence[Recorded]) -> tuple[bytes, Row, Wake | None]:
        state = folded(stream, recorded)
        rules = desk.books.of(state.policy)
        return state_bytes(state), row_of(state, rules), wake_of(state, rules)

    return project
