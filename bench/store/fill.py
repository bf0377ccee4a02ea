"""Fills a store with open escalations by SQL: a stream of one event, its line in the list, its wake."""

from __future__ import annotations

from tocsin.storage.store import DjangoStore

STATE = 1200
"""Bytes of a snapshot."""
_NUMBERS = {
    True: "SELECT g AS n FROM generate_series(%s::bigint, %s::bigint) g",
    False: "WITH RECURSIVE c(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM c WHERE n < %s) SELECT n FROM c",
}
_EVENT = """INSERT INTO tocsin_event (stream, version, at, kind, actor, policy, key, data, previous, hash,
 marks, lane, place, chain) SELECT 'ESC-' || n, 1, 0, 'reported', 'bench', {hash}, '', {data}, {hash},
 {hash}, '', 9, n, {hash} FROM ({numbers}) numbered"""
_STREAM = """INSERT INTO tocsin_stream (id, version, hash, state, wake_kind, due_at, wake_at, troubles)
 SELECT 'ESC-' || n, 1, {hash}, {state}, 'rung', {due}, {due}, 0 FROM ({numbers}) numbered"""
_ROW = """INSERT INTO tocsin_row (stream, status, level, severity, segment, customer, title, owner,
 reported_at, updated_at, text, alike) SELECT 'ESC-' || n, 'open', 2, 'P1', 'enterprise', 'Acme',
 'Checkout is down', 'anna', n, n, {data}, '{{}}' FROM ({numbers}) numbered"""


def fill(store: DjangoStore, first: int, last: int, due: int, spread: int) -> None:
    """Streams `first` to `last`; number n is due at `due + n * spread` microseconds since 1970."""
    words = {
        "hash": f"'{'0' * 64}'",
        "data": f"'{'d' * 250}'",
        "state": f"convert_to('{'s' * STATE}', 'UTF8')" if store.is_shared else f"x'{'73' * STATE}'",
        "due": f"{due} + n * {spread}",
        "numbers": _NUMBERS[store.is_shared],
    }
    session = store._session
    with session.transaction():
        for text in (_EVENT, _STREAM, _ROW):
            session.run(text.format(**words), [first, last])
    if store.is_shared:
        session.run("VACUUM ANALYZE tocsin_event, tocsin_stream, tocsin_row")
