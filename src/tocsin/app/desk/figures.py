"""The six live figures on top of the desk (B3). Each is counted by the store; this says what each means."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from weakref import WeakKeyDictionary

from tocsin.app.desk.desk import Desk
from tocsin.app.ports_board import BoardStore, Counted, Median, Spans
from tocsin.core.calendar.zones import zone_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.table import ESCALATED
from tocsin.core.model.duration import Span, words
from tocsin.core.policy.schema.base import SEVERITIES

Facts = dict[str, str | int]
Unit = Literal["count", "seconds", "percent"]
LATELY = timedelta(days=30)
"""How far back response, resolution and the share in time look."""
SERVED = timedelta(days=90)
"""How far back a closed escalation counts for customers kept."""
KEPT_FOR = timedelta(seconds=5)
"""How long the figures are kept in a process: a desk that everybody looks at asks the store once."""
WORST = SEVERITIES[0]


@dataclass(frozen=True)
class Figure:
    """One figure. `value` None: there is nothing to count yet, `note` says what is missing.

    `facts` are the numbers of the note, for pages that say it in other words.
    """

    id: str
    name: str
    value: float | None
    unit: Unit
    note: str
    facts: Facts = field(default_factory=dict)


def six(desk: Desk, now: datetime) -> tuple[Figure, ...]:
    """The six figures at `now` (aware UTC), kept for `KEPT_FOR`. Raises Refused without a policy."""
    kept = _KEPT.get(desk)
    if kept is not None and timedelta(0) <= now - kept.at < KEPT_FOR:
        return kept.figures
    rules, store = desk.books.current(), desk.store
    counted = store.counted(_spans(rules, now))
    made = tuple(one(counted, store, rules, now) for one in _SIX)
    _KEPT[desk] = _Kept(now, made)
    return made


@dataclass(frozen=True)
class _Kept:
    at: datetime
    figures: tuple[Figure, ...]


_KEPT: WeakKeyDictionary[Desk, _Kept] = WeakKeyDictionary()


def _spans(rules: Rules, now: datetime) -> Spans:
    """Months begin in the desk's zone."""
    local = now.astimezone(zone_of(rules.policy.organisation.zone))
    first = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    last = (first - timedelta(days=1)).replace(day=1)
    return Spans(WORST, tuple(map(str, ESCALATED)), now - LATELY, now - SERVED, first, last, now)


def active(counted: Counted, _store: BoardStore, _rules: Rules, _now: datetime) -> Figure:
    """Escalations that are open, stabilised or resolved and not closed; the note says how many are P1."""
    found = counted.active
    of_worst = found.get(WORST, 0)
    note = f"{of_worst} {'is' if of_worst == 1 else 'are'} {WORST}"
    return Figure("active", "Active escalations", sum(found.values()), "count", note, {"worst": of_worst})


def response(counted: Counted, store: BoardStore, rules: Rules, now: datetime) -> Figure:
    """The median time to the first word to the customer, in seconds of the response clock's open hours.

    Of the worst severity that had any in the last 30 days: P1 where there was one. The note has the target
    that the present policy gives it.
    """
    return _median("response", "First response", counted.response, store.response_median, rules, now)


def resolution(counted: Counted, store: BoardStore, rules: Rules, now: datetime) -> Figure:
    """The median time from report to resolution, in seconds of the resolution clock's open hours.

    Waiting on the customer does not count where the policy pauses the clock for it. Which severity, and the
    target, as for the response.
    """
    return _median("resolution", "Resolution", counted.resolution, store.resolution_median, rules, now)


def in_time(counted: Counted, _store: BoardStore, _rules: Rules, _now: datetime) -> Figure:
    """Of the escalations resolved in the last 30 days that had a target, the percentage within it."""
    found = counted.in_time
    name = "Resolved in time"
    if not found.whole:
        return Figure("in_time", name, None, "percent", "none resolved in 30 days", {"whole": 0})
    value = 100 * found.part / found.whole
    note = f"{found.part} of {found.whole} in 30 days"
    return Figure("in_time", name, value, "percent", note, {"part": found.part, "whole": found.whole})


def worst(counted: Counted, _store: BoardStore, _rules: Rules, _now: datetime) -> Figure:
    """Tickets reported since the first of the month that are P1 by now; months begin in the desk's zone."""
    count, before = counted.this_month, counted.last_month
    note = f"{before} last month"
    return Figure("worst", f"{WORST} this month", count, "count", note, {"last_month": before})


def kept_customers(counted: Counted, _store: BoardStore, _rules: Rules, _now: datetime) -> Figure:
    """Of the customers with an escalation closed in the last 90 days, the percentage not recorded as lost.

    Nobody's leaving is guessed: it counts only once somebody records which customers left or stayed.
    """
    found = counted.kept
    name = "Customers kept"
    if found is None:
        return Figure("kept", name, None, "percent", "not recorded yet", {"recorded": 0})
    if not found.whole:
        return Figure("kept", name, None, "percent", "no escalation closed in 90 days", {"whole": 0})
    value = 100 * found.part / found.whole
    note = f"{found.part} of {found.whole} after an escalation"
    return Figure("kept", name, value, "percent", note, {"part": found.part, "whole": found.whole})


_SIX = (active, response, resolution, in_time, worst, kept_customers)


def _median(
    id_: str,
    name: str,
    of_worst: Median,
    ask: Callable[[str, datetime], Median],
    rules: Rules,
    now: datetime,
) -> Figure:
    for severity in SEVERITIES:
        found = of_worst if severity == WORST else ask(severity, now - LATELY)
        if found.value is not None:
            target = _target(rules, severity, id_)
            promised = f", target {target}" if target else ""
            facts: Facts = {"severity": severity, "count": found.count, "target": str(target or "")}
            note = f"median of {found.count} {severity}{promised}"
            return Figure(id_, name, found.value.total_seconds(), "seconds", note, facts)
    return Figure(id_, name, None, "seconds", "none in 30 days", {"count": 0})


def _target(rules: Rules, severity: str, clock: str) -> Span | None:
    known = rules.policy.severities.get(severity)
    span = getattr(known, clock, None) if known else None
    return span if isinstance(span, Span) else None


def in_words(figure: Figure) -> str:
    """The value for people: `9 min`, `94.1 %`, `7`, or a dash."""
    if figure.value is None:
        return "–"
    if figure.unit == "seconds":
        seconds = int(figure.value)
        return words(timedelta(seconds=seconds - seconds % 60 if seconds >= 60 else seconds))
    return f"{figure.value:.1f} %" if figure.unit == "percent" else str(int(figure.value))
