"""Asks the criteria, and does what they say: they raise, and never lower what people decided (A1, A2)."""

from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.clocks import rank
from tocsin.core.lifecycle.decide.climbs import follow_level
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.facts import facts_of
from tocsin.core.lifecycle.decide.seats import fill_commander
from tocsin.core.lifecycle.parts import Ask, Joining, Judgement, Why
from tocsin.core.policy.book import Stage
from tocsin.core.triage.decision import Decision


def judge(draft: Draft) -> Decision:
    """The criteria's answer at this instant, written down with its reasons when it is a new one."""
    decision = draft.rules.triage.decide(facts_of(draft.state), draft.now)
    judgement = _judgement(decision)
    if judgement != draft.state.judged or not draft.state.severity:
        draft.add(e.Judged(judgement, _reasons(decision), _asks(decision)))
    return decision


def judge_again(draft: Draft) -> None:
    """Asks again, and raises severity or level where a criterion holds that did not hold before."""
    held = set(draft.state.judged.held)
    decision = judge(draft)
    fresh = [reason for reason in _reasons(decision) if _key(reason) not in held]
    _raise_severity(draft, fresh)
    _raise_level(draft, fresh)


def _raise_severity(draft: Draft, fresh: list[Why]) -> None:
    worse = [(rank(target), why) for why in fresh if (target := _severity(draft, why))]
    if worse:
        best, why = min(worse, key=lambda pair: pair[0])
        before = draft.state.severity
        if best < rank(before):
            after = _severity(draft, why)
            draft.add(e.SeverityChanged(before, after, why.text, why.criterion))


def _raise_level(draft: Draft, fresh: list[Why]) -> None:
    higher = [(_level(draft, why), why) for why in fresh]
    level, why = max(higher, key=lambda pair: pair[0], default=(0, None))
    if why is None or level <= draft.state.level or not draft.state.is_escalation:
        return
    draft.add(e.LevelChanged(draft.state.level, level, why.text, why.criterion))
    fill_commander(draft)
    follow_level(draft, why.text, again=True)


def _severity(draft: Draft, why: Why) -> str:
    if why.decides == Stage.STOP_THE_LINE.value:
        return draft.rules.policy.stop_the_line[why.criterion].severity or ""
    kind, _, target = why.decides.partition(" ")
    return target if kind == Stage.SEVERITY.value else ""


def _level(draft: Draft, why: Why) -> int:
    if why.decides == Stage.STOP_THE_LINE.value:
        return draft.rules.policy.stop_the_line[why.criterion].level
    kind, _, target = why.decides.partition(" ")
    return int(target) if kind == Stage.LEVEL.value else 0


def _key(why: Why) -> str:
    return f"{why.decides}: {why.criterion}"


def _reasons(decision: Decision) -> tuple[Why, ...]:
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
