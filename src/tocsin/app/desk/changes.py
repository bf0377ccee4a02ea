"""A decision as a change to be saved: events, snapshot, list row, next obligation, messages (design §4)."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.app.desk.board_row import board_fields
from tocsin.app.desk.outgoing import answered, cancelled, outgoing
from tocsin.app.ports import Change, Event, Json, Row, Wake
from tocsin.core.criteria.vocabulary import Facts
from tocsin.core.lifecycle.codec import Happened, event_data, name_of, state_bytes
from tocsin.core.lifecycle.decide import not_before
from tocsin.core.lifecycle.obligations import earliest
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State


def change_of(
    before: State,
    after: State,
    events: Sequence[Happened],
    rules: Rules,
    now: datetime,
    actor: str,
    key: str = "",
    reply: Json | None = None,
) -> Change:
    """Everything that one decision at `now` (aware UTC) saves.

    A page that it orders and withdraws at once is never sent. What it sends leaves at `now`, though events
    never stand before the last one when a clock was set back.
    """
    withdrawn = cancelled(events)
    return Change(
        stream=after.id,
        expected=before.version,
        at=not_before(before, now),
        actor=actor,
        policy=after.policy,
        events=tuple(Event(name_of(event), event_data(event)) for event in events),
        snapshot=state_bytes(after),
        row=row_of(after, rules),
        wake=wake_of(after, rules),
        outgoing=tuple(
            out for out in outgoing(before, after, events, rules, now, actor) if out.page not in withdrawn
        ),
        cancel=withdrawn,
        answered=answered(events),
        key=key,
        reply=reply or {},
    )


def wake_of(state: State, rules: Rules) -> Wake | None:
    """The earliest obligation, for the index."""
    found = earliest(state, rules)
    return Wake(found.kind, found.due_at) if found else None


def row_of(state: State, rules: Rules) -> Row:
    """The line of the list."""
    times = state.times
    reported = times.reported
    if reported is None:
        raise ValueError(f"`{state.id}` was never reported")
    same = rules.policy.intake.duplicates.same
    return Row(
        stream=state.id,
        status=str(state.status),
        level=state.level,
        severity=state.severity,
        segment=state.segment,
        customer=state.ticket.customer,
        title=state.ticket.title,
        owner=state.owner,
        reported_at=reported,
        updated_at=times.last or reported,
        closed_at=times.closed,
        text=f"{state.ticket.title}\n{state.ticket.text}".strip(),
        alike=alike(state.facts, same),
        **board_fields(state, rules),
    )


def alike(facts: Facts, same: Sequence[str]) -> Json:
    """The facts on which duplicates agree, as plain JSON (A2.4)."""
    known = ((name, facts[name]) for name in same if name in facts)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in known}
