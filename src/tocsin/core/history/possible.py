"""Which answers a criterion can have at all, given the facts that a history holds (A13.1).

Facts that are not there make parts of a criterion unknown on every ticket: the plan need not ask them.
"""

from itertools import product

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
)

YES, NO, UNKNOWN = "yes", "no", "unknown"
Answers = frozenset[str]
ANY: Answers = frozenset((YES, NO, UNKNOWN))


def possible(node: Node, known: frozenset[str]) -> Answers:  # noqa: PLR0911 (one a kind of node)
    """The answers that this part can have when only the facts in `known` are ever there."""
    if isinstance(node, Literal):
        return frozenset((YES,)) if node.value else frozenset((NO,))
    if isinstance(node, Has):
        return frozenset((YES, NO)) if node.base in known else frozenset((NO,))
    if isinstance(node, Quantified):
        return possible(node.lowered, known)
    if isinstance(node, Not):
        return frozenset(_NOT[answer] for answer in possible(node.body, known))
    if isinstance(node, And | Or):
        return _joined(node, known)
    if isinstance(node, If):
        return _if(node, known)
    return frozenset((UNKNOWN,)) if never_known(node, known) else ANY


_NOT = {YES: NO, NO: YES, UNKNOWN: UNKNOWN}
_RANK = {NO: 0, UNKNOWN: 1, YES: 2}


def _joined(node: And | Or, known: frozenset[str]) -> Answers:
    """Kleene's and is the least of the answers, or the greatest."""
    pick = min if isinstance(node, And) else max
    answers: Answers = possible(node.parts[0], known)
    for part in node.parts[1:]:
        both = product(answers, possible(part, known))
        answers = frozenset(pick(pair, key=_RANK.__getitem__) for pair in both)
    return answers


def _if(node: If, known: frozenset[str]) -> Answers:
    test = possible(node.test, known)
    found: Answers = frozenset((UNKNOWN,)) if UNKNOWN in test else frozenset()
    found |= possible(node.yes, known) if YES in test else frozenset()
    return found | (possible(node.no, known) if NO in test else frozenset())


def never_known(node: Node, known: frozenset[str]) -> bool:
    """True when the value of this part is missing on every ticket."""
    if isinstance(node, FactRef):
        return node.name not in known
    if isinstance(node, Since):
        return node.base not in known or never_known(node.limit, known)
    if isinstance(node, If):
        test = possible(node.test, known)
        branches = [b for a, b in ((YES, node.yes), (NO, node.no)) if a in test]
        return all(never_known(branch, known) for branch in branches)
    if isinstance(node, And | Or | Not | Has | Quantified):
        return possible(node, known) == {UNKNOWN}
    return any(never_known(child, known) for child in children(node))
