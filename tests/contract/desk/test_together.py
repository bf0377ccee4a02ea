"""Many people, two workers, linked escalations, all at once: nobody waits in a circle, nothing is lost."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from tests.contract.desk.made import Night, at_once
from tests.contract.desk.stories import PEOPLE, WISHES
from tests.unit.criteria.dice import Dice
from tocsin.core.lifecycle import commands as c
from tocsin.core.model.finding import Refused

STEPS = 25


class Person:
    """Does random things to random escalations, each with a key, and counts what was accepted."""

    def __init__(self, night: Night, number: int, streams: list[str]) -> None:
        self.night, self.number, self.streams, self.dice = night, number, streams, Dice(number)
        self.notes: list[str] = []

    def __call__(self) -> list[str]:
        for n in range(STEPS):
            self._step(f"{self.number}/{n}")
        return self.notes

    def _step(self, key: str) -> None:
        dice = self.dice
        kind = dice.below(4)
        wish: c.Command = c.Note(key)
        if kind == 0:
            wish = c.Link(dice.pick(self.streams), "the same")
        elif kind == 1:
            wish = dice.pick((c.Unlink("not the same"), c.SendUpdate("we look"), dice.pick(WISHES)))
        try:
            self.night.do(dice.pick(self.streams), dice.pick(PEOPLE), wish, key=key)
        except Refused as refused:
            assert refused.findings[0].rule not in ("busy", "store"), refused
        else:
            self.notes += [key] if isinstance(wish, c.Note) else []


class Work:
    """A worker: all that is due, again and again."""

    def __init__(self, night: Night) -> None:
        self.night = night

    def __call__(self) -> None:
        for _ in range(STEPS // 2):
            self.night.work()


@pytest.mark.parametrize("seed", [1, 2])
def test_people_and_workers_on_linked_escalations_at_once(night: Night, seed: int) -> None:
    streams = [night.outage(f"Customer {n}") for n in range(5)]
    night.now += timedelta(minutes=11)
    people = [Person(night, seed * 10 + n, streams) for n in range(4)]
    found = at_once(night, [*people, Work(night), Work(night)])
    assert [each for each in found if isinstance(each, Exception)] == []
    wanted = Counter(note for each in found[: len(people)] for note in each)
    events = [event for stream in streams for event in night.store.events(stream)]
    assert wanted and max(wanted.values()) == 1
    assert {
        key: n for key, n in Counter(e.key for e in events if e.kind == "noted").items() if "/" in key
    } == wanted
    for stream in streams:
        versions = [event.version for event in events if event.stream == stream]
        assert versions == list(range(1, len(versions) + 1))
    states = {stream: night.state(stream) for stream in streams}
    for stream, state in states.items():
        assert all(states[other].links.original == stream for other in state.links.duplicates)
        assert not state.links.original or stream in states[state.links.original].links.duplicates
    night.holds()
