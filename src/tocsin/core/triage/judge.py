"""Decides severity, stop-the-line and level, in this order (A1, A2.2, A2.3).

1. Severity: the most severe of the criteria that hold and of the one the facts state; else the default.
2. Stop-the-line reads that severity, and may raise it.
3. Levels read the severity as raised; the level is the highest whose criterion, or stop-the-line, holds.
A criterion that cannot be decided counts as not held, and says what to ask.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.core.criteria.python import Compiled, Explained
from tocsin.core.criteria.vocabulary import Encoded, Facts
from tocsin.core.policy.book import TRIAGE, Stage
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import SEVERITIES
from tocsin.core.triage.rules import Ruled, Rules

Answers = tuple[bool | None, ...]
_RANK = {name: rank for rank, name in enumerate(SEVERITIES)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Severity and level at one instant, with the answer of every criterion in the order of the rules.

    `whys` go with the answers, where they were asked for: the facts that decided, or what to ask.
    """

    severity: str
    level: int
    stopped: bool
    stated: str
    facts: Facts
    severities: Answers
    stops: Answers
    levels: Answers
    whys: tuple[tuple[str, ...], ...] = ()


class Judge:
    """A policy's criteria compiled once; `judge` is quick and pure."""

    def __init__(self, policy: Policy, rules: Rules, parameters: Mapping[str, Encoded] | None = None) -> None:
        self.rules = rules
        self.parameters = {**rules.vocabulary.values_of_parameters(), **(parameters or {})}
        self.severities = rules.of(Stage.SEVERITY)
        self.stops = rules.of(Stage.STOP_THE_LINE)
        self.levels = rules.of(Stage.LEVEL)
        self._default = policy.default_severity
        self._severity_targets = tuple(_RANK[r.source.target] for r in self.severities)
        self._level_targets = tuple(int(r.source.target) for r in self.levels)
        self._stop_levels = tuple(int(r.source.target) for r in self.stops)
        stop_severities = (policy.stop_the_line[r.id].severity for r in self.stops)
        self._stop_ranks = tuple(_RANK[s] if s else len(SEVERITIES) for s in stop_severities)
        self.all = (*self.severities, *self.stops, *self.levels)
        self._ask = {stage: self._compiled(rules.of(stage)) for stage in TRIAGE}
        severity, stop, level = self._ask.values()
        self._severity, self._stop, self._level = (
            severity.evaluate_many,
            stop.evaluate_many,
            level.evaluate_many,
        )
        self._severity_why, self._stop_why, self._level_why = (
            severity.explain_many,
            stop.explain_many,
            level.explain_many,
        )

    def _compiled(self, group: tuple[Ruled, ...]) -> Compiled:
        return Compiled([r.criterion for r in group], self.parameters)

    def judge(self, facts: Facts, now: int) -> Verdict:
        """The verdict on encoded facts at `now` (microseconds since 1970, UTC)."""
        severities = self._severity(facts, now)
        known, stops = self._stopped(facts, severities, self._stop, now)
        return self._verdict(facts, known, severities, stops, self._level(known, now))

    def explain(self, facts: Facts, now: int) -> Verdict:
        """The same verdict with the whys."""
        severities, why_severity = _apart(self._severity_why(facts, now))
        whys: list[tuple[str, ...]] = []

        def stop(known: Facts, at: int) -> Answers:
            answers, why = _apart(self._stop_why(known, at))
            whys.extend(why)
            return answers

        known, stops = self._stopped(facts, severities, stop, now)
        levels, why_level = _apart(self._level_why(known, now))
        return self._verdict(facts, known, severities, stops, levels, (*why_severity, *whys, *why_level))

    def _stopped(
        self, facts: Facts, severities: Answers, ask: Callable[[Facts, int], Answers], now: int
    ) -> tuple[dict[str, Encoded], Answers]:
        """The facts with the severity as stop-the-line leaves it, and the answers of stop-the-line."""
        rank = self._severity_rank(facts, severities)
        known = {**facts, "severity": SEVERITIES[rank]}
        stops = ask(known, now)
        if True in stops:
            raised = min(t for t, held in zip(self._stop_ranks, stops, strict=True) if held)
            known["severity"] = SEVERITIES[min(rank, raised)]
        return known, stops

    def _verdict(
        self, facts: Facts, known: dict[str, Encoded], severities: Answers, stops: Answers,
        levels: Answers, whys: tuple[tuple[str, ...], ...] = (),
    ) -> Verdict:  # fmt: skip
        level = max((t for t, held in zip(self._level_targets, levels, strict=True) if held), default=0)
        if True in stops:
            level = max(level, *(t for t, held in zip(self._stop_levels, stops, strict=True) if held))
        known["level"] = level
        stated, severity = str(facts.get("severity", "")), str(known["severity"])
        return Verdict(severity, level, True in stops, stated, known, severities, stops, levels, whys)

    def _severity_rank(self, facts: Facts, answers: Answers) -> int:
        """Criteria are in the order of severity: the first that holds is the most severe."""
        stated = _RANK.get(str(facts.get("severity", "")), len(SEVERITIES))
        held = self._severity_targets[answers.index(True)] if True in answers else len(SEVERITIES)
        rank = min(stated, held)
        return rank if rank < len(SEVERITIES) else _RANK[self._default]

    def evaluator(self, stage: Stage) -> Compiled:
        """The compiled criteria of a triage stage, by their ids."""
        return self._ask[stage]

    def answers(self, verdict: Verdict) -> Iterable[tuple[Ruled, bool | None]]:
        """Every criterion of triage with its answer: severities, stop-the-line, levels."""
        given = (*verdict.severities, *verdict.stops, *verdict.levels)
        return zip(self.all, given, strict=True)


def _apart(pairs: Sequence[Explained]) -> tuple[Answers, tuple[tuple[str, ...], ...]]:
    return tuple([answer for answer, _ in pairs]), tuple([why for _, why in pairs])
