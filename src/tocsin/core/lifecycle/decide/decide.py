"""One road for every command: allowed? breaches first; then the command; then what follows from it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from tocsin.core.ladders.run import LadderError
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.decide import due, ending, intake, links, lists, paging, people, rating, work
from tocsin.core.lifecycle.decide.again import judge_again
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.refuse import not_now, refused
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import ALIVE, ALLOWED

_DECIDERS: dict[type[c.Command], Callable[[Draft, Any], None]] = {
    c.Report: intake.report,
    c.TriageIt: intake.triage,
    c.Return: intake.send_back,
    c.Open: intake.open_,
    c.RecordFacts: intake.record_facts,
    c.Raise: rating.raise_,
    c.Lower: rating.lower,
    c.Page: paging.page,
    c.Acknowledge: paging.acknowledge,
    c.Decline: paging.decline,
    c.PageFailed: paging.page_failed,
    c.Assign: people.assign,
    c.Accept: people.accept,
    c.Refuse: people.refuse,
    c.Fill: people.fill,
    c.Leave: people.leave,
    c.EngageSme: people.engage_sme,
    c.Suggest: links.suggest,
    c.Link: links.link,
    c.Unlink: links.unlink,
    c.Join: links.join,
    c.Part: links.part,
    c.Wait: work.wait,
    c.Resume: work.resume,
    c.RecordFinding: work.finding,
    c.RecordMitigation: work.mitigation,
    c.RecordWorkaround: work.workaround,
    c.SendUpdate: work.update,
    c.Confirm: work.confirm,
    c.Tick: lists.tick,
    c.Stabilise: ending.stabilise,
    c.Verify: ending.verify,
    c.Resolve: ending.resolve,
    c.Reopen: ending.reopen,
    c.Close: ending.close,
    c.Note: work.note,
    c.Attach: work.attach,
    c.MovePolicy: work.move_policy,
    c.Due: due.due,
}


def decide(state: State, command: c.Command, rules: Rules, now: datetime, actor: str) -> tuple[Happened, ...]:
    """The events of one command at `now` (aware UTC). Raises Refused; then nothing has happened."""
    return decide_all(state, (command,), rules, now, actor)[0]


def decide_all(
    state: State, commands: Sequence[c.Command], rules: Rules, now: datetime, actor: str
) -> tuple[tuple[Happened, ...], State]:
    """The events of several commands as one, and the state after them: all of them, or none."""
    draft = Draft(state, rules, not_before(state, now), actor)
    for command in commands:
        _one(draft, command)
    return tuple(draft.events), draft.state


def not_before(state: State, now: datetime) -> datetime:
    """When something decided at `now` happens: a clock that was set back never puts it before the last."""
    return max(now, state.times.last) if state.times.last else now


def _one(draft: Draft, command: c.Command) -> None:
    if draft.state.status not in ALLOWED[command.kind]:
        raise not_now(draft, command.kind)
    if draft.state.status in ALIVE and not isinstance(command, c.Due | c.MovePolicy):
        due.settle_breaches(draft)
    before = draft.state
    try:
        _DECIDERS[type(command)](draft, command)
    except LadderError as error:
        message, _, help_ = str(error).partition(": ")
        raise refused(draft, "paging", message, help_) from None
    _follow(draft, before)


def _follow(draft: Draft, before: State) -> None:
    """What criteria read has changed: they are asked again; at rest only what was learnt asks."""
    state = draft.state
    counts = (before.times.updated, before.times.acknowledged)
    moved = state.facts != before.facts or (
        not state.rests and (state.times.updated, state.times.acknowledged) != counts
    )
    if moved and state.judged is before.judged and state.status in ALIVE:
        judge_again(draft)
