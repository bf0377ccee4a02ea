"""Run-time changes of who is on call. Taking one back is a row of its own: nothing is edited (A4.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tocsin.app.ports import Json
from tocsin.app.ports_roster import RosterChange
from tocsin.core.model.chain import canonical
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_INSERT = "INSERT INTO tocsin_roster (at, actor, kind, data, cancels) VALUES (%s, %s, %s, %s, %s)"
HOLDING = """SELECT made.id, made.at, made.actor, made.kind, made.data, back.at AS back_at,
  back.actor AS back_by FROM tocsin_roster made
  LEFT JOIN tocsin_roster back ON back.id = (SELECT min(id) FROM tocsin_roster WHERE cancels = made.id)
  WHERE made.cancels IS NULL"""
"""Every change, with when and by whom it was taken back."""


class Rosters(Part):
    """Overrides and swaps: added, and taken back once."""

    def add_roster_change(self, at: datetime, actor: str, kind: str, data: Json) -> RosterChange:
        """Keeps a change and gives it its number. Raises ValueError for data that is no plain JSON."""
        told = [to_micros(at), clean(actor), clean(kind), canonical(data), None]
        with self._session.transaction():
            number = self._session.fetch(f"{_INSERT} RETURNING id", told)[0][0]
        return RosterChange(number, at, clean(actor), clean(kind), data)

    def cancel_roster_change(self, number: int, at: datetime, actor: str) -> bool:
        """Takes a change back; False when there is none of that number, or it was taken back before."""
        there = "SELECT count(*) FROM tocsin_roster WHERE id = %s AND cancels IS NULL"
        gone = "SELECT count(*) FROM tocsin_roster WHERE cancels = %s"
        with self._session.transaction():
            if not self._session.fetch(there, [number])[0][0] or self._session.fetch(gone, [number])[0][0]:
                return False
            told = [to_micros(at), clean(actor), "cancel", "{}", number]
            return self._session.run(f"{_INSERT} ON CONFLICT DO NOTHING", told) == 1

    def roster_changes(self, cancelled: bool = False) -> Sequence[RosterChange]:
        """The changes that hold, in the order they were made; with `cancelled` also those taken back."""
        with self._session.failures():
            found = [change_of(row) for row in self._session.fetch(f"{HOLDING} ORDER BY made.id")]
        return [change for change in found if cancelled or change.cancelled_at is None]


def change_of(row: Sequence[Any]) -> RosterChange:
    """A row of HOLDING as the port's record."""
    number, at, actor, kind, data, back, by = row
    ended = from_micros(back) if back is not None else None
    return RosterChange(number, from_micros(at), actor, kind, json.loads(data), ended, by or "")
