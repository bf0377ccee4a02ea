"""Time that runs as fast as it can: what falls due is done in order, messages become files."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tocsin.app.ports_delivery import Accepted
from tocsin.app.ports_outbox import Outcome, Step
from tocsin.worker.desk import DeskAtWork
from tocsin.worker.needs import Counts, House
from tocsin.worker.turns import Turns

Deed = Callable[[datetime], None]
HOLDER = "the demo"


class Clock:
    """Deeds at instants, and the desk's own obligations between them."""

    def __init__(self, desk: Any, transport: Any, begin: datetime, told: Callable[[str], None]) -> None:
        self.now, self._deeds, self._count = begin, [], 0
        self._desk, self._transport, self._told = desk, transport, told
        house = House(
            books=desk.store, desk=DeskAtWork(desk, transport.channels), transport=transport,
            clock=lambda: self.now, passed=lambda: 0.0, log=self._log, name=HOLDER,
        )  # fmt: skip
        self._turns = Turns(house, Counts())
        self._changed: set[str] = set()
        self.keep = begin
        """Messages from before are not written to the spool: nobody reads those of last week."""

    def at(self, when: datetime, deed: Deed) -> None:
        """Does something at an instant, or now when that is past."""
        self._count += 1
        heapq.heappush(self._deeds, (max(when, self.now), self._count, deed))

    def run(self, until: datetime) -> None:
        """Lets time pass."""
        while True:
            following = self._desk.store.next_due(1)
            due = max(following[0].tries_at, self.now) if following else None
            deed = self._deeds[0][0] if self._deeds else None
            times = [each for each in (due, deed) if each is not None and each <= until]
            if not times:
                self.now = until
                return
            self.now = min(times)
            if due == self.now:
                self._due()
            else:
                heapq.heappop(self._deeds)[2](self.now)
            self._send()

    def _due(self) -> None:
        while self._turns.batch():
            pass
        changed, self._changed = self._changed, set()
        for stream in sorted(changed):
            self._told(stream)

    def _send(self) -> None:
        """Hands over what is ready, through the real transport; a message that cannot go ends here."""
        leases = self._desk.store.claim_outgoing(self.now, HOLDER, 50, timedelta(minutes=2))
        for lease in leases:
            sent = self._transport.send(lease.outgoing) if self.now >= self.keep else Accepted("not kept")
            fine = isinstance(sent, Accepted)
            step, detail = (Step.ACCEPTED, sent.detail) if fine else (Step.FAILED, getattr(sent, "why", ""))
            self._desk.store.settle(HOLDER, [Outcome(lease.outgoing.id, self.now, step, detail)])

    def _log(self, event: str, **fields: object) -> None:
        if event == "turned":
            self._changed |= set(dict(fields["events"]))  # type: ignore[call-overload]
        elif event == "postponed":
            raise RuntimeError(f"the demo's desk is stuck: {fields}")
