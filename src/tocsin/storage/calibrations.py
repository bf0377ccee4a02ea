"""Calibration runs from the page: a row each, written over as they go on; reports are kept packed (A13.1)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tocsin.app.ports_calibrations import Came, Run, State
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_COLUMNS = (
    "id, at, actor, name, history, policy, title, state, step, percent, said, summary, beat_at, ended_at,"
    " advice"
)
_OPEN = "state IN ('waiting', 'running')"


class Calibrations(Part):
    """Runs, how far they have come, and what came of them."""

    def add_run(self, run: Run) -> None:
        """Keeps a run that is about to begin. Raises StoreUnavailable."""
        texts = map(clean, (run.actor, run.name, run.history, run.policy, run.title, run.state, run.step))
        told = [clean(run.id), to_micros(run.at), *texts, run.percent, clean(run.said), clean(run.summary)]
        places = ", ".join(["%s"] * 17)
        sql = f"INSERT INTO tocsin_calibration ({_COLUMNS}, report, rejects) VALUES ({places})"
        with self._session.transaction():
            self._session.run(sql, [*told, to_micros(run.at), None, clean(run.advice), b"", b""])

    def run(self, id_: str) -> Run | None:
        """A run, or None."""
        with self._session.failures():
            sql = f"SELECT {_COLUMNS} FROM tocsin_calibration WHERE id = %s"
            found = self._session.fetch(sql, [clean(id_)])
        return _run(found[0]) if found else None

    def runs(self, limit: int = 50) -> Sequence[Run]:
        """The latest runs, the latest first."""
        sql = f"SELECT {_COLUMNS} FROM tocsin_calibration ORDER BY at DESC, id LIMIT %s"
        with self._session.failures():
            return [_run(row) for row in self._session.fetch(sql, [limit])]

    def run_begins(self, id_: str, now: datetime) -> bool:
        """From waiting to running; False when somebody cancelled it meanwhile."""
        where = "WHERE id = %s AND state = 'waiting'"
        sql = f"UPDATE tocsin_calibration SET state = 'running', beat_at = %s {where}"
        with self._session.transaction():
            return self._session.run(sql, [to_micros(now), clean(id_)]) == 1

    def run_tells(self, id_: str, now: datetime, step: str, percent: float) -> bool:
        """How far it has come; False when it was cancelled: then it should end."""
        sql = f"UPDATE tocsin_calibration SET step = %s, percent = %s, beat_at = %s WHERE id = %s AND {_OPEN}"
        with self._session.transaction():
            return self._session.run(sql, [clean(step), percent, to_micros(now), clean(id_)]) == 1

    def run_ends(self, id_: str, now: datetime, state: State, came: Came) -> bool:
        """It is over; False when it was over before."""
        sql = (
            "UPDATE tocsin_calibration SET state = %s, said = %s, summary = %s, advice = %s, report = %s,"
            f" rejects = %s, ended_at = %s WHERE id = %s AND {_OPEN}"
        )
        told = (state, clean(came.said), clean(came.summary), clean(came.advice))
        with self._session.transaction():
            kept = (_packed(came.report), _packed(came.rejects), to_micros(now), clean(id_))
            return self._session.run(sql, [*told, *kept]) == 1

    def cancel_run(self, id_: str, now: datetime) -> bool:
        """Ends a run that has not ended; False when it has."""
        return self.run_ends(id_, now, "cancelled", Came())

    def silent_runs(self, before: datetime) -> Sequence[Run]:
        """Runs that have not ended and were last heard of before an instant."""
        sql = f"SELECT {_COLUMNS} FROM tocsin_calibration WHERE {_OPEN} AND beat_at < %s ORDER BY at"
        with self._session.failures():
            return [_run(row) for row in self._session.fetch(sql, [to_micros(before)])]

    def run_report(self, id_: str) -> bytes:
        """The report's page, empty when there is none."""
        return self._kept("report", id_)

    def run_rejects(self, id_: str) -> bytes:
        """Rows that could not be read, as CSV; empty when there are none."""
        return self._kept("rejects", id_)

    def _kept(self, column: str, id_: str) -> bytes:
        with self._session.failures():
            sql = f"SELECT {column} FROM tocsin_calibration WHERE id = %s"
            found = self._session.fetch(sql, [clean(id_)])
        packed = bytes(found[0][0]) if found else b""
        return zlib.decompress(packed) if packed else b""


def _packed(content: bytes) -> bytes:
    return zlib.compress(content, 6) if content else b""


def _run(row: Sequence[Any]) -> Run:
    id_, at, actor, name, history, policy, title, state, step, percent, said, summary, beat, ended, advice = (
        row
    )
    told = (id_, from_micros(at), actor, name, history, policy, title, state, step, float(percent))
    return Run(*told, said, summary, _instant(beat), _instant(ended), advice)


def _instant(micros: int | None) -> datetime | None:
    return from_micros(micros) if micros is not None else None
