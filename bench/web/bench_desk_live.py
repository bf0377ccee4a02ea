"""Five hundred open streams on one web process: what each costs, and how late an event reaches the last.

A real process on PostgreSQL, real connections. Beside it what the same people would cost without streams:
each asks for the list again every five seconds. The bounds: the streams cost less than a `CHEAPER`th of that
in processor time, and at most `EACH` kB of memory for each; everybody hears every event.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from typing import Any

from desk_house import House, busy, filled, house, memory, serving

CLIENTS = int(os.environ.get("TOCSIN_BENCH_CLIENTS", "500"))
SECONDS = float(os.environ.get("TOCSIN_BENCH_SECONDS", "10"))
EVENTS, ASKS = 10, 40
CHEAPER, EACH = 5.0, 100.0
REFRESH = 5.0
"""Seconds after which somebody without a stream would look again."""


class Listener:
    """One open stream: when it heard what."""

    def __init__(self) -> None:
        self.heard: dict[str, float] = {}

    async def run(self, port: int, token: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = (
            f"GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\r\n"
        )
        writer.write(head.encode())
        status = await reader.readline()
        assert b" 200 " in status, status
        while line := await reader.readline():
            if line.startswith(b'data: {"stream"'):
                self.heard.setdefault(line.decode(), time.perf_counter())
            elif line.startswith(b"event: ready"):
                self.heard["ready"] = time.perf_counter()


async def listened(port: int, pid: int, token: str) -> tuple[float, float, list[float]]:
    """Kilobytes for each stream, processor time a second of all, seconds until the last one heard."""
    before = memory(pid)
    listeners = [Listener() for _ in range(CLIENTS)]
    tasks = []
    for one in listeners:
        tasks.append(asyncio.create_task(one.run(port, token)))
        await asyncio.sleep(0.005)
    for _ in range(1200):
        if all("ready" in one.heard for one in listeners):
            break
        await asyncio.sleep(0.1)
    assert all("ready" in one.heard for one in listeners), "not everybody was let in"
    each = (memory(pid) - before) * 1024 / CLIENTS
    begun, spent, late = time.perf_counter(), busy(pid), []
    for number in range(EVENTS):
        said = await asyncio.to_thread(_happened, number)
        await asyncio.sleep(SECONDS / EVENTS)
        late.append(said)
    await asyncio.sleep(2)
    cost = (busy(pid) - spent) / (time.perf_counter() - begun)
    heard = [key for key in listeners[0].heard if key != "ready"]
    for one in listeners:
        assert set(one.heard) == set(listeners[0].heard), "somebody did not hear everything"
    delays = [
        max(one.heard[key] for one in listeners) - max(at for at in late if at <= listeners[0].heard[key])
        for key in heard
    ]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return each, cost, delays


def _happened(number: int) -> float:
    """Somebody writes a note; when it was saved."""
    from tocsin import bootstrap_site
    from tocsin.app.desk import Asked
    from tocsin.core.lifecycle import commands as c

    desk = bootstrap_site.desk()
    stream = next(iter(_streams(desk)))
    from datetime import UTC, datetime

    desk.run(Asked((c.Note(f"event {number}"),), "bench", stream), datetime.now(UTC))
    return time.perf_counter()


def _streams(desk: Any) -> list[str]:
    return [
        row[0]
        for row in desk.store._session.fetch("SELECT stream FROM tocsin_row WHERE closed_at IS NULL LIMIT 1")
    ]


async def asked(port: int, pid: int, cookie: str) -> float:
    """Processor time of one look at the list."""
    from django.conf import settings

    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    named = f"{settings.SESSION_COOKIE_NAME}={cookie}"
    head = f"GET /list HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {named}\r\n\r\n"
    spent = 0.0
    for number in range(ASKS + 3):
        if number == 3:
            spent = busy(pid)
        writer.write(head.encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in answer.split(b"\r\n")[0], answer
        size = next(one for one in answer.lower().split(b"\r\n") if one.startswith(b"content-length:"))
        await reader.readexactly(int(size.split(b":")[1]))
    writer.close()
    return (busy(pid) - spent) / ASKS


def main() -> int:
    print(f"load {os.getloadavg()[0]:.1f}")
    with house() as here:
        filled(here, 500, 500)
        with serving(here, 1) as ((port, pid),):
            return measured(here, port, pid)


def measured(here: House, port: int, pid: int) -> int:
    look = asyncio.run(asked(port, pid, here.cookie))
    each, cost, late = asyncio.run(listened(port, pid, here.token))
    polled = look * CLIENTS / REFRESH
    print(
        f"  {CLIENTS} streams: {each:.0f} kB each, {cost * 100:.1f} % of a core; an event reaches the last"
        f" one after {statistics.median(late):.2f} s (at worst {max(late):.2f} s)"
    )
    print(
        f"  {polled / cost:6.1f} x cheaper than looking again every {REFRESH:.0f} s"
        f" ({look * 1000:.0f} ms a look, {polled * 100:.0f} % of a core)"
    )
    return 0 if polled / cost >= CHEAPER and each <= EACH else 1


if __name__ == "__main__":
    sys.exit(main())
