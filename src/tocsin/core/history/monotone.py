"""Does a criterion only ever turn true as time passes, or as one threshold falls or rises?"""

from tocsin.core.criteria.nodes import And, Compare, If, Node, Not, Or, ParameterRef, Quantified, Since, walk

_UP = (">", ">=")
_ORDERED = ("<", "<=", ">", ">=")


def grows_with_time(node: Node) -> bool:
    """True when, with the facts held, false never follows on true: it is enough to look at the end."""
    return _time(node, True)


def _time(node: Node, positive: bool) -> bool:
    if isinstance(node, Since):
        return (node.op in _UP) is positive
    if isinstance(node, Not):
        return _time(node.body, not positive)
    if isinstance(node, And | Or):
        return all(_time(part, positive) for part in node.parts)
    if isinstance(node, Quantified):
        return _time(node.lowered, positive)
    if isinstance(node, If):
        return not _reads_time(node.test) and _time(node.yes, positive) and _time(node.no, positive)
    return not _reads_time(node)


def _reads_time(node: Node) -> bool:
    return any(isinstance(part, Since) for part in walk(node))


def direction(node: Node, parameter: str) -> int:
    """1: a higher threshold can only make it true; -1: only a lower one can; 0: it may be either."""
    found = set(_directions(node, parameter, 1))
    return found.pop() if len(found) == 1 else 0


def _directions(node: Node, name: str, sign: int) -> list[int]:
    """The direction of every place where the threshold stands; 0 for a place that is not ordered."""
    if isinstance(node, Not):
        return _directions(node.body, name, -sign)
    if isinstance(node, And | Or):
        return [found for part in node.parts for found in _directions(part, name, sign)]
    if isinstance(node, Quantified):
        return _directions(node.lowered, name, sign)
    if isinstance(node, Compare) and node.op in _ORDERED:
        right = _is(node.right, name) and not _reads(node.left, name)
        left = _is(node.left, name) and not _reads(node.right, name)
        up = 1 if node.op in ("<", "<=") else -1
        if right or left:
            return [sign * (up if right else -up)]
    if isinstance(node, Since) and _is(node.limit, name):
        return [sign * (-1 if node.op in _UP else 1)]
    return [0] if _reads(node, name) else []


def _is(node: Node, name: str) -> bool:
    return isinstance(node, ParameterRef) and node.name == name


def _reads(node: Node, name: str) -> bool:
    return any(_is(part, name) for part in walk(node))
