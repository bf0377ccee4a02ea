"""The whole decision: verdict, reasons, what to ask, who is paged, and what comes true later (A2)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from tocsin.core.criteria.decode import decode_fact
from tocsin.core.criteria.python import Compiled
from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.criteria.words import words
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.core.policy.book import Stage
from tocsin.core.policy.load import policy_hash
from tocsin.core.policy.schema import Policy
from tocsin.core.triage.decision import Ahead, Decision, Reason, Route, Undecided
from tocsin.core.triage.judge import Judge, Verdict
from tocsin.core.triage.routing import route
from tocsin.core.triage.rules import Ruled, Rules, read_rules

MAX_STEPS = 500
STATED, DEFAULT = "stated-severity", "default-severity"
"""Reasons for a severity that no criterion gave."""
Facts = Mapping[str, Encoded]


class Triage:
    """A policy ready to be asked. Make one and keep it: criteria are compiled once."""

    def __init__(self, policy: Policy, rules: Rules | None = None) -> None:
        self.policy = policy
        self.rules = rules or read_rules(policy)
        self.judge = Judge(policy, self.rules)
        self._routing = {
            stage: Compiled([r.criterion for r in self.rules.of(stage)], self.judge.parameters)
            for stage in (Stage.ROUTE, Stage.INVOLVE)
        }
        timed = {r.stage for r in self.judge.all if r.criterion.timed}
        self._timed = tuple(self.judge.evaluator(stage) for stage in timed)
        self._texts: dict[str, str] = {}
        self._hash = policy_hash(policy)

    def decide(self, facts: Facts, now: datetime) -> Decision:
        """The decision on encoded facts at `now` (aware UTC)."""
        instant = to_micros(now)
        verdict = self.judge.explain(facts, instant)
        asked = list(zip(self.judge.answers(verdict), verdict.whys, strict=True))
        held = ((ruled, why) for (ruled, answer), why in asked if answer)
        return Decision(
            severity=verdict.severity,
            level=verdict.level,
            stop_the_line=verdict.stopped,
            missing=self._missing(verdict),
            unknown=tuple(Undecided(r.id, r.decides, why) for (r, answer), why in asked if answer is None),
            reasons=tuple(self._reasons(verdict, held, instant)),
            route=self._route(verdict, instant),
            next=tuple(self.ahead(facts, instant)),
            version=self.policy.document.version,
            hash=self._hash,
        )

    def answer(self, facts: Facts, now: int) -> tuple[Verdict, list[Reason]]:
        """Only severity, level and their reasons, for many tickets; `now` in microseconds, UTC."""
        verdict = self.judge.judge(facts, now)
        held = [ruled for ruled, answer in self.judge.answers(verdict) if answer]
        because = ((r, self.judge.evaluator(r.stage).because(r.id, verdict.facts, now)) for r in held)
        return verdict, self._reasons(verdict, because, now)

    def _reasons(
        self, verdict: Verdict, held: Iterable[tuple[Ruled, tuple[str, ...]]], now: int
    ) -> list[Reason]:
        """A reason for each criterion that holds, given with the facts that decided it."""
        reasons = [
            Reason(ruled.id, ruled.decides, self.text(ruled), self._told(names, verdict, now))
            for ruled, names in held
        ]
        decides = f"severity {verdict.severity}"
        if not any(reason.decides == decides for reason in reasons):
            reasons.insert(0, self._severity_without_criterion(decides, verdict, reasons))
        return reasons

    def _severity_without_criterion(self, decides: str, verdict: Verdict, held: list[Reason]) -> Reason:
        """Stated by the request, raised by stop-the-line, or what is taken when nothing is known."""
        if verdict.severity == verdict.stated:
            return Reason(STATED, decides, "The request states it.", {"severity": verdict.severity})
        stops = self.policy.stop_the_line
        for reason in held:
            stop = stops.get(reason.criterion) if reason.decides == Stage.STOP_THE_LINE.value else None
            if stop and stop.severity == verdict.severity:
                return reason._replace(decides=decides)
        return Reason(DEFAULT, decides, "No severity's criterion holds.", {})

    def _told(self, names: tuple[str, ...], verdict: Verdict, now: int) -> dict[str, str]:
        return {name: decode_fact(name, verdict.facts, self.rules.vocabulary, now) for name in names}

    def text(self, ruled: Ruled) -> str:
        """What the criterion says, in the policy's words or in words made from the expression."""
        if ruled.id not in self._texts:
            self._texts[ruled.id] = ruled.source.text or words(ruled.criterion, self.rules.vocabulary)
        return self._texts[ruled.id]

    def _missing(self, verdict: Verdict) -> tuple[str, ...]:
        """Intake facts of the level that are not there (A2.1); the level below serves where it has none."""
        for level in range(verdict.level, -1, -1):
            if level in self.policy.levels and self.policy.levels[level].intake:
                asked = self.policy.levels[level].intake
                return tuple(f for f in asked if self.rules.vocabulary.base_of(f) not in verdict.facts)
        return ()

    def holds(self, stage: Stage, id_: str, facts: Facts, now: int) -> bool:
        """Whether the condition of a route or of a team that joins holds; unknown counts as no."""
        return self._routing[stage].evaluate_one(id_, facts, now) is True

    def _route(self, verdict: Verdict, now: int) -> Route:
        def holds(stage: Stage, id_: str) -> bool:
            return self.holds(stage, id_, verdict.facts, now)

        stopped = [r for r, held in zip(self.judge.stops, verdict.stops, strict=True) if held]
        worst_first = sorted(stopped, key=lambda r: -int(r.source.target))
        segment = str(verdict.facts.get("segment", ""))
        ids = tuple(r.id for r in worst_first)
        return route(self.policy, verdict.severity, verdict.level, segment, holds, ids)

    def ahead(self, facts: Facts, now: int) -> Iterator[Ahead]:
        """Criteria that time alone makes true, each at its first instant, if no fact changes."""
        verdict = self.judge.judge(facts, now)
        seen = {r.source.path for r, held in self.judge.answers(verdict) if held}
        at = now
        for _ in range(MAX_STEPS):
            later = self._next_breakpoint(verdict.facts, at)
            if later is None:
                return
            at = later
            verdict = self.judge.judge(facts, at)
            for ruled, held in self.judge.answers(verdict):
                if held and ruled.source.path not in seen:
                    seen.add(ruled.source.path)
                    yield Ahead(ruled.id, ruled.decides, from_micros(at))

    def _next_breakpoint(self, facts: Facts, after: int) -> int | None:
        found = (t for ask in self._timed for t in ask.all_breakpoints(facts) if t > after)
        return min(found, default=None)
