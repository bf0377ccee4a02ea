"""The six figures' questions: counts, middles and shares, each by an index of its own (B3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tocsin.app.ports_board import Median, Share
from tocsin.core.model.instant import to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_SAID = """INSERT INTO tocsin_customer (customer, lost_at, said_at, actor, note) VALUES (%s, %s, %s, %s, %s)
  ON CONFLICT (customer) DO UPDATE SET lost_at = excluded.lost_at, said_at = excluded.said_at,
  actor = excluded.actor, note = excluded.note"""
_KEPT = """SELECT count(*), count(*) - count(said.lost_at) FROM
  (SELECT DISTINCT customer FROM tocsin_row
    WHERE closed_at >= %s AND closed_at IS NOT NULL AND opened_at IS NOT NULL AND customer <> '') served
  LEFT JOIN tocsin_customer said ON said.customer = served.customer"""


class Figures(Part):
    """Figures over many escalations, and what is said about customers."""

    def count_open(self, statuses: Sequence[str]) -> Mapping[str, int]:
        """Open escalations of these statuses, by severity."""
        among = self._session.among("status")
        known = f"FROM tocsin_row WHERE closed_at IS NULL AND {among}"
        sql = f"SELECT severity, count(*) {known} GROUP BY severity"
        with self._session.failures():
            return dict(self._session.fetch(sql, [self._session.dialect.listed(map(str, statuses))]))

    def response_median(self, severity: str, since: datetime) -> Median:
        """The middle of the first words to customers since an instant, in open time of the clock."""
        return self._median("responded_at", "response_took", severity, since)

    def resolution_median(self, severity: str, since: datetime) -> Median:
        """The middle of the resolutions since an instant, in open time of the clock."""
        return self._median("resolved_at", "resolution_took", severity, since)

    def _median(self, at: str, took: str, severity: str, since: datetime) -> Median:
        """The lower of two middles: both engines say the same."""
        known = f"FROM tocsin_row WHERE severity = %s AND {at} >= %s AND {at} IS NOT NULL"
        params = [clean(severity), to_micros(since)]
        middle = f"SELECT {took} {known} AND {took} IS NOT NULL ORDER BY {took} LIMIT 1 OFFSET %s"
        with self._session.failures():
            count = self._session.fetch(f"SELECT count({took}) {known}", params)[0][0]
            found = self._session.fetch(middle, [*params, (count - 1) // 2]) if count else []
        return Median(timedelta(microseconds=found[0][0]) if found else None, count)

    def in_time(self, since: datetime) -> Share:
        """Of the escalations resolved since an instant with a target for it, those within it."""
        sql = (
            "SELECT in_time, count(*) FROM tocsin_row"
            " WHERE resolved_at >= %s AND in_time IS NOT NULL GROUP BY in_time"
        )
        with self._session.failures():
            found = {bool(met): count for met, count in self._session.fetch(sql, [to_micros(since)])}
        return Share(found.get(True, 0), sum(found.values()))

    def count_reported(self, severity: str, since: datetime, until: datetime) -> int:
        """Tickets of a severity reported in [since, until)."""
        sql = "SELECT count(*) FROM tocsin_row WHERE severity = %s AND reported_at >= %s AND reported_at < %s"
        with self._session.failures():
            found = self._session.fetch(sql, [clean(severity), to_micros(since), to_micros(until)])
        return int(found[0][0])

    def customers_kept(self, since: datetime) -> Share | None:
        """Of the customers with an escalation closed since, those not recorded as lost.

        None while nobody ever recorded anything about any customer: then it is not known.
        """
        with self._session.failures():
            if not self._session.fetch("SELECT 1 FROM tocsin_customer LIMIT 1"):
                return None
            served, kept = self._session.fetch(_KEPT, [to_micros(since)])[0]
        return Share(kept, served)

    def customer_lost(self, customer: str, at: datetime, by: str, note: str = "") -> None:
        """Records that a customer left at an instant."""
        self._said(customer, to_micros(at), at, by, note)

    def customer_kept(self, customer: str, at: datetime, by: str, note: str = "") -> None:
        """Records that a customer stays, or came back."""
        self._said(customer, None, at, by, note)

    def _said(self, customer: str, lost: int | None, at: datetime, by: str, note: str) -> None:
        with self._session.transaction():
            self._session.run(_SAID, [clean(customer), lost, to_micros(at), clean(by), clean(note)])
