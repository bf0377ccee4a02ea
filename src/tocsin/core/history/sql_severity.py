"""Severity at an instant as SQL: stated, found by criteria, raised by stop-the-line; else the default."""

from dataclasses import dataclass

from tocsin.core.history.plan import Asked, Plan
from tocsin.core.history.sql_ask import Ask
from tocsin.core.history.sql_terms import any_of, case
from tocsin.core.policy.book import Stage
from tocsin.core.policy.schema.base import SEVERITIES


@dataclass(frozen=True)
class SeveritySql:
    """Severity as `severity_` (before stop-the-line) and `raised_` (after it).

    When time alone can change it, both are written out at each instant instead of standing in a column;
    `inline` asks for the same.
    """

    ask: Ask
    inline: bool = False

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.ask.plan

    @property
    def criteria(self) -> tuple[Asked, ...]:
        """Severity criteria that this history can show true."""
        return tuple(a for a in self.plan.of(Stage.SEVERITY) if a.can_hold)

    @property
    def stops(self) -> tuple[Asked, ...]:
        """Stop-the-line criteria that raise the severity and that this history can show true."""
        stops = self.plan.of(Stage.STOP_THE_LINE)
        return tuple(a for a in stops if a.can_hold and a.rank < len(SEVERITIES))

    @property
    def timed(self) -> bool:
        """True when time alone can change the severity."""
        return any(a.criterion.timed for a in (*self.criteria, *self.stops))

    def breakpoints(self) -> list[str]:
        """The instants at which time alone can change the severity."""
        found = [b for a in (*self.criteria, *self.stops) for b in self.ask.breakpoints(a.criterion)]
        return list(dict.fromkeys(found))

    def plain(self, now: str) -> str:
        """The severity that stop-the-line reads."""
        return self.found(now) if self.timed or self.inline else "severity_"

    def raised(self, now: str) -> str:
        """The severity that levels and routes read."""
        if not self.stops:
            return self.plain(now)
        return self.lifted(now) if self.timed or self.inline else "raised_"

    def found(self, now: str) -> str:
        """The most severe of the stated one and of the criteria that hold; else the default."""
        pairs = []
        for rank, name in enumerate(SEVERITIES):
            tests = [f"{self.ask.name('severity')} = '{name}'"] if "severity" in self.plan.known else []
            tests += [self._held(a, now, "NULL") for a in self.criteria if a.rank == rank]
            if tests:
                pairs.append((any_of(tests), f"'{name}'"))
        return case(pairs, f"'{SEVERITIES[self.plan.default_rank]}'")

    def lifted(self, now: str) -> str:
        """The severity after stop-the-line."""
        plain, pairs = self.plain(now), []
        for rank, name in enumerate(SEVERITIES):
            stops = [self._held(a, now, plain) for a in self.stops if a.rank == rank]
            pairs.append((any_of([f"{plain} = '{name}'", *stops]), f"'{name}'"))
        return case(pairs, plain)

    def _held(self, asked: Asked, now: str, severity: str) -> str:
        """The criterion's column where it has one, else the criterion itself at this instant."""
        if self.timed or self.inline:
            return self.ask.asked(asked, now, severity)
        return f"q{asked.number}_"
