"""A customer as the record knows them: what is open, what was, what came back, what they are worth (A2.1)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.app.desk.desk import Desk
from tocsin.app.desk.standing import fact_words
from tocsin.app.ports import Row
from tocsin.app.ports_board import Found, Place, Wanted
from tocsin.app.ports_customers import Said
from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.model.finding import Finding, Position, Refused

YEAR = timedelta(days=365)
AGAIN = timedelta(days=90)
"""What agrees with one reported so long before is the same trouble come back."""
LOOKED = 2000


@dataclass(frozen=True)
class Repeats:
    """Of the escalations of the last year, how many came back within 90 days of one that agrees."""

    count: int
    again: int

    @property
    def percent(self) -> int | None:
        """The share, None while there is none to tell of."""
        return round(100 * self.again / self.count) if self.count else None


@dataclass(frozen=True)
class CustomerView:
    """One customer. `known`: facts about them (segment, money) as last known, in words, by their labels."""

    name: str
    segment: str
    known: tuple[tuple[str, str], ...]
    open: tuple[Row, ...]
    past: Found
    repeats: Repeats
    said: Said | None


def customer_view(desk: Desk, name: str, now: datetime, after: Place | None = None) -> CustomerView:
    """A customer at `now`; `after`: where the page of past escalations begins.

    Raises Refused for a customer whom no escalation names.
    """
    open_ = desk.store.found(Wanted(customer=name), 100).rows
    past = desk.store.found(Wanted(customer=name, closed=True), 25, after)
    if not open_ and not past.total:
        raise unknown_customer(name)
    newest = max((*open_, *past.rows[:1]), key=lambda row: row.reported_at, default=None)
    segment, known = _known(desk, newest.stream) if newest else ("", ())
    told = desk.store.reported_by(name, now - YEAR - AGAIN, LOOKED)
    return CustomerView(
        name, segment, known, open_, past, repeats(told, now - YEAR), desk.store.said_of(name)
    )


def unknown_customer(name: str) -> Refused:
    """No escalation names this customer."""
    text, help_ = f"no escalation names the customer `{name[:200]}`", "look under Customers for a part of it"
    return Refused(Finding("not-found", text, Position.of("customers"), help_), usage=True)


def repeats(told: Sequence[tuple[str, datetime, str]], since: datetime) -> Repeats:
    """Which came back: the same facts (those on which duplicates agree) within 90 days, oldest first."""
    last: dict[str, datetime] = {}
    count = again = 0
    for _stream, at, alike in told:
        before = last.get(alike)
        last[alike] = at
        if at < since:
            continue
        count += 1
        again += bool(json.loads(alike)) and before is not None and at - before <= AGAIN
    return Repeats(count, again)


def _known(desk: Desk, stream: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Segment and money of the newest escalation, as it stands under its own policy."""
    state, rules = desk.load(stream)
    facts, words = rules.triage.rules.vocabulary.facts, fact_words(rules)
    money = [name for name in state.facts if name in facts and facts[name].kind is Kind.MONEY]
    return state.segment, tuple((facts[name].called, words(name, state.facts[name])) for name in money)
