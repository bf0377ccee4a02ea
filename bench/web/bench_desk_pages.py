"""Desk page and escalation page: server time and questions to the database, while escalations grow.

In this process, through the whole of Django, on PostgreSQL. Beside the desk page the same page as it would be
made without what the list keeps: every open escalation loaded, its next due time derived, all of them sorted.
TOCSIN_BENCH_ROWS names other sizes, open and closed: `1000:1000,10000:1000000` for the whole curve.
The bounds: at most 12 questions; no more than `GROWS` times the smallest desk's time on the largest one; the
whole list derived takes at least `DERIVED` times as long. The target, p95 below 150 ms, is for a free core.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

from desk_house import NOW, House, filled, house

SIZES = [
    tuple(map(int, text.split(":")))
    for text in os.environ.get("TOCSIN_BENCH_ROWS", "500:500,5000:20000").split(",")
]
ROUNDS = 30
QUESTIONS, GROWS, DERIVED = 12, 3.0, 3.0
EVENTS = 500


class Took(NamedTuple):
    """Milliseconds: the best, the median, p95, and of them processor time of this process."""

    best: float
    median: float
    p95: float
    cost: float

    def __str__(self) -> str:
        return f"{self.median:5.0f} (p95 {self.p95:4.0f}, cpu {self.cost:3.0f})"


def timed(ask: Callable[[], Any], rounds: int = ROUNDS) -> Took:
    """Asked once before it counts."""
    ask()
    took, spent = [], time.process_time()
    for _ in range(rounds):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    took.sort()
    cost = (time.process_time() - spent) * 1000 / rounds
    return Took(took[0], took[len(took) // 2], took[int(len(took) * 0.95)], cost)


class Browser:
    """Asks as somebody who is signed in, in this process, and counts questions."""

    def __init__(self, here: House) -> None:
        from django.conf import settings
        from django.test import Client

        self.client = Client(HTTP_HOST="localhost")
        self.client.cookies[settings.SESSION_COOKIE_NAME] = here.cookie

    def get(self, path: str) -> Any:
        answer = self.client.get(path, headers={"accept-encoding": "gzip"}, follow=False)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer

    def questions(self, path: str) -> int:
        from django.db import connections

        asked: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            asked.append(sql)
            return execute(sql, params, many, context)

        from contextlib import ExitStack

        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(note))
            self.get(path)
        if os.environ.get("TOCSIN_BENCH_SHOW"):
            print(*asked, sep="\n")
        return len(asked)


def derived() -> list[Any]:
    """The same page without what the list keeps."""
    from tocsin import bootstrap_site
    from tocsin.app.desk.board import line_of
    from tocsin.storage.lists import row_of
    from tocsin.storage.tables import ROW

    desk = bootstrap_site.desk()
    store: Any = desk.store
    rows = [
        row_of(r) for r in store._session.fetch(f"SELECT {ROW.names} FROM tocsin_row WHERE closed_at IS NULL")
    ]
    states = {s: desk.state_of(one) for s, one in store.loads([row.stream for row in rows]).items()}
    lines = [line_of(row, (s := states[row.stream]), desk.books.of(s.policy), NOW) for row in rows]
    return sorted(lines, key=lambda line: (line.due is None, line.due.due_at if line.due else NOW))[:50]


def long_story() -> str:
    """An escalation with `EVENTS` events."""
    from tocsin import bootstrap_site
    from tocsin.app.desk import Asked
    from tocsin.app.desk.report import Arrival, report
    from tocsin.core.lifecycle import commands as c
    from tocsin.core.lifecycle.parts import Ticket

    desk = bootstrap_site.desk()
    facts = {"segment": "enterprise", "outage": True, "customers_affected": 3, "production": True}
    at = NOW - timedelta(hours=3)
    arrival = Arrival(Ticket("Checkout is down", "x" * 500, "Acme"), facts, escalate="serious", level=2)
    stream = report(desk, arrival, None, "ann", at).stream
    made = 0
    while made < EVENTS:
        at += timedelta(seconds=15)
        step = c.SendUpdate(f"Update {made}") if made % 20 == 0 else c.Note(f"Looked at node {made}")
        made = desk.run(Asked((step,), "chloe-martin", stream), at).version
    return stream


def main() -> int:
    print(f"load {os.getloadavg()[0]:.1f}")
    with house() as here:
        return measured(here)


def measured(here: House) -> int:
    seen: list[tuple[float, float]] = []
    # The six figures are kept for five seconds, and cost one question then.
    browser, story, questions = Browser(here), "", 0
    for open_, closed in SIZES:
        filled(here, open_, closed)
        story = story or long_story()
        browser.get("/")
        questions = browser.questions("/")
        pages = {
            "desk": timed(lambda: browser.get("/")),
            "searched": timed(lambda: browser.get("/?q=namenode+block")),
            f"{EVENTS} events": timed(partial(browser.get, f"/e/{story}"), 10),
        }
        told = "  ".join(f"{name} {took}" for name, took in pages.items())
        print(f"  {open_:>7,} open {closed:>9,} closed: {told} ms; {questions} questions", flush=True)
        seen.append((pages["desk"].best, pages[f"{EVENTS} events"].best))
    whole = timed(derived, 2).best
    grown = max(last / first for first, last in zip(seen[0], seen[-1], strict=True))
    print(f"  {whole / seen[-1][0]:6.1f} x as quick as deriving the whole list ({whole:.0f} ms)")
    print(f"  {grown:6.2f} x the time of the smallest desk on the largest")
    return 0 if questions <= QUESTIONS and grown <= GROWS and whole / seen[-1][0] >= DERIVED else 1


if __name__ == "__main__":
    sys.exit(main())
