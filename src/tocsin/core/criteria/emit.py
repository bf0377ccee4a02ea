"""Writes Python for conditions: for each node one expression that is truthy when it is true, and one when
it is false. Both stop early, as `and` and `or` do; neither holds when the node is unknown.

Only our own checked tree is written out: names are checked identifiers, texts go through `repr`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tocsin.core.criteria import arithmetic
from tocsin.core.criteria.automaton import automaton
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
from tocsin.core.criteria.vocabulary import Kind

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TEXT = {"startsWith": "{0}.startswith({1})", "endsWith": "{0}.endswith({1})", "contains": "{1} in {0}"}


class Emitter:
    """Collects the facts to load, the statements that come first, and the helpers of one function."""

    def __init__(self) -> None:
        self.facts: dict[str, None] = {}
        self.statements: list[str] = []
        self.helpers: dict[str, Callable[..., Any]] = {}
        self._known: dict[Node, str] = {}
        self._tuples: dict[tuple[str, Node], str] = {}

    def function(self, name: str, result: str) -> str:
        """The source of `name(facts, now)` that returns the expression `result`."""
        loads = [f"f_{fact} = get({fact!r})" for fact in self.facts]
        body = [*(["get = facts.get"] if loads else []), *loads, *self.statements, f"return {result}"]
        return "\n    ".join([f"def {name}(facts, now):", *body])

    def fact(self, name: str) -> str:
        """The local variable of a fact; None when it is missing."""
        self.facts[name] = None
        return f"f_{name}"

    def kept(self, what: str, node: Node, write: Callable[[], str]) -> str:
        """A variable for a tuple about a node, so that it is written once however often it is needed."""
        if (what, node) not in self._tuples:
            code = write()
            self._tuples[what, node] = f"t{len(self._tuples)}"
            self.statements.append(f"{self._tuples[what, node]} = {code}")
        return self._tuples[what, node]

    def when(self, node: Node, wanted: bool) -> str:
        """An expression that is truthy exactly when the node has the wanted value."""
        return self._writers[type(node)](self, node, wanted)

    def three_valued(self, node: Node) -> str:
        """An expression that is True, False or None (unknown)."""
        if isinstance(node, Literal):
            return repr(node.value)
        if isinstance(node, FactRef | ParameterRef | If):
            return self.operand(node)[0]
        if isinstance(node, Has):
            return f"({self.when(node, True)})"
        return f"(True if {self.when(node, True)} else False if {self.when(node, False)} else None)"

    def operand(self, node: Node) -> tuple[str, bool]:
        """A short expression for the node's value, and whether it can be None."""
        if isinstance(node, Literal):
            return repr(node.value), False
        if isinstance(node, ParameterRef):
            return f"p_{node.name}", False
        if isinstance(node, FactRef):
            return self.fact(node.name), True
        if isinstance(node, Quantified):
            return self.operand(node.lowered)
        if node not in self._known:
            value = self._value(node)
            variable = f"v{len(self._known)}"
            self.statements.append(f"{variable} = {value}")
            self._known[node] = variable
        return self._known[node], True

    def _value(self, node: Node) -> str:
        if isinstance(node, If):
            return self._chosen(node)
        if isinstance(node, Arithmetic):
            table = arithmetic.NUMBERS if node.of.kind is Kind.NUMBER else arithmetic.INTEGERS
            return self._helped(table[node.op], node.left, node.right)
        if isinstance(node, Negate):
            number = node.type.kind is Kind.NUMBER
            return self._helped(arithmetic.negate_number if number else arithmetic.negate, node.body)
        if isinstance(node, Convert) and node.of.kind is Kind.INTEGER:
            return self._helped(arithmetic.to_integer, node.subject)
        if isinstance(node, Size | Convert):
            inner, nullable = self.operand(node.subject)
            word = "len" if isinstance(node, Size) else "float" if node.of.kind is Kind.NUMBER else "str"
            made = f"{word}({inner})"
            return f"None if {inner} is None else {made}" if nullable else made
        return self.three_valued(node)

    def _chosen(self, node: If) -> str:
        test, yes, no = (self.operand(part)[0] for part in (node.test, node.yes, node.no))
        if isinstance(node.test, Literal):
            return yes if node.test.value else no
        return f"{yes} if {test} else {no} if {test} is False else None"

    def _helped(self, helper: Callable[..., Any], *args: Node) -> str:
        self.helpers[helper.__name__] = helper
        return f"{helper.__name__}({', '.join(self.operand(arg)[0] for arg in args)})"

    def _known_and(self, test: str, *operands: tuple[str, bool]) -> str:
        guards = [f"{code} is not None" for code, nullable in dict.fromkeys(operands) if nullable]
        return " and ".join([*guards, test])

    def _literal(self, node: Literal, wanted: bool) -> str:
        return str(node.value is wanted)

    def _boolean(self, node: Node, wanted: bool) -> str:
        code, nullable = self.operand(node)
        if wanted:
            return code
        return f"{code} is False" if nullable else f"not {code}"

    def _has(self, node: Has, wanted: bool) -> str:
        return f"{self.fact(node.base)} is {'not ' if wanted else ''}None"

    def _not(self, node: Not, wanted: bool) -> str:
        return self.when(node.body, not wanted)

    def _joined(self, node: And | Or, wanted: bool) -> str:
        word = " and " if isinstance(node, And) == wanted else " or "
        return f"({word.join(self.when(part, wanted) for part in node.parts)})"

    def _quantified(self, node: Quantified, wanted: bool) -> str:
        return self.when(node.lowered, wanted)

    def _compare(self, node: Compare, wanted: bool) -> str:
        left, right = self.operand(node.left), self.operand(node.right)
        op = node.op if wanted else _OPPOSITE[node.op]
        if op == "==" and not (left[1] and right[1]):
            return f"{left[0]} == {right[0]}"
        return f"({self._known_and(f'{left[0]} {op} {right[0]}', left, right)})"

    def _since(self, node: Since, wanted: bool) -> str:
        base, limit = (self.fact(node.base), True), self.operand(node.limit)
        op = node.op if wanted else _OPPOSITE[node.op]
        return f"({self._known_and(f'now - {base[0]} {op} {limit[0]}', base, limit)})"

    def _one_of(self, node: OneOf, wanted: bool) -> str:
        item = self.operand(node.item)
        options = "".join(f"{self.operand(option)[0]}, " for option in node.options)
        if wanted:
            return f"{item[0]} in ({options})"
        return f"({self._known_and(f'{item[0]} not in ({options})', item)})"

    def _member(self, node: Member, wanted: bool) -> str:
        item, of_set = self.operand(node.item), self.operand(node.of_set)
        word = "in" if wanted else "not in"
        return f"({self._known_and(f'{item[0]} {word} {of_set[0]}', item, of_set)})"

    def _text_test(self, node: TextTest, wanted: bool) -> str:
        subject, argument = self.operand(node.subject), self.operand(node.argument)
        test = _TEXT[node.word].format(f"({subject[0]})", f"({argument[0]})")
        return f"({self._known_and(test if wanted else f'not ({test})', subject, argument)})"

    def _matches(self, node: Matches, wanted: bool) -> str:
        subject = self.operand(node.subject)
        test = f"{self._search(node.pattern)}({subject[0]})"
        return f"({self._known_and(test if wanted else f'not {test}', subject)})"

    def _search(self, pattern: str) -> str:
        for name, helper in self.helpers.items():
            if getattr(helper, "__self__", None) is automaton(pattern):
                return name
        name = f"search{len(self.helpers)}"
        self.helpers[name] = automaton(pattern).search
        return name

    _writers: Mapping[type[Node], Callable[["Emitter", Any, bool], str]] = {
        Literal: _literal, FactRef: _boolean, ParameterRef: _boolean, If: _boolean, Has: _has, Not: _not,
        And: _joined, Or: _joined, Quantified: _quantified, Compare: _compare, Since: _since,
        OneOf: _one_of, Member: _member, TextTest: _text_test, Matches: _matches,
    }  # fmt: skip
