"""Reading streams: snapshots, events, replies (design §5)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from tocsin.app.ports import Json, Recorded, Snapshot, Wake
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import clean, key_of

SNAPSHOT = "id, version, state, hash, wake_kind, due_at"
RECORDED = "stream, version, at, kind, actor, policy, key, data, previous, hash"
_PAGE = 2000


def snapshot_of(row: Sequence[Any]) -> Snapshot:
    """A row of SNAPSHOT as the port's record."""
    stream, version, state, hash_, kind, due = row
    wake = Wake(kind, from_micros(due)) if due is not None else None
    return Snapshot(stream, version, bytes(state), hash_, wake)


def recorded_of(row: Sequence[Any]) -> Recorded:
    """A row of RECORDED as the port's record."""
    stream, version, at, kind, actor, policy, key, data, previous, hash_ = row
    return Recorded(
        stream, version, from_micros(at), kind, actor, policy, key, json.loads(data), previous, hash_
    )


class Streams(Part):
    """Streams as last saved, and their events."""

    def load(self, stream: str) -> Snapshot | None:
        """The stream as last saved, or None. Raises StoreUnavailable."""
        sql = f"SELECT {SNAPSHOT} FROM tocsin_stream WHERE id = %s"
        with self._session.failures():
            found = self._session.fetch(sql, [clean(stream)])
        return snapshot_of(found[0]) if found else None

    def events(self, stream: str, until: datetime | None = None) -> Sequence[Recorded]:
        """The stream's events in order; with `until`, those up to and including that instant."""
        sql = f"SELECT {RECORDED} FROM tocsin_event WHERE stream = %s"
        params: list[Any] = [clean(stream)]
        if until is not None:
            sql += " AND at <= %s"
            params.append(to_micros(until))
        with self._session.failures():
            return [recorded_of(row) for row in self._session.fetch(f"{sql} ORDER BY version", params)]

    def reply(self, key: str) -> Json | None:
        """What the command with this client key was answered, or None when it never came."""
        with self._session.failures():
            found = self._session.fetch("SELECT reply FROM tocsin_command WHERE key = %s", [key_of(key)])
        if not found:
            return None
        answer: Json = json.loads(found[0][0])
        return answer

    def streams(self) -> Iterator[str]:
        """Every stream, in the order of their ids as texts; those begun meanwhile may be among them."""
        last = ""
        while True:
            with self._session.failures():
                page = self._session.fetch(
                    "SELECT id FROM tocsin_stream WHERE id > %s ORDER BY id LIMIT %s", [last, _PAGE]
                )
            if not page:
                return
            yield from (stream for (stream,) in page)
            last = page[-1][0]
