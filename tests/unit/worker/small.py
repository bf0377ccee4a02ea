"""A small honest desk, a clock to move, and transports that answer as they are told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tocsin.app.ports import Change, Event, Outgoing, Row, Snapshot, Wake
from tocsin.app.ports_delivery import Accepted, Sent
from tocsin.app.ports_outbox import Step
from tocsin.storage.store import DjangoStore, open_store
from tocsin.worker.loop import Worker
from tocsin.worker.needs import Counts, House, quiet
from tocsin.worker.settings import Settings

NIGHT = datetime(2026, 10, 25, 0, 55, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RUNGS = 3
WAIT = 10 * MINUTE
SMALL = Settings(pool=4, grace=timedelta(seconds=2))


@dataclass
class Clock:
    """An instant that tests move; time passed follows it, unless the clock was set."""

    now: datetime = NIGHT
    seconds: float = 0.0

    def __call__(self) -> datetime:
        return self.now

    def passed(self) -> float:
        return self.seconds

    def move(self, by: timedelta) -> None:
        self.now += by
        self.seconds += by.total_seconds()

    def set(self, by: timedelta) -> None:
        """Somebody sets the clock: no time passes."""
        self.now += by


@dataclass
class SmallDesk:
    """Pages the next rung every ten minutes, three rungs in all; then nothing is due."""

    poison: set[str] = field(default_factory=set)
    stuck: set[str] = field(default_factory=set)
    other: str = ""
    told: list[tuple[str, str]] = field(default_factory=list)

    def refresh(self) -> None:
        pass

    def tick(self, snapshot: Snapshot, now: datetime) -> Change:
        if snapshot.stream in self.poison:
            raise ZeroDivisionError("a rule that cannot be followed")
        state = json.loads(snapshot.state)
        if snapshot.stream in self.stuck or now < (due := snapshot.wake.due_at if snapshot.wake else now):
            return change(snapshot.stream, snapshot.version, state["rung"], now, wake=snapshot.wake, kinds=())
        return paged(snapshot.stream, snapshot.version, state["rung"] + 1, max(now, due), state["urgent"])

    def failed(self, outgoing: Outgoing, why: str, now: datetime) -> bool:
        self.told.append((outgoing.id, why))
        return True

    def other_channel(self, outgoing: Outgoing) -> Outgoing | None:
        if not self.other or outgoing.channel == self.other:
            return None
        return replace(outgoing, id=f"{outgoing.id}+{self.other}", channel=self.other)


def paged(stream: str, version: int, rung: int, now: datetime, urgent: bool) -> Change:
    page = Outgoing(
        id=f"{stream}/{version + 1}/0",
        stream=stream,
        page=f"p{rung}",
        person=f"person{rung}",
        channel="email",
        address=f"person{rung}@example.com",
        subject="P1",
        body="Wake up",
        urgent=urgent,
        not_before=now,
    )
    wake = Wake("rung", now + WAIT) if rung < RUNGS else None
    return change(stream, version, rung, now, wake=wake, outgoing=(page,), urgent=urgent)


def change(
    stream: str,
    version: int,
    rung: int,
    now: datetime,
    *,
    wake: Wake | None,
    kinds: tuple[str, ...] = ("page-ordered",),
    urgent: bool = True,
    outgoing: tuple[Outgoing, ...] = (),
) -> Change:
    row = Row(stream, "open", 2, "P1", "enterprise", "Acme", "Down", "anna", now, now)
    events = tuple(Event(kind, {"rung": rung}) for kind in kinds)
    state = json.dumps({"rung": rung, "urgent": urgent}).encode()
    return Change(stream, version, now, "desk", "p" * 64, events, state, row, wake, outgoing)


def begin(store: DjangoStore, *streams: str, at: datetime = NIGHT, urgent: bool = True) -> None:
    """Escalations whose first rung is due at an instant."""
    store.save(
        [change(s, 0, 0, at, wake=Wake("rung", at), kinds=("opened",), urgent=urgent) for s in streams]
    )


@dataclass
class Post:
    """A transport: answers in order, the last one for ever; keeps what it was sent."""

    answers: list[Sent | Callable[[Outgoing], Sent]] = field(default_factory=lambda: [Accepted("ok")])
    sent: list[Outgoing] = field(default_factory=list)

    def send(self, outgoing: Outgoing) -> Sent:
        self.sent.append(outgoing)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer(outgoing) if callable(answer) else answer

    @property
    def ids(self) -> list[str]:
        return [outgoing.id for outgoing in self.sent]


@dataclass
class Night:
    """Everything that one test of a worker needs."""

    store: DjangoStore
    clock: Clock = field(default_factory=Clock)
    desk: SmallDesk = field(default_factory=SmallDesk)
    post: Post = field(default_factory=Post)
    log: list[dict[str, Any]] = field(default_factory=list)
    settings: Settings = SMALL

    def house(self, **changed: Any) -> House:
        def log(event: str, **fields: object) -> None:
            self.log.append({"event": event, **fields})

        given: dict[str, Any] = {
            "books": self.store,
            "desk": self.desk,
            "transport": self.post,
            "clock": self.clock,
            "passed": self.clock.passed,
            "log": log,
            "name": "night 1",
            "settings": self.settings,
            "hook": quiet,
        }
        return House(**{**given, **changed})

    def work(self, **changed: Any) -> Counts:
        """Everything that is due now."""
        return Worker(self.house(**changed)).run(once=True)

    def through(self, minutes: int) -> None:
        """Works minute by minute."""
        for _ in range(minutes):
            self.work()
            self.clock.move(MINUTE)

    def steps(self, stream: str = "ESC-1") -> list[tuple[str, str]]:
        return [(line.outgoing, str(line.step)) for line in self.store.ledger(stream)]

    def step(self, wanted: Step, stream: str = "ESC-1") -> list[str]:
        return [line.outgoing for line in self.store.ledger(stream) if line.step is wanted]


def open_night(folder: Path) -> Iterator[Night]:
    store = open_store(f"sqlite:///{folder}/desk.db")
    nothing_pulls_the_plug(store)
    store.migrate()
    yield Night(store)
    store.close()


def nothing_pulls_the_plug(store: DjangoStore) -> None:
    """These tests end no power, so that no commit has to wait for the disk."""
    options = store._session.connection.settings_dict["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


def texts(lines: Sequence[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(line, default=str) for line in lines)
