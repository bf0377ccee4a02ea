"""Where the two engines differ in words: lists as parameters, many rows in one statement, skipping locks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

Params = Sequence[Any]


class Table(NamedTuple):
    """A table and the columns that are written together, each with its PostgreSQL type."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> str:
        """The columns, as a statement lists them."""
        return ", ".join(name for name, _ in self.columns)

    def overwrite(self, key: str, where: str = "") -> str:
        """The end of an insert that writes over the row that has the same key."""
        news = ", ".join(f"{name} = excluded.{name}" for name, _ in self.columns if name != key)
        return f"ON CONFLICT ({key}) DO UPDATE SET {news} {where}"


class Cursor(Protocol):
    """The part of a database cursor that is used here."""

    @property
    def rowcount(self) -> int:
        """Rows that the last statement wrote."""

    def execute(self, sql: str, params: Params | None = None, /) -> Any:
        """Runs one statement."""

    def executemany(self, sql: str, params: Sequence[Params], /) -> Any:
        """Runs one statement for many rows."""


class Dialect(Protocol):
    """How one engine says what both can do."""

    lock: str
    """The end of a select that locks its rows."""
    skip: str
    """The end of a select that locks its rows and passes over those that are locked."""
    announce: str
    """A column that announces, until the transaction ends, that positions of events are about to be taken."""

    def among(self, column: str) -> str:
        """The condition that a text column is one of a list: one parameter, made by `listed`."""

    def listed(self, values: Iterable[str]) -> Any:
        """A list of texts as one parameter."""

    def insert(self, cursor: Cursor, table: Table, rows: Sequence[Params], tail: str) -> int:
        """Inserts many rows, and says how many were written."""


class Postgres:
    """Arrays are parameters, and UNNEST makes rows of them: one statement however many rows."""

    lock = "FOR UPDATE"
    skip = "FOR UPDATE SKIP LOCKED"
    # Before the first position is taken the sequence says 1 as well, and `is_called` that it is not.
    announce = (
        "(SELECT pg_advisory_xact_lock_shared("
        "('tocsin_event_position_seq'::regclass::oid::bigint & 2147483647)::int,"
        " ((last_value - (NOT is_called)::int) & 2147483647)::int) IS NULL FROM tocsin_event_position_seq)"
    )

    def among(self, column: str) -> str:
        """`= ANY`, with the list as an array."""
        return f"{column} = ANY(%s::text[])"

    def listed(self, values: Iterable[str]) -> Any:
        """An array."""
        return list(values)

    def insert(self, cursor: Cursor, table: Table, rows: Sequence[Params], tail: str) -> int:
        """One statement, one array a column, sent in binary: texts need no escapes."""
        arrays = ", ".join(f"%b::{kind}[]" for _, kind in table.columns)
        sql = f"INSERT INTO {table.name} ({table.names}) SELECT * FROM unnest({arrays}) {tail}"
        cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])
        return cursor.rowcount


class Sqlite:
    """One writer at a time: the transaction itself is the lock. Statements cost no round trip."""

    lock = ""
    skip = ""
    announce = "0"

    def among(self, column: str) -> str:
        """`IN`, with the list as a JSON array."""
        return f"{column} IN (SELECT value FROM json_each(%s))"

    def listed(self, values: Iterable[str]) -> Any:
        """A JSON array."""
        return json.dumps(list(values))

    def insert(self, cursor: Cursor, table: Table, rows: Sequence[Params], tail: str) -> int:
        """One prepared statement, run for each row."""
        places = ", ".join("%s" for _ in table.columns)
        sql = f"INSERT INTO {table.name} ({table.names}) VALUES ({places}) {tail}"
        cursor.executemany(sql, rows)
        return cursor.rowcount
