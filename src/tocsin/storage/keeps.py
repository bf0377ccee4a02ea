"""What is kept beside the streams: numbers, policies, facts about the desk."""

from __future__ import annotations

from tocsin.storage.session import Part, Session
from tocsin.storage.tables import clean

_PREFIX = "ESC-"


class Keeps(Part):
    """Numbers that are given once; policies by their hash; small facts."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._last = 0

    def new_stream(self) -> str:
        """The next free number, as `ESC-1042`. It is never given again, even when nothing comes of it."""
        if self._session.address.is_postgres:
            with self._session.failures():  # a sequence knows no transactions
                number = self._session.fetch("SELECT nextval('tocsin_number')")[0][0]
        else:
            with self._session.transaction():
                number = self._next_here()
        return f"{_PREFIX}{number}"

    def _next_here(self) -> int:
        """SQLite's counter goes back with the transaction that moved it: what was given out is remembered."""
        sql = "UPDATE tocsin_number SET last = max(last, %s) + 1 RETURNING last"
        self._last = int(self._session.fetch(sql, [self._last])[0][0])
        return self._last

    def keep_policy(self, hash_: str, content: bytes) -> None:
        """Keeps a policy by its hash; the same one twice is one."""
        sql = "INSERT INTO tocsin_policy (hash, content) VALUES (%s, %s) ON CONFLICT DO NOTHING"
        with self._session.transaction():
            self._session.run(sql, [clean(hash_), content])

    def policy(self, hash_: str) -> bytes | None:
        """A policy that was kept, or None."""
        with self._session.failures():
            found = self._session.fetch("SELECT content FROM tocsin_policy WHERE hash = %s", [clean(hash_)])
        return bytes(found[0][0]) if found else None

    def note(self, name: str, value: str) -> None:
        """Keeps a fact about the desk under a name, over what was there."""
        sql = (
            "INSERT INTO tocsin_meta (name, value) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        with self._session.transaction():
            self._session.run(sql, [clean(name), clean(value)])

    def noted(self, name: str) -> str:
        """A fact about the desk, "" when there is none."""
        with self._session.failures():
            found = self._session.fetch("SELECT value FROM tocsin_meta WHERE name = %s", [clean(name)])
        return str(found[0][0]) if found else ""
