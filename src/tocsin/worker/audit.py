"""The auditor: asks the store, on its own thread and connection, what should have happened and did not.

It trusts nothing that the worker's loop says. Every question is bounded and has an index.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.app.ports import Json, StoreUnavailable
from tocsin.app.ports_delivery import Ping
from tocsin.app.ports_worker import Beat
from tocsin.core.model.finding import Refused
from tocsin.core.model.instant import iso
from tocsin.worker.needs import Books, House
from tocsin.worker.settings import Settings

PREFIX = "auditor "
LIMIT = 100
PING = timedelta(minutes=1)
FORGET = timedelta(hours=1)
"""A worker that has been silent for so long is taken off the list."""


@dataclass(frozen=True)
class Audit:
    """What one audit found: at most 100 of each kind, oldest first. No finding: it is clean."""

    at: datetime
    escalations: tuple[str, ...] = ()
    """Those whose next step is overdue."""
    messages: tuple[str, ...] = ()
    """Those that should have been sent."""
    leases: tuple[str, ...] = ()
    """Messages whose sender is gone, and which nobody has taken over."""
    trouble: str = ""
    """Why there is no answer, or no worker alive."""

    @property
    def is_clean(self) -> bool:
        """Whether everything that was due was done."""
        return not (self.escalations or self.messages or self.leases or self.trouble)

    def as_json(self) -> Json:
        """For the heartbeat row and the log."""
        return {
            "clean": self.is_clean,
            "at": iso(self.at),
            "escalations": list(self.escalations),
            "messages": list(self.messages),
            "leases": list(self.leases),
            "trouble": self.trouble,
        }


def look(books: Books, now: datetime, settings: Settings, expect_worker: bool = True) -> Audit:
    """One audit. Raises StoreUnavailable."""
    late = now - settings.late
    waiting = books.waiting(late, LIMIT)
    overdue = [
        each.outgoing.id
        for each in waiting
        if each.outgoing.urgent or each.outgoing.not_before < now - settings.reminder_late
    ]
    stale = [each.outgoing.id for each in waiting if each.leased_by and each.ready_at < late]
    missed = [f"{each.stream} {each.kind}" for each in books.overdue(late, LIMIT)]
    trouble = "" if not expect_worker or _any_alive(books, late) else "no worker has given a sign of life"
    return Audit(now, tuple(missed), tuple(overdue), tuple(stale), trouble)


def _any_alive(books: Books, late: datetime) -> bool:
    return any(beat.at >= late for beat in books.beats() if not beat.worker.startswith(PREFIX))


class Auditor:
    """Audits at intervals, records the result, and tells the dead-man switch only when all is well."""

    def __init__(self, house: House, ping: Ping | None) -> None:
        self._books, self._clock, self._settings = house.books, house.clock, house.settings
        self._log, self._ping, self._name = house.log, ping, PREFIX + house.name
        self._started = house.clock()
        self._pinged: datetime | None = None
        self._was_clean = True
        self.last: Audit | None = None

    def run(self, stop: threading.Event) -> None:
        """Until told to stop. Nothing that goes wrong ends it."""
        while not stop.wait(self._settings.audit.total_seconds()):
            self.once()
        self._forget([self._name])
        self._books.close()

    def once(self) -> Audit:
        """One audit: looked, recorded, told."""
        now = self._clock()
        found = self._found(now)
        if found.is_clean != self._was_clean or not found.is_clean:
            self._log("audit", **found.as_json())
        self._was_clean = found.is_clean
        if found.is_clean and self._ping is not None and self._is_time(now):
            self._tell(self._ping, now)
        self.last = found
        return found

    def _found(self, now: datetime) -> Audit:
        try:
            found = look(self._books, now, self._settings)
            self._books.beat(Beat(self._name, self._started, now, found.as_json()))
            self._forget([b.worker for b in self._books.beats() if b.at < now - FORGET])
        except Refused as error:
            return Audit(now, trouble=str(error))
        except Exception as error:  # noqa: BLE001 (an audit that fails is a finding, not an end)
            return Audit(now, trouble=f"the audit failed: {type(error).__name__}")
        return found

    def _is_time(self, now: datetime) -> bool:
        """Also after the clock was set back."""
        return self._pinged is None or abs(now - self._pinged) >= PING

    def _tell(self, ping: Ping, now: datetime) -> None:
        why = ping()
        if why:
            self._log("dead-man-switch", detail=why)
        else:
            self._pinged = now

    def _forget(self, names: list[str]) -> None:
        try:
            for name in names:
                self._books.forget_worker(name)
        except StoreUnavailable as error:
            self._log("database-lost", detail=str(error))
