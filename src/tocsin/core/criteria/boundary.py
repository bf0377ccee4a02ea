"""The values around which a criterion changes its answer: each limit, and one step to either side."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from tocsin.core.criteria.nodes import (
    Compare,
    FactRef,
    Has,
    Literal,
    Matches,
    Member,
    Node,
    OneOf,
    ParameterRef,
    Quantified,
    Since,
    TextTest,
    walk,
)
from tocsin.core.criteria.pattern_sample import sample
from tocsin.core.criteria.vocabulary import Encoded, Fact, Kind, Vocabulary

MINUTE = 60_000_000
_STEPS = {Kind.DURATION: MINUTE, Kind.INSTANT: MINUTE, Kind.INTEGER: 1, Kind.MONEY: 1}
Values = dict[str, list[Encoded]]


class Boundaries:
    """Candidate values for each fact that some criteria read, the limits themselves first."""

    def __init__(
        self, roots: Iterable[Node], vocabulary: Vocabulary, parameters: Mapping[str, Encoded], now: int,
        *, exact: bool = False,
    ) -> None:  # fmt: skip
        """`exact`: one value for each answer that a comparison with a constant can have, and no other.

        Otherwise times are tried a minute to either side of a limit, and usual values are added.
        """
        self.vocabulary, self.parameters, self.now, self.exact = vocabulary, parameters, now, exact
        self.step = 1 if exact else MINUTE
        self.values: Values = {}
        nodes = [node for root in roots for node in walk(root)]
        for node in nodes:
            self._from(node)
        limits = self._limits(nodes)
        for name in self.values:
            fact = vocabulary.facts[name]
            own = _unique(self.values[name])
            self.values[name] = _exact(fact, own) if exact else _unique([*own, *self._usual(fact, limits)])

    def _from(self, node: Node) -> None:
        """Values that this very node names for a fact."""
        if isinstance(node, FactRef | Has | Since):
            self.values.setdefault(node.name if isinstance(node, FactRef) else node.base, [])
        if isinstance(node, Compare):
            self._compared(node.left, node.right)
            self._compared(node.right, node.left)
        elif isinstance(node, OneOf) and isinstance(node.item, FactRef):
            options = [self.constant(option) for option in node.options]
            around = [self._around(o, node.item.of.kind) for o in options if o is not None]
            self._add(node.item.name, *(each for group in around for each in group))
        elif isinstance(node, Since):
            limit = self.constant(node.limit)
            if isinstance(limit, int):
                self._add(node.base, *(self.now - limit - d for d in (0, self.step, -self.step)))
        elif isinstance(node, TextTest) and isinstance(node.subject, FactRef):
            argument = self.constant(node.argument)
            self._add(node.subject.name, *([argument] if argument is not None else []))
        elif isinstance(node, Matches) and isinstance(node.subject, FactRef):
            self._add(node.subject.name, sample(node.pattern))
        elif isinstance(node, Member):
            item = self.constant(node.item)
            self._add(node.of_set.name, *([(item,)] if isinstance(item, str) else []))

    def _compared(self, side: Node, other: Node) -> None:
        value = self.constant(other)
        if isinstance(side, FactRef) and value is not None:
            self._add(side.name, *self._around(value, side.of.kind))

    def _around(self, value: Encoded, kind: Kind) -> list[Encoded]:
        if isinstance(value, bool) or not isinstance(value, int | float) or kind not in _ORDERED:
            return [value]
        if isinstance(value, float):
            return [value, value + 0.1, value - 0.1]
        step = self.step if kind in (Kind.DURATION, Kind.INSTANT) else _STEPS[kind]
        return [value, value + step, value - step]

    def constant(self, node: Node) -> Encoded | None:
        """The value of a constant or parameter, else None."""
        if isinstance(node, Literal):
            return node.value
        return self.parameters.get(node.name) if isinstance(node, ParameterRef) else None

    def _add(self, name: str, *values: Encoded) -> None:
        if name in self.vocabulary.facts:
            self.values.setdefault(name, []).extend(values)

    def _limits(self, nodes: Sequence[Node]) -> dict[Kind, list[Encoded]]:
        """All constants by kind: a fact that is compared with another fact tries them."""
        found: dict[Kind, list[Encoded]] = {}
        for node in nodes:
            value = self.constant(node)
            if value is not None and not isinstance(node, Quantified):
                found.setdefault(node.type.kind, []).append(value)
        return found

    def _usual(self, fact: Fact, limits: Mapping[Kind, Sequence[Encoded]]) -> list[Encoded]:
        near = [each for value in limits.get(fact.kind, ())[:6] for each in self._around(value, fact.kind)]
        plain: dict[Kind, list[Encoded]] = {
            Kind.BOOLEAN: [True, False], Kind.INTEGER: [1, 0, 2, 100], Kind.NUMBER: [1.0, 0.0, 100.0],
            Kind.MONEY: [100, 0, 10_000_000], Kind.DURATION: [60 * MINUTE, 0, 600 * MINUTE],
            Kind.INSTANT: [self.now - 60 * MINUTE, self.now, self.now + 1440 * MINUTE],
            Kind.TEXT: ["something else", "", *map(str, limits.get(Kind.TEXT, ()))],
        }  # fmt: skip
        if fact.kind is Kind.CHOICE:
            return list(fact.values)
        if fact.kind is Kind.SET:
            return [(), *((value,) for value in fact.values), fact.values]
        return [*near, *plain[fact.kind]]


_ORDERED = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.DURATION, Kind.INSTANT)


def _exact(fact: Fact, own: list[Encoded]) -> list[Encoded]:
    """The values around the limits, and what lies between and beyond them."""
    if fact.kind is Kind.BOOLEAN:
        return [True, False]
    if fact.kind is Kind.CHOICE:
        return list(fact.values)
    if fact.kind is Kind.SET:
        return [()]
    if fact.kind is Kind.TEXT:
        return [*own, "".join(map(str, own)) + "~"]
    numbers = sorted(value for value in own if isinstance(value, float))
    between = [(one + other) / 2 for one, other in pairwise(numbers)]
    return _unique([*own, *between]) or [0]


def _unique(values: Iterable[Encoded]) -> list[Encoded]:
    return list(dict.fromkeys(values))
