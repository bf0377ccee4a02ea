"""Messages into the outbox and out of it again, and lines of the ledger, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tocsin.app.ports import Change, Outgoing
from tocsin.app.ports_outbox import Line, Step
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Session
from tocsin.storage.tables import LEDGER, OUTBOX, clean

WAITING, LEASED, LEAVING = "waiting", "leased", "leaving"
"""`leaving`: cancelled while it was being sent, so it is not tried again."""


def post(session: Session, messages: Sequence[tuple[int, Outgoing]]) -> None:
    """Puts messages in, each with a line `planned`; one that is there already (by its id) stays as it is."""
    new = {clean(out.id): (at, out) for at, out in messages}
    if not new:
        return
    known = f"SELECT id FROM tocsin_outbox WHERE {session.among('id')}"
    for (there,) in session.fetch(known, [session.dialect.listed(new)]):
        del new[there]
    session.insert(OUTBOX, [_row(out) for _, out in new.values()])
    write_lines(session, (_planned(at, out) for at, out in new.values()))


def _row(out: Outgoing) -> Sequence[Any]:
    said = (out.id, out.stream, out.page, out.person, out.channel, out.address, out.subject, out.body)
    due = to_micros(out.not_before)
    return (*map(clean, said), out.urgent, due, WAITING, due)


def _planned(at: int, out: Outgoing) -> Line:
    return Line(out.stream, out.page, out.id, from_micros(at), Step.PLANNED, out.person, out.channel)


def cancel(session: Session, change: Change) -> None:
    """Ends what was not sent yet of the pages that a change cancels; what is being sent has no second try."""
    if change.cancel:
        pages = session.dialect.listed(map(clean, change.cancel))
        _end(session, change, f"AND {session.among('page')}", [pages])


def cancel_all(session: Session, change: Change) -> None:
    """Ends everything about an escalation that was not sent yet."""
    _end(session, change, "", [])


def _end(session: Session, change: Change, which: str, params: Sequence[Any]) -> None:
    sql = f"""UPDATE tocsin_outbox SET
      state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE 'leaving' END,
      ready_at = CASE state WHEN 'waiting' THEN NULL ELSE ready_at END
      WHERE id IN (SELECT id FROM tocsin_outbox WHERE stream = %s {which}
        AND state IN ('waiting', 'leased') ORDER BY id {session.dialect.lock})
      RETURNING id, page, person, channel, state"""
    ended = [row for row in session.fetch(sql, [clean(change.stream), *params]) if row[4] == "cancelled"]
    lines = [
        Line(change.stream, page, id_, change.at, Step.CANCELLED, person, channel)
        for id_, page, person, channel, _ in sorted(ended)
    ]
    write_lines(session, lines)


def answered(session: Session, changes: Iterable[Change]) -> None:
    """A line for each page that a change acknowledged."""
    lines = [
        Line(change.stream, page, "", change.at, Step.ACKNOWLEDGED, person)
        for change in changes
        for page, person in change.answered
    ]
    write_lines(session, lines)


def write_lines(session: Session, lines: Iterable[Line]) -> None:
    """Adds to the ledger."""
    session.insert(LEDGER, [_line(line) for line in lines])


def _line(line: Line) -> Sequence[Any]:
    who = (clean(line.person), clean(line.channel), line.attempt, clean(line.detail), clean(line.holder))
    place = (clean(line.stream), clean(line.page), clean(line.outgoing))
    return (*place, to_micros(line.at), str(line.step), *who)
