"""Files in the database: byte for byte, once, and gone when they are taken out."""

from __future__ import annotations

import hashlib

from tocsin.app.files import accept
from tocsin.storage.store import DjangoStore

CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 4000


def test_a_file_comes_back_byte_for_byte(store: DjangoStore) -> None:
    made = accept(store, "offer.pdf", CONTENT)
    assert accept(store, "again.pdf", CONTENT).digest == made.digest
    found = store.file(made.digest)
    assert found is not None
    assert (found.kind, found.size, found.content) == ("application/pdf", len(CONTENT), CONTENT)
    assert hashlib.sha256(found.content).hexdigest() == made.digest
    assert store._session.fetch("SELECT count(*) FROM tocsin_file")[0][0] == 1


def test_a_file_is_gone_when_it_is_taken_out(store: DjangoStore) -> None:
    made = accept(store, "offer.pdf", CONTENT)
    assert store.forget_file(made.digest) is True
    assert store.forget_file(made.digest) is False
    assert store.file(made.digest) is None
    assert store.file("\0'") is None
