"""A desk for timelines: people, a ladder, a clock that the test moves; a page reads `02:55 ana email`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from tocsin.core.ladders import commands
from tocsin.core.ladders.advance import advance
from tocsin.core.ladders.due import next_due
from tocsin.core.ladders.events import PageOrdered, PagingEvent
from tocsin.core.ladders.evolve import fold
from tocsin.core.ladders.failures import failed
from tocsin.core.ladders.rungs import Book, Ladder, Rule, Rung
from tocsin.core.ladders.state import EMPTY, Paging
from tocsin.core.model.duration import Span

T = TypeVar("T")


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def at(text: str) -> datetime:
    """`02:55` is the night of Sunday 29 March 2026; before noon belongs to it, later to Saturday."""
    hour, minute = (int(part) for part in text.split(":"))
    return datetime(2026, 3, 28 + (hour < 12), hour, minute, tzinfo=UTC)


def rung(id_: str, *people: str, wait: float = 10, **more: object) -> Rung:
    """A rung that pages these people; `rotation x` among them is a rotation."""
    targets = tuple(name if " " in name else f"person {name}" for name in people)
    return Rung(id_, targets, Span(minutes(wait)), **more)  # type: ignore[arg-type]


def by(*ways: str) -> tuple[Rule, ...]:
    """`email`, `sms+3` to rules; the number is minutes."""
    pairs = [way.partition("+") for way in ways]
    return tuple(Rule(method, minutes(float(after or 0))) for method, _, after in pairs)


THREE = Ladder("engineering", (rung("primary", "ana"), rung("backup", "ben"), rung("head", "cem")))


class Desk:
    """One escalation's paging and what it sent so far."""

    def __init__(self, ladder: Ladder = THREE, **more: object) -> None:
        others: Sequence[Ladder] = more.pop("others", ())  # type: ignore[assignment]
        self.book = Book({one.id: one for one in (ladder, *others)}, **{"otherwise": by("email"), **more})  # type: ignore[arg-type]
        self.ladder = ladder
        self.on_call: dict[str, Callable[[datetime], Sequence[str]]] = {}
        self.paging: Paging = EMPTY
        self.events: list[PagingEvent] = []

    def who(self, target: str, instant: datetime) -> Sequence[str]:
        kind, _, name = target.partition(" ")
        if kind == "person":
            return (name,)
        return self.on_call.get(name, lambda _: ())(instant)

    def does(self, events: Sequence[PagingEvent]) -> list[PagingEvent]:
        self.paging = fold(self.paging, events)
        self.events += events
        return list(events)

    def start(
        self, when: str, climb: str = "engineering", ladder: str = "", **more: str
    ) -> list[PagingEvent]:
        name = ladder or self.ladder.id
        return self.does(
            commands.start(self.paging, climb, name, self.book, self.who, at(when), "outage", **more)
        )

    def advance(self, when: str) -> list[PagingEvent]:
        return self.does(advance(self.paging, self.book, self.who, at(when)))

    def run_until(self, when: str) -> None:
        """Wakes at every due instant up to then, itself included, as the worker does."""
        while (due := next_due(self.paging, self.book)) and due.at <= at(when):
            self.does(advance(self.paging, self.book, self.who, due.at))

    def acknowledge(self, when: str, person: str, climb: str = "engineering") -> list[PagingEvent]:
        return self.does(commands.acknowledge(self.paging, climb, person, at(when)))

    def escalate(self, when: str, person: str = "zoe", climb: str = "engineering") -> list[PagingEvent]:
        return self.does(
            commands.escalate(self.paging, climb, self.book, self.who, at(when), person, "stuck")
        )

    def stop(self, when: str, climb: str = "engineering") -> list[PagingEvent]:
        return self.does(commands.stop(self.paging, climb, at(when), "lowered"))

    def fails(self, when: str, page: str) -> list[PagingEvent]:
        return self.does(failed(self.paging, page, self.book, self.who, at(when), "the server refused it"))

    def release(self, when: str) -> list[PagingEvent]:
        return self.does(commands.release(self.paging, self.book, self.who, at(when)))

    def hold(self, when: str) -> list[PagingEvent]:
        return self.does(commands.hold(self.paging, at(when), "maintenance"))

    def rules(self, when: str, person: str, *ways: str) -> None:
        """The person has these rules from now on."""
        self.does(commands.rules_changed(self.paging, at(when)))
        self.book = replace(self.book, rules={**self.book.rules, person: by(*ways)})

    def pages(self) -> list[str]:
        """Every page so far: when, whom, how."""
        return [said(event) for event in self.events if isinstance(event, PageOrdered)]

    def sent(self) -> list[PageOrdered]:
        return [event for event in self.events if isinstance(event, PageOrdered)]

    def of(self, kind: type[T]) -> list[T]:
        return [event for event in self.events if isinstance(event, kind)]


def said(event: PageOrdered) -> str:
    return f"{event.at:%H:%M} {event.person} {event.method}"
