"""One criterion as SQL text for one engine, at one instant, with one severity (design §7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.nodes import FactRef, Node, Since, walk
from tocsin.core.criteria.sql import SqlWriter
from tocsin.core.criteria.vocabulary import Encoded, Kind
from tocsin.core.history.plan import Asked, Plan
from tocsin.core.policy.schema.base import SEVERITIES

_TYPES = {
    Kind.BOOLEAN: "BOOLEAN", Kind.NUMBER: "DOUBLE", Kind.TEXT: "TEXT", Kind.CHOICE: "TEXT",
    Kind.SET: "ARRAY<TEXT>",
}  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """Writes the criteria of a plan for an engine; `parameters` override the plan's."""

    plan: Plan
    dialect: str = "duckdb"
    parameters: Mapping[str, Encoded] = field(default_factory=dict)

    def name(self, text: str) -> str:
        """A column's name as this engine wants it. Snowflake folds unquoted names, so it gets them so."""
        return exp.to_identifier(text, quoted=self.dialect != "snowflake").sql(dialect=self.dialect)

    def true(self, criterion: Criterion, now: str, severity: str = "severity_", level: str = "NULL") -> str:
        """The criterion at `now`: TRUE, FALSE or NULL. All arguments are SQL texts."""
        written = self._writer(severity, level).criterion(criterion, _raw(now))
        text = written.sql(dialect=self.dialect)
        return f"(NOT closed_ AND {text})" if self.plan.closes else text

    def asked(self, asked: Asked, now: str, severity: str) -> str:
        """A criterion of triage at `now`."""
        return self.true(asked.criterion, now, severity)

    def breakpoints(self, criterion: Criterion) -> list[str]:
        """The instants at which time alone can change its answer (or NULL).

        A limit that reads the severity gives one for each, since time may change the severity too.
        """
        read = any(_reads_severity(node.limit) for node in walk(criterion.root) if isinstance(node, Since))
        severities = [f"'{name}'" for name in SEVERITIES] if read else ["NULL"]
        found = [b for each in severities for b in self._writer(each, "NULL").breakpoints(criterion)]
        return list(dict.fromkeys(each.sql(dialect=self.dialect) for each in found))

    def _writer(self, severity: str, level: str) -> SqlWriter:
        decided = {"severity": severity, "level": level}

        def column(name: str) -> exp.Condition:
            if name in decided:
                return _raw(decided[name])
            if name in self.plan.known:
                return exp.column(name, quoted=self.dialect != "snowflake")
            kind = self.plan.vocabulary.facts[name].kind
            return exp.cast(exp.Null(), _TYPES.get(kind, "BIGINT"))

        return SqlWriter({**self.plan.parameters, **self.parameters}, self.dialect, column)


def _reads_severity(node: Node) -> bool:
    return any(isinstance(part, FactRef) and part.name == "severity" for part in walk(node))


def _raw(text: str) -> exp.Condition:
    """SQL that is written already, as a part of an expression."""
    return exp.Column(this=exp.Var(this=text))
