"""Which questions come next: danger first, then what intake wants, then what decides most (A2.1, A2.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.policy.book import Stage
from tocsin.core.triage.decision import Decision, Undecided

GROUP = 3
"""So many open questions stand on the page at once."""
PROBES = 6
"""So many questions beyond what intake wants are put while nothing escalates yet."""
_OUR_OWN = frozenset(
    ("customer", "summary", "channel", "severity", "level", "reassignments", "reopened", "hand_overs", "csat")
)
"""Facts of the ticket's own head, or of our own work on it: nobody who reports is asked for them."""
_EASY = (Kind.BOOLEAN, Kind.CHOICE, Kind.SET)


def next_questions(
    rules: Rules, decision: Decision, answered: Collection[str], asked: Collection[str], more: bool = False
) -> tuple[str, ...]:
    """The facts to ask for besides those that stand on the page already; at most GROUP open ones.

    `more`: the person wants to say more although it is enough to decide.
    """
    open_ = sum(name not in answered for name in asked)
    room = GROUP if more else max(0, GROUP - open_)
    fresh = [name for name in _wanted(rules, decision, asked, more) if name not in answered]
    return tuple(dict.fromkeys(name for name in fresh if name not in asked))[:room]


def files_wanted(rules: Rules, decision: Decision) -> tuple[str, ...]:
    """Facts that are files, and that intake wants for this case."""
    return tuple(n for n in decision.missing if n in rules.policy.facts and rules.policy.facts[n].attachment)


def could_say(rules: Rules, decision: Decision, answered: Collection[str], asked: Collection[str]) -> int:
    """How many questions more could still change the answer."""
    return len(set(_deciding(rules, decision)) - set(answered) - set(asked))


def _wanted(rules: Rules, decision: Decision, asked: Collection[str], more: bool) -> Iterator[str]:
    yield from _danger(rules)
    files = files_wanted(rules, decision)
    yield from (name for name in decision.missing if name not in files and name not in _OUR_OWN)
    deciding = _deciding(rules, decision)
    if more:
        yield from deciding
    elif decision.level == 0:
        probed = len([name for name in asked if name in deciding])
        yield from deciding[: PROBES + probed]


def _danger(rules: Rules) -> Iterator[str]:
    """What stop-the-line reads: asked first, of everyone."""
    for ruled in rules.triage.rules.of(Stage.STOP_THE_LINE):
        yield from (rules.triage.rules.vocabulary.base_of(name) for name in ruled.criterion.reads)


def _deciding(rules: Rules, decision: Decision) -> list[str]:
    """Facts without which a graver answer is open: those that weigh in most criteria first."""
    votes: Counter[str] = Counter()
    for undecided in decision.unknown:
        weight = _weight(undecided, decision)
        facts = [name for name in undecided.facts if _askable(rules, name)]
        if weight and facts:
            votes[_easiest(rules, facts)] += 60 * weight // len(facts)
    return [name for name, _ in votes.most_common()]


def _weight(undecided: Undecided, decision: Decision) -> int:
    """How much worse it would be than it is rated now."""
    word, _, target = undecided.decides.partition(" ")
    if word == "severity":
        return max(0, int(decision.severity[1:]) - int(target[1:])) if target[1:].isdigit() else 0
    return max(0, int(target) - decision.level) if target.isdigit() else 4


def _easiest(rules: Rules, facts: list[str]) -> str:
    """Of a criterion's open facts the one that is quickest to answer; the others follow if it matters."""
    known = rules.triage.rules.vocabulary.facts
    return next((name for name in facts if known[name].kind in _EASY), facts[0])


def _askable(rules: Rules, name: str) -> bool:
    known = rules.triage.rules.vocabulary.facts.get(name)
    if known is None or known.kind is Kind.ELAPSED or name in _OUR_OWN:
        return False
    declared = rules.policy.facts.get(name)
    return name == "segment" or (declared is not None and bool(declared.ask) and not declared.attachment)
