"""A desk over a real store, a clock that only tests move, and the worker's cycle in one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

from tests.unit.lifecycle.timeline import OUTAGE, POLICY
from tests.unit.lifecycle.timeline import rules as built
from tocsin.app.desk import Answer, Asked, Desk
from tocsin.app.desk.report import Arrival, report
from tocsin.app.ports import Outgoing
from tocsin.core.ladders.events import PageOrdered
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.codec import read_event
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.storage.store import DjangoStore

NINE = datetime.fromisoformat("2027-03-02T09:00:00+00:00")
MINUTE = timedelta(minutes=1)
CLUSTER = """rotations:
  platform: {name: Platform, zone: UTC, people: [cleo], turn: weekly, start: 2027-01-04, hand_off: "09:00"}
ladders:"""


def rules(**changed: str) -> Rules:
    """The small policy of the life cycle with a rotation on its backup rung; `changed`: texts to replace."""
    text = POLICY.replace("ladders:\n", f"{CLUSTER}\n").replace(
        "page: person cleo", "page: rotation platform"
    )
    for old, new in changed.values() if changed else ():
        assert old in text
        text = text.replace(old, new)
    return built(text)


@dataclass
class Night:
    """One desk and its clock."""

    desk: Desk
    now: datetime = NINE
    spent: list[str] = field(default_factory=list)

    @property
    def store(self) -> DjangoStore:
        """The real one."""
        found: Any = self.desk.store
        return found

    def at(self, clock: str, day: int = 0) -> Night:
        """Sets the clock; what falls due on the way is not done."""
        hours, minutes = map(int, clock.split(":"))
        self.now = NINE.replace(hour=hours, minute=minutes) + timedelta(days=day)
        return self

    def outage(self, customer: str = "Acme", key: str = "", **facts: Any) -> str:
        """A P1 of an enterprise customer is reported and opened."""
        arrival = Arrival(Ticket("Checkout is down", "every payment fails", customer), {**OUTAGE, **facts})
        return report(self.desk, arrival, None, "ann", self.now, key).stream

    def do(
        self, stream: str, actor: str, *commands: c.Command, key: str = "", seen: int | None = None
    ) -> Answer:
        """Carries out commands."""
        return self.desk.run(Asked(commands, actor, stream, key, seen), self.now)

    def work(self) -> None:
        """Everything that is due now, as the worker does it."""
        for _ in range(100):
            with self.store.claim(self.now, 10) as claimed:
                if not claimed:
                    return
                self.desk.books.refresh()
                self.store.save([self.desk.tick(snapshot, self.now) for snapshot in claimed])
        raise AssertionError("it is never done")

    def state(self, stream: str) -> State:
        """The escalation as stored."""
        return self.desk.load(stream)[0]

    def kinds(self, stream: str) -> list[str]:
        """What happened, by name."""
        return [event.kind for event in self.store.events(stream)]

    def paged(self, stream: str) -> list[tuple[str, str]]:
        """Who was paged when."""
        told = [read_event(each.kind, each.data) for each in self.store.events(stream)]
        return [(f"{event.at:%H:%M}", event.person) for event in told if isinstance(event, PageOrdered)]

    def messages(self, stream: str) -> list[tuple[str, str]]:
        """What stands in the outbox, sent or not: page or "", and person."""
        sql = "SELECT page, person FROM tocsin_outbox WHERE stream = %s ORDER BY id"
        return [(page, person) for page, person in self.store._session.fetch(sql, [stream])]

    def pages(self, stream: str) -> list[Outgoing]:
        """The pages of an escalation that wait to be sent."""
        found = self.store.waiting(self.now + MINUTE)
        return [each.outgoing for each in found if each.outgoing.stream == stream and each.outgoing.page]

    def holds(self) -> None:
        """The record holds, and every projection is what its events give."""
        from tocsin.app.desk.past import projector

        assert self.store.verify().faults == ()
        assert list(self.store.rebuild(projector(self.desk), write=False)) == []


def at_once(night: Night, works: list[Callable[[], Any]]) -> list[Any]:
    """Runs them in threads that begin together; what each gave or raised, in order."""
    start, found = Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        start.wait(30)
        try:
            found[place] = work()
        except Exception as error:  # noqa: BLE001 (the test judges it)
            found[place] = error
        finally:
            night.store.close()

    threads = [Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return found
