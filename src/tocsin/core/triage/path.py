"""The decision tree with the path taken: every question, its answer, and what follows (A2.5)."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.model.instant import to_micros
from tocsin.core.policy.book import Stage
from tocsin.core.triage.decide import Triage
from tocsin.core.triage.decision import Decision

WORDS = {True: "yes", False: "no", None: "not known"}


@dataclass(frozen=True)
class Question:
    """One criterion as it was asked, with its answer: true, false or None for not known."""

    criterion: str
    text: str
    answer: bool | None
    because: dict[str, str]
    ask: tuple[str, ...]


@dataclass(frozen=True)
class Fork:
    """A place in the tree: `taken` when one of its questions holds."""

    name: str
    target: str
    taken: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Path:
    """The forks in order, the questions of intake that are open, and what to do now."""

    forks: tuple[Fork, ...]
    ask: dict[str, str]
    advice: str

    def walked(self) -> tuple[Fork, ...]:
        """The forks that were passed until severity and level were found; what lies below did not matter."""
        found: list[Fork] = []
        for name in dict.fromkeys(fork.name for fork in self.forks):
            for fork in (f for f in self.forks if f.name == name):
                found.append(fork)
                if fork.taken and fork.target:
                    break
        return tuple(found)

    def open_above(self) -> tuple[Fork, ...]:
        """Forks that were passed by although something in them is not known: they could raise the answer."""
        return tuple(f for f in self.walked() if any(q.answer is None for q in f.questions) and not f.taken)


def path_of(desk: Triage, facts: dict[str, Encoded], now: datetime, decision: Decision) -> Path:
    """The path of a decision through the tree."""
    answers = desk.judge.answers(desk.judge.judge(facts, to_micros(now)))
    because = {(r.decides, r.criterion): r.because for r in decision.reasons}
    ask = {(u.decides, u.criterion): u.facts for u in decision.unknown}
    forks: dict[tuple[str, str], list[Question]] = {}
    for ruled, answer in answers:
        key = (ruled.decides, ruled.id)
        question = Question(ruled.id, desk.text(ruled), answer, because.get(key, {}), ask.get(key, ()))
        stop = ruled.stage is Stage.STOP_THE_LINE
        fork = ("Stop the line", "") if stop else (ruled.stage.value.capitalize(), ruled.source.target)
        forks.setdefault(fork, []).append(question)
    told = tuple(
        Fork(name, target, any(q.answer for q in questions), tuple(questions))
        for (name, target), questions in forks.items()
    )
    return Path(_in_order(told), _questions(desk, decision), advice(decision))


def _in_order(forks: tuple[Fork, ...]) -> tuple[Fork, ...]:
    """Stop-the-line stands first: people ask it first, though it may read the severity."""
    return tuple(sorted(forks, key=lambda f: f.name != "Stop the line"))


def _questions(desk: Triage, decision: Decision) -> dict[str, str]:
    wanted = [*decision.missing, *(f for u in decision.unknown for f in u.facts)]
    declared = desk.policy.facts
    return {
        name: (declared[name].ask or f"What is {name.replace('_', ' ')}?") if name in declared else ""
        for name in dict.fromkeys(wanted)
    }


def advice(decision: Decision) -> str:
    """Escalate, send back, or resolve within the tier, in one sentence (A2.5, A2.6)."""
    if decision.stop_the_line:
        return f"Stop the line: page {decision.route.team} now; ask what is missing while they start."
    if decision.level == 0:
        return "Resolve within the tier: no criterion for an escalation holds."
    if decision.missing:
        return "Escalate, and send the request back for what is missing: it is not complete."
    return f"Escalate to level {decision.level}: page {decision.route.team or 'the team'}."
