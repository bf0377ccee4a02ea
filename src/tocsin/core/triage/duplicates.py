"""Which tickets a new one may duplicate, and what is said and done about it (A2.4). Pure.

Looking alike is judged elsewhere (`Score`); here the policy's bounds are kept: nothing is compared beyond
an age, no closed ticket swallows a new one, and two known facts that differ keep tickets apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.core.policy.schema.triage import Duplicates
from tocsin.core.triage.likeness import Candidate, Score, reasons, same

BOUND = timedelta(days=7)
"""How far back to look when the policy does not say `within`: never without a bound."""
FACTS_LIFT = 0.5
"""How much agreeing facts lift a score half-way up; a score of 0 or 1 stays what it is."""


@dataclass(frozen=True)
class Suggestion:
    """A likely duplicate: how sure (0 to 1), why, and whether the policy links it without asking.

    `link` is True for one suggestion at most. `held` says why a score that is high enough is not linked.
    """

    stream: str
    title: str
    score: float
    why: tuple[str, ...]
    parts: Score
    agreed: tuple[str, ...] = ()
    link: bool = False
    held: str = ""


def reach(rules: Duplicates) -> timedelta:
    """How far apart two duplicates may have been opened. Business time is counted as elapsed time."""
    return rules.within.approximate() if rules.within else BOUND


def candidates(
    new: Candidate, others: Sequence[Candidate], rules: Duplicates, now: datetime
) -> tuple[Candidate, ...]:
    """Those among `others` that the policy lets a new ticket be compared with, in the order given (A2.4)."""
    return tuple(o for o in others if o.stream != new.stream and not _out_of_bounds(new, o, rules, now))


def suggest(
    new: Candidate, compared: Sequence[Candidate], scores: Sequence[Score], rules: Duplicates, now: datetime
) -> tuple[Suggestion, ...]:
    """The likely duplicates, surest first; of two as sure, the one opened first (A2.4)."""
    made = [(_lifted(new, compared[s.index], s, rules), s) for s in scores]
    made = [(sure, s) for sure, s in made if sure >= rules.suggest_above and sure > 0]
    made.sort(key=lambda m: (-m[0], compared[m[1].index].opened_at, compared[m[1].index].stream))
    shown, linked = [], False
    for sure, score in made[: rules.at_most]:
        one = _suggestion(new, compared[score.index], score, sure, rules, now)
        shown.append(one if not (one.link and linked) else _unlinked(one))
        linked = linked or one.link
    return tuple(shown)


def grown(linked: int, paged: int, growth: Sequence[int]) -> int | None:
    """The step of `growth` that an incident with so many linked tickets has newly reached, or None (A2.4).

    `paged` is the highest step that has paged already (0 for none): it never pages twice, even when
    tickets are unlinked and linked again.
    """
    return max((step for step in growth if paged < step <= linked), default=None)


def agreed_facts(new: Candidate, other: Candidate, rules: Duplicates) -> tuple[str, ...]:
    """The policy's facts that are known of both and say the same."""
    return tuple(name for name in rules.same if same(new.facts.get(name), other.facts.get(name)))


def _out_of_bounds(new: Candidate, other: Candidate, rules: Duplicates, now: datetime) -> bool:
    if abs(new.opened_at - other.opened_at) > reach(rules):
        return True
    recent = rules.recent.approximate() if rules.recent else reach(rules)
    if other.closed_at is not None and now - other.closed_at > recent:
        return True
    if any(same(new.facts.get(name), other.facts.get(name)) is False for name in rules.same):
        return True
    return new.segment != other.segment and not agreed_facts(new, other, rules)


def _lifted(new: Candidate, other: Candidate, score: Score, rules: Duplicates) -> float:
    """Facts that agree make an alike text surer; they never make a duplicate on their own."""
    share = len(agreed_facts(new, other, rules)) / len(rules.same) if rules.same else 0.0
    return score.score + FACTS_LIFT * share * score.score * (1 - score.score)


def _suggestion(
    new: Candidate, other: Candidate, score: Score, sure: float, rules: Duplicates, now: datetime
) -> Suggestion:
    agreed = agreed_facts(new, other, rules)
    wanted = rules.link_above is not None and sure >= rules.link_above
    held = _held(new, other, now) if wanted else ""
    why = reasons(new, other, score, agreed)
    return Suggestion(other.stream, other.title, sure, why, score, agreed, wanted and not held, held)


def _unlinked(one: Suggestion) -> Suggestion:
    return replace(one, link=False, held="another ticket is more alike, and a ticket is linked to one")


def _held(new: Candidate, other: Candidate, now: datetime) -> str:
    """Why only a person may link these two, or ""."""
    if other.closed_at is not None and other.closed_at <= now:
        return "it is closed: the trouble may be back, and a new outage must not vanish behind an old one"
    if other.opened_at > new.opened_at:
        return "it was opened later: the older ticket is the one that is worked on"
    return ""
