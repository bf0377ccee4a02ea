"""Evaluates a tree as it stands, without compiling: for a question asked a few times only.

Where many tickets are asked, `Compiled` is some fifty times faster; both give the same answers.
"""

from collections.abc import Callable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from tocsin.core.criteria import arithmetic
from tocsin.core.criteria.automaton import search
from tocsin.core.criteria.lower import text_test
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
)
from tocsin.core.criteria.vocabulary import Encoded, Facts, Kind

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_CONVERT: dict[Kind, Callable[[Any], Any]] = {
    Kind.INTEGER: arithmetic.to_integer, Kind.NUMBER: float, Kind.TEXT: str,
}  # fmt: skip


class Interpreter:
    """One set of facts at one instant; `value` gives any node's value, None when it is unknown."""

    def __init__(self, facts: Facts, now: int, parameters: Mapping[str, Encoded]) -> None:
        self.facts, self.now, self.parameters = facts, now, parameters

    def value(self, node: Node) -> Any:
        """The value of the node: a bool or None for a condition."""
        return self._readers[type(node)](self, node)

    def _joined(self, node: And | Or) -> bool | None:
        final = isinstance(node, Or)
        answer: bool | None = not final
        for part in node.parts:
            found = self.value(part)
            if found is final:
                return bool(final)
            if found is None:
                answer = None
        return answer

    def _not(self, node: Not) -> bool | None:
        found = self.value(node.body)
        return None if found is None else not found

    def _if(self, node: If) -> Any:
        test = self.value(node.test)
        return None if test is None else self.value(node.yes if test else node.no)

    def _known(self, function: Callable[..., Any], *args: Any) -> Any:
        return None if any(arg is None for arg in args) else function(*args)

    def _since(self, node: Since) -> bool | None:
        base, limit = self.facts.get(node.base), self.value(node.limit)
        if not isinstance(base, int) or limit is None:
            return None
        return bool(_COMPARE[node.op](self.now - base, limit))

    def _one_of(self, node: OneOf) -> bool | None:
        options = [self.value(option) for option in node.options]
        return self._known(lambda item: item in options, self.value(node.item))  # type: ignore[no-any-return]

    def _arithmetic(self, node: Arithmetic) -> Any:
        table: Mapping[str, Callable[..., Any]] = arithmetic.INTEGERS
        if node.of.kind is Kind.NUMBER:
            table = arithmetic.NUMBERS
        return table[node.op](self.value(node.left), self.value(node.right))

    def _convert(self, node: Convert) -> Any:
        return self._known(_CONVERT[node.of.kind], self.value(node.subject))

    _readers: Mapping[type[Node], Callable[["Interpreter", Any], Any]] = {
        Literal: lambda self, n: n.value,
        FactRef: lambda self, n: self.facts.get(n.name),
        ParameterRef: lambda self, n: self.parameters[n.name],
        Has: lambda self, n: self.facts.get(n.base) is not None,
        Not: _not, And: _joined, Or: _joined, If: _if, Since: _since, OneOf: _one_of,
        Quantified: lambda self, n: self.value(n.lowered),
        Compare: lambda self, n: self._known(_COMPARE[n.op], self.value(n.left), self.value(n.right)),
        Member: lambda self, n: self._known(lambda i, s: i in s, self.value(n.item), self.value(n.of_set)),
        TextTest: lambda self, n: self._known(
            lambda subject, argument: text_test(n.word, subject, argument),
            self.value(n.subject), self.value(n.argument),
        ),
        Matches: lambda self, n: self._known(lambda text: search(n.pattern, text), self.value(n.subject)),
        Size: lambda self, n: self._known(len, self.value(n.subject)),
        Convert: _convert, Arithmetic: _arithmetic,
        Negate: lambda self, n: (
            arithmetic.negate_number if n.type.kind is Kind.NUMBER else arithmetic.negate
        )(self.value(n.body)),
    }  # fmt: skip
