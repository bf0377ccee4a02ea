"""Workers that are killed (SIGKILL) at each step of the cycle, in real processes on real databases."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from tests.faults.desk import BEGIN, desk_of, report
from tests.faults.night import Fate, judge, live_through, next_instant
from tests.faults.policy import PEOPLE
from tests.faults.victim import POINTS, Life
from tocsin.storage.store import DjangoStore

A45 = pytest.mark.req("A4.5")
MINUTE = timedelta(minutes=1)
NIGHT = 40 * MINUTE
SENDING = ("after-send", "before-mark", "before-claim", "before-lease")
"""Steps at which a message may be on its way: the last two are also passed between a send and its mark."""
PAGES = int(os.environ.get("TOCSIN_FAULT_PAGES", "60"))
"""How many pages go through random kills; 10000 takes some minutes."""


@A45
@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_at_any_step_loses_no_page_and_doubles_none_without_a_trace(
    store: DjangoStore, url: str, box: str, point: str
) -> None:
    streams = report(desk_of(store), 3)
    fate = Fate()
    for minute, kills in ((0, [(point, 1)]), (10, [(point, 1)] * 2), (13, []), (16, [])):
        live_through(Life(url, box, BEGIN + minute * MINUTE, pool=1), kills, fate)
    assert fate.killed[point] >= 1
    verdict = judge(store, box, streams, rungs=2)
    assert verdict.pages == 3 * 2
    if point not in SENDING:
        assert verdict.twice == 0, "only a send that had begun can be repeated"


def dice(seed: int, count: int) -> list[tuple[str, int]]:
    """Random steps, the same in every run: a linear congruential generator, kept in the test itself.

    A batch is passed once for many pages, so that its steps come up sooner.
    """
    found = []
    for _ in range(count):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        point = POINTS[(seed >> 33) % len(POINTS)]
        found.append((point, 1 + (seed >> 45) % (25 if point == "after-send" else 4)))
    return found


@A45
def test_pages_through_random_kills(
    store: DjangoStore, url: str, box: str, capsys: pytest.CaptureFixture[str]
) -> None:
    streams = report(desk_of(store), -(-PAGES // len(PEOPLE)))
    fate, now = Fate(), BEGIN
    while (at := next_instant(store, now, BEGIN + NIGHT)) is not None:
        live_through(Life(url, box, at, batch=20), dice(20261025 + fate.lives, max(PAGES // 20, 4)), fate)
        now = at
    verdict = judge(store, box, streams)
    with capsys.disabled():
        if PAGES > 1000:
            print(f"\n{url.partition(':')[0]}: {verdict}\n{fate}")
    assert verdict.pages >= PAGES
    assert sum(fate.killed.values()) >= 5
