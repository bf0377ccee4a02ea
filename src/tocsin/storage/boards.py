"""The list as the desk shows it: filtered, searched, a page at a time (A3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tocsin.app.ports import Row, Snapshot
from tocsin.app.ports_board import COUNTED, Found, Place, Wanted
from tocsin.storage.board_sql import Condition, conditions
from tocsin.storage.lists import NEVER, line_values, row_of
from tocsin.storage.session import Part
from tocsin.storage.streams import SNAPSHOT, snapshot_of
from tocsin.storage.tables import ROW, clean

LATEST = 20_000
"""So many closed lines are looked through when no index finds what is asked for."""


class _Order(NamedTuple):
    column: str
    is_in: str
    after: str
    order: str


_OPEN = _Order("due_at", "closed_at IS NULL", "(due_at, stream) > (%s, %s)", "due_at, stream")
_CLOSED = _Order(
    "closed_at", "closed_at IS NOT NULL", "(closed_at, stream) < (%s, %s)", "closed_at DESC, stream DESC"
)


class Boards(Part):
    """Pages of the list, several snapshots at once, lines made anew."""

    def found(self, wanted: Wanted, limit: int, after: Place | None = None) -> Found:
        """A page of the list behind a place, and how many lines there are in all (at most `COUNTED`).

        Open lines by what is due next, those with nothing due last; closed ones the latest first. Closed
        lines that only a look at each can find are looked for among the latest `LATEST`.
        """
        order = _CLOSED if wanted.closed else _OPEN
        asked = conditions(self._session, wanted)
        with self._session.failures():
            rows = self._session.fetch(*_page(order, asked, limit + 1, after))
            total = rows[0][0] if rows else self._total(order, asked) if after else 0
        lines = tuple(row_of(row[1:]) for row in rows[:limit])
        return Found(lines, _place(order, rows[limit - 1][1:]) if len(rows) > limit else None, int(total))

    def _total(self, order: _Order, asked: list[Condition]) -> int:
        """A page behind the last line: how many there are before it."""
        return int(self._session.fetch(*_count(order, asked))[0][0])

    def loads(self, streams: Sequence[str]) -> Mapping[str, Snapshot]:
        """Several streams as last saved; those that are unknown are left out."""
        if not streams:
            return {}
        sql = f"SELECT {SNAPSHOT} FROM tocsin_stream WHERE {self._session.among('id')}"
        with self._session.failures():
            found = self._session.fetch(sql, [self._session.dialect.listed(map(clean, streams))])
        return {row[0]: snapshot_of(row) for row in found}

    def unfilled(self, limit: int) -> Sequence[str]:
        """Streams whose line was written before the board had its columns, open ones first."""
        known = "SELECT stream FROM tocsin_row WHERE due_at IS NULL AND closed_at IS"
        open_, ended = f"({known} NULL LIMIT %s) open_", f"({known} NOT NULL LIMIT %s) ended"
        sql = f"SELECT * FROM {open_} UNION ALL SELECT * FROM {ended} LIMIT %s"
        with self._session.failures():
            return [stream for (stream,) in self._session.fetch(sql, [limit] * 3)]

    def fill(self, rows: Sequence[Row], without: Sequence[str] = ()) -> None:
        """Writes lines anew. Call it while the streams are held; `without` are not asked for again."""
        passed = f"UPDATE tocsin_row SET due_at = %s WHERE {self._session.among('stream')} AND due_at IS NULL"
        with self._session.transaction():
            self._session.insert(ROW, [line_values(row) for row in rows], ROW.overwrite("stream"))
            if without:
                self._session.run(passed, [NEVER, self._session.dialect.listed(map(clean, without))])


def _where(order: _Order, asked: Sequence[Condition]) -> tuple[str, list[Any]]:
    where = " AND ".join([order.is_in, *(each.sql for each in asked)])
    return where, [value for each in asked for value in each.params]


def _lines(order: _Order, asked: Sequence[Condition]) -> str:
    """Where lines are looked for: a condition without an index must not read a million of them."""
    if order is _OPEN or not asked or any(each.indexed for each in asked):
        return "tocsin_row"
    return f"(SELECT * FROM tocsin_row WHERE {order.is_in} ORDER BY {order.order} LIMIT {LATEST}) latest"


def _count(order: _Order, asked: Sequence[Condition]) -> tuple[str, list[Any]]:
    where, params = _where(order, asked)
    few = f"SELECT 1 FROM {_lines(order, asked)} WHERE {where} LIMIT {COUNTED}"
    return f"SELECT count(*) FROM ({few}) few", params


def _page(order: _Order, asked: list[Condition], limit: int, after: Place | None) -> tuple[str, list[Any]]:
    """The lines of a page, each behind the number of all of them: one question."""
    where, params = _where(order, asked)
    count, counted = _count(order, asked)
    if after is not None:
        where, params = f"{where} AND {order.after}", [*params, after.at, clean(after.stream)]
    # The number stands in the text: with it as a parameter PostgreSQL plans for a tenth of the table.
    end = f"ORDER BY {order.order} LIMIT {int(limit)}"
    sql = f"SELECT ({count}), {ROW.names} FROM {_lines(order, asked)} WHERE {where} {end}"
    return sql, [*counted, *params]


_PLACES = {name: place for place, (name, _) in enumerate(ROW.columns)}


def _place(order: _Order, row: Sequence[Any]) -> Place:
    at = row[_PLACES[order.column]]
    return Place(NEVER if at is None else at, row[0])
