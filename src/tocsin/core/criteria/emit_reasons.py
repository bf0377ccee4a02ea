"""Writes Python for the why of a criterion: what decided it, what would have to be known, when time
changes it. Each gives a tuple (A2.5, A2.6)."""

from collections.abc import Sequence

from tocsin.core.criteria.criterion import node_reads
from tocsin.core.criteria.emit import Emitter
from tocsin.core.criteria.nodes import (
    And,
    FactRef,
    Has,
    If,
    Literal,
    Node,
    Not,
    Or,
    Quantified,
    Since,
    children,
    walk,
)

MANY = 24
"""Beyond so many parts of one `&&` or `||` the deciding one is not singled out."""


def deciding(emit: Emitter, node: Node, wanted: bool) -> str:
    """A tuple expression: the facts that made the node true, or false, by the names they are read under."""
    if isinstance(node, Not):
        return deciding(emit, node.body, not wanted)
    if isinstance(node, Quantified):
        return deciding(emit, node.lowered, wanted)
    if isinstance(node, And | Or):
        if isinstance(node, And) == wanted:
            return concat([deciding(emit, part, wanted) for part in node.parts])
        return _first(emit, node.parts, wanted) if len(node.parts) <= MANY else _names(shown(node))
    if isinstance(node, If) and node.type.kind == "boolean":
        test = emit.operand(node.test)[0]
        yes, no = deciding(emit, node.yes, wanted), deciding(emit, node.no, wanted)
        return concat([decided(emit, node.test), f"({yes} if {test} else {no})"])
    return reading(emit, node)


def decided(emit: Emitter, node: Node) -> str:
    """The reasons of a part that is compared or tested, whichever way it came out."""
    if node.type.kind != "boolean" or not isinstance(node, And | Or | Not | If | Quantified):
        return reading(emit, node)

    def either() -> str:
        yes, no = deciding(emit, node, True), deciding(emit, node, False)
        return yes if yes == no else f"{yes} if {emit.when(node, True)} else {no}"

    return emit.kept("decided", node, either)


def reading(emit: Emitter, node: Node) -> str:
    """A tuple expression: the facts that a known value was computed from; a branch not taken gives none."""
    if isinstance(node, Quantified):
        return reading(emit, node.lowered)
    if not any(isinstance(part, If | And | Or) for part in walk(node)):
        return _names(shown(node))
    inner = [decided(emit, part) for part in children(node)]
    if not isinstance(node, If):
        return concat([_names(_written(node)), *inner])
    test = emit.operand(node.test)[0]
    return concat([inner[0], f"({inner[1]} if {test} else {inner[2]})"])


def _first(emit: Emitter, parts: Sequence[Node], wanted: bool) -> str:
    """The reasons of the first part that has the wanted value by itself."""
    *before, last = parts
    code = deciding(emit, last, wanted)
    for part in reversed(before):
        code = f"{deciding(emit, part, wanted)} if {emit.when(part, wanted)} else {code}"
    return f"({code})"


def missing(emit: Emitter, node: Node) -> str:
    """A tuple expression, for a node that is unknown: the missing facts that keep it so."""
    if isinstance(node, Literal | Has):
        return "()"
    if isinstance(node, FactRef):
        return f"(() if {emit.fact(node.name)} is not None else ({node.name!r},))"
    if isinstance(node, If):
        return emit.kept("missing", node, lambda: _missing_if(emit, node))
    if isinstance(node, And | Or):
        return concat([_if_unknown(emit, part) for part in node.parts])
    own = [] if not isinstance(node, Since) else [
        f"(() if {emit.fact(node.base)} is not None else ({node.base!r},))"
    ]  # fmt: skip
    return concat([*own, *(_if_unknown(emit, part) for part in children(node))])


def _missing_if(emit: Emitter, node: If) -> str:
    test = emit.operand(node.test)[0]
    yes = emit.kept("unknown", node.yes, lambda: _if_unknown(emit, node.yes))
    no = emit.kept("unknown", node.no, lambda: _if_unknown(emit, node.no))
    either = concat([missing(emit, node.test), yes, no])
    return f"{either} if {test} is None else {yes} if {test} else {no}"


def _if_unknown(emit: Emitter, node: Node) -> str:
    """What is missing for the node, and nothing when it is known."""
    inner = missing(emit, node)
    if inner == "()" or isinstance(node, FactRef):
        return inner
    if node.type.kind == "boolean" and not isinstance(node, If):
        return f"(() if {emit.when(node, True)} or {emit.when(node, False)} else {inner})"
    return f"(() if {emit.operand(node)[0]} is not None else {inner})"


def instants(emit: Emitter, node: Node) -> str:
    """A tuple expression: the instants (microseconds) from which an elapsed comparison has its new answer."""
    parts = []
    for each in walk(node):
        if isinstance(each, Since):
            base, limit = emit.fact(each.base), emit.operand(each.limit)
            later = " + 1" if each.op in (">", "<=") else ""
            guard = f"{base} is None" + (f" or {limit[0]} is None" if limit[1] else "")
            parts.append(f"(() if {guard} else ({base} + {limit[0]}{later},))")
    return concat(parts)


def shown(node: Node) -> list[str]:
    """The facts read in the node by the names the author wrote: an elapsed fact gives its own name."""
    names: dict[str, None] = {}
    for each in walk(node):
        names.update(dict.fromkeys(_written(each)))
    return list(names)


def _written(node: Node) -> tuple[str, ...]:
    return (node.name,) if isinstance(node, Since | Has) else node_reads(node)


def _names(names: Sequence[str]) -> str:
    return f"({''.join(f'{name!r}, ' for name in names)})" if names else "()"


def concat(parts: Sequence[str]) -> str:
    """One tuple expression of several; those that are constant are joined here."""
    full = [part for part in parts if part != "()"]
    if not full:
        return "()"
    return full[0] if len(full) == 1 else f"({' + '.join(full)})"
