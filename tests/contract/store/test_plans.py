"""No question that the desk asks all the time grows with the number of escalations: each has an index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.contract.store.makes import MINUTE, NOW, change, due, out
from tocsin.app.ports_board import Place, Spans, Wanted
from tocsin.app.ports_outbox import Outcome, Step
from tocsin.storage.store import DjangoStore

LEASE = timedelta(seconds=60)
Asked = Callable[[DjangoStore], object]


def _claim(store: DjangoStore) -> None:
    with store.claim(NOW, 10) as claimed:
        store.save([change(one.stream, one.version) for one in claimed])


def _send(store: DjangoStore) -> None:
    leases = store.claim_outgoing(NOW, "w", 10, LEASE)
    store.settle("w", [Outcome(one.outgoing.id, NOW, Step.ACCEPTED) for one in leases])


def _six(store: DjangoStore) -> None:
    store.customer_lost("Acme", NOW, "anna")
    store.counted(Spans("P1", ("open",), NOW, NOW, NOW, NOW - MINUTE, NOW))


QUESTIONS: dict[str, Asked] = {
    "claim and save": _claim,
    "send": _send,
    "send on some channels": lambda store: store.claim_outgoing(NOW, "w", 10, LEASE, ["email"]),
    "cancel": lambda store: store.save([change("ESC-1", 1, cancel=("page-1",), key="k")]),
    "overdue": lambda store: store.overdue(NOW),
    "next due": lambda store: store.next_due(),
    "waiting": lambda store: store.waiting(NOW),
    "open": lambda store: store.rows(),
    "all": lambda store: store.rows(open_only=False),
    "recent": lambda store: store.recent("enterprise", NOW - MINUTE, 10),
    "load": lambda store: store.load("ESC-1"),
    "events": lambda store: store.events("ESC-1", NOW),
    "ledger": lambda store: store.ledger("ESC-1"),
    "reply": lambda store: store.reply("k"),
    "postpone": lambda store: store.postpone("ESC-1", NOW, "x"),
    "board": lambda store: store.found(Wanted(), 5),
    "board, next page": lambda store: store.found(Wanted(severities=("P1",)), 5, Place(1, "ESC-1")),
    "board of a customer": lambda store: store.found(Wanted(customer="Beta"), 5),
    "closed": lambda store: store.found(Wanted(closed=True), 5),
    "closed of a customer": lambda store: store.found(Wanted(closed=True, customer="Beta"), 5),
    "closed of an owner": lambda store: store.found(Wanted(closed=True, owner="anna"), 5),
    "snapshots": lambda store: store.loads(["ESC-1", "ESC-2"]),
    "not filled": lambda store: store.unfilled(5),
    "response": lambda store: store.response_median("P1", NOW),
    "resolution": lambda store: store.resolution_median("P1", NOW),
    "six figures": _six,
    "streams": lambda store: next(store.streams()),
}


def statements(store: DjangoStore, ask: Asked) -> list[tuple[str, Any]]:
    """What a question sends to the database, without inserts."""
    heard: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(("SELECT", "UPDATE")):
            heard.append((sql, params[0] if many else params))
        return execute(sql, params, many, context)

    with store._session.connection.execute_wrapper(note):
        ask(store)
    return heard


def plan(store: DjangoStore, sql: str, params: Any) -> str:
    explain = "EXPLAIN" if store.is_shared else "EXPLAIN QUERY PLAN"
    return "\n".join(str(row[-1]) for row in store._session.fetch(f"{explain} {sql}", params))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_its_index(store: DjangoStore, name: str) -> None:
    streams = [f"ESC-{n}" for n in range(1, 40)]
    store.save([change(one, wake=due(), outgoing=(out(one),)) for one in streams])
    asked = statements(store, QUESTIONS[name])
    assert asked
    if store.is_shared:
        for way in ("seqscan", "bitmapscan", "sort"):  # forty rows are read faster without an index
            store._session.run(f"SET enable_{way} = off")
    for sql, params in asked:
        told = plan(store, sql, params)
        if "tocsin_lane" in sql:  # as many rows as there are workers
            continue
        assert "Seq Scan" not in told, f"{sql}\n{told}"
        scans = [line for line in told.splitlines() if line.startswith("SCAN tocsin") and "INDEX" not in line]
        assert not scans, f"{sql}\n{told}"
        if "ORDER BY wake_at" in sql or "ORDER BY ready_at" in sql:
            assert "Sort" not in told and "TEMP B-TREE" not in told, f"{sql}\n{told}"
