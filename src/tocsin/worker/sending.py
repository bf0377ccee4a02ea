"""The outbox's side of the cycle: lease and commit, send, then mark; never mark first (design §5)."""

from collections.abc import Callable
from datetime import datetime

from tocsin.app.ports import Outgoing, StoreUnavailable
from tocsin.app.ports_delivery import Sent, Unknown
from tocsin.app.ports_outbox import Lease, Outcome, Step
from tocsin.worker.needs import Counts, House
from tocsin.worker.outcomes import elsewhere, in_doubt, is_lost, outcome
from tocsin.worker.pool import Pool
from tocsin.worker.wrong import what_is_wrong

CHANNELS = ("email", "webhook", "sms", "phone", "chat", "push")


class Sender:
    """Claims no more than its pool can send, urgent messages first; one dead channel never fills the pool."""

    def __init__(
        self, house: House, clock: Callable[[], datetime], woken: Callable[[], None], counts: Counts
    ) -> None:
        self._house, self._books, self._clock, self._counts = house, house.books, clock, counts
        self._settings, self._log, self._hook = house.settings, house.log, house.hook
        self._pool = Pool(house, woken)
        self._unmarked: list[Outcome] = []
        self._undelivered: list[tuple[Outgoing, str]] = []

    @property
    def is_idle(self) -> bool:
        """Nothing is being sent, nothing waits to be marked."""
        return not self._pool.going and not self._unmarked

    @property
    def going(self) -> int:
        """How many are being sent."""
        return len(self._pool.going)

    def lease(self) -> int:
        """Claims what the pool has room for, and starts to send it; returns how many were claimed."""
        claimed = 0
        while (room := self._room())[0] > 0:
            self._hook("before-lease")
            limit, channels = room
            leases = self._books.claim_outgoing(
                self._clock(), self._house.name, limit, self._settings.lease, channels
            )
            self._hook("after-lease")
            for lease in leases:
                self._start(lease)
            claimed += len(leases)
            if len(leases) < limit:
                break
        return claimed

    def mark(self) -> int:
        """Writes down what came back; what cannot be written now is kept and written next time."""
        for lease, sent in self._pool.back():
            self._keep(lease, outcome(lease, sent, self._clock(), self._other), sent)
        return self._write()

    def release(self) -> int:
        """At the end: what is still being sent is in doubt, and says so."""
        self.mark()
        for lease in self._pool.abandon():
            lost = Unknown("the worker stopped while it was being sent")
            self._keep(lease, in_doubt(lease, lost.why, self._clock(), self._other), lost)
        return self._write()

    def _room(self) -> tuple[int, tuple[str, ...]]:
        """How many to claim, and on which channels: at least a quarter of the pool is left to the others."""
        most = max(self._pool.room * 3 // 4, 1)
        busy = self._pool.on()
        open_ = tuple(channel for channel in CHANNELS if busy[channel] < most)
        room = min([self._pool.free, *(most - busy[channel] for channel in open_)])
        return (room, () if len(open_) == len(CHANNELS) else open_) if open_ else (0, ())

    def _start(self, lease: Lease) -> None:
        on_its_way = self._pool.has(lease.outgoing.id)
        moved = None if on_its_way else elsewhere(lease, self._clock(), self._other)
        if moved is None:
            self._pool.give(lease)
            return
        self._keep(lease, moved, Unknown(moved.detail))

    def _keep(self, lease: Lease, found: Outcome, sent: Sent) -> None:
        self._unmarked.append(found)
        message = lease.outgoing
        if is_lost(found):
            self._undelivered.append((message, found.detail))
        fields = {"id": message.id, "channel": message.channel, "person": message.person}
        again = found.retry_at is not None
        self._log(str(found.step), **fields, attempt=lease.attempt, again=again, detail=found.detail)
        self._count(found, sent)

    def _count(self, found: Outcome, sent: Sent) -> None:
        counts = self._counts
        if found.step is Step.ACCEPTED:
            counts.accepted += 1
            return
        counts.unknown += isinstance(sent, Unknown)
        counts.refused += not isinstance(sent, Unknown)
        counts.lost += is_lost(found)

    def _write(self) -> int:
        if not self._unmarked:
            return 0
        self._hook("before-mark")
        self._tell_desk()
        self._books.settle(self._house.name, self._unmarked)
        self._hook("after-mark")
        written, self._unmarked = len(self._unmarked), []
        return written

    def _tell_desk(self) -> None:
        """Before the outcome is written: told twice is no harm, told never is a page that waits in vain."""
        while self._undelivered:
            message, why = self._undelivered[0]
            try:
                self._house.desk.failed(message, why, self._house.clock())
            except StoreUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 (the outcome must be written all the same)
                self._log("not-told", id=message.id, detail=what_is_wrong(error))
            self._undelivered.pop(0)

    def _other(self, message: Outgoing) -> Outgoing | None:
        """Another channel is a help, not a duty: whatever is wrong with it, the message stays where it is."""
        try:
            return self._house.desk.other_channel(message)
        except Exception as error:  # noqa: BLE001 (the outcome of this send must be written all the same)
            self._log("no-other-channel", id=message.id, detail=what_is_wrong(error))
            return None
