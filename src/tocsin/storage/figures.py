"""The six figures' questions: counts, middles and shares, each by an index of its own (B3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tocsin.app.ports_board import Counted, Median, Share, Spans
from tocsin.core.model.instant import to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_SAID = """INSERT INTO tocsin_customer (customer, lost_at, said_at, actor, note) VALUES (%s, %s, %s, %s, %s)
  ON CONFLICT (customer) DO UPDATE SET lost_at = excluded.lost_at, said_at = excluded.said_at,
  actor = excluded.actor, note = excluded.note"""
_ACTIVE = """SELECT 'active', severity, count(*), 0 FROM tocsin_row
  WHERE closed_at IS NULL AND {among} GROUP BY severity"""
_IN_TIME = """SELECT 'in_time', '', count(CASE WHEN in_time THEN 1 END), count(*) FROM tocsin_row
  WHERE resolved_at >= %s AND in_time IS NOT NULL"""
_MONTHS = """SELECT 'months', '', count(CASE WHEN reported_at >= %s THEN 1 END),
  count(CASE WHEN reported_at < %s THEN 1 END) FROM tocsin_row
  WHERE severity = %s AND reported_at >= %s AND reported_at <= %s"""
_KEPT = """SELECT 'kept', '', count(*) - count(said.lost_at), count(*) FROM
  (SELECT DISTINCT customer FROM tocsin_row
    WHERE closed_at >= %s AND closed_at IS NOT NULL AND opened_at IS NOT NULL AND customer <> '') served
  LEFT JOIN tocsin_customer said ON said.customer = served.customer
  HAVING EXISTS (SELECT 1 FROM tocsin_customer)"""


def _middle(name: str, at: str, took: str) -> str:
    """The lower of two middles, so that both engines say the same, and how many there are."""
    known = f"FROM tocsin_row WHERE severity = %s AND {at} >= %s AND {at} IS NOT NULL AND {took} IS NOT NULL"
    half = f"SELECT CASE WHEN count(*) > 0 THEN (count(*) - 1) / 2 ELSE 0 END {known}"
    middle = f"SELECT {took} {known} ORDER BY {took} LIMIT 1 OFFSET ({half})"
    return f"SELECT '{name}', '', count(*), ({middle}) {known}"


_RESPONSE = _middle("response", "responded_at", "response_took")
_RESOLUTION = _middle("resolution", "resolved_at", "resolution_took")


class Figures(Part):
    """Figures over many escalations, and what is said about customers."""

    def counted(self, spans: Spans) -> Counted:
        """The counts behind the six figures, with one question. Raises StoreUnavailable."""
        parts, params = self._asked(spans)
        with self._session.failures():
            rows = self._session.fetch(
                " UNION ALL ".join(f"SELECT * FROM ({part}) part" for part in parts), params
            )
        found = {name: (first, second) for name, _, first, second in rows}
        return Counted(
            {severity: count for name, severity, count, _ in rows if name == "active"},
            _median(found["response"]),
            _median(found["resolution"]),
            Share(*found["in_time"]),
            *found["months"],
            kept=Share(*found["kept"]) if "kept" in found else None,
        )

    def _asked(self, spans: Spans) -> tuple[list[str], list[Any]]:
        month = to_micros(spans.month)
        middle = [clean(spans.worst), to_micros(spans.lately)] * 3
        active = _ACTIVE.format(among=self._session.among("status"))
        months = [month, month, clean(spans.worst), to_micros(spans.last_month), to_micros(spans.now)]
        parts = [active, _RESPONSE, _RESOLUTION, _IN_TIME, _MONTHS, _KEPT]
        statuses = self._session.dialect.listed(map(str, spans.statuses))
        return parts, [statuses, *middle, *middle, to_micros(spans.lately), *months, to_micros(spans.served)]

    def response_median(self, severity: str, since: datetime) -> Median:
        """The middle of the first words to customers since an instant, in open time of the clock."""
        return self._one(_RESPONSE, severity, since)

    def resolution_median(self, severity: str, since: datetime) -> Median:
        """The middle of the resolutions since an instant, in open time of the clock."""
        return self._one(_RESOLUTION, severity, since)

    def _one(self, sql: str, severity: str, since: datetime) -> Median:
        with self._session.failures():
            found = self._session.fetch(sql, [clean(severity), to_micros(since)] * 3)
        return _median(found[0][2:])

    def customer_lost(self, customer: str, at: datetime, by: str, note: str = "") -> None:
        """Records that a customer left at an instant."""
        self._said(customer, to_micros(at), at, by, note)

    def customer_kept(self, customer: str, at: datetime, by: str, note: str = "") -> None:
        """Records that a customer stays, or came back."""
        self._said(customer, None, at, by, note)

    def _said(self, customer: str, lost: int | None, at: datetime, by: str, note: str) -> None:
        with self._session.transaction():
            self._session.run(_SAID, [clean(customer), lost, to_micros(at), clean(by), clean(note)])


def _median(found: Sequence[Any]) -> Median:
    count, middle = found
    return Median(timedelta(microseconds=middle) if count else None, count)
