"""A criterion without the parts that this history decides beforehand: shorter SQL, the same answers."""

from collections.abc import Sequence

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.nodes import BOOLEAN, And, Literal, Node, Not, Or, Quantified
from tocsin.core.history.possible import NO, YES, possible

_TRUE, _FALSE = Literal(BOOLEAN, True), Literal(BOOLEAN, False)


def simplify(criterion: Criterion, known: frozenset[str]) -> Criterion:
    """The same criterion for tickets of which only the facts in `known` are ever there."""
    return Criterion(criterion.id, criterion.text, _simple(criterion.root, known))


def _simple(node: Node, known: frozenset[str]) -> Node:
    answers = possible(node, known) if _is_test(node) else frozenset()
    if answers == {YES}:
        return _TRUE
    if answers == {NO}:
        return _FALSE
    if isinstance(node, Not):
        return Not(_simple(node.body, known))
    if isinstance(node, And):
        parts = _parts(node.parts, known, _TRUE)
        return parts[0] if len(parts) == 1 else And(parts)
    if isinstance(node, Or):
        parts = _parts(node.parts, known, _FALSE)
        return parts[0] if len(parts) == 1 else Or(parts)
    return _simple(node.lowered, known) if isinstance(node, Quantified) else node


def _is_test(node: Node) -> bool:
    return node.type == BOOLEAN


def _parts(parts: Sequence[Node], known: frozenset[str], neutral: Node) -> tuple[Node, ...]:
    """The parts that matter; never none, since the whole would have been decided before."""
    simple = [_simple(part, known) for part in parts]
    return tuple(part for part in simple if part != neutral) or (neutral,)
