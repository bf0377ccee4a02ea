"""Who was paged lately, from the ledger by an index of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tocsin.app.ports_paged import Paged
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part

_PAGED = """SELECT person, min(at) AS ordered FROM tocsin_ledger
  WHERE step = 'planned' AND page <> '' AND at >= %s
  GROUP BY stream, page, person ORDER BY ordered, person"""


class PagedLately(Part):
    """Pages by person."""

    def paged(self, since: datetime) -> Sequence[Paged]:
        """The pages ordered at `since` or later, in order of time."""
        with self._session.failures():
            found = self._session.fetch(_PAGED, [to_micros(since)])
        return [Paged(person, from_micros(at)) for person, at in found]
