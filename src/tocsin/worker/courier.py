"""The courier: webhooks leave the house beside the pages, on threads of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from tocsin.app.ports import StoreUnavailable
from tocsin.app.ports_delivery import Sent, Unknown
from tocsin.app.ports_webhooks import Parcel
from tocsin.app.webhooks import KEPT, LEASE, Needs, outcome, spread
from tocsin.worker.needs import Log
from tocsin.worker.wrong import what_is_wrong

HANDS = 8
"""Parcels on their way at once, over all receivers; of one receiver, one: a slow one holds up nobody."""
REST = 1.0
"""Seconds between two looks at the feed."""
OUTAGE = 5.0
"""Seconds until the next look when the database does not answer."""
TIDY = timedelta(hours=1)

Going = dict[Future[Sent], tuple[Parcel, datetime]]


class Courier:
    """One courier. `send` posts a parcel, from its threads; it raises nothing."""

    def __init__(self, needs: Needs, send: Callable[[Parcel], Sent], log: Log) -> None:
        self._needs, self._send, self._log = needs, send, log
        self._going: Going = {}
        self._pool = ThreadPoolExecutor(HANDS, "courier")
        self._woken = threading.Event()
        self._tidied: datetime | None = None

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set; whatever goes wrong, it is told and tried again."""
        while not stop.is_set():
            rest = REST
            try:
                if not self.turn():
                    self._tidy()
                elif not self._going:
                    rest = 0.0
            except StoreUnavailable as error:
                self._log("courier-database-lost", detail=str(error))
                rest = OUTAGE
            except Exception as error:  # noqa: BLE001 (pages must not stop with webhooks, nor webhooks for good)
                self._log("courier-failed", detail=what_is_wrong(error))
                rest = OUTAGE
            self._rest(stop, rest)
        self.close()

    def close(self) -> None:
        """Waits for nothing: what is on its way and was not marked is sent again when its lease ends."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._needs.post.close()

    def turn(self) -> int:
        """Marks what came back, packs what is new, sends what is due; returns how much there was to do."""
        if not self._needs.post.is_there():
            return 0
        marked = self._mark()
        return marked + spread(self._needs) + self._lease()

    def settle(self) -> int:
        """Turns until nothing is due and nothing is on its way; returns how much there was to do."""
        count = 0
        while done := self.turn() or len(self._going):
            count += done
            self._woken.wait(0.02)
            self._woken.clear()
        return count

    def _rest(self, stop: threading.Event, seconds: float) -> None:
        if seconds:
            self._woken.wait(seconds) if self._going else stop.wait(seconds)
        self._woken.clear()

    def _lease(self) -> int:
        free = HANDS - len(self._going)
        if free <= 0:
            return 0
        hands = {parcel.webhook for parcel, _ in self._going.values()}
        now = self._needs.clock()
        found = self._needs.post.claim(now, self._needs.holder, LEASE, free, hands.__contains__)
        for parcel in found:
            future = self._pool.submit(self._send, parcel)
            self._going[future] = (parcel, now)
            future.add_done_callback(lambda _: self._woken.set())
        return len(found)

    def _mark(self) -> int:
        done = [future for future in self._going if future.done()]
        for future in done:
            parcel, began = self._going[future]
            sent = _sent(future)
            failing = self._needs.post.failing_since(parcel.webhook)
            marked = outcome(parcel, sent, began, self._needs.clock(), failing)
            self._needs.post.mark(marked, self._needs.holder)
            del self._going[future]
            told = {"webhook": parcel.webhook, "delivery": parcel.id, "attempt": parcel.attempt}
            self._log(f"webhook-{marked.outcome}", **told, detail=marked.detail)
            if marked.off:
                self._log("webhook-off", webhook=parcel.webhook, detail=marked.off)
        return len(done)

    def _tidy(self) -> None:
        now = self._needs.clock()
        if self._needs.post.is_there() and (self._tidied is None or now - self._tidied >= TIDY):
            self._tidied = now
            self._needs.post.tidy(now - KEPT)


def _sent(future: Future[Sent]) -> Sent:
    error = future.exception()
    return Unknown(f"it broke off: {type(error).__name__}") if error else future.result()
