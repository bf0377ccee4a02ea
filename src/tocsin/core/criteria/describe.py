"""How a part of an expression is named in a message: `age`, `5`, the left side."""

from tocsin.core.criteria.decode import decode_value
from tocsin.core.criteria.nodes import FactRef, Literal, Node, ParameterRef
from tocsin.core.criteria.vocabulary import Kind

_PLAIN = {
    Kind.BOOLEAN: "a condition", Kind.INTEGER: "a whole number", Kind.NUMBER: "a number with decimals",
    Kind.TEXT: "a text", Kind.CHOICE: "one of a list of texts", Kind.SET: "a set of texts",
    Kind.DURATION: "a duration", Kind.INSTANT: "an instant", Kind.ELAPSED: "a time that grows",
}  # fmt: skip


def name_of(node: Node) -> str:
    """The name or constant in backticks, or "" for anything larger."""
    if isinstance(node, FactRef | ParameterRef):
        return f"`{node.name}`"
    if isinstance(node, Literal):
        if isinstance(node.value, float):
            return f"`{node.value!r}`"
        text = isinstance(node.value, str)
        return f'`"{node.value}"`' if text else f"`{decode_value(node.of, node.value)}`"
    return ""


def describe(node: Node, otherwise: str = "this") -> str:
    """What the node is: "`arr` is money in USD"."""
    return f"{name_of(node) or otherwise} is {what(node)}"


def what(node: Node) -> str:
    """The kind of value, in words without types of any programming language."""
    if node.type.kind is Kind.MONEY:
        return f"money in {node.type.currency}"
    return _PLAIN[node.type.kind]
