"""Taking personal data away: events, answers, messages and files in one transaction, the chain intact.

An event keeps its hash, its marks and its place in the lane; only what it says is replaced, and the event
`erased` that is added to its stream vouches for what stands there (`vouching.py`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tocsin.app.ports import Change
from tocsin.app.ports_erasure import Gone, Held, Redaction
from tocsin.core.lifecycle.personal import ERASED
from tocsin.core.model.chain import canonical
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.files import Files
from tocsin.storage.posting import cancel_all
from tocsin.storage.save import Saves
from tocsin.storage.tables import clean

_OWN = """SELECT stream, title, status, closed_at, reported_at FROM tocsin_row WHERE customer = %s
  ORDER BY reported_at, stream"""
_OLD = """SELECT line.stream FROM tocsin_row line
  JOIN tocsin_stream head ON head.id = line.stream
  LEFT JOIN tocsin_erasure gone ON gone.stream = line.stream
  WHERE line.closed_at IS NOT NULL AND line.closed_at < %s
    AND (gone.version IS NULL OR gone.version < head.version)
  ORDER BY line.closed_at, line.stream LIMIT %s"""
_ATTACHED = "SELECT stream, data FROM tocsin_event WHERE kind = 'attached' AND stream"
_ELSEWHERE = "SELECT count(*) FROM tocsin_event WHERE kind = 'attached' AND data LIKE %s"
_ANNOUNCE = "INSERT INTO tocsin_erasing (stream, version, data) VALUES (%s, %s, %s)"
_REPLACE = """UPDATE tocsin_event SET data = (SELECT data FROM tocsin_erasing said
  WHERE said.stream = tocsin_event.stream AND said.version = tocsin_event.version)
  WHERE stream = %s AND version = %s"""
_DONE = """INSERT INTO tocsin_erasure (stream, version, at, actor) VALUES (%s, %s, %s, %s)
  ON CONFLICT (stream) DO UPDATE SET version = excluded.version, at = excluded.at, actor = excluded.actor"""
_DONE_SELECT = """INSERT INTO tocsin_erasure (stream, version, at, actor)
  SELECT id, version, %s, %s FROM tocsin_stream WHERE"""
_ANSWERED = ("stream", "version", "status")
"""What an answer keeps; its fingerprint of what was asked could be compared with a guess."""


class Erases(Saves, Files):
    """Implements Erasures."""

    def escalations_of(self, customer: str) -> Sequence[Held]:
        """Every escalation of a customer of exactly this name, oldest first."""
        with self._session.failures():
            found = self._session.fetch(_OWN, [clean(customer)])
        return [
            Held(stream, title, status, from_micros(closed) if closed is not None else None, from_micros(at))
            for stream, title, status, closed, at in found
        ]

    def mentioning(self, streams: Sequence[str]) -> Sequence[str]:
        """Other escalations to which one of these was suggested as a duplicate, in order."""
        sql = (
            f"SELECT DISTINCT stream FROM tocsin_mention WHERE {self._session.among('about')} ORDER BY stream"
        )
        with self._session.failures():
            found = self._session.fetch(sql, [self._listed(streams)])
        return [stream for (stream,) in found if stream not in set(streams)]

    def closed_before(self, before: datetime, limit: int) -> Sequence[str]:
        """Escalations closed before an instant that were not erased since their last event, oldest first."""
        with self._session.failures():
            return [stream for (stream,) in self._session.fetch(_OLD, [to_micros(before), limit])]

    def nothing_to_erase(self, streams: Sequence[str], at: datetime, actor: str) -> None:
        """These were looked at, and held nothing personal."""
        where = self._session.among("id")
        sql = f"{_DONE_SELECT} {where} ON CONFLICT (stream) DO UPDATE SET version = excluded.version"
        with self._session.transaction():
            self._session.run(sql, [to_micros(at), clean(actor), self._listed(streams)])

    def messages_of(self, streams: Sequence[str]) -> int:
        """How many messages about these escalations hold words."""
        sql = f"SELECT count(*) FROM tocsin_outbox WHERE subject <> %s AND {self._session.among('stream')}"
        with self._session.failures():
            return int(self._session.fetch(sql, [ERASED, self._listed(streams)])[0][0])

    def erase(self, redactions: Sequence[Redaction], customer: str = "", instead: str = "") -> Gone:
        """All of it in one transaction, or nothing. Raises Conflict when one moved on, StoreUnavailable."""
        own = [one.change.stream for one in redactions if one.whole]
        with self._session.transaction():
            self.save([one.change for one in redactions])
            files = self._files(own)
            for one in redactions:
                self._replace(one)
            messages = self._messages([one.change for one in redactions if one.whole])
            self._answers(own)
            self._rename(customer, instead)
            gone = Gone(sum(len(one.data) for one in redactions), messages, self._without(files))
        self._wipe()
        return gone

    def _listed(self, streams: Sequence[str]) -> Any:
        return self._session.dialect.listed([clean(stream) for stream in streams])

    def _replace(self, one: Redaction) -> None:
        """Announced, done, and no longer announced: the guard lets nothing else through."""
        stream = clean(one.change.stream)
        told = [(stream, version, canonical(data)) for version, data in one.data.items()]
        self._session.many(_ANNOUNCE, told)
        self._session.many(_REPLACE, [(stream, version) for version in one.data])
        self._session.run("DELETE FROM tocsin_erasing WHERE stream = %s", [stream])
        if one.whole:
            change = one.change
            head = change.expected + len(change.events)
            self._session.run(_DONE, [stream, head, to_micros(change.at), clean(change.actor)])

    def _messages(self, changes: Sequence[Change]) -> int:
        """What is not sent yet is not sent any more: it would say what nobody may read now."""
        streams = [change.stream for change in changes]
        for change in changes:
            cancel_all(self._session, change)
        sql = f"""UPDATE tocsin_outbox SET subject = %s, body = %s, address = ''
          WHERE (subject <> %s OR body <> %s OR address <> '') AND {self._session.among("stream")}"""
        return self._session.run(sql, [ERASED, ERASED, ERASED, ERASED, self._listed(streams)])

    def _answers(self, streams: Sequence[str]) -> None:
        sql = f"SELECT key, reply FROM tocsin_command WHERE {self._session.among('stream')}"
        found = self._session.fetch(sql, [self._listed(streams)])
        kept = [(canonical(_answer(json.loads(reply))), key) for key, reply in found]
        self._session.many("UPDATE tocsin_command SET reply = %s WHERE key = %s", kept)

    def _files(self, streams: Sequence[str]) -> set[str]:
        """Digests of their files, read before the events no longer say them."""
        where = self._session.among("stream").partition(" ")[2]
        found = self._session.fetch(f"{_ATTACHED} {where}", [self._listed(streams)])
        digests = (json.loads(data).get("attachment", {}).get("digest", "") for _, data in found)
        return {digest for digest in digests if digest}

    def _without(self, digests: set[str]) -> int:
        """Files that no other escalation has are deleted."""
        alone = [d for d in digests if not self._session.fetch(_ELSEWHERE, [f"%{d}%"])[0][0]]
        return sum(self.forget_file(digest) for digest in alone)

    def _rename(self, customer: str, instead: str) -> None:
        """That they were lost or kept still counts, under the name that says nothing."""
        if not customer or customer == instead:
            return
        names = [clean(instead), clean(customer)]
        self._session.run("DELETE FROM tocsin_customer WHERE customer = %s", names[:1])
        sql = "UPDATE tocsin_customer SET customer = %s, note = '' WHERE customer = %s"
        self._session.run(sql, names)

    def _wipe(self) -> None:
        """SQLite: its log still holds the old pages until it is written back; a reader may delay that."""
        if not self._session.address.is_postgres and not self._session.busy:
            with self._session.failures():
                self._session.fetch("PRAGMA wal_checkpoint(TRUNCATE)")


def _answer(reply: dict[str, Any]) -> dict[str, Any]:
    return {name: reply[name] for name in _ANSWERED if name in reply}
