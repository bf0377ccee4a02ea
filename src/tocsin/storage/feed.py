"""The feed: every event once, in one order, though transactions end in another (design §5).

In SQLite one writer comes after the other. In PostgreSQL a position is taken before its transaction ends:
event 11 may be there before event 10 is. Who read 11 and asks for what is behind it would never see 10. So
each writer announces, before it takes positions, the last one taken so far: an advisory lock on that number,
which ends with its transaction. The feed reads first the last position taken, then the announcements, and
only then the events up to the lowest of them: whatever may still appear stands behind that.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.app.ports_feed import Fed
from tocsin.core.model.instant import from_micros
from tocsin.storage.session import Part, Session

_LOW = (1 << 31) - 1
"""A lock's number has two halves of 32 bits: the sequence, and the low bits of the position."""
_HORIZON = f"""SELECT taken.last, (
    SELECT min(CASE WHEN low.place <= taken.last THEN low.place ELSE low.place - {_LOW + 1} END)
    FROM (SELECT taken.last - (taken.last & {_LOW}) + (objid::bigint & {_LOW}) AS place
      FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
      AND classid::bigint = ('tocsin_event_position_seq'::regclass::oid::bigint & {_LOW})
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ) low)
  FROM (SELECT last_value - (NOT is_called)::int AS last FROM tocsin_event_position_seq OFFSET 0) taken"""
_FED = """SELECT position, stream, version, at, kind, actor FROM tocsin_event
  WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"""


def horizon(session: Session) -> int:
    """The position up to which nothing more appears. Statements after this one see all that stands before."""
    if not session.address.is_postgres:
        return int(session.fetch("SELECT coalesce(max(position), 0) FROM tocsin_event")[0][0])
    taken, announced = session.fetch(_HORIZON)[0]
    return int(taken if announced is None else min(taken, announced))


class Feeds(Part):
    """Events over all streams."""

    def feed(self, after: int, limit: int = 500) -> Sequence[Fed]:
        """The events behind a position, in order, at most `limit`. Raises StoreUnavailable."""
        with self._session.failures():
            end = horizon(self._session)
            found = self._session.fetch(_FED, [after, end, limit]) if end > after else []
        return [
            Fed(place, stream, version, from_micros(at), kind, actor)
            for place, stream, version, at, kind, actor in found
        ]

    def feed_end(self) -> int:
        """The position up to which everything is told."""
        with self._session.failures():
            return horizon(self._session)
