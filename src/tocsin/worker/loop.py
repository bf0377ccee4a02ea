"""The worker: obligations first, then messages, then rest until something is due (design §5)."""

import threading
from dataclasses import asdict
from datetime import datetime, timedelta

from tocsin import __version__
from tocsin.app.ports import StoreUnavailable
from tocsin.app.ports_outbox import Outcome, Step
from tocsin.app.ports_worker import Beat
from tocsin.core.model.finding import Refused
from tocsin.worker.alone import Alone
from tocsin.worker.needs import Counts, House, Steady
from tocsin.worker.sending import Sender
from tocsin.worker.settings import OUTAGE, wait
from tocsin.worker.turns import Turns
from tocsin.worker.wrong import what_is_wrong

FOR_EVER = timedelta(days=3650)
PAGE = 500
SHORTEST_REST = 0.02
"""Seconds: what is due may be in the hands of another worker, and is then not ours to wait for."""


class Worker:
    """One process at work on a store. `run` returns when `stop` was called, or at once when all is done."""

    def __init__(self, house: House) -> None:
        self.counts = Counts()
        self._books, self._settings, self._log, self._name = (
            house.books,
            house.settings,
            house.log,
            house.name,
        )
        self._clock, self._steady = house.clock, Steady(house.clock, house.passed)
        self._woken, self._stopping = threading.Event(), False
        self._turns = Turns(house, self.counts)
        self._sender = Sender(house, self._steady, self._woken.set, self.counts)
        self._started = house.clock()
        self._beaten: datetime | None = None
        self._failures = 0
        self._set_back = False

    def stop(self) -> None:
        """Ends the work after the present batch; safe to call from a signal handler or another thread."""
        self._stopping = True
        self._woken.set()

    def run(self, once: bool = False) -> Counts:
        """Works until stopped; with `once` until nothing is due. Raises Refused when it cannot begin."""
        alone = None if self._books.is_shared else Alone(self._books.where, self._name)
        try:
            if alone is not None:
                self._take_over()
            self._log("started", worker=self._name, store=self._books.where, version=__version__)
            self._work(once)
        finally:
            self._end()
            if alone is not None:
                alone.give_back()
        return self.counts

    def _work(self, once: bool) -> None:
        while not self._stopping:
            self._woken.clear()
            try:
                busy = self._round()
                self._recovered()
            except StoreUnavailable as error:
                if once or not error.retry:
                    raise
                self._outage("database-lost", str(error))
                continue
            except Refused:
                raise
            except Exception as error:
                self._outage("failed", what_is_wrong(error))
                if once or self._failures >= self._settings.tries:
                    raise
                continue
            if once and not busy and self._sender.is_idle:
                return
            if not busy:
                self._woken.wait(self._rest())

    def _round(self) -> bool:
        """One turn of everything; whether there was something to do."""
        turned = self._turns.batch()
        marked = self._sender.mark()
        claimed = 0 if self._stopping else self._sender.lease()
        self._beat()
        return bool(turned or marked or claimed)

    def _rest(self) -> float:
        """Seconds until something is known to be due, at most `idle`. What is sent wakes it earlier."""
        longest = self._settings.idle.total_seconds()
        try:
            following = self._books.next_due(1)
        except StoreUnavailable:
            return longest
        if not following:
            return longest
        until = (following[0].tries_at - self._clock()).total_seconds()
        return min(max(until, SHORTEST_REST), longest)

    def _beat(self) -> None:
        now = self._clock()
        if self._beaten is not None and abs(now - self._beaten) < self._settings.beat:
            return
        self._tell_clock()
        said = {"version": __version__, "sending": self._sender.going, **asdict(self.counts)}
        self._books.beat(Beat(self._name, self._started, now, said))
        self._beaten = now

    def _tell_clock(self) -> None:
        """Once, when the clock was set back by more than corrections of it do."""
        back = round(self._steady.ahead.total_seconds()) > 2
        if back and not self._set_back:
            self._log("clock-set-back", seconds=round(self._steady.ahead.total_seconds()))
        self._set_back = back

    def _outage(self, event: str, why: str) -> None:
        self._failures += 1
        self._log(event, times=self._failures, detail=why)
        self._books.close()
        self._woken.clear()
        if not self._stopping:
            self._woken.wait(wait(OUTAGE, self._failures).total_seconds())

    def _recovered(self) -> None:
        if self._failures:
            self._log("recovered", times=self._failures)
        self._failures = 0

    def _take_over(self) -> None:
        """Alone on this store: whoever holds a lease is gone, and what became of its sends is not known."""
        now = self._steady()
        while True:
            held = [each for each in self._books.waiting(now + FOR_EVER, PAGE) if each.leased_by]
            for each in held:
                why = "its sender ended: whether it was sent is not known"
                lost = Outcome(each.outgoing.id, now, Step.UNKNOWN, why, retry_at=now)
                self._books.settle(each.leased_by, [lost])
            if not held:
                return

    def _end(self) -> None:
        """Waits for what is being sent, marks it, and says good-bye; a database that is gone ends it too."""
        try:
            turns = max(int(self._settings.grace.total_seconds() / 0.05), 1)
            for _ in range(turns):
                self._sender.mark()
                if self._sender.is_idle:
                    break
                self._woken.clear()
                self._woken.wait(0.05)
            self._sender.release()
            self._books.forget_worker(self._name)
        except Refused as error:
            self._log("database-lost", detail=str(error))
        self._log("stopped", worker=self._name, **asdict(self.counts))
        self._books.close()
