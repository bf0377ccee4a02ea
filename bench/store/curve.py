"""Full cycles a second (claim, load, decide, save) while the number of open escalations grows.

`python bench/store/curve.py URL WORKERS 1000 10000 …` on an empty database. Each round fills up to that
many open escalations, makes some of them due, and lets the workers, each a process, empty the queue.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import Any

from bench.store.fill import fill
from tests.contract.store.makes import change, due
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.store import DjangoStore, open_store

BATCH = 50
LATER = to_micros(datetime(2030, 1, 1, tzinfo=UTC))


def work(url: str, now: datetime) -> None:
    """One worker: says it is ready, waits for a line, empties the queue, says how many and how late."""
    store = open_store(url)
    store.load("none")
    print("ready", flush=True)
    sys.stdin.readline()
    done = 0
    while True:
        with store.claim(now, BATCH) as claimed:
            store.save([_decided(one) for one in claimed])
        if not claimed:
            break
        done += len(claimed)
    print(done, flush=True)


def _decided(one: Any) -> Any:
    return change(one.stream, one.version, snapshot=one.state, wake=due(60 * 24 * 3650))


def drain(url: str, workers: int, now: datetime) -> tuple[int, float]:
    """Cycles and seconds."""
    run = [sys.executable, __file__, "work", url, now.isoformat()]
    pipe = subprocess.PIPE
    started = [subprocess.Popen(run, stdin=pipe, stdout=pipe, text=True) for _ in range(workers)]
    for one in started:
        assert one.stdout and one.stdout.readline() == "ready\n"
    begin = time.perf_counter()
    for one in started:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    counts = [int(one.stdout.readline()) for one in started if one.stdout]
    took = time.perf_counter() - begin
    for one in started:
        one.wait()
    return sum(counts), took


def hours(store: DjangoStore, count: int) -> datetime:
    """Makes `count` streams of the whole range due within one second, and gives the instant after it."""
    sql = "SELECT id FROM tocsin_stream WHERE wake_at >= %s ORDER BY wake_at, id LIMIT %s"
    ids = [row[0] for row in store._session.fetch(sql, [LATER, count])]
    second = 10**6
    news = [(n * second // count, n * second // count, stream) for n, stream in enumerate(ids)]
    with store._session.transaction():
        store._session.many("UPDATE tocsin_stream SET due_at = %s, wake_at = %s WHERE id = %s", news)
    return from_micros(second)


def main(url: str, workers: int, sizes: list[int]) -> None:
    store = open_store(url)
    store.migrate()
    there = 0
    for size in sizes:
        began = time.perf_counter()
        fill(store, there + 1, size, LATER, 1000)
        there = size
        filled = time.perf_counter() - began
        cycles = min(10_000, size)
        now = hours(store, cycles)
        done, took = drain(url, workers, now)
        assert done == cycles, f"{done} of {cycles}"
        rate = f"{done} cycles in {took:6.2f} s = {done / took:7.0f}/s"
        print(f"{size:>9} open: {rate} (filled in {filled:.0f} s)", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(sys.argv[2], datetime.fromisoformat(sys.argv[3]))
    else:
        main(sys.argv[1], int(sys.argv[2]), [int(text) for text in sys.argv[3:]])
