"""The outbox: a lease and its ledger line are committed before the send, the outcome after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tocsin.app.ports import Outgoing
from tocsin.app.ports_outbox import Lease, Line, Step, Waiting
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.posting import LEASED, LEAVING, write_lines
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_OUTGOING = "id, stream, page, person, channel, address, subject, body, urgent, not_before"
_WIDTH = 10
_LOST = "the lease ran out: whether it was sent is not known"


def outgoing_of(row: Sequence[Any]) -> Outgoing:
    """The first columns of a row of the outbox as the port's record."""
    id_, stream, page, person, channel, address, subject, body, urgent, due = row[:_WIDTH]
    told = (id_, stream, page, person, channel, address, subject, body)
    return Outgoing(*told, bool(urgent), from_micros(due))


class Leases(Part):
    """Messages that are ready, given to one worker each."""

    def claim_outgoing(
        self, now: datetime, holder: str, limit: int, lease: timedelta, channels: Sequence[str] = ()
    ) -> Sequence[Lease]:
        """Leases messages that are ready, urgent ones first; committed, with their attempts, on return.

        A message whose last lease ran out without an outcome is `ambiguous`: it may have been received.
        """
        at = to_micros(now)
        if not self._any_ready(at):
            return []
        with self._session.transaction():
            rows = self._ready(at, limit, channels, urgent=True)
            if len(rows) < limit:
                rows += self._ready(at, limit - len(rows), channels, urgent=False)
            return self._lease(rows, now, holder, lease) if rows else []

    def _any_ready(self, at: int) -> bool:
        """A look before the lock: a worker with nothing to send must not hold up the others."""
        sql = "SELECT 1 FROM tocsin_outbox WHERE urgent IN (true, false) AND ready_at <= %s LIMIT 1"
        with self._session.failures():
            return bool(self._session.fetch(sql, [at]))

    def _ready(self, at: int, limit: int, channels: Sequence[str], urgent: bool) -> list[Any]:
        """Urgent and other messages are two ranges of one index."""
        which = f" AND {self._session.among('channel')}" if channels else ""
        sql = (
            f"SELECT {_OUTGOING}, state, attempts, ambiguous FROM tocsin_outbox"
            f" WHERE urgent = %s AND ready_at <= %s{which} ORDER BY ready_at, id LIMIT %s"
        )
        only = [self._session.dialect.listed(channels)] if channels else []
        return self._session.fetch(f"{sql} {self._session.dialect.skip}", [urgent, at, *only, limit])

    def _lease(self, rows: Sequence[Any], now: datetime, holder: str, lease: timedelta) -> list[Lease]:
        lost = [row for row in rows if row[_WIDTH] in (LEASED, LEAVING)]
        write_lines(self._session, [_line(row, now, Step.UNKNOWN, row[_WIDTH + 1], _LOST) for row in lost])
        self._end([row for row in rows if row[_WIDTH] == LEAVING], now)
        going = [row for row in rows if row[_WIDTH] != LEAVING]
        self._mark(going, now + lease, holder)
        until = from_micros(to_micros(now + lease))
        attempts = [_line(row, now, Step.ATTEMPTED, row[_WIDTH + 1] + 1, "", clean(holder)) for row in going]
        write_lines(self._session, attempts)
        return [_given(row, until) for row in going]

    def _mark(self, rows: Sequence[Any], until: datetime, holder: str) -> None:
        sql = f"""UPDATE tocsin_outbox SET ambiguous = (ambiguous OR state = 'leased'), state = 'leased',
          ready_at = %s, holder = %s, attempts = attempts + 1 WHERE {self._session.among("id")}"""
        ids = self._session.dialect.listed([row[0] for row in rows])
        self._session.run(sql, [to_micros(until), clean(holder), ids])

    def _end(self, rows: Sequence[Any], now: datetime) -> None:
        """Cancelled while it was being sent, and its sender is gone: it is not sent again."""
        if not rows:
            return
        sql = "UPDATE tocsin_outbox SET state = 'cancelled', ready_at = NULL WHERE "
        ids = self._session.dialect.listed([row[0] for row in rows])
        self._session.run(sql + self._session.among("id"), [ids])
        write_lines(self._session, [_line(row, now, Step.CANCELLED, 0, "") for row in rows])

    def waiting(self, before: datetime, limit: int = 100) -> Sequence[Waiting]:
        """Messages that should have been sent before an instant and are not, oldest first."""
        sql = (
            f"SELECT {_OUTGOING}, attempts, ready_at, holder, error FROM tocsin_outbox"
            " WHERE urgent = %s AND ready_at IS NOT NULL AND not_before < %s ORDER BY ready_at, id LIMIT %s"
        )
        with self._session.failures():
            found = [
                row
                for urgent in (True, False)
                for row in self._session.fetch(sql, [urgent, to_micros(before), limit])
            ]
        told = [Waiting(outgoing_of(row), row[10], from_micros(row[11]), row[12], row[13]) for row in found]
        return sorted(told, key=lambda one: one.outgoing.not_before)[:limit]


def _given(row: Sequence[Any], until: datetime) -> Lease:
    ambiguous = bool(row[_WIDTH + 2]) or row[_WIDTH] == LEASED
    return Lease(outgoing_of(row), row[_WIDTH + 1] + 1, until, ambiguous)


def _line(row: Sequence[Any], at: datetime, step: Step, attempt: int, detail: str, holder: str = "") -> Line:
    return Line(row[1], row[2], row[0], at, step, row[3], row[4], attempt, detail, holder)
