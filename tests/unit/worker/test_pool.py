"""How much is taken at once: one message for each thread, more only while sends are quick."""

from __future__ import annotations

import threading
from datetime import timedelta

from tests.unit.worker.small import NIGHT, Night, Post, paged
from tests.unit.worker.test_loop import wait_for
from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted, Sent
from tocsin.app.ports_outbox import Lease
from tocsin.worker.pool import TOO_LATE, Pool
from tocsin.worker.settings import Settings


def lease(n: int) -> Lease:
    return Lease(paged(f"ESC-{n}", 0, 1, NIGHT, urgent=True).outgoing[0], 1, NIGHT)


def pool_of(night: Night, size: int) -> Pool:
    night.settings = Settings(pool=size)
    return Pool(night.house(), lambda: None)


def sent_through(pool: Pool, count: int) -> list[Sent]:
    for n in range(count):
        pool.give(lease(n))
    found: list[Sent] = []
    wait_for(lambda: len(found.extend(sent for _, sent in pool.back()) or found) == count)
    return found


def test_quick_sends_let_it_take_four_for_each_thread_and_slow_ones_one(night: Night) -> None:
    pool = pool_of(night, 2)
    assert pool.room == 2
    for _ in range(10):
        sent_through(pool, 2)
    assert pool.room == 8

    def slow(_: Outgoing) -> Sent:
        night.clock.move(timedelta(seconds=1))
        return Accepted()

    night.post.answers = [slow]
    for _ in range(10):
        sent_through(pool, 2)
    assert pool.room == 2


def test_what_waited_too_long_for_its_turn_is_not_sent_and_says_so(night: Night) -> None:
    go_on = threading.Event()

    def hangs(_: Outgoing) -> Sent:
        go_on.wait(15)
        return Accepted()

    night.post = Post([hangs])
    pool = pool_of(night, 1)
    pool.give(lease(1))
    wait_for(lambda: len(night.post.sent) == 1)
    pool.give(lease(2))
    night.clock.move(timedelta(seconds=31))
    go_on.set()
    back: list[tuple[str, Sent]] = []
    wait_for(lambda: len(back.extend((one.outgoing.stream, sent) for one, sent in pool.back()) or back) == 2)
    assert back == [("ESC-1", Accepted()), ("ESC-2", TOO_LATE)]
    assert [one.stream for one in night.post.sent] == ["ESC-1"]
