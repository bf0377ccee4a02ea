"""A criterion read aloud in plain English, for documents and reasons (A2.5, A1)."""

from collections.abc import Callable, Mapping
from typing import Any

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.decode import decode_value
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
    children,
)
from tocsin.core.criteria.vocabulary import Encoded, Kind, Vocabulary
from tocsin.core.model.words import listing

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_COMPARED = {
    "==": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least",
}  # fmt: skip
_TIMED = {**_COMPARED, "<": "is shorter than", ">": "is longer than"}
_DATED = {**_COMPARED, "<": "is before", "<=": "is not after", ">": "is after", ">=": "is not before"}
_TEXT = {"startsWith": "start", "endsWith": "end", "contains": "contain"}
_SUMS = {"+": "plus", "-": "minus", "*": "times", "/": "divided by", "%": "modulo"}
_VERBS = (" is ", " are ", " has ", " have ", " was ", " were ", " can ", " will ")


def words(
    criterion: Criterion, vocabulary: Vocabulary, parameters: Mapping[str, Encoded] | None = None
) -> str:
    """The criterion as a clause without a full stop; parameters stand with their values.

    A yes/no fact reads by its label: a clause (`production is affected`) or a thing (`a workaround`).
    """
    values = {**vocabulary.values_of_parameters(), **(parameters or {})}
    return _Reader(vocabulary, values).clause(criterion.root, True)


class _Reader:
    def __init__(self, vocabulary: Vocabulary, parameters: Mapping[str, Encoded]) -> None:
        self.vocabulary, self.parameters = vocabulary, parameters
        self.elements: set[str] = set()

    def clause(self, node: Node, wanted: bool) -> str:
        """What it means that the condition has the wanted value."""
        return self._clauses[type(node)](self, node, wanted)

    def called(self, name: str) -> str:
        """A fact by its label; the element of a quantifier is `it`."""
        if name in self.elements:
            return "it"
        fact = self.vocabulary.facts.get(name)
        return fact.called if fact else name

    def value(self, node: Node) -> str:
        """What a value is called."""
        if isinstance(node, Literal):
            return _constant(node)
        if isinstance(node, ParameterRef):
            return f"`{node.name}` ({decode_value(node.of, self.parameters[node.name])})"
        if isinstance(node, FactRef):
            return self.called(node.name)
        if isinstance(node, Size):
            of_set = node.subject.type.kind is Kind.SET
            return f"{'the number of' if of_set else 'the length of'} {self.value(node.subject)}"
        if isinstance(node, If):
            test, yes, no = self.clause(node.test, True), self.value(node.yes), self.value(node.no)
            return f"({yes} if {test}, otherwise {no})"
        return self._computed(node)

    def _computed(self, node: Node) -> str:
        if isinstance(node, Arithmetic):
            return f"({self.value(node.left)} {_SUMS[node.op]} {self.value(node.right)})"
        if isinstance(node, Negate):
            return f"minus {self.value(node.body)}"
        if isinstance(node, Convert):
            whole = "the whole part of " if node.of.kind is Kind.INTEGER else ""
            return f"{whole}{self.value(node.subject)}"
        return f"whether {self.clause(node, True)}"

    def _flag(self, node: FactRef | ParameterRef, wanted: bool) -> str:
        if isinstance(node, ParameterRef):
            return f"`{node.name}` is {'on' if wanted else 'off'}"
        label = self.vocabulary.facts[node.name].label if node.name in self.vocabulary.facts else ""
        verb = next((verb for verb in _VERBS if verb in label), "")
        if verb:
            return label if wanted else label.replace(verb, f"{verb}not ", 1)
        if label.startswith(("a ", "an ")):
            return f"there is {label}" if wanted else f"there is no {label.split(' ', 1)[1]}"
        return f"{self.called(node.name)}: {'yes' if wanted else 'no'}"

    def _literal(self, node: Literal, wanted: bool) -> str:
        return "always" if node.value is wanted else "never"

    def _has(self, node: Has, wanted: bool) -> str:
        known = "known" if wanted else "not known"
        fact = self.vocabulary.facts[node.name]
        if fact.kind is Kind.BOOLEAN:
            return f"it is {known} whether {self._flag(FactRef(fact.name, fact.type), True)}"
        return f"{fact.called} is {known}"

    def _joined(self, node: And | Or, wanted: bool) -> str:
        word = "and" if isinstance(node, And) == wanted else "or"
        return f" {word} ".join(self._bracketed(part, wanted) for part in node.parts)

    def _bracketed(self, node: Node, wanted: bool) -> str:
        text = self.clause(node, wanted)
        inner = node.body if isinstance(node, Not) else node
        return f"({text})" if isinstance(inner, And | Or | If) else text

    def _if(self, node: If, wanted: bool) -> str:
        yes, no = self._bracketed(node.yes, wanted), self._bracketed(node.no, wanted)
        return f"if {self.clause(node.test, True)}, {yes}; otherwise {no}"

    def _compare(self, node: Compare, wanted: bool) -> str:
        op = node.op if wanted else _OPPOSITE[node.op]
        if node.left.type.kind is Kind.BOOLEAN:
            same = "both or neither hold" if op == "==" else "just one holds"
            return f"of “{self.clause(node.left, True)}” and “{self.clause(node.right, True)}” {same}"
        left, right = node.left, node.right
        if isinstance(left, Literal | ParameterRef) and not isinstance(right, Literal | ParameterRef):
            left, right, op = right, left, _FLIP[op]
        verbs = {Kind.DURATION: _TIMED, Kind.INSTANT: _DATED}.get(left.type.kind, _COMPARED)
        return f"{self.value(left)} {verbs[op]} {self.value(right)}"

    def _since(self, node: Since, wanted: bool) -> str:
        op = node.op if wanted else _OPPOSITE[node.op]
        return f"{self.called(node.name)} {_TIMED[op]} {self.value(node.limit)}"

    def _one_of(self, node: OneOf, wanted: bool) -> str:
        options = listing((self.value(option) for option in node.options), "or")
        if not node.options:
            return "never" if wanted else f"{self.value(node.item)} is known"
        return f"{self.value(node.item)} is {'' if wanted else 'not '}{options}"

    def _member(self, node: Member, wanted: bool) -> str:
        include = "include" if wanted else "do not include"
        return f"{self.called(node.of_set.name)} {include} {self.value(node.item)}"

    def _text_test(self, node: TextTest, wanted: bool) -> str:
        verb = _TEXT[node.word]
        verb = f"{verb}s" if wanted else f"does not {verb}"
        verb += "" if node.word == "contains" else " with"
        return f"{self.value(node.subject)} {verb} {self.value(node.argument)}"

    def _matches(self, node: Matches, wanted: bool) -> str:
        return f"{self.value(node.subject)} {'matches' if wanted else 'does not match'} `{node.pattern}`"

    def _quantified(self, node: Quantified, wanted: bool) -> str:
        of_set = isinstance(node.source, FactRef)
        if isinstance(node.source, FactRef):
            source = self.called(node.source.name)
        else:
            source = listing((self.value(part) for part in list(children(node.source))[1:]), "and")
        names = None if not of_set or node.word != "exists" else _listed(node.body, node.var)
        if names:
            include = "include" if wanted else "do not include"
            return f"{source} {include} {listing((_constant(name) for name in names), 'or')}"
        self.elements.add(node.var)
        inside = self.clause(node.body, True)
        self.elements.discard(node.var)
        some = {"exists": "one or more", "all": "every one", "exists_one": "exactly one"}[node.word]
        no = "" if wanted else "it is not so that "
        return f"{no}for {some} of {source}, {inside}"

    _clauses: Mapping[type[Node], Callable[["_Reader", Any, bool], str]] = {
        FactRef: _flag, ParameterRef: _flag, Literal: _literal, Has: _has, And: _joined, Or: _joined,
        Not: lambda self, node, wanted: self.clause(node.body, not wanted),
        If: _if, Compare: _compare, Since: _since, OneOf: _one_of, Member: _member, TextTest: _text_test,
        Matches: _matches, Quantified: _quantified,
    }  # fmt: skip


_FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def _listed(body: Node, var: str) -> list[Literal] | None:
    """The constants that the body compares its element with, if it does nothing else."""
    names: list[Literal] = []
    for part in body.parts if isinstance(body, Or) else (body,):
        item: Node | None = None
        found: tuple[Literal, ...] = ()
        if isinstance(part, Compare) and part.op == "==" and isinstance(part.right, Literal):
            item, found = part.left, (part.right,)
        elif isinstance(part, OneOf):
            item, found = part.item, tuple(o for o in part.options if isinstance(o, Literal))
        if not isinstance(item, FactRef) or item.name != var:
            return None
        names += found
    return names


def _constant(node: Literal) -> str:
    text = decode_value(node.of, node.value)
    plain = not isinstance(node.value, str) or (text and all(c.isalnum() or c in "-_" for c in text))
    return text.replace("_", " ") if plain else f"“{text}”"
