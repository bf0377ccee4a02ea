"""A bounded set of threads that send. They touch no database and hold up nobody's exit."""

import threading
from collections import Counter
from collections.abc import Callable
from queue import SimpleQueue

from tocsin.app.ports_delivery import Refusal, Sent
from tocsin.app.ports_outbox import Lease
from tocsin.worker.needs import House

Done = tuple[Lease, Sent]
MOST_AHEAD = 4
QUICK = 0.25
"""Seconds in which what is claimed ahead should be sent: at the present pace, up to four for each thread."""


class Pool:
    """Sends some messages at once; `woken` is called after each, from its thread.

    While sends are quick more is taken than there are threads, so that none waits for a commit.
    """

    def __init__(self, house: House, woken: Callable[[], None]) -> None:
        self._size, self._passed = house.settings.pool, house.passed
        self._patience = house.settings.lease.total_seconds() / 8
        self._transport, self._woken, self._hook = house.transport, woken, house.hook
        self._waiting: SimpleQueue[tuple[Lease, float]] = SimpleQueue()
        self._done: SimpleQueue[tuple[Lease, Sent, float]] = SimpleQueue()
        self._going: dict[str, Lease] = {}
        self._threads, self._pace = 0, QUICK

    @property
    def room(self) -> int:
        """How many it takes at once, at the pace of the last sends."""
        return self._size * min(max(int(QUICK / max(self._pace, 0.001)), 1), MOST_AHEAD)

    @property
    def free(self) -> int:
        """How many more it takes now."""
        return self.room - len(self._going)

    def on(self) -> Counter[str]:
        """How many are on their way by channel."""
        return Counter(lease.outgoing.channel for lease in self._going.values())

    def has(self, id_: str) -> bool:
        """Whether this message is on its way."""
        return id_ in self._going

    @property
    def going(self) -> list[Lease]:
        """What was given and is not back yet."""
        return list(self._going.values())

    def give(self, lease: Lease) -> None:
        """Sends one. Call it only while `free` is more than 0, always from the same thread.

        One that is on its way already, and whose lease only looked old after the clock was set, is not
        sent again beside itself.
        """
        known = lease.outgoing.id in self._going
        self._going[lease.outgoing.id] = lease
        if known:
            return
        self._waiting.put((lease, self._passed()))
        if self._threads < min(self._size, len(self._going)):
            self._threads += 1
            threading.Thread(target=self._work, name=f"send-{self._threads}", daemon=True).start()

    def back(self) -> list[Done]:
        """What came back since the last call, each once."""
        found: list[Done] = []
        while not self._done.empty():
            lease, sent, took = self._done.get()
            self._pace += (took - self._pace) / 5
            latest = self._going.pop(lease.outgoing.id, None)
            if latest is not None:
                found.append((latest, sent))
        return found

    def abandon(self) -> list[Lease]:
        """Gives up waiting for what is still being sent, and names it."""
        left, self._going = list(self._going.values()), {}
        return left

    def _work(self) -> None:
        while True:
            lease, given = self._waiting.get()
            begun = self._passed()
            late = begun - given > self._patience
            sent = TOO_LATE if late else self._transport.send(lease.outgoing)
            self._hook("after-send")
            self._done.put((lease, sent, self._passed() - begun))
            self._woken()


TOO_LATE = Refusal(False, "not sent: those before it took so long that its lease would not have been enough")
