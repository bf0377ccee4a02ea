"""How late a page is: from the instant it is due to the instant its text is with the transport.

Whole workers on the real clock, on a desk with many open escalations: a steady load of 200 due a second, and
bursts at one instant. The transport accepts at once: what mail takes is not ours. Beside it the same workers
with a transaction for each escalation. TOCSIN_BENCH_OPEN names another number of open escalations, and
TOCSIN_BENCH_BURSTS other bursts: `TOCSIN_BENCH_OPEN=1000000 TOCSIN_BENCH_BURSTS=300,10000`.
The bound is a ratio within one run. The targets (p99 below 1 s, 300 within 1 s, 10,000 within 15 s) were set
for two free cores, and are shown.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from filled import adopted, background, fill, template
from hands import WORKERS, Engine, Hands, engine, hands

from tocsin.app.desk import Desk
from tocsin.core.model.instant import to_micros

OPEN = int(os.environ.get("TOCSIN_BENCH_OPEN", "20000").split(",")[-1])
BURSTS = [int(text) for text in os.environ.get("TOCSIN_BENCH_BURSTS", "300,1500").split(",")]
RATE, SECONDS = 200, int(os.environ.get("TOCSIN_BENCH_SECONDS", "5"))
LATER = datetime(2030, 1, 1, tzinfo=UTC)
AHEAD = timedelta(seconds=2.5)
"""How long before the first one is due the workers begin."""
PACE = 25
"""Pages a second that are waited for at the least; workers stop once all have come."""
BATCHED = 1.2
"""A burst is over at least so many times quicker than with a transaction for each."""


@dataclass(frozen=True)
class Late:
    """Seconds that pages came late, in order, and milliseconds of processor time for each, end to end."""

    each: list[float]
    spent: float

    def __str__(self) -> str:
        late = self.each
        p50, p99 = (late[min(int(len(late) * part), len(late) - 1)] for part in (0.5, 0.99))
        told = f"median {p50:.2f} s, p99 {p99:.2f} s, last {late[-1]:.2f} s"
        return f"{told}; {self.spent:.2f} ms of processor time each"


@dataclass
class Scene:
    """An engine with its desk and its workers; `last` is the last number given."""

    on: Engine
    desk: Desk
    workers: Hands
    last: int

    def late(self, count: int, spread: float, batch: int = 50) -> Late:
        """How late each of `count` pages came that fell due over `spread` seconds; every one of them came."""
        begin = datetime.now(UTC).replace(microsecond=0) + AHEAD
        made = template(self.desk, begin)
        first = self.last + 1
        self.last += count
        step = int(spread * 1_000_000 / count)
        fill(self.on.store, made, first, self.last, f"{to_micros(begin)} + (n - {first}) * {step}")
        before = self.on.seconds()
        self.workers.tell(do="night", batch=batch)
        self._wait(begin + timedelta(seconds=spread), count)
        told = self.workers.do()
        spent = self.on.seconds() - before + sum(seconds for _, seconds in told)
        sent: dict[str, float] = {}
        for stream, at in (each for one, _ in told for each in one):
            sent[stream] = min(sent.get(stream, at), at)
        due = {f"ESC-{n}": begin.timestamp() + (n - first) * step / 1e6 for n in range(first, self.last + 1)}
        assert due.keys() <= sent.keys(), f"{len(due.keys() - sent.keys())} pages did not come"
        return Late(sorted(sent[stream] - at for stream, at in due.items()), spent / count * 1000)

    def _wait(self, begin: datetime, count: int) -> None:
        """Until nothing is due and nothing waits to be sent."""
        until = begin + timedelta(seconds=count / PACE)
        while (now := datetime.now(UTC)) < until:
            time.sleep(0.2)
            store = self.on.store
            if now > begin and not store.overdue(now, 1) and not store.waiting(until, 1):
                return


def measured(name: str) -> bool:
    with engine(name) as on:
        desk = adopted(on.store)
        begun = time.perf_counter()
        background(on.store, template(desk, datetime.now(UTC)), 10_001, 10_000 + OPEN, LATER)
        with hands(on) as workers:
            took = time.perf_counter() - begun
            print(f"{name}, {len(workers.workers)} worker(s), {OPEN:,} open (filled in {took:.0f} s)")
            return shown(Scene(on, desk, workers, 10_000 + OPEN))


def shown(scene: Scene) -> bool:
    steady = scene.late(RATE * SECONDS, SECONDS)
    print(f"  {RATE} due/s for {SECONDS} s: target p99 < 1 s: {steady}", flush=True)
    for count in BURSTS:
        burst = scene.late(count, 0)
        print(f"  {count:,} due at one instant: target {_target(count):.1f} s: {burst}", flush=True)
    single = scene.late(BURSTS[0], 0, batch=1)
    again = scene.late(BURSTS[0], 0)
    ratio = single.each[-1] / again.each[-1]
    print(f"  {ratio:5.1f} x as quick as with a transaction for each: {single}", flush=True)
    return ratio >= BATCHED


def _target(count: int) -> float:
    return 1.0 if count <= 300 else count * 15 / 10_000


def main() -> int:
    print(f"load {os.getloadavg()[0]:.1f}")
    kept = [measured(name) for name in WORKERS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
