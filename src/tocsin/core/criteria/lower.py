"""Quantifiers without their variable: `exists` over a list or a set of known values is an `or` over them.

What is lowered needs no loop in any back end, and means the same in each.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace

from tocsin.core.criteria.automaton import search
from tocsin.core.criteria.complaint import LIMIT, Complaint
from tocsin.core.criteria.nodes import (
    BOOLEAN,
    INTEGER,
    And,
    Arithmetic,
    Compare,
    FactRef,
    If,
    Literal,
    Matches,
    Member,
    Node,
    Not,
    OneOf,
    Or,
    Quantified,
    Size,
    TextTest,
    walk,
)
from tocsin.core.criteria.vocabulary import Kind, Type

MAX_LOWERED = 2_000
MAX_COUNTED = 24
TRUE, FALSE = Literal(BOOLEAN, True), Literal(BOOLEAN, False)


def lower(word: str, var: str, source: FactRef | Sequence[Literal], body: Node, at: int) -> Node:
    """The quantifier as and/or/sum over its elements. Raises Complaint when that becomes too large."""
    if isinstance(source, FactRef):
        options = [Literal(Type(Kind.TEXT), value) for value in source.of.values]
        guards: list[Node] = [Member(option, source, at=at) for option in options]
    else:
        options, guards = list(source), [TRUE for _ in source]
    count = sum(1 for _ in walk(body)) * max(1, len(options))
    if count > MAX_LOWERED:
        what = f"`{word}` over {len(options)} values becomes {count} parts; {MAX_LOWERED} are allowed"
        raise Complaint(LIMIT, at, what, "make its condition or its list shorter")
    tests = [substitute(body, var, option) for option in options]
    lowered = _combine(word, guards, tests, at)
    if not isinstance(source, FactRef) or _needs_set(word, lowered):
        return lowered
    known = Compare(">=", Size(source, at=at), Literal(INTEGER, 0), at=at)
    return If(known, lowered, FALSE, BOOLEAN, at=at)


def _needs_set(word: str, lowered: Node) -> bool:
    """Is the lowered quantifier unknown whenever its set is missing, as CEL has it?"""
    if word == "exists":
        parts = lowered.parts if isinstance(lowered, Or) else (lowered,)
        return any(isinstance(part, Member) for part in parts)
    if word == "all":
        parts = lowered.parts if isinstance(lowered, And) else (lowered,)
        return any(isinstance(part, Not) and isinstance(part.body, Member) for part in parts)
    return True


def _combine(word: str, guards: list[Node], tests: list[Node], at: int) -> Node:
    if word == "exists":
        return any_of([all_of([g, t]) for g, t in zip(guards, tests, strict=True)], at)
    if word == "all":
        return all_of([any_of([negate(g), t]) for g, t in zip(guards, tests, strict=True)], at)
    if len(tests) > MAX_COUNTED:
        what = f"`exists_one` over {len(tests)} values; {MAX_COUNTED} are allowed"
        raise Complaint(LIMIT, at, what, "use `exists`, or a shorter list")
    return _exactly_one(guards, tests, at)


def _exactly_one(guards: list[Node], tests: list[Node], at: int) -> Node:
    """Counts the elements for which the test holds: unknown as soon as one test is unknown."""
    one, zero = Literal(INTEGER, 1), Literal(INTEGER, 0)
    total: Node = zero
    for guard, test in zip(guards, tests, strict=True):
        term: Node = If(test, one, zero, INTEGER, at=at)
        if guard is not TRUE:
            term = If(guard, term, zero, INTEGER, at=at)
        total = Arithmetic("+", total, term, INTEGER, at=at)
    return Compare("==", total, one, at=at)


def substitute(node: Node, var: str, value: Literal) -> Node:
    """The node with the variable replaced by a constant, and what became constant folded."""
    if isinstance(node, FactRef):
        return replace(value, at=node.at) if node.name == var else node
    if isinstance(node, Quantified):
        return substitute(node.lowered, var, value)
    return simplify(_rebuilt(node, lambda part: substitute(part, var, value)))


def _rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    changed: dict[str, object] = {}
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, Node):
            changed[each.name] = change(value)
        elif isinstance(value, tuple):
            changed[each.name] = tuple(change(p) if isinstance(p, Node) else p for p in value)
    return replace(node, **changed)  # type: ignore[arg-type]


def simplify(node: Node) -> Node:
    """Folds what is constant, without changing when it is unknown."""
    if isinstance(node, And):
        return all_of(node.parts, node.at)
    if isinstance(node, Or):
        return any_of(node.parts, node.at)
    if isinstance(node, Not):
        return negate(node.body)
    if isinstance(node, If) and isinstance(node.test, Literal):
        return node.yes if node.test.value else node.no
    known = _constant(node)
    if known is None:
        return node
    return Literal(INTEGER if isinstance(node, Size) else BOOLEAN, known, at=node.at)


def _constant(node: Node) -> bool | int | None:
    if isinstance(node, Compare) and node.op in ("==", "!="):
        if isinstance(node.left, Literal) and isinstance(node.right, Literal):
            return (node.left.value == node.right.value) == (node.op == "==")
    elif isinstance(node, OneOf) and isinstance(node.item, Literal):
        if all(isinstance(option, Literal) for option in node.options):
            return node.item.value in [o.value for o in node.options if isinstance(o, Literal)]
    elif isinstance(node, TextTest) and isinstance(node.subject, Literal):
        if isinstance(node.argument, Literal):
            return text_test(node.word, str(node.subject.value), str(node.argument.value))
    elif isinstance(node, Size) and isinstance(node.subject, Literal):
        return len(str(node.subject.value))
    return _matched(node)


def _matched(node: Node) -> bool | None:
    if isinstance(node, Matches) and isinstance(node.subject, Literal):
        return search(node.pattern, str(node.subject.value))
    return None


def text_test(word: str, subject: str, argument: str) -> bool:
    """startsWith, endsWith or contains, by code points."""
    if word == "startsWith":
        return subject.startswith(argument)
    return subject.endswith(argument) if word == "endsWith" else argument in subject


def all_of(parts: Sequence[Node], at: int = 0) -> Node:
    """The conjunction, flattened, without constants."""
    return _joined(And, parts, TRUE, FALSE, at)


def any_of(parts: Sequence[Node], at: int = 0) -> Node:
    """The disjunction, flattened, without constants."""
    return _joined(Or, parts, FALSE, TRUE, at)


def _joined(
    kind: type[And] | type[Or], parts: Sequence[Node], neutral: Literal, final: Literal, at: int
) -> Node:
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    flat = [part for part in flat if part != neutral]
    if any(part == final for part in flat):
        return replace(final, at=at)
    if not flat:
        return replace(neutral, at=at)
    return flat[0] if len(flat) == 1 else kind(tuple(flat), at=at)


def negate(body: Node) -> Node:
    """The negation, folded when the body is constant or itself negated."""
    if isinstance(body, Literal):
        return Literal(BOOLEAN, not body.value, at=body.at)
    return body.body if isinstance(body, Not) else Not(body, at=body.at)
