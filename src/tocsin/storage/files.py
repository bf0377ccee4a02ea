"""Attached files, in the database itself: what a backup, an erasure and a crash mean is one matter."""

from __future__ import annotations

from tocsin.app.ports_files import StoredFile
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_KEEP = "INSERT INTO tocsin_file (digest, kind, size, content) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"


class Files(Part):
    """Files by the SHA-256 of their bytes."""

    def keep_file(self, file: StoredFile) -> None:
        """Keeps a file; the same one twice is one. Raises StoreUnavailable."""
        with self._session.transaction():
            self._session.run(_KEEP, [clean(file.digest), clean(file.kind), file.size, file.content])

    def file(self, digest: str) -> StoredFile | None:
        """A file that was kept, or None. Raises StoreUnavailable."""
        sql = "SELECT digest, kind, size, content FROM tocsin_file WHERE digest = %s"
        with self._session.failures():
            found = self._session.fetch(sql, [clean(digest)])
        if not found:
            return None
        known, kind, size, content = found[0]
        return StoredFile(known, kind, size, bytes(content))

    def forget_file(self, digest: str) -> bool:
        """Takes a file out for good; False when there is none. Raises StoreUnavailable."""
        with self._session.transaction():
            return self._session.run("DELETE FROM tocsin_file WHERE digest = %s", [clean(digest)]) > 0
