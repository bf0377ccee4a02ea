"""What rule books lay over a policy, read with one question before every piece of work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tocsin.app.ports_run_time import RunTime
from tocsin.storage.reach import reach_of
from tocsin.storage.rosters import HOLDING, change_of
from tocsin.storage.session import Part, Session

_POLICY = "policy"
_ASKED = f"""SELECT 1, 0, 0, '', '', value, NULL, NULL FROM tocsin_meta WHERE name = '{_POLICY}'
  UNION ALL SELECT 2, id, at, actor, kind, data, back_at, back_by FROM ({HOLDING}) holding
  UNION ALL SELECT 3, 0, at, actor, person, data, NULL, NULL FROM tocsin_reach
  ORDER BY 1, 2, 5"""


class RunTimes(Part):
    """Implements RunTimeStore."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._read: tuple[Sequence[Any], RunTime] = ((), RunTime())

    def run_time(self) -> RunTime:
        """As it stands now; the same object again while nothing has changed. Raises StoreUnavailable."""
        with self._session.failures():
            rows = self._session.fetch(_ASKED)
        before, made = self._read  # one look: another thread may write meanwhile
        if rows != before:
            made = _made(rows)
            self._read = rows, made
        return made


def _made(rows: Sequence[Any]) -> RunTime:
    policy = next((row[5] for row in rows if row[0] == 1), "")
    changes = (change_of(row[1:]) for row in rows if row[0] == 2)
    reaches = (reach_of((row[4], row[5], row[2], row[3])) for row in rows if row[0] == 3)
    return RunTime(policy, tuple(one for one in changes if one.cancelled_at is None), tuple(reaches))
