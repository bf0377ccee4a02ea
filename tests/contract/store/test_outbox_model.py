"""Whatever workers do, and whoever dies when: the outbox behaves like this page of Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.store.makes import MINUTE, NOW, change, out
from tocsin.app.ports_outbox import Outcome, Step
from tocsin.storage.store import DjangoStore

LEASE = 3 * MINUTE
HOLDERS = st.sampled_from(["w1", "w2"])
STREAMS = count(1)

OPS = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("lease"), HOLDERS, st.integers(1, 3)),
    st.tuples(st.just("settle"), HOLDERS, st.sampled_from(["accepted", "failed", "again", "unknown"])),
    st.tuples(st.just("cancel"), st.integers(0, 3), st.none()),
    st.tuples(st.just("pass"), st.integers(1, 4), st.none()),
)


@dataclass
class Message:
    """What the model knows of one message."""

    id: str
    urgent: bool
    ready: datetime | None
    holder: str = ""
    attempts: int = 0
    ambiguous: bool = False
    cancelled: bool = False


class Model:
    """The outbox in plain Python, next to the real one."""

    def __init__(self, store: DjangoStore) -> None:
        self.store, self.now = store, NOW
        self.stream, self.version = f"ESC-{next(STREAMS)}", 0
        self.messages: list[Message] = []

    def put(self, delay: int, urgent: bool) -> None:
        n = len(self.messages)
        ready = self.now + delay * MINUTE
        id_ = f"{self.stream}/{n:03}"
        message = out(self.stream, id=id_, page=f"page-{n}", urgent=urgent, not_before=ready)
        self._save(outgoing=(message,))
        self.messages.append(Message(id_, urgent, ready))

    def lease(self, holder: str, limit: int) -> None:
        found = self.store.claim_outgoing(self.now, holder, limit, LEASE)
        ready = [one for one in self.messages if one.ready is not None and one.ready <= self.now]
        taken = sorted(ready, key=lambda one: (not one.urgent, one.ready, one.id))[:limit]
        expected = [self._leased(one, holder) for one in taken if not self._ended(one)]
        assert [(one.outgoing.id, one.attempt, one.ambiguous) for one in found] == expected

    def _ended(self, one: Message) -> bool:
        """Cancelled while it was with a sender that is gone."""
        if one.cancelled:
            one.ready, one.holder = None, ""
        return one.cancelled

    def _leased(self, one: Message, holder: str) -> tuple[str, int, bool]:
        one.ambiguous = one.ambiguous or bool(one.holder)
        one.holder, one.ready = holder, self.now + LEASE
        one.attempts += 1
        return one.id, one.attempts, one.ambiguous

    def settle(self, holder: str, what: str) -> None:
        """The holder says of everything that it ever leased and still holds what became of it."""
        steps = {"accepted": Step.ACCEPTED, "unknown": Step.UNKNOWN}
        again = self.now + MINUTE if what in ("again", "unknown") else None
        mine = [one for one in self.messages if one.holder == holder]
        step = steps.get(what, Step.FAILED)
        self.store.settle(holder, [Outcome(one.id, self.now, step, "", again) for one in mine])
        for one in mine:
            one.holder, one.ready = "", None if one.cancelled else again
            one.ambiguous = one.ambiguous or what == "unknown"

    def cancel(self, n: int, _: None) -> None:
        self._save(cancel=(f"page-{n}",))
        for one in self.messages[n : n + 1]:
            if one.holder:
                one.cancelled = True
            else:
                one.ready = None

    def passes(self, minutes: int, _: None) -> None:
        self.now += minutes * MINUTE

    def _save(self, **changed: object) -> None:
        self.store.save([change(self.stream, self.version, at=self.now, **changed)])
        self.version += 1

    def end(self) -> None:
        """Everything that is still ready is found, and the ledger counts what was attempted."""
        self.now += timedelta(days=1)
        self.lease("last", 1000)
        steps = [line.step for line in self.store.ledger(self.stream)]
        assert steps.count(Step.ATTEMPTED) == sum(one.attempts for one in self.messages)
        assert steps.count(Step.PLANNED) == len(self.messages)
        self.settle("last", "accepted")
        assert self.store.waiting(self.now + timedelta(days=1)) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(OPS, max_size=25))
def test_the_outbox_is_its_model(store: DjangoStore, ops: list[tuple[str, object, object]]) -> None:
    model = Model(store)
    for name, first, second in ops:
        getattr(model, {"pass": "passes"}.get(name, name))(first, second)
    model.end()
