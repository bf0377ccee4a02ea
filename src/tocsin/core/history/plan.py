"""What a history is asked: the criteria of a policy, and which of them it can judge (A13.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.vocabulary import Encoded, Vocabulary
from tocsin.core.history.possible import UNKNOWN, YES, Answers, possible
from tocsin.core.history.simplify import simplify
from tocsin.core.policy.book import TRIAGE, Stage
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import SEVERITIES
from tocsin.core.triage.rules import Ruled, Rules

RANK = {name: rank for rank, name in enumerate(SEVERITIES)}


@dataclass(frozen=True)
class Asked:
    """One criterion of triage. `level` is what it raises a ticket to; `rank` the severity (0 is P1)."""

    number: int
    ruled: Ruled
    answers: Answers
    reads: tuple[str, ...] = ()
    level: int = 0
    rank: int = len(SEVERITIES)
    team: str = ""

    @property
    def id(self) -> str:
        """The criterion's id, unique in triage."""
        return self.ruled.id

    @property
    def criterion(self) -> Criterion:
        """The parsed expression."""
        return self.ruled.criterion

    @property
    def stage(self) -> Stage:
        """Severity, stop-the-line or level."""
        return self.ruled.stage

    @property
    def can_hold(self) -> bool:
        """True when the history can show it true."""
        return YES in self.answers

    @property
    def constant(self) -> int | None:
        """Its code on every ticket when it needs no look: 0 never true, 1 unknown; else None."""
        if self.can_hold or len(self.answers) > 1:
            return None
        return 1 if UNKNOWN in self.answers else 0


@dataclass(frozen=True)
class RouteAsked:
    """A route as the plan asks it; without a criterion it always holds."""

    id: str
    team: str
    levels: tuple[int, ...]
    criterion: Criterion | None


@dataclass(frozen=True)
class Plan:
    """A policy made ready for one history. `known` are the facts that the history holds."""

    asked: tuple[Asked, ...]
    routes: tuple[RouteAsked, ...]
    default_rank: int
    parameters: Mapping[str, Encoded]
    known: frozenset[str]
    vocabulary: Vocabulary
    closes: bool = False
    teams: tuple[str, ...] = field(default=())

    def of(self, *stages: Stage) -> tuple[Asked, ...]:
        """The criteria of these stages, in the policy's order."""
        return tuple(a for a in self.asked if a.stage in stages)

    @property
    def raising(self) -> tuple[Asked, ...]:
        """Criteria that raise a ticket's level and that this history can show true."""
        return tuple(a for a in self.of(Stage.STOP_THE_LINE, Stage.LEVEL) if a.can_hold and a.level > 0)


def make_plan(
    policy: Policy,
    rules: Rules,
    known: frozenset[str],
    closes: bool = False,
    parameters: Mapping[str, Encoded] | None = None,
) -> Plan:
    """The plan of a policy over a history with these facts; `parameters` override the policy's own."""
    values = {**rules.vocabulary.values_of_parameters(), **(parameters or {})}
    decided = known | {"severity"}
    asked = []
    for number, ruled in enumerate(rules.of(*TRIAGE)):
        facts = known if ruled.stage is Stage.SEVERITY else decided
        simple = Ruled(ruled.source, simplify(ruled.criterion, facts))
        answers = possible(ruled.criterion.root, facts)
        asked.append(_asked(Asked(number, simple, answers, ruled.criterion.reads), policy))
    routes = tuple(_routes(policy, rules, decided | {"level"}))
    stops = [a.team for a in asked if a.team]
    teams = tuple(dict.fromkeys([*stops, *(r.team for r in routes), ""]))
    return Plan(
        tuple(asked), routes, RANK[policy.default_severity], values, known, rules.vocabulary, closes, teams
    )


def _asked(asked: Asked, policy: Policy) -> Asked:
    """With what it raises a ticket to."""
    if asked.stage is Stage.SEVERITY:
        return replace(asked, rank=RANK[asked.ruled.source.target])
    if asked.stage is Stage.LEVEL:
        return replace(asked, level=int(asked.ruled.source.target))
    stop = policy.stop_the_line[asked.id]
    rank = RANK[stop.severity] if stop.severity else len(SEVERITIES)
    return replace(asked, level=stop.level, rank=rank, team=stop.page)


def _routes(policy: Policy, rules: Rules, known: frozenset[str]) -> list[RouteAsked]:
    """The routes that can hold, up to the first that always does."""
    found = []
    for id_, route in policy.routes.items():
        ruled = rules.find(Stage.ROUTE, id_)
        if ruled is not None and YES not in possible(ruled.criterion.root, known):
            continue
        simple = simplify(ruled.criterion, known) if ruled else None
        found.append(RouteAsked(id_, route.team, tuple(route.levels), simple))
        if ruled is None and not route.levels:
            break
    return found
