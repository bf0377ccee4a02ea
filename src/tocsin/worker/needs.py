"""What a worker needs of the house: a store, a desk, a log, and a clock that never turns back."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from tocsin.app.ports import Change, Outgoing, Snapshot, Store
from tocsin.app.ports_delivery import Transport
from tocsin.app.ports_outbox import Outbox
from tocsin.app.ports_worker import Watch
from tocsin.worker.settings import Settings

Hook = Callable[[str], None]
"""Called with the name of each step; tests end the process there."""


class Books(Store, Outbox, Watch, Protocol):
    """The store as the worker uses it. Every thread has a connection of its own."""

    @property
    def where(self) -> str:
        """The store's address for people, without passwords."""

    @property
    def is_shared(self) -> bool:
        """Whether several workers can work on it at once."""

    def close(self) -> None:
        """Lets this thread's connection go."""


class Decides(Protocol):
    """The desk as the worker uses it."""

    def refresh(self) -> None:
        """Reads again who is on call; before each batch."""

    def tick(self, snapshot: Snapshot, now: datetime) -> Change:
        """What is due on one escalation, as a change to be saved."""

    def failed(self, outgoing: Outgoing, why: str, now: datetime) -> bool:
        """A message that cannot be delivered, ever; whether that changed anything. May be told twice."""

    def other_channel(self, outgoing: Outgoing) -> Outgoing | None:
        """The same message on another channel of the same person, under an id of its own, or None."""


class Carries(Protocol):
    """The courier of webhooks."""

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set."""

    def settle(self) -> int:
        """Sends everything that is due, once; returns how much there was to do."""


class Log(Protocol):
    """One line for each thing that happened. Fields hold ids and reasons, never addresses or secrets."""

    def __call__(self, event: str, **fields: object) -> None:
        """Writes one line."""


class Steady:
    """Time that passes only forwards, for sends and leases: they are about how long, not about when.

    A clock that is set back by up to 2 h does not hold up what waits; one that was wrong by more is followed.
    """

    LIMIT = timedelta(hours=2)

    def __init__(self, clock: Callable[[], datetime], passed: Callable[[], float]) -> None:
        self._clock, self._passed = clock, passed
        self._last, self._at = clock(), passed()

    def __call__(self) -> datetime:
        """The clock's instant (UTC), or the last one and the time since, whichever is later."""
        wall, at = self._clock(), self._passed()
        steady = self._last + timedelta(seconds=max(at - self._at, 0.0))
        now = wall if wall >= steady or steady - wall > self.LIMIT else steady
        self._last, self._at = now, at
        return now

    @property
    def ahead(self) -> timedelta:
        """How far it is ahead of the clock, because that was set back."""
        return max(self() - self._clock(), timedelta())


def quiet(_: str) -> None:
    """The hook of every day: nothing happens."""


def nothing() -> None:
    """Nothing is kept open."""


@dataclass(frozen=True)
class House:
    """Everything that one worker works with. `passed` gives seconds that only grow; `name` is its own."""

    books: Books
    desk: Decides
    transport: Transport
    clock: Callable[[], datetime]
    passed: Callable[[], float]
    log: Log
    name: str
    settings: Settings = field(default_factory=Settings)
    hook: Hook = quiet
    close: Callable[[], None] = nothing
    """Hangs up what the transports keep open."""
    courier: Carries | None = None
    keep: Callable[[datetime], int] | None = None
    """What is done by the way, a little at a time; how much it was."""
    """Webhooks; without one, none leaves from here."""


@dataclass
class Counts:
    """What a worker did since it started. `lost` were given up, on every channel there is."""

    turned: int = 0
    accepted: int = 0
    refused: int = 0
    unknown: int = 0
    lost: int = 0
    poisoned: int = 0
