"""Customers as the record knows them: by name, with what is open and what was said about their staying."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tocsin.app.ports_customers import Customer, Said
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_OPEN = "SELECT DISTINCT customer FROM tocsin_row WHERE closed_at IS NULL AND customer <> '' LIMIT %s"
_LATE = """SELECT customer FROM (SELECT customer, closed_at FROM tocsin_row
  WHERE closed_at IS NOT NULL AND customer <> '' ORDER BY closed_at DESC LIMIT %s) late
  GROUP BY customer ORDER BY max(closed_at) DESC LIMIT %s"""
_NAMED = """SELECT DISTINCT customer FROM tocsin_row
  WHERE customer <> '' AND lower(customer) LIKE %s ESCAPE '!' LIMIT %s"""
_ONE = """SELECT customer, count(*), sum(CASE WHEN closed_at IS NULL THEN 1 ELSE 0 END), max(reported_at)
  FROM tocsin_row WHERE {where} GROUP BY customer"""
_SAID = "SELECT customer, lost_at, said_at, actor, note FROM tocsin_customer WHERE {where}"
_PAST = """SELECT stream, reported_at, alike FROM tocsin_row WHERE customer = %s AND reported_at >= %s
  ORDER BY reported_at, stream LIMIT %s"""
_LOOKED = 2000
"""Closed escalations that are looked at for the customers of the last time."""


class Customers(Part):
    """Implements CustomerStore."""

    def customers(self, text: str, limit: int) -> Sequence[Customer]:
        """Customers whose name holds these letters; for "" those with something open, then the latest."""
        with self._session.failures():
            names = self._named(text, limit) if text else self._late(limit)
            sql = _ONE.format(where=self._session.among("customer"))
            found = {row[0]: row for row in self._session.fetch(sql, [self._session.dialect.listed(names)])}
        return [_customer(found[name]) for name in names if name in found]

    def _named(self, text: str, limit: int) -> list[str]:
        plain = clean(text).lower()
        for sign in "!%_":
            plain = plain.replace(sign, f"!{sign}")
        found = sorted(name for (name,) in self._session.fetch(_NAMED, [f"%{plain}%", limit]))
        return sorted(found, key=lambda name: not name.lower().startswith(text.lower()))

    def _late(self, limit: int) -> list[str]:
        opened = [name for (name,) in self._session.fetch(_OPEN, [limit])]
        late = [name for (name,) in self._session.fetch(_LATE, [_LOOKED, limit])]
        return list(dict.fromkeys((*sorted(opened), *late)))[:limit]

    def said_of(self, customer: str) -> Said | None:
        """What was last said about a customer's staying; None when nobody said anything."""
        sql = _SAID.format(where="customer = %s")
        with self._session.failures():
            found = self._session.fetch(sql, [clean(customer)])
        return _said(found[0]) if found else None

    def reported_by(self, customer: str, since: datetime, limit: int) -> Sequence[tuple[str, datetime, str]]:
        """A customer's escalations since an instant, oldest first: number, when, and the facts as JSON."""
        with self._session.failures():
            found = self._session.fetch(_PAST, [clean(customer), to_micros(since), limit])
        return [(stream, from_micros(at), alike) for stream, at, alike in found]


def _customer(row: Sequence[Any]) -> Customer:
    name, count, open_, last = row
    return Customer(name, int(count), int(open_), from_micros(last))


def _said(row: Sequence[Any]) -> Said:
    _, lost, at, actor, note = row
    return Said(from_micros(lost) if lost is not None else None, from_micros(at), actor, note)
