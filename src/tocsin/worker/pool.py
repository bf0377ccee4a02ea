"""A bounded set of threads that send. They touch no database and hold up nobody's exit."""

import threading
from collections import Counter
from collections.abc import Callable
from queue import SimpleQueue

from tocsin.app.ports_delivery import Sent, Transport
from tocsin.app.ports_outbox import Lease
from tocsin.worker.needs import Hook

Done = tuple[Lease, Sent]


class Pool:
    """Sends up to `size` messages at once; `woken` is called after each, from its thread."""

    def __init__(self, transport: Transport, size: int, woken: Callable[[], None], hook: Hook) -> None:
        self.size = size
        self._transport, self._woken, self._hook = transport, woken, hook
        self._waiting: SimpleQueue[Lease] = SimpleQueue()
        self._done: SimpleQueue[Done] = SimpleQueue()
        self._going: dict[str, Lease] = {}
        self._threads = 0

    @property
    def free(self) -> int:
        """How many more can be sent at once."""
        return self.size - len(self._going)

    def on(self) -> Counter[str]:
        """How many are being sent by channel."""
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
        self._waiting.put(lease)
        if self._threads < min(self.size, len(self._going)):
            self._threads += 1
            threading.Thread(target=self._work, name=f"send-{self._threads}", daemon=True).start()

    def back(self) -> list[Done]:
        """What came back since the last call, each once."""
        found: list[Done] = []
        while not self._done.empty():
            lease, sent = self._done.get()
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
            lease = self._waiting.get()
            sent = self._transport.send(lease.outgoing)
            self._hook("after-send")
            self._done.put((lease, sent))
            self._woken()
