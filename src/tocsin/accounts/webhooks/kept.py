"""Webhooks for the courier, by plain statements on the store's own connection: a worker needs no models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol

from tocsin.accounts.webhooks.words import DELIVERED, FAILED, WAITING
from tocsin.app.ports_webhooks import Listener, Marked, Packed, Parcel
from tocsin.core.model.instant import from_micros, to_micros

_DAY = 86_400_000_000
_DUE = """SELECT id, webhook_id, url, secret, position, kind, body, attempts FROM (
    SELECT d.id, d.webhook_id, w.url, w.secret, d.position, d.kind, d.body, d.attempts, d.next_at,
      row_number() OVER (PARTITION BY d.webhook_id ORDER BY d.next_at, d.id) AS place
    FROM tocsin_webhook_delivery d JOIN tocsin_webhook w ON w.id = d.webhook_id
    WHERE d.state = 'waiting' AND d.next_at <= %s AND (d.lease_until IS NULL OR d.lease_until < %s)
    AND w.is_active) due
  WHERE place = 1 ORDER BY next_at, id"""
_ON = "SELECT id, kinds, cursor FROM tocsin_webhook WHERE is_active ORDER BY id"
_LEASE = """UPDATE tocsin_webhook_delivery SET lease_until = %s, holder = %s, attempts = attempts + 1
  WHERE id = %s AND state = 'waiting' AND attempts = %s AND (lease_until IS NULL OR lease_until < %s)"""
_TRY = """INSERT INTO tocsin_webhook_attempt (delivery_id, number, at, outcome, detail)
  VALUES (%s, %s, %s, 'unknown', '')"""
_PACK = """INSERT INTO tocsin_webhook_delivery
  (webhook_id, position, kind, stream, body, state, attempts, created_at, next_at, holder)
  VALUES (%s, %s, %s, %s, %s, 'waiting', 0, %s, %s, '') ON CONFLICT DO NOTHING"""
_SETTLE = """UPDATE tocsin_webhook_delivery
  SET state = %s, next_at = %s, done_at = %s, lease_until = NULL, holder = ''
  WHERE id = %s AND holder = %s AND attempts = %s AND state = 'waiting'"""
_FAILING = "UPDATE tocsin_webhook SET failing_since = coalesce(failing_since, %s) WHERE id = %s"
_WORKS = "UPDATE tocsin_webhook SET failing_since = NULL WHERE id = %s AND failing_since IS NOT NULL"


class Sql(Protocol):
    """The store's connection of this thread."""

    @property
    def connection(self) -> Any:
        """Django's connection."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing."""

    def failures(self) -> AbstractContextManager[None]:
        """What the database says becomes StoreUnavailable."""

    def fetch(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """The rows of a select."""

    def run(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Runs a statement, and says how many rows it wrote."""

    def many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Runs one statement for many rows."""

    def close(self) -> None:
        """Lets this thread's connection go."""


class KeptPost:
    """Implements Post on the store's database."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self._is_there = False

    def is_there(self) -> bool:
        """Whether this database has webhooks at all."""
        if not self._is_there:
            with self._sql.failures():
                self._sql.connection.ensure_connection()
                names = self._sql.connection.introspection.table_names()
            self._is_there = "tocsin_webhook" in names
        return self._is_there

    def listeners(self) -> Sequence[Listener]:
        """The receivers that are switched on."""
        with self._sql.failures():
            found = self._sql.fetch(
                "SELECT id, kinds, cursor FROM tocsin_webhook WHERE is_active ORDER BY id"
            )
        return [Listener(int(id_), frozenset(kinds.split()), int(cursor)) for id_, kinds, cursor in found]

    def spread(self, listener: Listener, until: int, packed: Sequence[Packed], now: datetime) -> bool:
        """Keeps parcels for a receiver and moves its cursor, as one."""
        at = to_micros(now)
        with self._sql.transaction():
            moved = self._sql.run(
                "UPDATE tocsin_webhook SET cursor = %s WHERE id = %s AND cursor = %s AND is_active",
                (until, listener.id, listener.cursor),
            )
            if not moved:
                return False
            rows = [
                (listener.id, each.fed.position, each.fed.kind, each.fed.stream, each.body.decode(), at, at)
                for each in packed
            ]
            self._sql.many(_PACK, rows)
        return True

    def claim(
        self, now: datetime, holder: str, lease: timedelta, limit: int, busy: Callable[[int], bool]
    ) -> Sequence[Parcel]:
        """Leases parcels that are due, of each receiver the oldest: a long queue of one holds up nobody."""
        at = to_micros(now)
        with self._sql.failures():
            due = self._sql.fetch(_DUE, (at, at))
        taken: list[Parcel] = []
        for id_, webhook, url, secret, position, kind, body, attempts in due:
            if len(taken) == limit or busy(webhook):
                continue
            if self._leased(id_, attempts, at, holder, to_micros(now + lease)):
                taken.append(Parcel(id_, webhook, url, secret, position, kind, body.encode(), attempts + 1))
        return taken

    def _leased(self, id_: int, attempts: int, at: int, holder: str, until: int) -> bool:
        with self._sql.transaction():
            if not self._sql.run(_LEASE, (until, holder[:120], id_, attempts, at)):
                return False
            self._sql.run(_TRY, (id_, attempts + 1, at))
        return True

    def mark(self, marked: Marked, holder: str) -> bool:
        """Writes down what became of an attempt. The line stands also when the lease was lost meanwhile."""
        parcel, at = marked.parcel, to_micros(marked.at)
        took = marked.took // timedelta(milliseconds=1)
        with self._sql.transaction():
            self._sql.run(
                "UPDATE tocsin_webhook_attempt SET outcome = %s, detail = %s, took_ms = %s"
                " WHERE delivery_id = %s AND number = %s",
                (marked.outcome, marked.detail[:300], took, parcel.id, parcel.attempt),
            )
            held = self._settle(marked, holder, at)
            if marked.outcome == DELIVERED:
                self._sql.run(_WORKS, (parcel.webhook,))
            else:
                self._sql.run(_FAILING, (at, parcel.webhook))
            if marked.off:
                self._sql.run(
                    "UPDATE tocsin_webhook SET is_active = %s, off_why = %s WHERE id = %s",
                    (False, marked.off[:300], parcel.webhook),
                )
        return held

    def _settle(self, marked: Marked, holder: str, at: int) -> bool:
        done = marked.next_at is None
        state = DELIVERED if marked.outcome == DELIVERED else FAILED if done else WAITING
        next_at = to_micros(marked.next_at) if marked.next_at else None
        return bool(
            self._sql.run(
                _SETTLE,
                (state, next_at, at if done else None, marked.parcel.id, holder[:120], marked.parcel.attempt),
            )
        )

    def failing_since(self, webhook: int) -> datetime | None:
        """Since when a receiver has taken nothing."""
        with self._sql.failures():
            found = self._sql.fetch("SELECT failing_since FROM tocsin_webhook WHERE id = %s", (webhook,))
        return from_micros(int(found[0][0])) if found and found[0][0] is not None else None

    def close(self) -> None:
        """Lets this thread's connection go."""
        self._sql.close()

    def tidy(self, before: datetime) -> int:
        """Forgets parcels done with before an instant, and what the API kept longer than a day."""
        at = to_micros(before)
        day = at + 29 * _DAY
        with self._sql.transaction():
            self._sql.run(
                "DELETE FROM tocsin_webhook_attempt WHERE delivery_id IN"
                " (SELECT id FROM tocsin_webhook_delivery WHERE done_at < %s)", (at,),
            )  # fmt: skip
            gone = self._sql.run("DELETE FROM tocsin_webhook_delivery WHERE done_at < %s", (at,))
            self._sql.run("DELETE FROM tocsin_kept_reply WHERE at < %s", (day,))
            self._sql.run('DELETE FROM tocsin_allowance WHERE "window" < %s', (day // 60_000_000,))
        return gone
