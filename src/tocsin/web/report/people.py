"""Which customers the desk knows, and what was known of one the last time (A2.1)."""

from __future__ import annotations

from datetime import timedelta

from tocsin.app.desk import Desk
from tocsin.app.ports_board import Wanted
from tocsin.core.criteria.vocabulary import Kind, Vocabulary
from tocsin.core.intake.found import Known, Plain
from tocsin.core.lifecycle.codec import read_state
from tocsin.core.model.money import Money
from tocsin.web.shared.ask import Ask

STANDING = ("segment", "arr", "monthly_fee", "vip")
"""Facts of the account rather than of the case: they are offered again the next time."""
_LATELY = timedelta(days=365)
_MANY = 400


def customers(desk: Desk, request: Ask) -> list[Known]:
    """Customers of open and recent tickets by name, the latest first, without their facts."""
    rules = desk.books.current()
    found: dict[str, Known] = {}
    for segment in (*rules.policy.segments, ""):
        for row in desk.store.recent(segment, request.now - _LATELY, _MANY):
            if row.customer:
                found.setdefault(row.customer, Known(row.customer, (), {}, row.stream))
    return list(found.values())


def with_past(desk: Desk, known: Known) -> Known:
    """The customer with what its last ticket knew of the account."""
    snapshot = desk.store.load(known.source)
    if snapshot is None:
        return known
    try:
        facts = read_state(snapshot.state).facts
    except ValueError:
        return known
    words = desk.books.current().triage.rules.vocabulary
    told = {name: plain for name in STANDING if (plain := _plain(words, name, facts.get(name))) is not None}
    return Known(known.name, known.domains, told, known.source)


def past_of(desk: Desk, customer: str) -> Known | None:
    """What is known of a customer of exactly this name; None for one that the desk never met."""
    for closed in (False, True):
        found = desk.store.found(Wanted(customer=customer, closed=closed), 1)
        if found.rows:
            return with_past(desk, Known(found.rows[0].customer, (), {}, found.rows[0].stream))
    return None


def _plain(words: Vocabulary, name: str, value: object) -> Plain | None:
    fact = words.facts.get(name)
    if fact is None or value is None:
        return None
    if fact.kind is Kind.MONEY and isinstance(value, int):
        return f"{Money.from_minor(value, fact.currency).amount.normalize():f} {fact.currency}"
    return value if isinstance(value, bool | str) else None
