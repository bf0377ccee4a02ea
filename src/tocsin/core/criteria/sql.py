"""Criteria as SQL: the same three values, NULL for unknown (A13.1).

Columns: one per fact, named as it is. Booleans; integers, money (minor units), durations and instants
(microseconds, since 1970 UTC) as BIGINT; numbers as DOUBLE; texts and choices as VARCHAR; sets as VARCHAR[].
NULL is a missing fact. `now` is a BIGINT expression. Import this only where a history is measured.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from tocsin.core.criteria.arithmetic import HIGH, LOW
from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.nodes import (
    And,
    Arithmetic,
    Compare,
    Convert,
    FactRef,
    Has,
    If,
    Literal,
    Matches,
    Member,
    Negate,
    Node,
    Not,
    OneOf,
    Or,
    ParameterRef,
    Quantified,
    Since,
    Size,
    TextTest,
    walk,
)
from tocsin.core.criteria.ranges import raw_bounds
from tocsin.core.criteria.sql_dialects import DIALECTS, Dialect, cast, number, paren, unless_null
from tocsin.core.criteria.vocabulary import Encoded, Kind

E = exp.Condition
_COMPARE: dict[str, type[exp.Binary]] = {
    "==": exp.EQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip
_PLAIN: dict[str, type[exp.Binary]] = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul, "/": exp.Div}


def column(name: str) -> E:
    """The column of a fact, quoted."""
    return exp.column(name, quoted=True)


@dataclass(frozen=True)
class SqlWriter:
    """Writes criteria for one engine. `parameters` are encoded values, or expressions to be put in."""

    parameters: Mapping[str, Encoded | E]
    dialect: str = "duckdb"
    column: Callable[[str], E] = column

    def criterion(self, criterion: Criterion, now: E) -> E:
        """A boolean expression: true, false, or NULL where the criterion is unknown."""
        return _Statement(self, DIALECTS[self.dialect], now).write(criterion.root)

    def breakpoints(self, criterion: Criterion) -> list[E]:
        """BIGINT expressions: the instants from which an elapsed comparison has its new answer (or NULL).

        While the facts stay, the criterion is constant between two neighbouring ones.
        """
        statement = _Statement(self, DIALECTS[self.dialect], exp.Null())
        found = [statement.breakpoint(n) for n in walk(criterion.root) if isinstance(n, Since)]
        return list({each.sql(): each for each in found}.values())


class _Statement:
    def __init__(self, writer: SqlWriter, dialect: Dialect, now: E) -> None:
        self.writer, self.dialect, self.now = writer, dialect, now

    def write(self, node: Node) -> E:
        return self._writers[type(node)](self, node)

    def breakpoint(self, node: Since) -> E:
        limit: E = self.write(node.limit)
        if node.op in (">", "<="):
            limit = paren(exp.Add(this=limit, expression=number(1)))
        return paren(exp.Add(this=self.writer.column(node.base), expression=limit))

    def constant(self, value: Encoded) -> E:
        if isinstance(value, bool):
            return exp.Boolean(this=value)
        if isinstance(value, int):
            return number(value)
        if isinstance(value, float):
            return cast(exp.Literal.string(repr(value)), "DOUBLE")
        return exp.Literal.string(str(value))

    def _literal(self, node: Literal) -> E:
        return self.constant(node.value)

    def _fact(self, node: FactRef) -> E:
        return self.writer.column(node.name)

    def _parameter(self, node: ParameterRef) -> E:
        value = self.writer.parameters[node.name]
        return value.copy() if isinstance(value, E) else self.constant(value)

    def _has(self, node: Has) -> E:
        there = exp.Is(this=self.writer.column(node.base), expression=exp.Null())
        return paren(exp.Not(this=there))

    def _not(self, node: Not) -> E:
        return paren(exp.Not(this=paren(self.write(node.body))))

    def _joined(self, node: And | Or) -> E:
        parts = [self.write(part) for part in node.parts]
        return paren(exp.and_(*parts, copy=False) if isinstance(node, And) else exp.or_(*parts, copy=False))

    def _if(self, node: If) -> E:
        """CASE test WHEN true … WHEN false …: the test is written once, and unknown gives NULL."""
        test, yes, no = (self.write(part) for part in (node.test, node.yes, node.no))
        ifs = [exp.If(this=exp.true(), true=yes), exp.If(this=exp.false(), true=no)]
        return exp.Case(this=paren(test), ifs=ifs)

    def _compare(self, node: Compare) -> E:
        left, right = self.write(node.left), self.write(node.right)
        return paren(_COMPARE[node.op](this=left, expression=right))

    def _since(self, node: Since) -> E:
        elapsed = paren(exp.Sub(this=self.now.copy(), expression=self.writer.column(node.base)))
        return paren(_COMPARE[node.op](this=elapsed, expression=self.write(node.limit)))

    def _one_of(self, node: OneOf) -> E:
        item = self.write(node.item)
        if not node.options:
            return unless_null(item, exp.false())
        return paren(exp.In(this=item, expressions=[self.write(option) for option in node.options]))

    def _member(self, node: Member) -> E:
        return self.dialect.member(self.write(node.of_set), self.write(node.item))

    def _text_test(self, node: TextTest) -> E:
        subject, argument = self.write(node.subject), self.write(node.argument)
        words = {"startsWith": self.dialect.starts_with, "endsWith": self.dialect.ends_with}
        return words.get(node.word, self.dialect.contains_text)(subject, argument)

    def _matches(self, node: Matches) -> E:
        return self.dialect.matches(self.write(node.subject), node.pattern)

    def _size(self, node: Size) -> E:
        subject = self.write(node.subject)
        is_set = node.subject.type.kind is Kind.SET
        return self.dialect.set_size(subject) if is_set else exp.Length(this=subject)

    def _convert(self, node: Convert) -> E:
        subject = self.write(node.subject)
        if node.of.kind is Kind.INTEGER:
            return cast(exp.Trunc(this=subject), "BIGINT")
        return cast(subject, "DOUBLE" if node.of.kind is Kind.NUMBER else "TEXT")

    def _negate(self, node: Negate) -> E:
        body = self.write(node.body)
        if node.type.kind is not Kind.NUMBER and raw_bounds(node)[1] > HIGH:
            body = exp.Nullif(this=body, expression=number(LOW))
        return paren(exp.Neg(this=paren(body)))

    def _arithmetic(self, node: Arithmetic) -> E:
        left, right = self.write(node.left), self.write(node.right)
        if node.of.kind is not Kind.NUMBER and node.op in "/%":
            return self._divided(node, left, right)
        low, high = raw_bounds(node)
        if node.of.kind is not Kind.NUMBER and (low < LOW or high > HIGH):
            return self.dialect.checked(_PLAIN[node.op], left, right)
        if node.op == "/":
            divisor = exp.Nullif(this=right, expression=self.constant(0.0))
            return paren(exp.Div(this=left, expression=divisor, typed=True))
        return paren(_PLAIN[node.op](this=left, expression=right))

    def _divided(self, node: Arithmetic, left: E, right: E) -> E:
        """Whole division: NULL for a divisor of 0, and for the least integer divided by -1."""
        safe = isinstance(node.right, Literal) and node.right.value not in (0, -1)
        if not safe:
            minus = exp.If(this=number(-1), true=number(LOW))
            left = exp.Nullif(this=left, expression=exp.Case(this=right.copy(), ifs=[minus]))
            right = exp.Nullif(this=right, expression=number(0))
        return (self.dialect.quotient if node.op == "/" else self.dialect.remainder)(left, right)

    _writers: Mapping[type[Node], Callable[["_Statement", Any], E]] = {
        Literal: _literal, FactRef: _fact, ParameterRef: _parameter, Has: _has, Not: _not, And: _joined,
        Or: _joined, If: _if, Compare: _compare, Since: _since, OneOf: _one_of, Member: _member,
        Quantified: lambda self, node: self.write(node.lowered), TextTest: _text_test, Matches: _matches,
        Size: _size, Convert: _convert, Negate: _negate, Arithmetic: _arithmetic,
    }  # fmt: skip
