"""Saving what commands did: everything of a batch in one transaction and few statements, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tocsin.app.ports import Change, Conflict, Repeated
from tocsin.core.model.chain import canonical
from tocsin.core.model.instant import from_micros, iso, to_micros
from tocsin.storage.links import NEW, Head, Lane, event_rows, mentions
from tocsin.storage.lists import line_values
from tocsin.storage.posting import answered, cancel, post
from tocsin.storage.session import Part, Session
from tocsin.storage.tables import COMMAND, EVENT, MENTION, ROW, STREAM, clean, key_of

_ONLY_NEW = "ON CONFLICT DO NOTHING"


class Saves(Part):
    """The only way in which a stream changes."""

    def save(self, changes: Sequence[Change]) -> None:
        """All of them or none; inside `claim` they are part of its transaction.

        Raises Conflict when a stream moved on since it was loaded, Repeated when a client key was
        answered already, ValueError for data that is no plain JSON, StoreUnavailable.
        """
        if not changes:
            return
        with self._session.transaction():
            heads = _locked(self._session, [change.stream for change in changes])
            _keep_replies(self._session, changes)
            _check(self._session, changes, heads)
            _append(self._session, changes, heads)
            _project(self._session, changes)
            for change in changes:
                cancel(self._session, change)
            answered(self._session, changes)
            post(self._session, [(to_micros(one.at), out) for one in changes for out in one.outgoing])

    @contextmanager
    def hold(self, streams: Sequence[str]) -> Iterator[None]:
        """Nobody else changes these streams until the block ends; what is saved in it is committed then.

        Name every stream that will be saved: they are locked in one order for all. Raises StoreUnavailable.
        """
        with self._session.transaction():
            _locked(self._session, streams)
            yield


def _locked(session: Session, streams: Sequence[str]) -> dict[str, Head]:
    """The streams' heads, locked in one order for all and before any client key: no circle of waiters."""
    named = sorted({clean(stream) for stream in streams})
    sql = f"SELECT id, version, hash FROM tocsin_stream WHERE {session.among('id')} ORDER BY id"
    found = session.fetch(f"{sql} {session.dialect.lock}", [session.dialect.listed(named)])
    return {stream: Head(version, hash_) for stream, version, hash_ in found}


def _check(session: Session, changes: Sequence[Change], heads: dict[str, Head]) -> None:
    versions = {stream: head.version for stream, head in heads.items()}
    for change in changes:
        stream = clean(change.stream)
        if versions.get(stream, 0) != change.expected:
            raise _conflict(session, change, versions.get(stream, 0))
        versions[stream] = change.expected + len(change.events)


def _conflict(session: Session, change: Change, version: int) -> Conflict:
    """Who changed it meanwhile, for the person whose command is refused."""
    sql = "SELECT actor, kind, at FROM tocsin_event WHERE stream = %s AND version = %s"
    last = session.fetch(sql, [clean(change.stream), version])
    told = [f"`{kind}` by `{actor}` at {iso(from_micros(at))}" for actor, kind, at in last]
    return Conflict(change.stream, change.expected, version, "".join(told))


def _keep_replies(session: Session, changes: Sequence[Change]) -> None:
    rows: dict[str, Sequence[Any]] = {}
    for change in changes:
        key, version = key_of(change.key), change.expected + len(change.events)
        if key and key not in rows:
            reply = canonical(change.reply)
            rows[key] = (key, clean(change.stream), version, to_micros(change.at), reply)
    if session.insert(COMMAND, list(rows.values()), _ONLY_NEW) == len(rows):
        return
    sql = f"SELECT key, stream, version, at FROM tocsin_command WHERE {session.among('key')}"
    known = session.fetch(sql, [session.dialect.listed(rows)])
    # Those just inserted are among them: the repeated one is not what this batch would say.
    others = (row for row in known if tuple(row) != tuple(rows[row[0]][:4]))
    raise Repeated(*next(others, known[0])[:3])


def _append(session: Session, changes: Sequence[Change], heads: dict[str, Head]) -> None:
    lane = Lane.take(session)
    events: list[Sequence[Any]] = []
    begun: dict[str, Sequence[Any]] = {}
    moved: dict[str, Sequence[Any]] = {}
    known = set(heads)
    for change in changes:
        stream = clean(change.stream)
        rows, heads[stream] = event_rows(change, heads.get(stream, NEW), lane)
        events += rows
        (moved if stream in known else begun)[stream] = _stream_row(change, heads[stream])
    if session.insert(STREAM, list(begun.values()), _ONLY_NEW) != len(begun):
        raise _overtaken(session, begun)
    session.insert(STREAM, list(moved.values()), STREAM.overwrite("id"))
    session.insert(EVENT, events)
    session.insert(MENTION, mentions(changes), _ONLY_NEW)
    lane.give_back(session)


def _stream_row(change: Change, head: Head) -> Sequence[Any]:
    kind, due = (clean(change.wake.kind), to_micros(change.wake.due_at)) if change.wake else ("", None)
    return (clean(change.stream), head.version, head.hash, change.snapshot, kind, due, due, "", 0)


def _overtaken(session: Session, begun: dict[str, Sequence[Any]]) -> Conflict:
    """Another transaction began one of these streams between our look and our insert."""
    sql = f"SELECT id, version, state FROM tocsin_stream WHERE {session.among('id')}"
    found = session.fetch(sql, [session.dialect.listed(begun)])
    other = (row for row in found if bytes(row[2]) != begun[row[0]][3])
    stream, version, _ = next(other, found[0])
    return Conflict(stream, 0, version)


def _project(session: Session, changes: Sequence[Change]) -> None:
    rows = {clean(change.stream): line_values(change.row) for change in changes}
    session.insert(ROW, list(rows.values()), ROW.overwrite("stream"))
