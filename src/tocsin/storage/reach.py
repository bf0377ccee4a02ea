"""How people want to be reached: one row a person, written over; the audit log says who changed it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tocsin.app.ports import Json
from tocsin.app.ports_reach import KeptReach
from tocsin.core.model.chain import canonical
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_ALL = "SELECT person, data, at, actor FROM tocsin_reach ORDER BY person"
_KEEP = """INSERT INTO tocsin_reach (person, data, at, actor) VALUES (%s, %s, %s, %s)
  ON CONFLICT (person) DO UPDATE SET data = excluded.data, at = excluded.at, actor = excluded.actor"""


class Reaches(Part):
    """Implements ReachStore."""

    def keep_reach(self, person: str, data: Json, at: datetime, actor: str) -> None:
        """Keeps what a person verified and chose, over what was there. Raises ValueError (no JSON)."""
        told = [clean(person), clean(canonical(data)), to_micros(at), clean(actor)]
        with self._session.transaction():
            self._session.run(_KEEP, told)

    def forget_reach(self, person: str) -> None:
        """The policy's contact alone holds again."""
        with self._session.transaction():
            self._session.run("DELETE FROM tocsin_reach WHERE person = %s", [clean(person)])

    def reaches(self) -> Sequence[KeptReach]:
        """Everybody's, in the order of their ids."""
        with self._session.failures():
            return [reach_of(row) for row in self._session.fetch(_ALL)]


def reach_of(row: Sequence[Any]) -> KeptReach:
    """A row as the port's record."""
    person, data, at, actor = row
    return KeptReach(person, json.loads(data), from_micros(at), actor)
