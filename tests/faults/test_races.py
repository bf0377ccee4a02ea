"""Several workers who want the same things at the same time, some of whom die."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.faults.desk import BEGIN, desk_of, report
from tests.faults.night import LEASE, Fate, end, judge, live_through, start
from tests.faults.test_kill import MINUTE, dice
from tests.faults.victim import Life
from tocsin.storage.store import DjangoStore

A45 = pytest.mark.req("A4.5")


@A45
def test_two_workers_racing_for_everything_page_everybody_once(
    store: DjangoStore, url: str, box: str
) -> None:
    """On SQLite the second one is refused, and the first one does it all."""
    streams = report(desk_of(store), 12)
    for at in (BEGIN, BEGIN + 10 * MINUTE):
        life = Life(url, box, at, batch=3, pool=3)
        workers = [start(replace(life, name=name)) for name in ("one", "two")]
        for worker in workers:
            worker.join(120)
        assert [w.exitcode for w in workers].count(0) >= (2 if store.is_shared else 1)
    verdict = judge(store, box, streams, rungs=2)
    assert (verdict.twice, verdict.in_doubt) == (0, 0)


@A45
@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_workers_that_race_and_die_leave_nothing_undone(store: DjangoStore, url: str, box: str) -> None:
    streams = report(desk_of(store), 8)
    fate, killed = Fate(), 0
    for at in (BEGIN, BEGIN + 10 * MINUTE, BEGIN + 13 * MINUTE):
        life = Life(url, box, at, batch=2, pool=2)
        for seed in range(3):
            deaths = dice(int(at.timestamp()) + seed, 2)
            workers = [start(replace(life, point=point, count=1 + count % 4)) for point, count in deaths]
            killed += sum(map(end, workers))
        live_through(life, [], fate)
    live_through(Life(url, box, at + LEASE * 2), [], fate)
    judge(store, box, streams, rungs=2)
    assert killed >= 3


@A45
@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_a_living_workers_lease_is_not_taken_from_it(store: DjangoStore, url: str, box: str) -> None:
    report(desk_of(store), 1)
    held = store.claim_outgoing(BEGIN, "alive", 99, LEASE)
    live_through(Life(url, box, BEGIN + LEASE / 2), [], Fate())
    leased = [one for one in store.waiting(BEGIN + LEASE) if one.leased_by]
    assert {one.outgoing.id for one in leased} == {lease.outgoing.id for lease in held}
    assert {one.leased_by for one in leased} == {"alive"}
