"""Ladders as the engine climbs them: rungs, waits, personal rules; plain types that know no policy (A4.5)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from tocsin.core.model.duration import Span

ALWAYS = "always"
LAST = "(last)"
"""The id under which a ladder's catch-all is reached: no rung of a policy can be called so."""

Someone = str | tuple[str, str]
"""A person's id; or the id and why it is that person (`primary layer until 09:00`)."""
Who = Callable[[str, datetime], Sequence[Someone]]
"""Who answers for a target such as `rotation platform` at an aware instant; empty: nobody."""


class Hours(Protocol):
    """What a ladder asks of a calendar (`core.calendar` has it)."""

    def next_open(self, at: datetime, /) -> datetime | None:
        """The first open instant at or after `at`, or None when it never opens again."""

    def add_span(self, at: datetime, span: Span, /) -> datetime:
        """The instant at which the span has passed, business time counted in open hours."""


@dataclass(frozen=True)
class Rule:
    """A personal notification rule: by which method, how long after the person's turn came.

    `severities`: only then; empty: always.
    """

    method: str
    after: timedelta = timedelta(0)
    severities: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Names the rule by what it says, so that rules can be added and taken away under a climb."""
        return f"{self.method}+{int(self.after.total_seconds())}s"


@dataclass(frozen=True)
class Rung:
    """One step: who is paged, and how long before the next. Durations are elapsed unless business time.

    `every`: paged again this often until the next rung. `in_turn`: one of its people, each time the
    next. `each`: everybody acknowledges for themselves. `hours` names a calendar; outside it the rung
    is skipped, or waits for the opening. `patient`: with nobody to page it waits all the same.
    """

    id: str
    targets: tuple[str, ...]
    wait: Span
    every: timedelta | None = None
    in_turn: bool = False
    each: bool = False
    hours: str = ALWAYS
    outside: str = "skip"
    patient: bool = False


@dataclass(frozen=True)
class Night:
    """An acknowledge given between two wall clocks, without progress for `after`, is raised again."""

    start: time
    end: time
    after: timedelta

    def holds(self, at: datetime, zone: ZoneInfo) -> bool:
        """True when the instant lies in the night of that zone; a night may end on the next day."""
        clock = at.astimezone(zone).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True)
class Ladder:
    """Rungs in order; `repeat` more rounds (-1: without end); then `last`; patience after an acknowledge."""

    id: str
    rungs: tuple[Rung, ...]
    repeat: int = 0
    last: tuple[str, ...] = ()
    silent_after: timedelta | None = None
    night: Night | None = None

    def rung(self, rung_id: str) -> Rung | None:
        """The rung of this id, the catch-all included; None when the policy no longer has it."""
        if rung_id == LAST:
            return self.catch_all()
        return next((rung for rung in self.rungs if rung.id == rung_id), None)

    def following(self, passed: Sequence[str]) -> Rung | None:
        """The first rung, in today's order, that this round has not come to yet."""
        return next((rung for rung in self.rungs if rung.id not in passed), None)

    def catch_all(self) -> Rung | None:
        """Who is paged when everybody stayed silent; they are given the last rung's time to answer."""
        if not self.last:
            return None
        return Rung(LAST, self.last, self.rungs[-1].wait if self.rungs else Span(timedelta(minutes=10)))


@dataclass(frozen=True)
class Book:
    """Everything paging reads: ladders, each person's rules and zone, calendars. Immutable by custom."""

    ladders: Mapping[str, Ladder]
    rules: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    calendars: Mapping[str, Hours] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    otherwise: tuple[Rule, ...] = ()
    """The rules of a person whom `rules` does not name."""
    turns: Mapping[str, int] = field(default_factory=dict)
    """Whose turn it is on one-at-a-time rungs, from earlier escalations: `ladder/rung` to a number."""
    zone: str = "UTC"
    """Where it is night for a person whose zone is not known."""

    def ladder(self, ladder_id: str) -> Ladder:
        """The ladder, or an empty one when the policy has it no more: a climb on it is spent at once."""
        return self.ladders.get(ladder_id) or Ladder(ladder_id, ())

    def rules_of(self, person: str) -> tuple[Rule, ...]:
        """How the person is paged, soonest first as the book was built."""
        return self.rules.get(person, self.otherwise)

    def at(self, severity: str) -> "Book":
        """The book with the personal rules that hold at a severity; nobody is left without any."""
        if not any(rule.severities for rules in self.rules.values() for rule in rules):
            return self
        return replace(self, rules={person: _at(rules, severity) for person, rules in self.rules.items()})

    def opens(self, rung: Rung, at: datetime) -> datetime | None:
        """When the rung may page: `at` itself in its hours; None when its calendar never opens."""
        hours = self.calendars.get(rung.hours)
        return at if hours is None else hours.next_open(at)

    def after(self, rung: Rung, at: datetime) -> datetime:
        """When the rung's wait, counted from `at`, is over."""
        hours = self.calendars.get(rung.hours)
        if hours is not None and rung.wait.is_business:
            return hours.add_span(at, rung.wait).astimezone(UTC)
        return at + rung.wait.approximate()

    def at_night(self, night: Night, person: str, at: datetime) -> bool:
        """True when it was night where this person is."""
        return night.holds(at, ZoneInfo(self.zones.get(person) or self.zone))


def _at(rules: tuple[Rule, ...], severity: str) -> tuple[Rule, ...]:
    """Who chose nothing for this severity is paged by everything they chose: nobody is unreachable by it."""
    if not severity:
        return rules
    return tuple(rule for rule in rules if not rule.severities or severity in rule.severities) or rules
