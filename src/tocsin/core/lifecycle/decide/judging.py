"""Asks the criteria, and writes their answer down with its reasons (A1, A2)."""

from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.facts import facts_of
from tocsin.core.lifecycle.parts import Ask, Joining, Judgement, Why
from tocsin.core.triage.decision import Decision


def judge(draft: Draft) -> Decision:
    """The criteria's answer at this instant, written down with its reasons when it is a new one."""
    decision = draft.rules.triage.decide(facts_of(draft.state), draft.now)
    judgement = _judgement(decision)
    if judgement != draft.state.judged or not draft.state.severity:
        draft.add(e.Judged(judgement, reasons_of(decision), _asks(decision)))
    return decision


def key_of(why: Why) -> str:
    """A reason as the judgement keeps it among what holds."""
    return f"{why.decides}: {why.criterion}"


def reasons_of(decision: Decision) -> tuple[Why, ...]:
    """The criteria that hold, each with why."""
    return tuple(Why(r.criterion, r.decides, r.text, r.because) for r in decision.reasons)


def _asks(decision: Decision) -> tuple[Ask, ...]:
    return tuple(Ask(u.criterion, u.decides, u.facts) for u in decision.unknown)


def _judgement(decision: Decision) -> Judgement:
    route = decision.route
    return Judgement(
        decision.severity,
        decision.level,
        decision.stop_the_line,
        tuple(f"{r.decides}: {r.criterion}" for r in decision.reasons),
        decision.missing,
        route.name,
        route.team,
        route.ladder,
        tuple(Joining(i.team, i.page, i.text) for i in route.involve),
        decision.next[0].at if decision.next else None,
    )
