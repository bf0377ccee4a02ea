"""Requests to swap shifts. A decision is a row of its own, one a request: nothing is edited (A4.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from tocsin.app.ports import Json, Outgoing
from tocsin.app.ports_swaps import KeptSwap
from tocsin.core.model.chain import canonical
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.posting import post
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_INSERT = "INSERT INTO tocsin_swap (at, actor, kind, data, ends_at, request) VALUES (%s, %s, %s, %s, %s, %s)"
_ASKED = "asked"
_FROM = """SELECT asked.id, asked.at, asked.actor, asked.data, said.kind, said.at, said.actor, said.data
  FROM tocsin_swap asked LEFT JOIN tocsin_swap said ON said.request = asked.id
  WHERE asked.request IS NULL"""


class Swaps(Part):
    """Requests: kept, decided once."""

    def add_swap(self, at: datetime, actor: str, data: Json, ends: datetime) -> KeptSwap:
        """Keeps a request and gives it its number. Raises ValueError for data that is no plain JSON."""
        told = [to_micros(at), clean(actor), _ASKED, clean(canonical(data)), to_micros(ends), None]
        with self._session.transaction():
            number = self._session.fetch(f"{_INSERT} RETURNING id", told)[0][0]
        return KeptSwap(number, at, clean(actor), data)

    def decide_swap(self, number: int, at: datetime, actor: str, decision: str, outcome: Json) -> bool:
        """Keeps what was decided; False when there is no such request, or it was decided before."""
        told = [to_micros(at), clean(actor), clean(decision), clean(canonical(outcome)), None, number]
        with self._session.transaction():
            if self.swap(number) is None:
                return False
            return self._session.run(f"{_INSERT} ON CONFLICT DO NOTHING", told) == 1

    def swap(self, number: int) -> KeptSwap | None:
        """One request, or None."""
        with self._session.failures():
            found = self._session.fetch(f"{_FROM} AND asked.id = %s", [number])
        return _kept(found[0]) if found else None

    def swaps(self, since: datetime) -> Sequence[KeptSwap]:
        """The requests whose last shift ends at `since` or later, in the order they were made."""
        with self._session.failures():
            sql = f"{_FROM} AND asked.ends_at >= %s ORDER BY asked.id"
            return [_kept(row) for row in self._session.fetch(sql, [to_micros(since)])]

    def tell(self, at: datetime, messages: Sequence[Outgoing]) -> None:
        """Puts messages into the outbox; one that is there already, by its id, stays as it is."""
        with self._session.transaction():
            post(self._session, [(to_micros(at), one) for one in messages])

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """A transaction in which nobody else decides a request or changes the roster."""
        with self._session.transaction():
            if self._session.address.is_postgres:  # SQLite has one writer anyway
                self._session.run("LOCK TABLE tocsin_roster, tocsin_swap IN SHARE ROW EXCLUSIVE MODE")
            yield


def _kept(row: Sequence[Any]) -> KeptSwap:
    number, at, actor, data, kind, said_at, by, outcome = row
    asked = (number, from_micros(at), actor, json.loads(data))
    if kind is None:
        return KeptSwap(*asked)
    return KeptSwap(*asked, kind, from_micros(said_at), by, json.loads(outcome))
