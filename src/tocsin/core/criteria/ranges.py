"""How large a computed value can become, so that checks are written only where they are needed (A1).

Integers: exact bounds. Numbers: the powers of ten between which a value that is not zero can lie; a fact
lies between 1e-15 and 1e15 (`encode` sees to it), so that no back end ever overflows or rounds to zero.
"""

from math import log10

from tocsin.core.criteria.arithmetic import HIGH, LOW
from tocsin.core.criteria.nodes import Arithmetic, Convert, If, Literal, Negate, Node, Size
from tocsin.core.criteria.vocabulary import Kind

Bounds = tuple[int, int]
FULL: Bounds = (LOW, HIGH)
_BY_KIND: dict[Kind, Bounds] = {
    Kind.DURATION: (-(10**16), 10**16),
    Kind.INSTANT: (-(10**18), 10**18),
}
_TEXT: Bounds = (0, 2**31)
NUMBER_POWER = 15.0
_CANCELLATION = 17.0


def bounds(node: Node) -> Bounds:
    """The least and greatest integer the node can be, overflow being unknown."""
    raw = raw_bounds(node)
    return max(raw[0], LOW), min(raw[1], HIGH)


def raw_bounds(node: Node) -> Bounds:
    """The same, before overflow makes it unknown: beyond 64 bits a check is needed."""
    if isinstance(node, Literal) and isinstance(node.value, int):
        return node.value, node.value
    if isinstance(node, Size):
        return _TEXT
    if isinstance(node, If):
        yes, no = bounds(node.yes), bounds(node.no)
        return min(yes[0], no[0]), max(yes[1], no[1])
    if isinstance(node, Negate):
        low, high = bounds(node.body)
        return -high, -low
    if isinstance(node, Arithmetic):
        return _combined(node.op, bounds(node.left), bounds(node.right))
    return _BY_KIND.get(node.type.kind, FULL)


def _combined(op: str, left: Bounds, right: Bounds) -> Bounds:
    if op == "+":
        return left[0] + right[0], left[1] + right[1]
    if op == "-":
        return left[0] - right[1], left[1] - right[0]
    if op == "*":
        corners = [a * b for a in left for b in right]
        return min(corners), max(corners)
    reach = max(abs(left[0]), abs(left[1]))
    return -reach, reach


def powers(node: Node) -> tuple[float, float]:
    """The least and greatest power of ten of a number that is not zero."""
    if isinstance(node, Literal) and isinstance(node.value, float):
        power = log10(abs(node.value)) if node.value else 0.0
        return power - 0.01, power + 0.01
    if isinstance(node, Convert):
        return 0.0, 19.0
    if isinstance(node, If):
        yes, no = powers(node.yes), powers(node.no)
        return min(yes[0], no[0]), max(yes[1], no[1])
    if isinstance(node, Negate):
        return powers(node.body)
    if isinstance(node, Arithmetic):
        return _powers_of(node.op, powers(node.left), powers(node.right))
    return -NUMBER_POWER, NUMBER_POWER


def _powers_of(op: str, left: tuple[float, float], right: tuple[float, float]) -> tuple[float, float]:
    if op == "*":
        return left[0] + right[0], left[1] + right[1]
    if op == "/":
        return left[0] - right[1], left[1] - right[0]
    return min(left[0], right[0]) - _CANCELLATION, max(left[1], right[1]) + 0.31
