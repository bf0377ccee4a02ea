"""A night of escalations that nobody answers, lived through by workers that die, and its judgement."""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tests.faults.policy import PEOPLE
from tests.faults.victim import Life, live, received
from tocsin.app.ports_outbox import Line, Step
from tocsin.storage.store import DjangoStore

LEASE = timedelta(seconds=120)

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.faults.victim", "tests.faults.warm"])


@dataclass
class Fate:
    """How the workers of a night ended."""

    lives: int = 0
    killed: Counter[str] = field(default_factory=Counter)


def start(life: Life) -> Any:
    """A process that lives this life."""
    process = _FORKS.Process(target=live, args=(life,))
    process.start()
    return process


def end(process: Any) -> bool:
    """Waits for it; whether it was killed. Any other end is a failure of the test."""
    process.join(120)
    assert process.exitcode in (0, -signal.SIGKILL), f"a worker ended with {process.exitcode}"
    return bool(process.exitcode)


def live_through(life: Life, kills: Iterable[tuple[str, int]], fate: Fate) -> None:
    """Workers one after the other at one instant, killed as told, until one of them has done everything."""
    assert fate.lives < 9999, "the night does not end"
    for point, count in kills:
        fate.lives += 1
        if not end(start(replace(life, point=point, count=count))):
            return
        fate.killed[point] += 1
    fate.lives += 1
    assert not end(start(replace(life, point=""))), "nobody killed it"


def next_instant(store: DjangoStore, at: datetime, until: datetime) -> datetime | None:
    """When something is due next: an obligation until then, or a lease that runs out. None: it is over."""
    due = [one.tries_at for one in store.next_due(1) if one.tries_at <= until]
    waiting = [one.ready_at for one in store.waiting(until + LEASE * 99, 5000)]
    found = min([*due, *waiting], default=None)
    return None if found is None else max(found, at)


@dataclass(frozen=True)
class Verdict:
    """What arrived, and how often the same message did."""

    escalations: int
    pages: int
    arrived: int
    twice: int
    in_doubt: int


def judge(store: DjangoStore, box: str, streams: list[str], rungs: int = len(PEOPLE)) -> Verdict:
    """Nothing lost, no page skipped, none twice unless the ledger shows that its send was in doubt."""
    assert store.verify().faults == ()
    arrived = Counter(first(id_) for id_, _, _ in received(box))
    pages = twice = in_doubt = 0
    for stream in streams:
        ledger = store.ledger(stream)
        planned = {first(line.outgoing) for line in ledger if line.step is Step.PLANNED}
        doubtful = {first(line.outgoing) for line in ledger if line.step is Step.UNKNOWN}
        missing = sorted(planned - set(arrived))
        assert not missing, f"never arrived: {missing}"
        doubled = {id_ for id_ in planned if arrived[id_] > 1}
        assert doubled <= doubtful, f"sent twice without a doubt: {sorted(doubled - doubtful)}"
        paged = pages_of(ledger)
        assert [person for _, person in paged] == list(PEOPLE[:rungs]), f"{stream}: {paged}"
        pages, twice, in_doubt = pages + len(paged), twice + len(doubled), in_doubt + len(doubtful)
    known = {first(line.outgoing) for stream in streams for line in store.ledger(stream)}
    assert set(arrived) <= known, "something arrived that the ledger does not know"
    return Verdict(len(streams), pages, sum(arrived.values()), twice, in_doubt)


def first(id_: str) -> str:
    """A message's first id: what was moved to another channel carries it."""
    return id_.partition("+")[0]


def pages_of(ledger: Iterable[Line]) -> list[tuple[str, str]]:
    """Each page once, with the person, in the order in which they were ordered."""
    found = [
        (first(line.outgoing), line.person) for line in ledger if line.page and line.step is Step.PLANNED
    ]
    return list(dict.fromkeys(found))
