"""Lists and sets in an expression: `in`, `exists`, `all`, `exists_one` (A1.3, A1.4)."""

from typing import Protocol

from tocsin.core.criteria.complaint import NAME, TYPE, Complaint
from tocsin.core.criteria.describe import describe
from tocsin.core.criteria.lower import FALSE, TRUE, lower
from tocsin.core.criteria.nodes import TEXT, FactRef, Literal, Member, Node, OneOf, ParameterRef, Quantified
from tocsin.core.criteria.rules import same_kind
from tocsin.core.criteria.vocabulary import Kind, Type, Vocabulary
from tocsin.core.criteria.wire import Raw


class Values(Protocol):
    """What is needed of the checker: it types parts, and knows the names of elements in scope."""

    vocabulary: Vocabulary
    bound: dict[str, Type]

    def value(self, raw: Raw) -> Node:
        """Types a part."""

    def condition(self, raw: Raw) -> Node:
        """Types a part that must be a condition."""


def membership(check: Values, raw: Raw) -> Node:
    """`item in list` or `item in set_fact`."""
    item = check.value(raw.args[0])
    if raw.args[1].op == "list":
        options = tuple(_option(check, each) for each in raw.args[1].args)
        for option in options:
            same_kind(item, option, option.at)
        if item.type.kind is Kind.SET:
            raise Complaint(TYPE, raw.at, "a set is no member of a list", 'write `"x" in labels`')
        return OneOf(item, options, at=raw.at)
    source = check.value(raw.args[1])
    if not isinstance(source, FactRef) or source.of.kind is not Kind.SET:
        help_ = 'write a list, `severity in ["P1", "P2"]`, or a set fact'
        raise Complaint(TYPE, raw.at, f"`in` needs a list or a set, but {describe(source)}", help_)
    same_kind(item, FactRef(source.name, Type(Kind.CHOICE, values=source.of.values)), raw.at)
    return Member(item, source, at=raw.at)


def _option(check: Values, raw: Raw) -> Node:
    """An element of a list: a constant or a parameter."""
    node = check.value(raw) if raw.op in ("const", "ident", "call") else None
    if isinstance(node, Literal | ParameterRef):
        return node
    help_ = "compare with each fact by itself: `a == b || a == c`"
    raise Complaint(TYPE, raw.at, "a list in criteria holds constants and parameters only", help_)


def quantified(check: Values, raw: Raw) -> Node:
    """`exists`, `all` or `exists_one` over a set fact or a list of constants."""
    source: FactRef | tuple[Literal, ...]
    if raw.args[0].op == "list":
        options = tuple(_option(check, each) for each in raw.args[0].args)
        source = tuple(option for option in options if isinstance(option, Literal))
        if len(source) < len(options):
            raise Complaint(TYPE, raw.at, f"`{raw.op}` goes over constants only", "write them out")
        for option in source[1:]:
            same_kind(source[0], option, option.at)
        of = source[0].of if source else TEXT
    else:
        found = check.value(raw.args[0])
        if not isinstance(found, FactRef) or found.of.kind is not Kind.SET:
            raise Complaint(TYPE, raw.at, f"`{raw.op}` needs a set or a list, but {describe(found)}")
        source, of = found, Type(Kind.CHOICE, values=found.of.values)
    return _bound_over(check, raw, source, of)


def _bound_over(check: Values, raw: Raw, source: FactRef | tuple[Literal, ...], of: Type) -> Node:
    if raw.name in check.bound or raw.name in check.vocabulary.names() or raw.name == "ticket":
        what = f"`{raw.name}` already means something here"
        raise Complaint(NAME, raw.at, what, "choose another letter for the elements")
    check.bound[raw.name] = of
    try:
        body = check.condition(raw.args[1])
    finally:
        del check.bound[raw.name]
    lowered = lower(raw.op, raw.name, source, body, raw.at)
    if isinstance(source, tuple) and not source:
        return {"all": TRUE}.get(raw.op, FALSE)
    shown = source if isinstance(source, FactRef) else OneOf(source[0], source)
    return Quantified(raw.op, raw.name, shown, body, lowered, at=raw.at)
