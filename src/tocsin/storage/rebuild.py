"""Projections built again from events, and compared with those that are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from tocsin.app.ports import Recorded, Row, Wake
from tocsin.app.ports_upkeep import Difference, Progress, Project
from tocsin.core.model.instant import from_micros, iso, to_micros
from tocsin.storage.lists import line_values
from tocsin.storage.session import Part, Session
from tocsin.storage.streams import RECORDED, recorded_of
from tocsin.storage.tables import ROW, STREAM, clean

_BATCH = 200
_SHORT = 200
_ROW_FIELDS = tuple(name for name, _ in ROW.columns)
# What was put off because it makes trouble stays put off, unless something else is due now.
_OVERWRITE = """ON CONFLICT (id) DO UPDATE SET state = excluded.state, wake_kind = excluded.wake_kind,
  wake_at = CASE WHEN tocsin_stream.troubles > 0 AND tocsin_stream.due_at = excluded.due_at
    THEN tocsin_stream.wake_at ELSE excluded.wake_at END,
  due_at = excluded.due_at"""
_STORED = "id, version, state, wake_kind, due_at"

Built = tuple[bytes, Row, Wake | None]


class Rebuilds(Part):
    """Snapshots, lines of the list and obligations, all derived from events."""

    def rebuild(
        self, project: Project, progress: Progress | None = None, write: bool = True
    ) -> Sequence[Difference]:
        """Projects every stream again and names what differs; `write` False only compares.

        Some hundred streams at a time, each batch in one transaction that locks them, so that workers
        go on meanwhile. What `project` raises ends it; batches already written stay written.
        """
        with self._session.failures():
            total = self._session.fetch("SELECT count(DISTINCT stream) FROM tocsin_event")[0][0]
        found: list[Difference] = []
        done = 0
        for streams in _batches(self._session):
            with self._session.transaction():
                found += _batch(self._session, streams, project, write)
            done += len(streams)
            if progress is not None:
                progress(done, max(total, done))
        return found


def _batches(session: Session) -> Iterator[list[str]]:
    last = ""
    sql = "SELECT DISTINCT stream FROM tocsin_event WHERE stream > %s ORDER BY stream LIMIT %s"
    while True:
        with session.failures():
            page = [stream for (stream,) in session.fetch(sql, [last, _BATCH])]
        if not page:
            return
        yield page
        last = page[-1]


def _batch(session: Session, streams: Sequence[str], project: Project, write: bool) -> list[Difference]:
    listed = [session.dialect.listed(streams)]
    lock = session.dialect.lock if write else ""
    known = f"SELECT {_STORED} FROM tocsin_stream WHERE {session.among('id')} ORDER BY id {lock}"
    rows = f"SELECT {ROW.names} FROM tocsin_row WHERE {session.among('stream')}"
    stored = {row[0]: row for row in session.fetch(known, listed)}
    lines = {row[0]: row for row in session.fetch(rows, listed)}
    built: dict[str, Built] = {}
    found: list[Difference] = []
    heads: dict[str, Recorded] = {}
    for stream, events in _events(session, listed):
        head = stored.get(stream)
        if head is not None and head[1] != events[-1].version:
            # Not a projection that went astray but a record that is cut: verification says where.
            found.append(Difference(stream, "version", f"{head[1]}", f"{events[-1].version}"))
            continue
        built[stream], heads[stream] = project(stream, events), events[-1]
        found += _differences(stream, built[stream], head, lines.get(stream))
    if write:
        mended = {one.stream for one in found if one.stream in built}
        _write(session, {stream: built[stream] for stream in sorted(mended)}, heads)
    return found


def _events(session: Session, listed: Sequence[Any]) -> Iterator[tuple[str, list[Recorded]]]:
    sql = f"SELECT {RECORDED} FROM tocsin_event WHERE {session.among('stream')} ORDER BY stream, version"
    for stream, rows in groupby(session.fetch(sql, listed), key=lambda row: str(row[0])):
        yield stream, [recorded_of(row) for row in rows]


def _differences(stream: str, built: Built, stored: Any, line: Any) -> Iterator[Difference]:
    state, row, wake = built
    if stored is None:
        yield Difference(stream, "head", "nothing", "a head and a snapshot")
    else:
        _, _, was, kind, due = stored
        yield from _snapshot(stream, bytes(was), state)
        if (kind, due) != _wake(wake):
            yield Difference(stream, "wake", _due(kind, due), _due(*_wake(wake)))
    values = line_values(row)
    if line is None:
        yield Difference(stream, "row", "nothing", "a line of the list")
        return
    for name, old, new in zip(_ROW_FIELDS, line, values, strict=True):
        if old != new:
            yield Difference(stream, f"row.{name}", _short(old), _short(new))


def _snapshot(stream: str, was: bytes, state: bytes) -> Iterator[Difference]:
    """The keys of the state that differ; two texts of the same JSON are the same state."""
    if was == state:
        return
    old, new = _json(was), _json(state)
    if not isinstance(old, dict) or not isinstance(new, dict):
        yield Difference(stream, "snapshot", _short(was), _short(state))
        return
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            yield Difference(stream, f"snapshot.{key}", _short(old.get(key)), _short(new.get(key)))


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _short(value: Any) -> str:
    told = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return told if len(told) <= _SHORT else f"{told[:_SHORT]}…"


def _wake(wake: Wake | None) -> tuple[str, int | None]:
    return (clean(wake.kind), to_micros(wake.due_at)) if wake else ("", None)


def _due(kind: str, due: int | None) -> str:
    return f"{kind} at {iso(from_micros(due))}" if due is not None else "nothing due"


def _write(session: Session, built: dict[str, Built], heads: dict[str, Recorded]) -> None:
    news = []
    for stream, (state, _, wake) in built.items():
        kind, due = _wake(wake)
        head = heads[stream]
        news.append((stream, head.version, head.hash, state, kind, due, due, "", 0))
    session.insert(STREAM, news, _OVERWRITE)
    session.insert(ROW, [line_values(row) for _, row, _ in built.values()], ROW.overwrite("stream"))
