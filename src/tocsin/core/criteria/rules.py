"""Typing rules beyond CEL's: what may be compared and computed with what (A1.4, A2.2)."""

from tocsin.core.criteria.complaint import TYPE, VALUE, Complaint
from tocsin.core.criteria.describe import describe, name_of, what
from tocsin.core.criteria.nodes import Arithmetic, Compare, FactRef, Literal, Node, ParameterRef, Since, walk
from tocsin.core.criteria.ranges import powers
from tocsin.core.criteria.vocabulary import Kind, Type, Vocabulary
from tocsin.core.model.words import did_you_mean

_ORDERED = {Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.DURATION, Kind.INSTANT}
_TEXTS = {Kind.TEXT, Kind.CHOICE}
_FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_BUILD = {
    Kind.MONEY: 'write the amount with its currency, `money("50000 USD")`, or name a parameter',
    Kind.DURATION: 'write the duration with its unit, `duration("2h")`, or name a parameter',
    Kind.INSTANT: 'write the instant as `timestamp("2026-11-23T03:00:00Z")`',
    Kind.NUMBER: "write the whole number with a decimal, as in `5.0`, or convert it with `double(…)`",
    Kind.BOOLEAN: "a condition stands by itself: write `production` or `!production`",
    Kind.SET: 'ask whether it holds a value: `"x" in labels`, or how many: `size(labels)`',
}


def compare(op: str, left: Node, right: Node, at: int, vocabulary: Vocabulary) -> Node:
    """`left op right`. Raises Complaint when the two cannot be compared so."""
    if Kind.ELAPSED in (left.type.kind, right.type.kind):
        return _since(op, left, right, at, vocabulary)
    same_kind(left, right, at)
    if left.type.kind is Kind.SET:
        raise Complaint(TYPE, at, f"a set cannot be compared with `{op}`", _BUILD[Kind.SET])
    if op not in ("==", "!=") and left.type.kind not in _ORDERED:
        help_ = 'name the ones you mean: `severity in ["P1", "P2"]`' if left.type.kind in _TEXTS else ""
        raise Complaint(TYPE, at, f"`{op}` needs an order, but {describe(left, 'this side')}", help_)
    return Compare(op, left, right, at=at)


def same_kind(left: Node, right: Node, at: int) -> None:
    """Raises Complaint unless the two values can be equal: kind, currency, and values of a choice."""
    one, two = left.type, right.type
    if one.kind in _TEXTS and two.kind in _TEXTS:
        _common_values(left, right, at)
    elif one.kind is not two.kind:
        sides = f"{describe(left, 'the left side')}, but {describe(right, 'the right side')}"
        odd = next((k for k in _BUILD if k in (one.kind, two.kind)), None)
        raise Complaint(TYPE, at, sides, _BUILD[odd] if odd else "compare two values of one kind")
    elif one.currency != two.currency:
        what_ = f"{describe(left, 'the left side')}, but {describe(right, 'the right side')}"
        raise Complaint(TYPE, at, what_, "amounts of two currencies cannot be compared: use one currency")


def _common_values(left: Node, right: Node, at: int) -> None:
    for choice, other in ((left, right), (right, left)):
        allowed = choice.type.values
        if choice.type.kind is not Kind.CHOICE or not allowed or isinstance(choice, Literal):
            continue
        if isinstance(other, Literal) and other.value not in allowed:
            what_ = f'`"{other.value}"` is no value of {name_of(choice) or "this choice"}'
            raise Complaint(VALUE, other.at, what_, did_you_mean(str(other.value), allowed))
        if other.type.values and not set(allowed) & set(other.type.values):
            what_ = f"{name_of(left) or 'the left side'} and {name_of(right) or 'the right side'}"
            raise Complaint(TYPE, at, f"{what_} have no value in common", "compare with a value of its list")


def _since(op: str, left: Node, right: Node, at: int, vocabulary: Vocabulary) -> Node:
    if left.type.kind is not Kind.ELAPSED:
        left, right, op = right, left, _FLIP[op]
    name = name_of(left).strip("`")
    if right.type.kind is Kind.ELAPSED:
        raise Complaint(
            TYPE, at, f"`{name}` and {name_of(right)} both grow with time and cannot be compared",
            "compare the instants that they grow from",
        )  # fmt: skip
    if op in ("==", "!="):
        help_ = f'write `{name} >= duration("2h")`'
        raise Complaint(TYPE, at, f"`{name}` grows all the time: it equals a duration for no time", help_)
    if right.type.kind is not Kind.DURATION:
        what_ = f"`{name}` is {what(left)}, but {describe(right, 'the other side')}"
        raise Complaint(TYPE, at, what_, _BUILD[Kind.DURATION])
    if any(isinstance(node, Since) for node in walk(right)):
        what_ = f"the duration that `{name}` is compared with depends itself on elapsed time"
        raise Complaint(TYPE, at, what_, "compare with a duration that stands still")
    return Since(name, vocabulary.base_of(name), op, right, at=at)


def arithmetic(op: str, left: Node, right: Node, at: int) -> Node:
    """`left op right`. Raises Complaint when the two kinds do not combine."""
    for side in (left, right):
        if side.type.kind is Kind.ELAPSED:
            raise Complaint(TYPE, side.at, *elapsed_misused(side))
    found = _RESULTS.get((op, left.type.kind, right.type.kind))
    if found is None:
        sides = f"`{op}` does not combine {what(left)} with {what(right)}"
        raise Complaint(TYPE, at, sides, _arithmetic_help(left, right))
    currencies = {side.type.currency for side in (left, right)} - {""}
    if len(currencies) > 1:
        names = " and ".join(sorted(currencies))
        raise Complaint(TYPE, at, f"`{op}` would mix {names}", "keep to one currency")
    return _bounded(Arithmetic(op, left, right, Type(found, "".join(currencies)), at=at))


def _bounded(node: Arithmetic) -> Arithmetic:
    """Raises Complaint for arithmetic that engines would end differently, and division by zero."""
    if node.op in "/%" and isinstance(node.right, Literal) and not node.right.value:
        raise Complaint(VALUE, node.at, "division by zero has no result", "divide by something else")
    if node.of.kind is Kind.NUMBER:
        low, high = powers(node)
        if low < -300 or high > 300:
            what_ = "so many numbers multiplied or divided can leave the range of numbers"
            raise Complaint(TYPE, node.at, what_, "use fewer factors, or declare the result as a fact")
    elif node.op in "/%" and not isinstance(node.right, Literal | ParameterRef | FactRef):
        what_ = f"`{node.op}` on whole numbers needs a plain divisor"
        raise Complaint(TYPE, node.at, what_, "divide by a constant, a parameter or a fact")
    return node


def _arithmetic_help(left: Node, right: Node) -> str:
    kinds = {left.type.kind, right.type.kind}
    if Kind.INTEGER in kinds and len(kinds) == 2:
        other = next(iter(kinds - {Kind.INTEGER}))
        return _BUILD.get(other, "")
    return ""


def elapsed_misused(node: Node) -> tuple[str, str]:
    """Message and help for an elapsed fact outside a comparison with a duration."""
    name = name_of(node)
    return (
        f"{name} grows with time: it can only be compared with a duration",
        f'write {name[:-1]} >= duration("2h")`' if name else 'write it like `age >= duration("2h")`',
    )


_I, _N, _M, _D, _T = Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.DURATION, Kind.INSTANT
_RESULTS = {
    **{(op, k, k): k for op in "+-" for k in (_I, _N, _M, _D)},
    **{(op, k, _I): k for op in "*/" for k in (_I, _M, _D)},
    **{("*", _I, k): k for k in (_M, _D)},
    **{(op, _N, _N): _N for op in "*/"},
    ("%", _I, _I): _I,
    ("+", _T, _D): _T, ("+", _D, _T): _T, ("-", _T, _D): _T, ("-", _T, _T): _D,
}  # fmt: skip
