"""Which tickets a new one may duplicate, and what is said and done about it (A2.4). Pure.

Looking alike is judged elsewhere (`Score`); here the policy's bounds are kept: nothing is compared beyond
an age, and two known facts that differ keep tickets apart. A link ends the paging for the new ticket, so the
policy alone links only to a ticket that is being worked on and is at least as grave; a person may link any.
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
    `via` is the ticket that is alike when that one is linked to the one suggested. `parts` are the text's.
    """

    stream: str
    title: str
    score: float
    why: tuple[str, ...]
    parts: Score
    agreed: tuple[str, ...] = ()
    link: bool = False
    held: str = ""
    via: str = ""


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
    """The likely duplicates, surest first; of two as sure, the one opened first (A2.4).

    Tickets that are linked already stand for their original: it is suggested once, by the surest of them.
    """
    by_stream = {other.stream: other for other in compared}
    best: dict[str, Suggestion] = {}
    for score in scores:
        alike = compared[score.index]
        one = _suggestion(new, by_stream.get(alike.original, alike), alike, score, rules, now)
        known = best.get(one.stream)
        if one.score >= rules.suggest_above and one.score > 0 and (known is None or one.score > known.score):
            best[one.stream] = one
    order = sorted(best.values(), key=lambda s: (-s.score, by_stream[s.stream].opened_at, s.stream))
    return _linked_once(order[: rules.at_most])


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
    new: Candidate, other: Candidate, alike: Candidate, score: Score, rules: Duplicates, now: datetime
) -> Suggestion:
    """`other` is suggested because `alike`, itself or linked to it, is like the new one."""
    sure, agreed = _lifted(new, alike, score, rules), agreed_facts(new, alike, rules)
    wanted = rules.link_above is not None and sure >= rules.link_above
    held = (_not_worked_on(new, other, now) or _less_grave(new, other)) if wanted else ""
    via = alike.stream if alike.stream != other.stream else ""
    why = reasons(new, alike, score, agreed)
    why = (*why, f"that is `{via}`, which is linked to it") if via else why
    return Suggestion(other.stream, other.title, sure, why, score, agreed, wanted and not held, held, via)


def _linked_once(found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    first = next((one for one in found if one.link), None)
    held = "another ticket is more alike, and a ticket is linked to one"
    return tuple(replace(s, link=False, held=held) if s.link and s is not first else s for s in found)


def _not_worked_on(new: Candidate, other: Candidate, now: datetime) -> str:
    """Why people would not see the new one when they work on the other, or ""."""
    if other.closed_at is not None and other.closed_at <= now:
        return "it is closed: the trouble may be back, and a new outage must not vanish behind an old one"
    if not other.worked_on:
        return "nobody works on it as an open escalation, and a new outage must not vanish behind it"
    if other.original:
        return f"it is itself linked to `{other.original}`, which the policy keeps apart from this one"
    if other.opened_at > new.opened_at:
        return "it was opened later: the older ticket is the one that is worked on"
    return ""


def _less_grave(new: Candidate, other: Candidate) -> str:
    """Why the new one asks for more than the other gets, or ""."""
    behind = "a graver ticket must not vanish behind it"
    if new.severity and other.severity and new.severity < other.severity:
        return f"it is {other.severity} and this one {new.severity}: {behind}"
    if new.level > other.level:
        return f"it is at level {other.level} and this one at {new.level}: {behind}"
    return ""
