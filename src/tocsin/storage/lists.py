"""The list of escalations, and what a new one may duplicate."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tocsin.app.ports import Row
from tocsin.core.model.chain import canonical
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import ROW, clean

_NEWEST = "ORDER BY reported_at DESC, stream DESC LIMIT %s"


def row_of(values: Sequence[Any]) -> Row:
    """A row of ROW as the port's record."""
    stream, status, level, severity, segment, customer, title, owner, *rest = values
    reported, updated, closed, text, alike = rest
    ended = from_micros(closed) if closed is not None else None
    times = (from_micros(reported), from_micros(updated), ended)
    said = (stream, status, level, severity, segment, customer, title, owner)
    return Row(*said, *times, text, json.loads(alike))


def line_values(row: Row) -> Sequence[Any]:
    """A line of the list as a row of ROW."""
    said = (row.stream, row.status, row.level, row.severity, row.segment, row.customer, row.title, row.owner)
    texts = [clean(value) if isinstance(value, str) else value for value in said]
    closed = to_micros(row.closed_at) if row.closed_at else None
    times = (to_micros(row.reported_at), to_micros(row.updated_at), closed)
    return (*texts, *times, clean(row.text), canonical(row.alike))


class Lists(Part):
    """Lines of the list, bounded and by index."""

    def rows(self, open_only: bool = True, limit: int = 200) -> Sequence[Row]:
        """The list, newest first."""
        where = "WHERE closed_at IS NULL" if open_only else ""
        sql = f"SELECT {ROW.names} FROM tocsin_row {where} {_NEWEST}"
        with self._session.failures():
            return [row_of(row) for row in self._session.fetch(sql, [limit])]

    def recent(self, segment: str, since: datetime, limit: int) -> Sequence[Row]:
        """Escalations of a segment reported since, and all open ones, newest first (A2.4)."""
        known = f"SELECT {ROW.names} FROM tocsin_row WHERE segment = %s"
        late = f"SELECT * FROM ({known} AND reported_at >= %s {_NEWEST}) late"
        still = f"SELECT * FROM ({known} AND closed_at IS NULL AND reported_at < %s {_NEWEST}) still"
        sql = f"SELECT * FROM ({late} UNION ALL {still}) both_ {_NEWEST}"
        one = [clean(segment), to_micros(since), limit]
        with self._session.failures():
            return [row_of(row) for row in self._session.fetch(sql, [*one, *one, limit])]
