"""Criteria asked again: they open, raise and stop the line; they never lower what people decided (A1, A2)."""

from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.clocks import rank
from tocsin.core.lifecycle.decide.climbs import follow_level, ladder_of, page_teams, routed
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.intake import reason_of, start
from tocsin.core.lifecycle.decide.judging import judge, key_of, reasons_of
from tocsin.core.lifecycle.decide.seats import fill_commander
from tocsin.core.lifecycle.parts import Why
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import Status
from tocsin.core.policy.book import Stage
from tocsin.core.triage.decision import Decision


def judge_again(draft: Draft) -> None:
    """Asks again, and raises severity or level where a criterion holds that did not hold before."""
    before = draft.state
    held = set(before.judged.held)
    decision = judge(draft)
    fresh = [reason for reason in reasons_of(decision) if key_of(reason) not in held]
    _raise_severity(draft, fresh)
    if draft.state.is_escalation:
        _raise_level(draft, fresh)
        stops = {why.criterion: why.text for why in fresh if _stops(why)}
        line = draft.rules.policy.stop_the_line
        page_teams(draft, {line[id_].page: why for id_, why in stops.items()})  # whatever its level (A2.3)
        page_teams(draft, _joins(draft, before))
    elif _enters(before, decision):
        start(draft, decision.level, draft.state.severity, reason_of(decision), decision.stop_the_line)


def _enters(before: State, decision: Decision) -> bool:
    """Whether what was learnt, or time, makes an escalation of a ticket that was rated before (A2.3, A2.5).

    One that nobody has rated yet waits for that, and one that was sent back for what is missing.
    """
    if decision.stop_the_line:
        return True
    if before.links.original or decision.level == 0:
        return False
    answered = bool(before.judged.missing) and not decision.missing
    return before.status is Status.IN_TIER or (before.status is Status.RETURNED and answered)


def _joins(draft: Draft, before: State) -> dict[str, str]:
    """Teams that what was learnt brings in, and that nobody has paged for it before (A4.4)."""
    known = {joining.team for joining in before.judged.joining}
    return {
        joining.team: joining.text or f"{joining.team} joins"
        for joining in routed(draft).joining
        if joining.page and joining.team in draft.rules.policy.teams and joining.team not in known
        if ladder_of(draft, joining.team) not in draft.state.paging.climbs
    }


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
    if why is None or level <= draft.state.level:
        return
    draft.add(e.LevelChanged(draft.state.level, level, why.text, why.criterion))
    fill_commander(draft)
    follow_level(draft, why.text, again=True)


def _stops(why: Why) -> bool:
    return why.decides == Stage.STOP_THE_LINE.value


def _severity(draft: Draft, why: Why) -> str:
    if _stops(why):
        return draft.rules.policy.stop_the_line[why.criterion].severity or ""
    kind, _, target = why.decides.partition(" ")
    return target if kind == Stage.SEVERITY.value else ""


def _level(draft: Draft, why: Why) -> int:
    if _stops(why):
        return draft.rules.policy.stop_the_line[why.criterion].level
    kind, _, target = why.decides.partition(" ")
    return int(target) if kind == Stage.LEVEL.value else 0
