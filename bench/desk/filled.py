"""Fills a desk with escalations by SQL, each with the snapshot of a real one: paged, not acknowledged yet.

The template is reported to a real desk under the shipped policy `b2b-saas`; its next page is due at an
instant of our choice. The copies differ by their number. Of the events only the last one is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin import bootstrap
from tocsin.app.desk import Desk
from tocsin.app.desk.report import Arrival, report
from tocsin.core.lifecycle.codec import state_bytes
from tocsin.core.lifecycle.obligations import earliest
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.model.instant import to_micros
from tocsin.storage.store import DjangoStore

FACTS = {"outage": True, "customers_affected": 3, "production": True, "segment": "enterprise"}
TICKET = Ticket("Checkout is down", "Every payment fails since five to three. " * 6, "Acme", "email", "jo")
SCATTER, PRIME = 2654435761, 1000000007
"""Due times of the background are spread over the numbers, so that what is claimed lies anywhere."""
_NUMBERS = {
    True: "SELECT g AS n FROM generate_series({first}::bigint, {last}::bigint) g",
    False: "WITH RECURSIVE c(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM c WHERE n < {last})"
    " SELECT n FROM c",
}
_EVENT = """INSERT INTO tocsin_event (stream, version, at, kind, actor, policy, key, data, previous, hash,
 marks, lane, place, chain) SELECT 'ESC-' || n, {version}, 0, 'page_ordered', 'bench', {hash}, '', {data},
 {hash}, {hash}, '', 900 + {first}, n, {hash} FROM ({numbers}) numbered"""
_STREAM = """INSERT INTO tocsin_stream (id, version, hash, state, wake_kind, due_at, wake_at, error, troubles)
 SELECT 'ESC-' || n, {version}, {hash}, {state}, 'page', {due}, {due}, '', 0 FROM ({numbers}) numbered"""
_ROW = """INSERT INTO tocsin_row (stream, status, level, severity, segment, customer, title, owner,
 reported_at, updated_at, text, alike) SELECT 'ESC-' || n, 'open', 2, 'P1', 'enterprise', 'Acme',
 'Checkout is down', 'anna', n, n, {data}, '{{}}' FROM ({numbers}) numbered"""


@dataclass(frozen=True)
class Template:
    """A snapshot cut at its number, and its version."""

    before: str
    after: str
    version: int


def adopted(store: DjangoStore) -> Desk:
    """A desk under the shipped policy."""
    desk = Desk(store)
    desk.books.adopt(bootstrap.load_policy("preset:b2b-saas").require())
    return desk


def template(desk: Desk, due: datetime) -> Template:
    """An escalation whose next page is due at an instant (aware UTC)."""
    later = timedelta(0)
    for _ in range(3):  # how long until the next page depends on who is on call when
        reported = due - later
        stream = report(
            desk, Arrival(TICKET, FACTS, escalate="checkout is down", level=2), None, "ann", reported
        ).stream
        state, rules = desk.load(stream)
        desk.store._session.run("UPDATE tocsin_stream SET wake_at = NULL WHERE id = %s", [stream])  # type: ignore[attr-defined]
        found = earliest(state, rules)
        assert found is not None and found.kind == "page", found
        if found.due_at == due:
            before, after = state_bytes(state).decode().split(f'"id":"{stream}"')
            return Template(f'{before}"id":"ESC-', f'"{after}', state.version)
        later += due - found.due_at if later else found.due_at - reported
    raise AssertionError("no such escalation")


def fill(store: DjangoStore, made: Template, first: int, last: int, due: str) -> None:
    """Streams `first` to `last`; `due` is SQL over the number n: microseconds since 1970."""
    state = f"'{_quoted(made.before)}' || n || '{_quoted(made.after)}'"
    words = {
        "first": first,
        "last": last,
        "hash": f"'{'0' * 64}'",
        "data": f"'{'d' * 250}'",
        "state": f"convert_to({state}, 'UTF8')" if store.is_shared else f"CAST({state} AS BLOB)",
        "version": made.version,
        "due": due,
    }
    words["numbers"] = _NUMBERS[store.is_shared].format(**words)
    with store._session.transaction():
        for text in (_EVENT, _STREAM, _ROW):
            with store._session.connection.cursor() as cursor:
                cursor.execute(text.format(**words))


def settled(store: DjangoStore) -> None:
    """As the database stands after a while of work: statistics made."""
    for table in ("event", "stream", "row"):
        store._session.run(f"{'VACUUM ' if store.is_shared else ''}ANALYZE tocsin_{table}")


def background(store: DjangoStore, made: Template, first: int, last: int, from_: datetime) -> None:
    """Open escalations whose next step is due years from now, in no order."""
    size = 100_000
    for begin in range(first, last + 1, size):
        end = min(begin + size - 1, last)
        fill(store, made, begin, end, f"{to_micros(from_)} + n * {SCATTER} % {PRIME}")
    settled(store)


def _quoted(text: str) -> str:
    return text.replace("'", "''").replace("%", "%%")
