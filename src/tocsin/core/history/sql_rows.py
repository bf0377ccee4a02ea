"""Judges each state: which criteria are true within its span, from when, and what that makes of it.

No row is multiplied: a criterion on time is asked at the state's beginning and at each instant inside it
at which its answer can change. One that can only turn true as time passes is asked at the end.
"""

from dataclasses import dataclass

from tocsin.core.history.monotone import grows_with_time
from tocsin.core.history.plan import Asked
from tocsin.core.history.sql_ask import Ask
from tocsin.core.history.sql_severity import SeveritySql
from tocsin.core.history.sql_terms import NEVER, any_of, case, code, greatest, inside, least
from tocsin.core.policy.book import Stage
from tocsin.core.policy.schema.base import SEVERITIES

START, LAST = "valid_from", "last_"


@dataclass(frozen=True)
class Timed:
    """A criterion on time within a state: its code, and the first instant at which it is true."""

    code: str
    first: str


class RowSql:
    """The judgement of one state, as columns added in stages to `states`."""

    def __init__(self, ask: Ask, inline: bool = False) -> None:
        self.ask, self.plan = ask, ask.plan
        self.severity = SeveritySql(ask, inline)

    def stages(self) -> list[list[str]]:
        """Lists of columns; each may use those before it."""
        plan, severity = self.plan, self.severity
        found = [self._last(), self._plain_criteria(Stage.SEVERITY)]
        if not severity.timed:
            found += [[f"{severity.found(START)} AS severity_"], self._plain_criteria(Stage.STOP_THE_LINE)]
            found += [[f"{severity.lifted(START)} AS raised_"]] if severity.stops else []
        else:
            found.append(self._plain_criteria(Stage.STOP_THE_LINE))
        found.append(self._plain_criteria(Stage.LEVEL))
        found.append([column for a in plan.asked if self.is_timed(a) for column in self._timed_columns(a)])
        found.append([f"{self.first()} AS first_", f"{self._rank()} AS rank_"])
        return [columns for columns in found if columns]

    def is_timed(self, asked: Asked) -> bool:
        """True when its answer can change within a state."""
        if asked.constant is not None:
            return False
        return asked.criterion.timed or self._reads_timed_severity(asked)

    def is_plain(self, asked: Asked) -> bool:
        """True when one look at a state is enough."""
        return asked.constant is None and not self.is_timed(asked)

    def code(self, asked: Asked) -> str:
        """The code of a criterion on a state: 2 true at some instant, 1 unknown at some, 0 false."""
        return f"k{asked.number}_" if self.is_timed(asked) else code(f"q{asked.number}_")

    def at(self, asked: Asked, now: str) -> str:
        """The criterion at an instant of the state."""
        if self.is_plain(asked):
            return f"q{asked.number}_"
        return self.written(asked, now)

    def written(self, asked: Asked, now: str) -> str:
        """The criterion itself at an instant, not its column."""
        return self.ask.asked(asked, now, self._severity_for(asked, now))

    def _severity_for(self, asked: Asked, now: str) -> str:
        if asked.stage is Stage.LEVEL:
            return self.severity.raised(now)
        return self.severity.plain(now) if asked.stage is Stage.STOP_THE_LINE else "NULL"

    def _reads_timed_severity(self, asked: Asked) -> bool:
        return self.severity.timed and "severity" in asked.criterion.reads

    def _last(self) -> list[str]:
        timed = any(self.is_timed(a) for a in self.plan.asked)
        return [f"GREATEST(valid_from, valid_to - 1) AS {LAST}"] if timed else []

    def _plain_criteria(self, stage: Stage) -> list[str]:
        found = [a for a in self.plan.of(stage) if self.is_plain(a)]
        severity = {a: self._severity_for(a, START) for a in found}
        return [f"{self.ask.asked(a, START, severity[a])} AS q{a.number}_" for a in found]

    def _timed_columns(self, asked: Asked) -> list[str]:
        timed = self.timed(asked)
        columns = [f"{timed.code} AS k{asked.number}_"]
        if asked.level > 0 and asked.can_hold:
            columns.append(f"{timed.first} AS f{asked.number}_")
        return columns

    def timed(self, asked: Asked) -> Timed:
        """How a criterion on time is judged within a state."""
        points = self.ask.breakpoints(asked.criterion)
        if self._reads_timed_severity(asked):
            points = list(dict.fromkeys([*points, *self.severity.breakpoints()]))
        elif grows_with_time(asked.criterion.root):
            return self._growing(asked, points)
        codes = [code(self.at(asked, START))]
        codes += [case([(inside(p), code(self.at(asked, p)))], "0") for p in points]
        return Timed(greatest(codes), self._first_of(asked, points))

    def _growing(self, asked: Asked, points: list[str]) -> Timed:
        end = self.at(asked, LAST)
        first = self._first_of(asked, points)
        if len(points) == 1:
            first = case([(self.at(asked, START), START)], points[0])
        return Timed(code(end), case([(end, first)], str(NEVER)))

    def _first_of(self, asked: Asked, points: list[str]) -> str:
        firsts = [case([(self.at(asked, START), START)], str(NEVER))]
        firsts += [case([(f"{inside(p)} AND {self.at(asked, p)}", p)], str(NEVER)) for p in points]
        return least(firsts)

    def first(self) -> str:
        """The first instant in the state at which the ticket is above level 0, or NEVER."""
        raising = self.plan.raising
        later = least([f"f{a.number}_" for a in raising if self.is_timed(a)] or [str(NEVER)])
        plain = [f"q{a.number}_" for a in raising if self.is_plain(a)]
        return case([(any_of(plain), START)], later) if plain else later

    def _rank(self) -> str:
        """The most severe rank within the state; a closed state has none."""
        ranks = [_rank_of(self.severity.raised(START))]
        if self.severity.timed:
            points = self.severity.breakpoints()
            ranks += [case([(inside(p), _rank_of(self.severity.raised(p)))], "9") for p in points]
        rank = least(ranks)
        return case([("closed_", "9")], rank) if self.plan.closes else rank


def _rank_of(severity: str) -> str:
    return case([(f"{severity} = '{name}'", str(rank)) for rank, name in enumerate(SEVERITIES)], "9")
