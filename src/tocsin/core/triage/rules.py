"""The expressions of a policy, parsed: what triage, explain and the history decide with."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.parse import Parser
from tocsin.core.criteria.vocabulary import Vocabulary, vocabulary_problems
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.policy.book import DECIDED_LATER, TRIAGE, Expression, Stage, expressions, vocabulary
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.source import Places


@dataclass(frozen=True)
class Ruled:
    """An expression with its parsed criterion."""

    source: Expression
    criterion: Criterion

    @cached_property
    def id(self) -> str:
        """The stable id within its stage."""
        return self.source.id

    @cached_property
    def stage(self) -> Stage:
        """When it is asked."""
        return self.source.stage

    @cached_property
    def decides(self) -> str:
        """What it is for, as reports say it."""
        return self.source.decides


@dataclass(frozen=True)
class Rules:
    """Every parsed expression of a policy, with the vocabulary that gives its names a meaning."""

    vocabulary: Vocabulary
    ruled: tuple[Ruled, ...]

    def of(self, *stages: Stage) -> tuple[Ruled, ...]:
        """The expressions of these stages, in the order in which they are asked."""
        return tuple(r for r in self.ruled if r.stage in stages)

    def find(self, stage: Stage, id_: str) -> Ruled | None:
        """The expression with this id, if the stage has it."""
        return next((r for r in self.ruled if r.stage is stage and r.id == id_), None)


def read_rules(policy: Policy, places: Places | None = None) -> Rules:
    """Parses every expression. Raises Refused with each fault at its place (design §6)."""
    places = places or Places()
    try:
        words = vocabulary(policy)
    except ValueError as error:
        message, _, help_ = str(error).partition(": ")
        raise Refused(Finding("parameter", message, places.find(("parameters",)), help_)) from None
    wrong = [Finding("fact", text, places.find(("facts", name))) for name, text in vocabulary_problems(words)]
    if wrong:
        raise Refused(*wrong)
    return Rules(words, _parsed(expressions(policy), words, places))


def _parsed(found: Iterable[Expression], words: Vocabulary, places: Places) -> tuple[Ruled, ...]:
    parser = Parser(words)
    ruled: list[Ruled] = []
    wrong: list[Finding] = []
    for each in found:
        at = places.find(each.path)
        path = ".".join(map(str, each.path))
        criterion, findings = parser.parse(each.expression, each.id, at, path)
        wrong += findings
        if criterion is not None:
            wrong += _too_early(each, criterion, at, path)
            wrong += _twice(each, ruled, at, path)
            ruled.append(Ruled(each, criterion))
    if wrong:
        raise Refused(*wrong)
    return tuple(ruled)


def _too_early(each: Expression, criterion: Criterion, at: Position, path: str) -> list[Finding]:
    early = [name for name in criterion.reads if name in DECIDED_LATER.get(each.stage, ())]
    return [
        Finding(
            "criterion-stage",
            f"`{each.id}` decides the {each.stage.value} and reads `{name}`, which is decided later",
            at,
            "read the facts from which it is decided instead",
            path=path,
        )
        for name in early
    ]


def _twice(each: Expression, before: list[Ruled], at: Position, path: str) -> list[Finding]:
    """Reports and tests name criteria of triage by their id alone."""
    if each.stage not in TRIAGE:
        return []
    twins = [r for r in before if r.stage in TRIAGE and r.id == each.id]
    text = f"two criteria are called `{each.id}`"
    help_ = "rename one: reports and tests name criteria by their id"
    return [Finding("criterion-twice", text, at, help_, path=path) for _ in twins]
