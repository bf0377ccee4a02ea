"""What can be seen of criteria without a solver: never, always, and one inside another (lint).

Every comparison is tried at its limits. What is too entangled for that (two facts compared, arithmetic,
text search) is taken as a free yes or no. So a proof here is a proof; where nothing is proved, nothing is
said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from math import prod

from tocsin.core.criteria.boundary import Boundaries
from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.interpret import Interpreter
from tocsin.core.criteria.near import Search
from tocsin.core.criteria.nodes import (
    BOOLEAN,
    And,
    Compare,
    FactRef,
    Has,
    If,
    Literal,
    Node,
    Not,
    OneOf,
    Or,
    ParameterRef,
    Quantified,
    Since,
    walk,
)
from tocsin.core.criteria.python import Answer, Compiled
from tocsin.core.criteria.vocabulary import Encoded, Fact, Facts, Kind, Vocabulary

MAX_CASES = 4_096
FEW_CASES = 60
_NOW = 1_767_225_600_000_000


def always_false(criterion: Criterion, vocabulary: Vocabulary, parameters: Mapping[str, Encoded]) -> bool:
    """Proved: no facts whatever meet it."""
    answers = _answers((criterion,), vocabulary, _hashable(parameters))
    return answers is not None and (True,) not in answers


def always_true(criterion: Criterion, vocabulary: Vocabulary, parameters: Mapping[str, Encoded]) -> bool:
    """Proved: whatever the facts, it is met, or unknown until they are known."""
    answers = _answers((criterion,), vocabulary, _hashable(parameters))
    return answers is not None and (False,) not in answers


def implies(
    one: Criterion, other: Criterion, vocabulary: Vocabulary, parameters: Mapping[str, Encoded]
) -> bool:
    """Proved: whatever meets `one` meets `other` as well."""
    if not set(other.reads) & set(one.reads):
        return False  # criteria about different facts say nothing of each other
    values = _hashable(parameters)
    example = _example(one, vocabulary, values)
    if example is not None and Interpreter(example, _NOW, parameters).value(other.root) is not True:
        return False  # a real counter-example: most pairs end here, at next to no cost
    answers = _answers((one, other), vocabulary, values)
    return answers is not None and not answers & {(True, False), (True, None)}


def shadowed(
    one: Criterion, earlier: Iterable[Criterion], vocabulary: Vocabulary, parameters: Mapping[str, Encoded]
) -> Criterion | None:
    """The first of the earlier criteria that is met whenever `one` is, so that `one` never decides."""
    return next((each for each in earlier if implies(one, each, vocabulary, parameters)), None)


def _hashable(parameters: Mapping[str, Encoded]) -> tuple[tuple[str, Encoded], ...]:
    return tuple(sorted(parameters.items()))


@lru_cache(maxsize=1024)
def _example(
    criterion: Criterion, vocabulary: Vocabulary, parameters: tuple[tuple[str, Encoded], ...]
) -> Facts | None:
    return Search(criterion, vocabulary, dict(parameters), _NOW).find(True)


@lru_cache(maxsize=1024)
def _answers(
    criteria: tuple[Criterion, ...], vocabulary: Vocabulary, parameters: tuple[tuple[str, Encoded], ...]
) -> frozenset[tuple[Answer, ...]] | None:
    """Every combination of answers that the criteria can have together; None beyond MAX_CASES cases."""
    nodes = [node for each in criteria for node in walk(each.root)]
    abstract = _Abstraction({name for node in nodes for name in _dated(node)})
    roots = [abstract.simple(each.root) for each in criteria]
    known = Vocabulary.of([*vocabulary.facts.values(), *abstract.facts()])
    values = Boundaries(roots, known, dict(parameters), _NOW, exact=True).values
    count = prod(len(options) + 1 for options in values.values())
    if count > MAX_CASES:
        return None
    cases = (
        {name: v for name, v in zip(values, chosen, strict=True) if v is not None}
        for chosen in product(*([*options, None] for options in values.values()))
    )
    if count > FEW_CASES:
        ask = Compiled([Criterion(str(i), "", root) for i, root in enumerate(roots)], dict(parameters))
        return frozenset(ask.evaluate_many(facts, _NOW) for facts in cases)
    readers = (Interpreter(facts, _NOW, dict(parameters)) for facts in cases)
    return frozenset(tuple(reader.value(root) for root in roots) for reader in readers)


class _Abstraction:
    """Replaces what is not a comparison of one fact with constants by free yes/no facts."""

    def __init__(self, dated: set[str]) -> None:
        self._free: dict[Node, str] = {}
        self._dated = dated

    def facts(self) -> list[Fact]:
        """The free facts."""
        return [Fact(name, Kind.BOOLEAN) for name in self._free.values()]

    def simple(self, node: Node) -> Node:
        """The condition with free facts in place of what is entangled."""
        if isinstance(node, Quantified):
            return self.simple(node.lowered)
        if isinstance(node, Not):
            return Not(self.simple(node.body))
        if isinstance(node, And | Or):
            return replace(node, parts=tuple(self.simple(part) for part in node.parts))
        if isinstance(node, If):
            test, yes, no = (self.simple(part) for part in (node.test, node.yes, node.no))
            return replace(node, test=test, yes=yes, no=no)
        if isinstance(node, Compare) and node.left.type.kind is Kind.BOOLEAN:
            return replace(node, left=self.simple(node.left), right=self.simple(node.right))
        moving = isinstance(node, Since) and node.base in self._dated
        return node if _is_simple(node) and not moving else self._named(node)

    def _named(self, node: Node) -> Node:
        return FactRef(self._free.setdefault(node, f"_free{len(self._free)}"), BOOLEAN)


def _dated(node: Node) -> list[str]:
    """Instant facts compared with a date: how long ago they are then depends on today's date."""
    if not isinstance(node, Compare) or node.left.type.kind is not Kind.INSTANT:
        return []
    return [side.name for side in (node.left, node.right) if isinstance(side, FactRef)]


def _is_simple(node: Node) -> bool:
    if isinstance(node, FactRef | ParameterRef | Literal | Has):
        return True
    if isinstance(node, Since):
        return isinstance(node.limit, _CONSTANTS)
    if isinstance(node, OneOf):
        return isinstance(node.item, FactRef)
    if not isinstance(node, Compare):
        return False
    sides = (node.left, node.right)
    return any(isinstance(s, FactRef) for s in sides) and any(isinstance(s, _CONSTANTS) for s in sides)


_CONSTANTS = (Literal, ParameterRef)
