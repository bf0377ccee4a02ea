"""A set of facts that just meets a criterion, and one that just misses it (A12, A2.5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from tocsin.core.criteria.boundary import Boundaries
from tocsin.core.criteria.criterion import Criterion, node_reads
from tocsin.core.criteria.interpret import Interpreter
from tocsin.core.criteria.nodes import And, If, Literal, Node, Not, Or, Quantified, walk
from tocsin.core.criteria.vocabulary import Encoded, Facts, Kind, Vocabulary

MAX_TRIES = 20_000
_FIRST = (Kind.INSTANT, Kind.DURATION, Kind.MONEY, Kind.INTEGER, Kind.NUMBER, Kind.SET, Kind.TEXT)


@dataclass(frozen=True, slots=True)
class NearExamples:
    """Facts that meet the criterion and facts that miss it, each checked by asking; None if none was found.

    `changed` names the facts in which the two differ.
    """

    meets: Facts | None
    misses: Facts | None
    changed: tuple[str, ...] = ()


def near_examples(
    criterion: Criterion,
    vocabulary: Vocabulary,
    parameters: Mapping[str, Encoded] | None = None,
    now: int = 1_767_225_600_000_000,
) -> NearExamples:
    """Searches the values around the criterion's limits. `now` in microseconds UTC, 2026-01-01 if not told.

    Times are tried a minute, amounts one minor unit, whole numbers one to either side of each limit.
    """
    search = Search(criterion, vocabulary, {**vocabulary.values_of_parameters(), **(parameters or {})}, now)
    meets = search.find(True)
    if meets is None:
        return NearExamples(None, search.find(False))
    changed, misses = search.beside(meets)
    return NearExamples(meets, misses if misses is not None else search.find(False), changed)


class Search:
    """Looks for facts that give one criterion a wanted answer, over the values around its limits."""

    def __init__(
        self, criterion: Criterion, vocabulary: Vocabulary, parameters: Mapping[str, Encoded], now: int
    ) -> None:
        self.criterion, self.vocabulary, self.parameters, self.now = criterion, vocabulary, parameters, now
        self.values = Boundaries([criterion.root], vocabulary, parameters, now).values
        self.tries = 0

    def find(self, wanted: bool) -> dict[str, Encoded] | None:
        """Facts with which the criterion has the wanted answer, only those that it takes."""
        self.tries = 0
        for facts in self._solve(((self.criterion.root, wanted),), {}):
            if self._answer(facts) is wanted:
                return facts
        return None

    def beside(self, meets: Mapping[str, Encoded]) -> tuple[tuple[str, ...], dict[str, Encoded] | None]:
        """The fewest facts to change so that it is missed, each to the first value that does it."""
        order = sorted(meets, key=lambda n: _rank(self.vocabulary.facts[n].kind))
        for count in (1, 2):
            for names in combinations(order, count):
                for values in product(*(self._nearest(name, meets[name]) for name in names)):
                    facts = {**meets, **dict(zip(names, values, strict=True))}
                    if self._answer(facts) is False:
                        return names, facts
        return self._further(meets, order)

    def _further(
        self, meets: Mapping[str, Encoded], order: list[str]
    ) -> tuple[tuple[str, ...], dict[str, Encoded] | None]:
        """One fact changed, and others given that the meeting example left open."""
        goal = ((self.criterion.root, False),)
        for name in order:
            for value in self._nearest(name, meets[name]):
                self.tries = 0
                for facts in self._solve(goal, {**meets, name: value}):
                    if self._answer(facts) is False:
                        return (name, *(each for each in facts if each not in meets)), facts
        return (), None

    def _nearest(self, name: str, value: Encoded) -> list[Encoded]:
        others = [each for each in self.values.get(name, ()) if each != value]
        if isinstance(value, int | float) and not isinstance(value, bool):
            others.sort(key=lambda o: abs(o - value) if isinstance(o, int | float) else 0)
        return others

    def _answer(self, facts: Facts) -> bool | None:
        answer: bool | None = Interpreter(facts, self.now, self.parameters).value(self.criterion.root)
        return answer

    def _solve(
        self, goals: tuple[tuple[Node, bool], ...], facts: dict[str, Encoded]
    ) -> Iterator[dict[str, Encoded]]:
        if not goals:
            yield facts
            return
        (node, wanted), rest = goals[0], goals[1:]
        for more in self._split(node, wanted):
            yield from self._solve((*more, *rest), facts)
            if self.tries > MAX_TRIES:
                return
        if isinstance(node, And | Or | Not | Quantified) or (isinstance(node, If) and _is_condition(node)):
            return
        for found in self._atom(node, wanted, facts):
            yield from self._solve(rest, found)

    def _split(self, node: Node, wanted: bool) -> Iterator[tuple[tuple[Node, bool], ...]]:
        """The ways in which parts of the node can give it the wanted answer."""
        if isinstance(node, Not):
            yield ((node.body, not wanted),)
        elif isinstance(node, Quantified):
            yield ((node.lowered, wanted),)
        elif isinstance(node, And | Or) and isinstance(node, And) == wanted:
            yield tuple((part, wanted) for part in node.parts)
        elif isinstance(node, And | Or):
            yield from (((part, wanted),) for part in node.parts)
        elif isinstance(node, If) and _is_condition(node):
            yield ((node.test, True), (node.yes, wanted))
            yield ((node.test, False), (node.no, wanted))

    def _atom(self, node: Node, wanted: bool, facts: dict[str, Encoded]) -> Iterator[dict[str, Encoded]]:
        """Values for the facts of one comparison that give it the wanted answer."""
        if isinstance(node, Literal):
            if node.value is wanted:
                yield facts
            return
        reads = dict.fromkeys(name for part in walk(node) for name in node_reads(part))
        free = [name for name in reads if name not in facts]
        for values in product(*([None, *self.values[name]] for name in free)):
            self.tries += 1
            if self.tries > MAX_TRIES:
                return
            given = {n: v for n, v in zip(free, values, strict=True) if v is not None}
            tried = {**facts, **given}
            if Interpreter(tried, self.now, self.parameters).value(node) is wanted:
                yield tried


def _is_condition(node: If) -> bool:
    return node.type.kind is Kind.BOOLEAN


def _rank(kind: Kind) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)
