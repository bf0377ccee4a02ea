"""Pages by person, from the ledger: counted once each, whatever ways they went."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract.store.makes import NOW
from tocsin.app.ports_outbox import Line, Step
from tocsin.app.ports_paged import Paged, Pages
from tocsin.storage.store import DjangoStore

pytestmark = pytest.mark.req("A13.2")
HOUR = timedelta(hours=1)


def planned(page: str, person: str, hours: int, channel: str = "email", step: Step = Step.PLANNED) -> Line:
    return Line("ESC-1001", page, f"{page}/{person}/{channel}", NOW + hours * HOUR, step, person, channel)


def test_a_page_counts_once_by_when_it_was_ordered(store: DjangoStore) -> None:
    store.record([
        planned("p1", "ann", 0), planned("p1", "ann", 0, "sms"), planned("p1", "ann", 1, step=Step.ACCEPTED),
        planned("p1", "ben", 2), planned("p2", "ann", 3), planned("", "ann", 4),
    ])  # fmt: skip
    pages: Pages = store
    assert pages.paged(NOW) == [Paged("ann", NOW), Paged("ben", NOW + 2 * HOUR), Paged("ann", NOW + 3 * HOUR)]
    assert pages.paged(NOW + 3 * HOUR) == [Paged("ann", NOW + 3 * HOUR)]


def test_the_ledger_is_not_read_for_it(store: DjangoStore) -> None:
    store.record([planned(f"p{n}", "ann", n) for n in range(50)])
    explain = "EXPLAIN QUERY PLAN" if not store.is_shared else "EXPLAIN"
    sql = (
        f"{explain} SELECT person FROM tocsin_ledger WHERE step = 'planned' AND page <> '' AND at >= 5"
        " ORDER BY at"
    )
    if store.is_shared:
        store._session.run("SET enable_seqscan = off")  # fifty rows are read faster than an index
    plan = " ".join(str(row) for row in store._session.fetch(sql))
    assert "tocsin_ledger_paged" in plan
