"""Versions of the policy and the steps taken with them. Each step is a row: nothing is edited (B11)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from tocsin.app.ports import Json
from tocsin.app.ports_versions import KeptVersion, Step, step_hash
from tocsin.core.model.chain import GENESIS, Link, canonical
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_LOCK = 0x51617
_LISTED = "hash, title, version, at, actor, name, origin, note"
_STEP = "version, number, at, actor, kind, data, previous, hash"
_ADD = (
    "INSERT INTO tocsin_version (hash, title, version, at, actor, name, origin, note, content, files)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_OPEN = (
    "FROM tocsin_row line JOIN tocsin_stream head ON head.id = line.stream"
    " JOIN tocsin_event last ON last.stream = head.id AND last.version = head.version"
    " WHERE line.closed_at IS NULL"
)


class Versions(Part):
    """Proposals by their hash, and the chain of steps of each."""

    @contextmanager
    def hold_versions(self) -> Iterator[None]:
        """Nobody else takes a step until the block ends. Raises StoreUnavailable."""
        with self._session.transaction():
            if self._session.address.is_postgres:
                self._session.fetch("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            yield

    def add_version(self, version: KeptVersion) -> bool:
        """Keeps a proposal; False when that policy was proposed before."""
        texts = (version.hash, version.title, version.version)
        more = (version.actor, version.name, version.origin, version.note)
        told = [*map(clean, texts), to_micros(version.at), *map(clean, more)]
        with self._session.transaction():
            return self._session.run(_ADD, [*told, version.content, _packed(version.files)]) == 1

    def refile_version(self, hash_: str, files: Mapping[str, str]) -> None:
        """Other files of the same meaning."""
        with self._session.transaction():
            sql = "UPDATE tocsin_version SET files = %s WHERE hash = %s"
            self._session.run(sql, [_packed(files), clean(hash_)])

    def version(self, hash_: str) -> KeptVersion | None:
        """A proposal by its hash, or by a beginning of it (12 characters at least) that is nobody else's."""
        begun = clean(hash_)
        if len(begun) < 12:
            return None
        sql = f"SELECT {_LISTED}, content, files FROM tocsin_version WHERE hash >= %s AND hash < %s LIMIT 2"
        with self._session.failures():
            found = self._session.fetch(sql, [begun, f"{begun}~"])
        return _version(found[0]) if len(found) == 1 else None

    def versions(self) -> Sequence[KeptVersion]:
        """All proposals, the latest first, without content and files."""
        with self._session.failures():
            rows = self._session.fetch(f"SELECT {_LISTED} FROM tocsin_version ORDER BY at DESC, hash")
        return [_version(row) for row in rows]

    def add_step(self, version: str, at: datetime, actor: str, kind: str, data: Json) -> Step:
        """Writes down a step; only inside `hold_versions`. Raises ValueError for what is no plain JSON."""
        known = self.steps(version)
        previous = known[-1].hash if known else GENESIS
        told = (clean(version), len(known) + 1, to_micros(at), clean(kind), clean(actor))
        name, number, micros, what, who = told
        said = canonical(data)
        hash_ = step_hash(previous, Link(name, number, micros, what, who, name, "", said))
        sql = f"INSERT INTO tocsin_version_step ({_STEP}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
        with self._session.transaction():
            self._session.run(sql, [name, number, micros, who, what, said, previous, hash_])
        return Step(name, number, at, who, what, data, previous, hash_)

    def steps(self, version: str | None = None) -> Sequence[Step]:
        """The steps of one version, or all, in the order in which they were taken."""
        where, told = ("", []) if version is None else (" WHERE version = %s", [clean(version)])
        with self._session.failures():
            rows = self._session.fetch(f"SELECT {_STEP} FROM tocsin_version_step{where} ORDER BY id", told)
        return [_step(row) for row in rows]

    def kept_policies(self) -> Sequence[str]:
        """The hash of every policy that was ever in force here."""
        with self._session.failures():
            return [hash_ for (hash_,) in self._session.fetch("SELECT hash FROM tocsin_policy ORDER BY hash")]

    def open_under(self) -> Mapping[str, int]:
        """How many open escalations each policy governs: what their last event says."""
        with self._session.failures():
            rows = self._session.fetch(f"SELECT last.policy, count(*) {_OPEN} GROUP BY last.policy")
        return {str(hash_): int(number) for hash_, number in rows}

    def streams_not_under(self, hash_: str, limit: int) -> Sequence[str]:
        """Open escalations that another policy governs, the longest open first."""
        order = "ORDER BY line.reported_at, line.stream LIMIT %s"
        sql = f"SELECT line.stream {_OPEN} AND last.policy <> %s {order}"
        with self._session.failures():
            return [stream for (stream,) in self._session.fetch(sql, [clean(hash_), limit])]


def _packed(files: Mapping[str, str]) -> bytes:
    return zlib.compress(json.dumps(dict(files), ensure_ascii=False).encode("utf-8", "replace"), 6)


def _version(row: Sequence[Any]) -> KeptVersion:
    hash_, title, version, at, actor, name, origin, note, *rest = row
    content, files = (bytes(rest[0]), json.loads(zlib.decompress(bytes(rest[1])))) if rest else (b"", {})
    return KeptVersion(hash_, title, version, from_micros(at), actor, name, origin, note, content, files)


def _step(row: Sequence[Any]) -> Step:
    version, number, at, actor, kind, data, previous, hash_ = row
    return Step(version, number, from_micros(at), actor, kind, json.loads(data), previous, hash_)
