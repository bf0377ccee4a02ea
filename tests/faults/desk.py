"""The real desk on a small policy, and outages reported to it."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.faults.policy import OUTAGE, POLICY
from tocsin.app.desk import Asked, Desk
from tocsin.core.lifecycle.commands import Report, TriageIt
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.policy.load import load
from tocsin.core.policy.source import Source
from tocsin.storage.store import DjangoStore

BEGIN = datetime(2026, 10, 25, 0, 55, tzinfo=UTC)
"""02:55 in Berlin, in the night in which the hour comes twice."""


def desk_of(store: DjangoStore, text: str = POLICY) -> Desk:
    """A desk that follows the small policy."""
    desk = Desk(store)
    desk.books.adopt(load(Source("policy.yaml", text), lambda *_: None).require())  # type: ignore[arg-type]
    return desk


def report(desk: Desk, count: int, at: datetime = BEGIN) -> list[str]:
    """Outages reported one after the other at one instant."""
    return [
        desk.run(
            Asked((Report(Ticket(f"Outage {n}", reporter="x"), dict(OUTAGE)), TriageIt()), "x"), at
        ).stream
        for n in range(count)
    ]
