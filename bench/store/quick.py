"""Single saves, batches, claims and outbox rounds on one engine: `python bench/store/quick.py URL`."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta

T0 = time.perf_counter()
from tocsin.storage.store import DjangoStore, open_store  # noqa: E402

IMPORTED = time.perf_counter() - T0
from tests.contract.store.makes import change, due, out  # noqa: E402

NOW = datetime(2026, 10, 25, 2, 55, tzinfo=UTC)
LEASE = timedelta(seconds=60)


def timed(name: str, times: int, unit: str, work: object) -> None:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    took = time.perf_counter() - started
    print(f"{name:<44} {took / times * 1000:9.3f} ms per {unit}   {times / took:10.0f} {unit}/s")


def single(store: DjangoStore, count: int) -> None:
    for n in range(count):
        store.save([change(f"S-{n}", wake=due(10), outgoing=(out(f"S-{n}"),), key=f"k{n}")])


def batches(store: DjangoStore, count: int, size: int) -> None:
    for n in range(count):
        ids = [f"B-{n}-{m}" for m in range(size)]
        store.save([change(one, wake=due(), outgoing=(out(one),)) for one in ids])


def cycles(store: DjangoStore, size: int) -> int:
    done = 0
    while True:
        with store.claim(NOW, size) as claimed:
            changes = [change(one.stream, one.version, wake=due(60)) for one in claimed]
            store.save(changes)
        if not claimed:
            return done
        done += len(claimed)


def main() -> None:
    print(f"import of the store: {IMPORTED * 1000:.0f} ms")
    started = time.perf_counter()
    store = open_store(sys.argv[1])
    print(f"open (Django configured): {(time.perf_counter() - started) * 1000:.0f} ms")
    started = time.perf_counter()
    store.migrate()
    print(f"migrate: {(time.perf_counter() - started) * 1000:.0f} ms")
    timed("save, one stream with a message", 300, "save", lambda: single(store, 300))
    timed("save, 50 streams with a message each", 40, "batch", lambda: batches(store, 40, 50))
    timed("load", 1000, "load", lambda: [store.load("S-1") for _ in range(1000)])
    timed("cycle: claim 50, decide, save", 2000, "stream", lambda: cycles(store, 50))
    timed(
        "outbox: lease 50",
        40,
        "batch",
        lambda: [store.claim_outgoing(NOW, "w", 50, LEASE) for _ in range(40)],
    )
    timed("verify", 4300, "event", store.verify)


main()
