"""The decision tree of the policy with the path that these facts took (A2.5)."""

import re
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.criteria.vocabulary import Facts
from tocsin.core.lifecycle.decide.facts import facts_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.triage.path import Fork, Path, Question, path_of

_SECONDS = re.compile(r"(?<=h|n|d|s) [\d.]+ s$")
"""Seconds after hours or minutes: nobody decides by them."""


@dataclass(frozen=True)
class Node:
    """A place in the tree. `taken`: its answer counts; `below`: the answer had been found before it.

    `because` of a question is each fact that decided it, by what people call it, with its value.
    """

    name: str
    target: str
    taken: bool
    below: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Tree:
    """The whole tree for one ticket: `decided` is why it is rated otherwise than the criteria say now."""

    nodes: tuple[Node, ...]
    severity: str
    level: int
    ask: tuple[tuple[str, str], ...]
    advice: str
    decided: str


def tree(state: State, rules: Rules, now: datetime) -> Tree:
    """The tree as it answers at `now` (aware UTC) for what is known. Raises nothing.

    Of what rests or is closed nobody asks again as time goes by: the tree is of the moment it came to rest.
    """
    times = state.times
    at = min(each for each in (times.stabilised, times.resolved, times.closed, now) if each is not None)
    facts: Facts = facts_of(state)
    decision = rules.triage.decide(dict(facts), at)
    path = path_of(rules.triage, dict(facts), at, decision)
    by_hand = (decision.severity, decision.level) != (state.severity, state.level)
    return Tree(
        _nodes(path, rules),
        decision.severity,
        decision.level,
        tuple(path.ask.items()),
        path.advice,
        state.ratings[-1].why if by_hand and state.ratings else "",
    )


def _nodes(path: Path, rules: Rules) -> tuple[Node, ...]:
    walked = path.walked()
    return tuple(
        Node(f.name, f.target, f.taken, f not in walked, tuple(_called(q, rules) for q in _sorted(f)))
        for f in path.forks
    )


def _sorted(fork: Fork) -> list[Question]:
    """What holds first, then what is not known, then what does not hold."""
    order = {True: 0, None: 1, False: 2}
    return sorted(fork.questions, key=lambda question: order[question.answer])


def _called(question: Question, rules: Rules) -> Question:
    because = {label(rules, name): _SECONDS.sub("", value) for name, value in question.because.items()}
    ask = tuple(label(rules, name) for name in question.ask)
    return Question(question.criterion, question.text, question.answer, because, ask)


def label(rules: Rules, name: str) -> str:
    """What people call a fact."""
    fact = rules.triage.rules.vocabulary.facts.get(name)
    return fact.called if fact else name.replace("_", " ")
