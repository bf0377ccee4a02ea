"""Time has passed: what fell due is done, in its order, once (design §5)."""

from tocsin.core.ladders.advance import advance
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.again import judge_again
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.obligations import Obligation, obligations

MOST = 100
"""More rounds than this at one instant would be a fault in the policy, not work to do."""


def due(draft: Draft, _command: c.Due) -> None:
    """Everything due by now, earliest first; each act may make the next one due."""
    for _ in range(MOST):
        found = [o for o in obligations(draft.state, draft.rules) if o.due_at <= draft.now]
        if not found:
            return
        _act(draft, next(each for each in found if not _overtaken(each, found)))


def _overtaken(each: Obligation, found: list[Obligation]) -> bool:
    """An engine that slept through several steps of a clock tells only the last of them."""
    if each.kind not in ("warn", "remind"):
        return False
    return any(
        (o.clock, o.number) == (each.clock, each.number)
        and (o.kind == "breach" or (o.kind == each.kind == "warn" and o.fraction > each.fraction))
        for o in found
    )


def settle_breaches(draft: Draft) -> None:
    """Late is late even if it is answered in the same breath: breaches come before the answer (A5.8)."""
    for each in obligations(draft.state, draft.rules):
        if each.due_at > draft.now:
            return
        if each.kind == "breach":
            _breach(draft, each)


def _act(draft: Draft, each: Obligation) -> None:
    rules = draft.rules
    if each.kind == "page":
        draft.add(*advance(draft.state.paging, draft.book, rules.who(draft.state), draft.now))
    elif each.kind == "judge":
        judge_again(draft)
    elif each.kind == "warn":
        draft.add(e.ClockWarned(each.clock, each.number, each.fraction, each.ends))
    elif each.kind == "remind":
        draft.add(e.Reminded(each.what, each.number, each.ends))
    else:
        _breach(draft, each)


def _breach(draft: Draft, each: Obligation) -> None:
    draft.add(e.ClockBreached(each.clock, each.number, each.ends))
