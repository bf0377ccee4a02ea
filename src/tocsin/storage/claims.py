"""Streams whose obligation is due: claimed by one worker at a time, put off when they make trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from tocsin.app.ports import Snapshot
from tocsin.core.model.instant import to_micros
from tocsin.storage.session import Part
from tocsin.storage.streams import SNAPSHOT, snapshot_of
from tocsin.storage.tables import clean

_DUE = "FROM tocsin_stream WHERE wake_at <= %s"
_ERROR_CHARACTERS = 2000


class Claims(Part):
    """Due streams, locked while they are handled."""

    @contextmanager
    def claim(self, now: datetime, limit: int) -> Iterator[Sequence[Snapshot]]:
        """Streams whose obligation is due, earliest first, nobody else's until the block ends.

        The block is one transaction: what is saved in it is committed at its end, an exception undoes
        it all. When nothing is due there is nothing to hold, and the block is no transaction. On
        SQLite it holds the one writer's place.
        """
        at = to_micros(now)
        if not self._any_due(at):
            yield ()
            return
        with self._session.transaction():
            end = f"ORDER BY wake_at, id LIMIT %s {self._session.dialect.skip}"
            rows = self._session.fetch(f"SELECT {SNAPSHOT} {_DUE} {end}", [at, limit])
            yield [snapshot_of(row) for row in rows]

    def _any_due(self, at: int) -> bool:
        """A look before the lock: a worker with nothing to do must not hold up the others."""
        with self._session.failures():
            return bool(self._session.fetch(f"SELECT 1 {_DUE} LIMIT 1", [at]))

    def postpone(self, stream: str, until: datetime, error: str) -> None:
        """Looks at a stream again only at `until`, and keeps why. The obligation stays due as it was.

        For a stream whose handling failed: the others go on. Its next save forgets the trouble.
        """
        sql = "UPDATE tocsin_stream SET wake_at = %s, error = %s, troubles = troubles + 1 WHERE id = %s"
        with self._session.transaction():
            told = clean(error)[:_ERROR_CHARACTERS]
            self._session.run(sql, [to_micros(until), told, clean(stream)])
