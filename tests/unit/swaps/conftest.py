"""A desk of three who take turns, week by week and by day, and a clock that only tests move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.unit.lifecycle.timeline import POLICY
from tests.unit.lifecycle.timeline import rules as built
from tocsin.app.desk import Desk
from tocsin.app.swap_requests import Span, Status, SwapRequest, Wish
from tocsin.app.swaps import Swaps
from tocsin.core.lifecycle.rules import Rules
from tocsin.storage.store import DjangoStore, open_store

ROTATIONS = """rotations:
  platform:
    {name: Platform, zone: UTC, people: [ann, ben, cleo], turn: weekly, start: 2027-03-01, hand_off: "09:00"}
  backup:
    {name: Backup, zone: UTC, people: [ben, cleo, ann], turn: weekly, start: 2027-03-01, hand_off: "09:00"}
  days:
    name: Days
    zone: UTC
    layers:
      early: {people: [dan], start: 2027-03-01, hand_off: "00:00", only: {daily: ["06:00-14:00"]}}
      late: {people: [eve], start: 2027-03-01, hand_off: "00:00", only: {daily: ["14:00-22:00"]}}
      night: {people: [cleo], start: 2027-03-01, hand_off: "00:00", only: {daily: ["22:00-06:00"]}}
ladders:"""


def policy() -> Rules:
    """The small policy with these rotations."""
    return built(POLICY.replace("ladders:\n", f"{ROTATIONS}\n"))


def at(text: str) -> datetime:
    """`08 09:00`: in March 2027, UTC."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2027-03-{day}T{clock}:00+00:00")


def span(text: str) -> Span:
    """`08 09:00 - 15 09:00`."""
    start, end = text.split(" - ")
    return Span(at(start), at(end))


@dataclass
class Scene:
    """The desk, its swaps, and the clock: Tuesday 2 March 2027, in Ann's week."""

    desk: Desk
    store: DjangoStore
    swaps: Swaps
    now: datetime

    def ask(
        self,
        person: str,
        when: str,
        other: str = "",
        back: str = "",
        rotation: str = "platform",
        why: str = "",
    ) -> SwapRequest:  # fmt: skip
        """`person` asks that `other` takes their shifts."""
        wish = Wish(rotation, span(when), other, span(back) if back else None, why)
        return self.swaps.ask(wish, person, self.now)

    def accept(self, request: SwapRequest, person: str, *, anyway: bool = False) -> SwapRequest:
        """`person` accepts."""
        return self.swaps.accept(request.id, person, self.now, anyway=anyway)

    def status(self, request: SwapRequest) -> Status:
        """How it stands by now."""
        return self.swaps.request(request.id).status(self.now)

    def who(self, when: str, rotation: str = "platform") -> tuple[str, ...]:
        """Who is on call."""
        self.desk.books.refresh()
        return self.desk.books.current().roster.people(rotation, at(when))


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A desk of its own on a file."""
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    store.migrate()
    desk = Desk(store)
    desk.books.adopt(policy().policy)
    yield Scene(desk, store, Swaps(desk, store), at("02 12:00"))
    store.close()
