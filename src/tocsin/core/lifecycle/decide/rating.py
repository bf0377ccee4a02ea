"""Raising and lowering by people, always with the reason; the history of why stays (A1, A2.2)."""

from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.clocks import rank
from tocsin.core.lifecycle.decide.again import judge_again
from tocsin.core.lifecycle.decide.climbs import answered_by, follow_level, is_paged_for
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.intake import start
from tocsin.core.lifecycle.decide.judging import judge
from tocsin.core.lifecycle.decide.refuse import refused, said
from tocsin.core.lifecycle.decide.seats import fill_commander


def raise_(draft: Draft, command: c.Raise) -> None:
    """A higher level, a worse severity, or both."""
    why = said(draft, "reason", command.reason)
    _named(draft, command)
    if command.severity is not None:
        if rank(command.severity) >= rank(draft.state.severity):
            raise _wrong_way(
                draft, f"severity {command.severity}", f"severity {draft.state.severity}", "above"
            )
        draft.add(e.SeverityChanged(draft.state.severity, command.severity, why))
        judge_again(draft)
    if command.level is not None and not (command.severity and draft.state.level >= command.level):
        _raise_level(draft, command.level, why)


def _raise_level(draft: Draft, level: int, why: str) -> None:
    if level <= draft.state.level and draft.state.is_escalation:
        raise _wrong_way(draft, f"level {level}", f"level {draft.state.level}", "above")
    if not draft.state.is_escalation:
        start(draft, max(level, 1), draft.state.severity, why)
        return
    draft.add(e.LevelChanged(draft.state.level, level, why))
    fill_commander(draft)
    follow_level(draft, why, again=True)


def lower(draft: Draft, command: c.Lower) -> None:
    """A lower level, a lesser severity, or both. Level 0 is reached by closing, not by lowering."""
    why = said(draft, "reason", command.reason)
    _named(draft, command)
    if command.severity is not None:
        if rank(command.severity) <= rank(draft.state.severity):
            raise _wrong_way(
                draft, f"severity {command.severity}", f"severity {draft.state.severity}", "below"
            )
        draft.add(e.SeverityChanged(draft.state.severity, command.severity, why))
    if command.level is not None:
        if command.level >= draft.state.level:
            raise _wrong_way(draft, f"level {command.level}", f"level {draft.state.level}", "below")
        if command.level < 1:
            text = "an escalation cannot be lowered to level 0"
            raise refused(draft, "level-0", text, "resolve and close it: its owner answers until then")
        draft.add(e.LevelChanged(draft.state.level, command.level, why))
    judge(draft)  # what holds at the lesser severity, and what time will make of it
    if is_paged_for(draft.state):
        follow_level(draft, why, taken_by=answered_by(draft.state))


def _named(draft: Draft, command: c.Raise | c.Lower) -> None:
    policy = draft.rules.policy
    if command.level is None and command.severity is None:
        raise refused(draft, "missing-text", "neither a level nor a severity is named", "name one of them")
    if command.severity is not None and command.severity not in policy.severities:
        text, known = f"`{command.severity}` is no severity of this policy", ", ".join(policy.severities)
        raise refused(draft, "unknown-severity", text, f"it has {known}")
    if command.level is not None and command.level not in policy.levels:
        text, levels = f"there is no level {command.level}", ", ".join(map(str, policy.levels))
        raise refused(draft, "unknown-level", text, f"the policy has {levels}")


def _wrong_way(draft: Draft, wanted: str, present: str, side: str) -> Exception:
    if wanted == present:
        return refused(draft, "wrong-way", f"it is at {present} already", "nothing has to be done")
    other = "lower" if side == "above" else "raise"
    return refused(draft, "wrong-way", f"{wanted} is not {side} {present}", f"use `{other}` for that")
