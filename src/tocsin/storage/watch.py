"""Heartbeats of workers, and what the auditor looks for: bounded questions, each with an index."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tocsin.app.ports_worker import Beat, Overdue
from tocsin.core.model.chain import canonical
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_OVERDUE = "id, wake_kind, due_at, wake_at, troubles, error"
_BEAT = """INSERT INTO tocsin_worker (worker, started_at, at, said) VALUES (%s, %s, %s, %s)
  ON CONFLICT (worker) DO UPDATE SET started_at = excluded.started_at, at = excluded.at,
  said = excluded.said"""


class Watches(Part):
    """Who is alive, and what was missed."""

    def beat(self, beat: Beat) -> None:
        """Writes a worker's heartbeat over its last one."""
        times = (to_micros(beat.started_at), to_micros(beat.at))
        with self._session.transaction():
            self._session.run(_BEAT, [clean(beat.worker), *times, canonical(beat.said)])

    def beats(self) -> Sequence[Beat]:
        """The last heartbeat of each worker, newest first."""
        sql = "SELECT worker, started_at, at, said FROM tocsin_worker ORDER BY at DESC, worker"
        with self._session.failures():
            found = self._session.fetch(sql)
        return [
            Beat(one, from_micros(began), from_micros(at), json.loads(said)) for one, began, at, said in found
        ]

    def forget_worker(self, worker: str) -> None:
        """Takes out the heartbeat of a worker that stopped in good order."""
        with self._session.transaction():
            self._session.run("DELETE FROM tocsin_worker WHERE worker = %s", [clean(worker)])

    def overdue(self, before: datetime, limit: int = 100) -> Sequence[Overdue]:
        """Streams whose obligation was due before an instant and is not met, oldest first.

        Those nobody looked at, and those put off because handling them failed.
        """
        at = to_micros(before)
        missed = (
            f"SELECT {_OVERDUE} FROM tocsin_stream WHERE wake_at < %s AND troubles = 0 ORDER BY wake_at, id"
        )
        stuck = f"SELECT {_OVERDUE} FROM tocsin_stream WHERE due_at < %s AND troubles > 0 ORDER BY due_at"
        with self._session.failures():
            found = [
                row for sql in (missed, stuck) for row in self._session.fetch(f"{sql} LIMIT %s", [at, limit])
            ]
        return [_overdue(row) for row in sorted(found, key=lambda row: (row[2], row[0]))][:limit]

    def next_due(self, limit: int = 20) -> Sequence[Overdue]:
        """The obligations that fall due next, earliest first; those overdue come first of all."""
        sql = f"SELECT {_OVERDUE} FROM tocsin_stream WHERE wake_at IS NOT NULL ORDER BY wake_at, id LIMIT %s"
        with self._session.failures():
            return [_overdue(row) for row in self._session.fetch(sql, [limit])]


def _overdue(row: Sequence[Any]) -> Overdue:
    stream, kind, due, wake, troubles, error = row
    return Overdue(stream, kind, from_micros(due), from_micros(wake), troubles, error)
