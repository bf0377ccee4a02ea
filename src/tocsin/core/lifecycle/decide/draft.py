"""A decision in the making: events so far, and the state as they leave it."""

from dataclasses import dataclass, field
from datetime import datetime

from tocsin.core.ladders.rungs import Book
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.evolve import evolve
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State

DESK = "tocsin"
"""The actor of what the desk does by itself."""


@dataclass
class Draft:
    """Collects the events of one command. `now` is aware UTC; `actor` whose doing it is."""

    state: State
    rules: Rules
    now: datetime
    actor: str
    events: list[Happened] = field(default_factory=list)

    @property
    def book(self) -> Book:
        """Ladders, and how people want to be paged at the severity as it stands."""
        return self.rules.book_at(self.state.severity)

    def add(self, *events: Happened) -> None:
        """Happened: the state moves with each event."""
        for event in events:
            self.state = evolve(self.state, event, self.now, self.actor)
            self.events.append(event)
