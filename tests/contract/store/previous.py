"""The statements of the release before this one, word for word, against whatever schema is there.

It knew no `troubles`, no `attempt` and `holder` in the ledger, and kept `leased_until` in the outbox.
"""

from __future__ import annotations

from typing import Any

from tests.contract.store.makes import NOW
from tocsin.core.model.chain import GENESIS, Link, lane_hash, link_hash, marks
from tocsin.core.model.instant import to_micros
from tocsin.storage.session import Session

AT = to_micros(NOW)
LEASE = 60_000_000


def report(session: Session, stream: str) -> None:
    """A report with a message, as `save` wrote it."""
    link = Link(stream, 1, AT, "reported", "anna", "p", "", '{"n":1}')
    hash_ = link_hash(GENESIS, link)
    with session.transaction():
        lanes = session.fetch("SELECT id, place, hash FROM tocsin_lane ORDER BY id LIMIT 1")
        new = "INSERT INTO tocsin_lane (place, hash) VALUES (0, %s) RETURNING id, place, hash"
        lane, place, end = (lanes or session.fetch(new, [GENESIS]))[0]
        _insert(session, "stream", "id version hash state wake_kind due_at wake_at error", [
            stream, 1, hash_, b"{}", "rung", AT, AT, "",
        ])  # fmt: skip
        named = "stream version at kind actor policy key data previous hash marks lane place chain"
        chain = lane_hash(end, hash_)
        _insert(session, "event", named, [*link, GENESIS, hash_, marks(link), lane, place + 1, chain])
        session.run("UPDATE tocsin_lane SET place = %s, hash = %s WHERE id = %s", [place + 1, chain, lane])
        told = [f"{stream}/1/1", stream, "page-1", "bob", "email", "b@x", "P1", "Wake up", True]
        named = "id stream page person channel address subject body urgent not_before state ready_at"
        _insert(session, "outbox", named, [*told, AT, "waiting", AT])
        ledger(session, stream, "planned")
        named = "stream status level severity segment customer title owner reported_at updated_at text alike"
        said = [stream, "open", 2, "P1", "enterprise", "Acme", "Checkout is down", "anna", AT, AT]
        _insert(session, "row", named, [*said, "Checkout is down", "{}"])


def ledger(session: Session, stream: str, step: str) -> None:
    named = "stream page outgoing at step person channel detail"
    _insert(session, "ledger", named, [stream, "page-1", f"{stream}/1/1", AT, step, "bob", "email", ""])


def lease(session: Session, now: int = AT, until: str = "leased_until = {end}, ") -> list[Any]:
    """Leases what is ready, as `claim_outgoing` did; a release later it wrote no `leased_until`."""
    with session.transaction():
        rows = session.fetch(
            "SELECT id, stream FROM tocsin_outbox WHERE ready_at <= %s ORDER BY ready_at LIMIT 10", [now]
        )
        for id_, stream in rows:
            session.run(
                "UPDATE tocsin_outbox SET state = 'leased', holder = 'old', attempts = attempts + 1,"
                f" {until.format(end=now + LEASE)}ready_at = %s WHERE id = %s",
                [now + LEASE, id_],
            )
            ledger(session, stream, "attempted")
    return rows


def postpone(session: Session, stream: str) -> None:
    session.run("UPDATE tocsin_stream SET wake_at = %s, error = 'x' WHERE id = %s", [AT + 1, stream])


def _insert(session: Session, table: str, columns: str, values: list[Any]) -> None:
    names = columns.split()
    places = ", ".join(["%s"] * len(names))
    session.run(f"INSERT INTO tocsin_{table} ({', '.join(names)}) VALUES ({places})", values)
