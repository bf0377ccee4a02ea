"""One database as the store's parts use it: transactions, statements, failures in our words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tocsin.storage.address import Address
from tocsin.storage.dialect import Dialect, Params, Postgres, Sqlite, Table
from tocsin.storage.failures import unavailable
from tocsin.storage.setup import alias_for


class Session:
    """Statements on one database. Every thread has a connection of its own, opened when first used."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.alias = alias_for(address.url, address.settings)
        self.dialect: Dialect = Postgres() if address.is_postgres else Sqlite()

    @property
    def connection(self) -> Any:
        """Django's connection of this thread."""
        from django.db import connections

        return connections[self.alias]

    @property
    def busy(self) -> bool:
        """Whether this thread is inside a transaction."""
        return bool(self.connection.in_atomic_block)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Inside another transaction it is a part of it that can fail on its own.

        Raises StoreUnavailable when the database cannot; on SQLite it waits for the one writer first.
        """
        from django.db.transaction import atomic

        with self.failures(), atomic(using=self.alias):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A long read that sees one state of the database and holds nobody up."""
        with self.failures():
            begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if self.address.is_postgres else "BEGIN"
            self.connection.ensure_connection()
            self.run(begin)
            try:
                with self._any_text():
                    yield
            finally:
                self.run("ROLLBACK")

    @contextmanager
    def _any_text(self) -> Iterator[None]:
        """Texts that are no UTF-8 are read all the same: SQLite keeps what somebody put in."""
        if self.address.is_postgres:
            yield
            return
        raw = self.connection.connection
        raw.text_factory = lambda text: text.decode("utf-8", "backslashreplace")
        try:
            yield
        finally:
            raw.text_factory = str

    @contextmanager
    def failures(self) -> Iterator[None]:
        """Turns what the database says into StoreUnavailable, and lets a broken connection go."""
        from django.db import Error

        try:
            yield
        except Error as error:
            told = unavailable(error, self.address)
            if told is None:
                raise
            if not self.busy:
                self.connection.close()
            raise told from error

    def fetch(self, sql: str, params: Params = ()) -> list[Any]:
        """The rows of a select."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            found: list[Any] = cursor.fetchall()
            return found

    def run(self, sql: str, params: Params = ()) -> int:
        """Runs a statement, and says how many rows it wrote."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return int(cursor.rowcount)

    def many(self, sql: str, rows: Sequence[Params]) -> None:
        """Runs one statement for many rows."""
        if rows:
            with self.connection.cursor() as cursor:
                cursor.executemany(sql, rows)

    def insert(self, table: Table, rows: Sequence[Params], tail: str = "") -> int:
        """Inserts rows in one go, and says how many were written."""
        if not rows:
            return 0
        with self.connection.cursor() as cursor:
            return self.dialect.insert(cursor, table, rows, tail)

    def among(self, column: str) -> str:
        """The condition that a text column is one of a list."""
        return self.dialect.among(column)

    def close(self) -> None:
        """Lets this thread's connection go."""
        self.connection.close()


class Part:
    """A part of the store: it has the session, and nothing else."""

    def __init__(self, session: Session) -> None:
        self._session = session
