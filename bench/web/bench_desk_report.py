"""Reports a second over HTTP with two web processes, and how long each takes, on a desk of many open ones.

Real processes on PostgreSQL, connections that are kept, every report with another text and compared with
those of its segment. Beside it, in one process, the look for duplicates as it would be without what the
process keeps: 2,500 lines read and indexed for each report. TOCSIN_BENCH_OPEN names another number of open
escalations.
The bound is the ratio. The targets, 150 reports/s with p99 below 100 ms, are for two free cores; what the
reports cost in processor time is told, and how many a second two free cores would do at that.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from desk_data import OUTAGE, texts
from desk_house import NOW, TICKET, House, busy, filled, house, serving

OPEN = int(os.environ.get("TOCSIN_BENCH_OPEN", "3000"))
CLOSED = int(os.environ.get("TOCSIN_BENCH_CLOSED", "3000"))
REPORTS = int(os.environ.get("TOCSIN_BENCH_REPORTS", "400"))
AT_ONCE = 4
"""Connections to each process."""
QUICKER = 8.0


async def load(ports: list[int], token: str, count: int) -> list[float]:
    """Seconds of each report."""
    told = texts()
    queue = list(range(count))
    took: list[float] = []

    async def one(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while queue:
            number = queue.pop()
            title, text = told[number * 37 % len(told)]
            body = json.dumps(
                {**TICKET, "title": title, "text": text, "customer": f"Customer {number}"}
            ).encode()
            head = (
                f"POST /api/v1/escalations HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"Authorization: Bearer {token}\r\n"
                f"Idempotency-Key: bench-{time.time_ns()}-{number}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            begun = time.perf_counter()
            writer.write(head.encode() + body)
            status, answer = await _answer(reader)
            assert status == 201, (status, answer[:500])
            took.append(time.perf_counter() - begun)
        writer.close()

    await asyncio.gather(*(one(port) for port in ports for _ in range(AT_ONCE)))
    return sorted(took)


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    sizes = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    assert sizes, head
    return status, await reader.readexactly(int(sizes[0].split(b":")[1]))


def looks() -> tuple[float, float]:
    """Milliseconds of processor time of a look for duplicates: as it is, and reading every line."""
    from tocsin import bootstrap_site
    from tocsin.app.duplicates import find, look
    from tocsin.app.duplicates_pool import LOOKED_AT, candidate
    from tocsin.core.triage.duplicates import reach
    from tocsin.core.triage.likeness import Candidate

    desk, similar = bootstrap_site.desk(), bootstrap_site.similar()
    rules = desk.books.current().policy.intake.duplicates
    asked = [
        Candidate("", title, text, NOW, segment="enterprise", facts=dict(OUTAGE))
        for title, text in texts()[:60]
    ]

    def kept(new: Candidate) -> Any:
        return look(desk.store, new, rules, NOW, similar)

    def read(new: Candidate) -> Any:
        rows = desk.store.recent(new.segment, NOW - reach(rules), LOOKED_AT)
        return find(new, [candidate(row) for row in rows[1:]], rules, NOW + timedelta(0), similar)

    kept(asked[0])
    return _spent(kept, asked), _spent(read, asked[:6])


def _spent(ask: Any, asked: list[Any]) -> float:
    begun = time.process_time()
    for number, new in enumerate(asked):
        ask(new)
        if number % 3 == 2:  # another corpus each time, as another report came in meanwhile
            continue
    return (time.process_time() - begun) / len(asked) * 1000


def main() -> int:
    print(f"load {os.getloadavg()[0]:.1f}")
    with house() as here:
        filled(here, OPEN, CLOSED)
        return measured(here)


def measured(here: House) -> int:
    with serving(here, 2) as started:
        ports = [port for port, _ in started]
        asyncio.run(load(ports, here.token, 40))
        before = [busy(pid) for _, pid in started], busy(_server(here))
        begun = time.perf_counter()
        took = asyncio.run(load(ports, here.token, REPORTS))
        wall = time.perf_counter() - begun
        web = sum(busy(pid) for _, pid in started) - sum(before[0])
        server = busy(_server(here)) - before[1]
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    spent = (web + server) / REPORTS * 1000
    print(
        f"  {OPEN:,} open: {REPORTS / wall:6.0f} reports/s, median {p50 * 1000:.0f} ms,"
        f" p99 {p99 * 1000:.0f} ms"
    )
    print(
        f"  {spent:.1f} ms of processor time each ({web / REPORTS * 1000:.1f} +"
        f" {server / REPORTS * 1000:.1f}), so {2000 / spent:.0f}/s on two free cores"
    )
    kept, read = looks()
    print(
        f"  {read / kept:6.1f} x as quick to look for duplicates as reading every line:"
        f" {kept:.1f} ms, {read:.0f} ms"
    )
    return 0 if read / kept >= QUICKER else 1


def _server(here: House) -> int:
    """The process of PostgreSQL, parent of all that it starts."""
    from tocsin import bootstrap_site

    session: Any = bootstrap_site.store()._session
    folder = session.fetch("SHOW data_directory")[0][0]
    return int((Path(folder) / "postmaster.pid").read_text().split()[0])


if __name__ == "__main__":
    sys.exit(main())
