"""The list of escalations, and what a new one may duplicate."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tocsin.app.ports import Row
from tocsin.core.model.chain import canonical
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import ROW, clean

NEVER = 1 << 62
"""Stands for a line of which nothing is due: it comes after all others. Empty: not filled yet."""
_CORE = 13
ALIKE = ", ".join([*ROW.names.split(", ")[:_CORE], "original"])
"""The columns of a line that duplicates are looked for in: those of the board are left out."""
_NEWEST = "ORDER BY reported_at DESC, stream DESC LIMIT %s"


def row_of(values: Sequence[Any]) -> Row:
    """A row of ROW, or of ALIKE, as the port's record."""
    stream, status, level, severity, segment, customer, title, owner, *rest = values[:_CORE]
    reported, updated, closed, text, alike = rest
    times = (from_micros(reported), from_micros(updated), _at(closed))
    said = (stream, status, level, severity, segment, customer, title, owner)
    row = Row(*said, *times, text, json.loads(alike))
    if len(values) == _CORE + 1:
        return replace(row, original=values[_CORE])
    return replace(row, **_board(values[_CORE:]))


def _board(values: Sequence[Any]) -> dict[str, Any]:
    due, kind, team, waiting, people, terms, opened, *ended, original = values
    responded, response, resolved, resolution, in_time = ended
    return {
        "due_at": from_micros(due) if due is not None and due < NEVER else None,
        "due_kind": kind,
        "team": team,
        "waiting": bool(waiting),
        "people": tuple(people.split("\n")[1:-1]),
        "terms": terms,
        "opened_at": _at(opened),
        "responded_at": _at(responded),
        "response_took": _span(response),
        "resolved_at": _at(resolved),
        "resolution_took": _span(resolution),
        "in_time": bool(in_time) if in_time is not None else None,
        "original": original,
    }


def _at(micros: int | None) -> datetime | None:
    return from_micros(micros) if micros is not None else None


def _span(micros: int | None) -> timedelta | None:
    return timedelta(microseconds=micros) if micros is not None else None


def line_values(row: Row) -> Sequence[Any]:
    """A line of the list as a row of ROW."""
    said = (row.stream, row.status, row.level, row.severity, row.segment, row.customer, row.title, row.owner)
    texts = [clean(value) if isinstance(value, str) else value for value in said]
    times = (to_micros(row.reported_at), to_micros(row.updated_at), _micros(row.closed_at))
    return (*texts, *times, clean(row.text), canonical(row.alike), *_board_values(row))


def _board_values(row: Row) -> Sequence[Any]:
    due = to_micros(row.due_at) if row.due_at else NEVER
    people = "\n".join(("", *map(clean, row.people), "")) if row.people else ""
    facets = (due, clean(row.due_kind), clean(row.team), row.waiting, people, clean(row.terms))
    taken = (_micros(row.responded_at), _long(row.response_took))
    ended = (_micros(row.resolved_at), _long(row.resolution_took), row.in_time)
    return (*facets, _micros(row.opened_at), *taken, *ended, clean(row.original))


def _micros(at: datetime | None) -> int | None:
    return to_micros(at) if at else None


def _long(span: timedelta | None) -> int | None:
    return span // timedelta(microseconds=1) if span is not None else None


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
        known = f"SELECT {ALIKE} FROM tocsin_row WHERE segment = %s"
        late = f"SELECT * FROM ({known} AND reported_at >= %s {_NEWEST}) late"
        still = f"SELECT * FROM ({known} AND closed_at IS NULL AND reported_at < %s {_NEWEST}) still"
        sql = f"SELECT * FROM ({late} UNION ALL {still}) both_ {_NEWEST}"
        one = [clean(segment), to_micros(since), limit]
        with self._session.failures():
            return [row_of(row) for row in self._session.fetch(sql, [*one, *one, limit])]

    def changed(self, after: int, most: int) -> Sequence[Row] | None:
        """The lines of all streams with an event behind a position of the feed; None for more than `most`."""
        events = "SELECT stream FROM tocsin_event WHERE position > %s ORDER BY position LIMIT %s"
        sql = f"""WITH late AS ({events}) SELECT (SELECT count(*) FROM late), {ALIKE} FROM tocsin_row
          WHERE stream IN (SELECT stream FROM late)"""
        with self._session.failures():
            found = self._session.fetch(sql, [after, most + 1])
        return None if found and found[0][0] > most else [row_of(row[1:]) for row in found]
