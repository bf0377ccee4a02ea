"""Which questions come next: danger first, then what intake wants, then what decides most (A2.1, A2.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.policy.book import Stage
from tocsin.core.triage.decision import Decision, Undecided

GROUP = 3
"""So many open questions stand on the page at once."""
URGENT = 5
"""So many, where one answer alone could raise it."""
PROBES = 6
"""So many questions beyond what intake wants are put while nothing escalates yet."""
_OUR_OWN = frozenset(
    ("customer", "summary", "channel", "severity", "level", "reassignments", "reopened", "hand_overs", "csat")
)
"""Facts of the ticket's own head, or of our own work on it: nobody who reports is asked for them."""
_EASY = (Kind.BOOLEAN, Kind.CHOICE, Kind.SET)


@dataclass(frozen=True)
class Page:
    """What stands on the form: facts that are answered (given, or not known), and the questions asked.

    `held` are facts that were given and say more than no or nothing.
    """

    answered: Collection[str]
    asked: Collection[str]
    held: Collection[str]


def next_questions(
    rules: Rules, decision: Decision, page: Page, hinted: Collection[str] = (), more: bool = False
) -> tuple[str, ...]:
    """The facts to ask for besides those that stand on the page already; at most GROUP open ones.

    `hinted` are facts of which the words that were typed speak: they concern this case. `more`: the person
    wants to say more although it is enough to decide.
    """
    open_ = sum(name not in page.answered for name in page.asked)
    last, _ = _deciding(rules, decision, page)
    spoken = _spoken_of(rules, hinted)
    wanted = (*_danger(rules), *last, *spoken, *_wanted(rules, decision, page, more))
    room = GROUP if more else GROUP - open_
    return (*_fresh(wanted, page, room), *_fresh(last, page, min(URGENT - open_, 1) if room <= 0 else 0))


def _fresh(wanted: Iterable[str], page: Page, room: int) -> tuple[str, ...]:
    fresh = (name for name in wanted if name not in page.answered and name not in page.asked)
    return tuple(dict.fromkeys(fresh))[: max(0, room)]


def _spoken_of(rules: Rules, hinted: Collection[str]) -> Iterator[str]:
    easy_first = sorted(hinted, key=lambda name: not _is_easy(rules, name))
    yield from (name for name in easy_first if _askable(rules, name))


def files_wanted(rules: Rules, decision: Decision) -> tuple[str, ...]:
    """Facts that are files, and that intake wants for this case."""
    return tuple(n for n in decision.missing if n in rules.policy.facts and rules.policy.facts[n].attachment)


def could_say(rules: Rules, decision: Decision, page: Page) -> int:
    """How many questions more could still change the answer."""
    return len(set(_deciding(rules, decision, page)[1]) - set(page.answered) - set(page.asked))


def _wanted(rules: Rules, decision: Decision, page: Page, more: bool) -> Iterator[str]:
    """What intake wants, then what could still decide more."""
    files = files_wanted(rules, decision)
    _, deciding = _deciding(rules, decision, page)
    yield from (name for name in decision.missing if name not in files and name not in _OUR_OWN)
    if more:
        yield from deciding
    elif decision.level == 0:
        yield from deciding[: max(0, PROBES - len([n for n in page.asked if n not in decision.missing]))]


def _danger(rules: Rules) -> Iterator[str]:
    """What stop-the-line reads: asked first, of everyone."""
    for ruled in rules.triage.rules.of(Stage.STOP_THE_LINE):
        yield from (rules.triage.rules.vocabulary.base_of(name) for name in ruled.criterion.reads)


def _deciding(rules: Rules, decision: Decision, page: Page) -> tuple[list[str], list[str]]:
    """Facts without which a graver answer is open: those that alone are left of a criterion of which
    something holds already, and all of them, what is quick to answer and weighs in most criteria first."""
    votes: Counter[str] = Counter()
    last: list[str] = []
    for undecided in decision.unknown:
        weight = _weight(undecided, decision)
        facts = [name for name in undecided.facts if _askable(rules, name)]
        if weight and facts:
            name = _easiest(rules, facts)
            votes[name] += 60 * weight // len(facts)
            alone = len(undecided.facts) == 1 and _reads(rules, undecided) & set(page.held)
            last += [name] if alone else []
    ordered = sorted(votes, key=lambda name: (not _is_easy(rules, name), -votes[name]))
    return [name for name in ordered if name in last], ordered


def _reads(rules: Rules, undecided: Undecided) -> set[str]:
    return {
        name
        for ruled in rules.triage.rules.ruled
        if ruled.id == undecided.criterion and ruled.decides == undecided.decides
        for name in ruled.criterion.reads
    } - {"severity", "level"}


def _weight(undecided: Undecided, decision: Decision) -> int:
    """How much worse it would be than it is rated now."""
    word, _, target = undecided.decides.partition(" ")
    if word == "severity":
        return 3 * max(0, int(decision.severity[1:]) - int(target[1:])) if target[1:].isdigit() else 0
    return max(0, int(target) - decision.level) if target.isdigit() else 4


def _easiest(rules: Rules, facts: list[str]) -> str:
    """Of a criterion's open facts the one that is quickest to answer; the others follow if it matters."""
    return next((name for name in facts if _is_easy(rules, name)), facts[0])


def _is_easy(rules: Rules, name: str) -> bool:
    return rules.triage.rules.vocabulary.facts[name].kind in _EASY


def _askable(rules: Rules, name: str) -> bool:
    known = rules.triage.rules.vocabulary.facts.get(name)
    if known is None or known.kind is Kind.ELAPSED or name in _OUR_OWN:
        return False
    declared = rules.policy.facts.get(name)
    return name == "segment" or (declared is not None and bool(declared.ask) and not declared.attachment)
