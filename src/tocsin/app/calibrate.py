"""Runs a policy over a history: open, ask, count, advise, report (A13.1). What it opens is an argument."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from tocsin.core.calendar.calendar import Calendar
from tocsin.core.calendar.zones import zone_of
from tocsin.core.criteria.vocabulary import Vocabulary
from tocsin.core.history.apart import joined, own_only, read_apart, states_of_other
from tocsin.core.history.load import Load, Spans, block_of, load
from tocsin.core.history.mapping import Mapping
from tocsin.core.history.mapping_read import fit, read_mapping
from tocsin.core.history.plan import Plan, make_plan
from tocsin.core.history.report import Run
from tocsin.core.history.seen import Reject, Seen
from tocsin.core.history.sql_counts import cells_sql, ended_sql, minutes_sql, reasons_sql
from tocsin.core.history.sql_plan import verdicts_sql
from tocsin.core.history.tally import tally
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import from_micros
from tocsin.core.policy.load import Loaded
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import ALWAYS
from tocsin.core.policy.source import Source
from tocsin.core.triage.rules import Rules, read_rules


class History(Protocol):
    """An opened history: a table `states`, and `outcomes(ticket, bad, ...)` when `scored`."""

    seen: Seen
    since: int | None
    scored: bool

    def store(self, name: str, sql: str) -> None:
        """Keeps the rows of a query as a table."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""

    def all_rejects(self) -> Iterator[Reject]:
        """Every row that could not be read."""

    def close(self) -> None:
        """Forgets the history."""


Open = Callable[[Mapping, Vocabulary], History]
Step = Callable[[str], None]


@dataclass(frozen=True)
class Opened:
    """A history with the policy and the mapping that it was opened for."""

    policy: Policy
    rules: Rules
    mapping: Mapping
    history: History
    warnings: tuple[Finding, ...]
    states_of_other: str = "states"


def open_for(loaded: Loaded, mapping: Source, open_: Open, other: Loaded | None = None) -> Opened:
    """Opens a history for a policy; what `other` says of the facts is read too. Raises Refused."""
    policy = loaded.require()
    rules = read_rules(policy, loaded.places)
    _need_hours(loaded)
    words = rules.vocabulary
    if other is None:
        fitted, warnings = fit(read_mapping(mapping), words)
        return Opened(policy, rules, fitted, open_(fitted, words), warnings)
    _need_hours(other)
    more = read_rules(other.require(), other.places).vocabulary
    fitted, warnings = fit(read_mapping(mapping), joined(words, more, other.places))
    history = open_(*read_apart(fitted, words, more))
    there = states_of_other(history.seen.facts)
    history.seen = own_only(history.seen)
    return Opened(policy, rules, fitted, history, warnings, there)


def judge(opened: Opened, step: Step, policy: Policy | None = None, table: str = "verdicts") -> Run:
    """Asks the history and counts. `policy` is another one than the history was opened for."""
    policy = policy or opened.policy
    rules = opened.rules if policy is opened.policy else read_rules(policy)
    history, seen = opened.history, opened.history.seen
    plan = make_plan(policy, rules, seen.facts & rules.vocabulary.facts.keys(), seen.closes)
    step("Judging every state")
    states = "states" if policy is opened.policy else opened.states_of_other
    history.store(table, verdicts_sql(plan, states=states, since=history.since))
    step("Counting")
    found = tally(plan, history.rows(cells_sql(plan, *_scored(history, table))))
    if not found.tickets:
        at = Position(seen.files[0] if seen.files else "history")
        raise Refused(
            Finding("history", "no ticket was first seen in the period", at, "move `--from` or `--to`")
        )
    return Run(policy, plan, seen, found, _load(policy, plan, history, table), _reasons(opened))


def _need_hours(loaded: Loaded) -> None:
    """Raises Refused when the zone or the support hours that the load is counted in cannot be read."""
    policy = loaded.require()
    tries: tuple[tuple[Callable[[], object], tuple[str, ...]], ...] = (
        (lambda: zone_of(policy.organisation.zone), ("organisation", "zone")),
        (lambda: support_hours(policy), ("calendars", policy.organisation.support_hours)),
    )
    for read, path in tries:
        try:
            read()
        except ValueError as error:
            text, _, help_ = str(error).partition(": ")
            raise Refused(Finding("calendar-hours", text, loaded.places.find(path), help_)) from None


def _scored(history: History, table: str) -> tuple[str, str]:
    """The verdicts with their outcome, where there are outcomes."""
    if not history.scored:
        return table, "NULL"
    return ended_sql(table), "bad"


def _reasons(opened: Opened) -> dict[str, int] | None:
    """How many tickets ended badly for each reason; None without outcomes."""
    if not opened.history.scored or opened.mapping.outcomes is None:
        return None
    names = list(opened.mapping.outcomes.bad)
    row = opened.history.rows(reasons_sql(names))[0]
    return dict(zip(names, row, strict=True))


def _load(policy: Policy, plan: Plan, history: History, table: str) -> Load:
    seen = history.seen
    period = from_micros(seen.start), from_micros(seen.end + 1)
    zone = ZoneInfo(policy.organisation.zone)
    calendar = support_hours(policy)
    rows = history.rows(minutes_sql(block_of(calendar), table))
    intake = from_micros(seen.start), from_micros(max(seen.last_opened, seen.start))
    return load([(m, t, n) for m, t, n in rows], plan.teams, zone, calendar, Spans(period, intake))


def support_hours(policy: Policy) -> Calendar | None:
    """The calendar of the usual support hours; None when support never closes (A0.5)."""
    name = policy.organisation.support_hours
    if name == ALWAYS or name not in policy.calendars:
        return None
    given = policy.calendars[name]
    days = given.holidays
    closed, country, state = list(days.days), days.country or "", days.subdivision or ""
    return Calendar.of(given.zone, given.hours, closed, country, state, given.breaks, given.shifts)
