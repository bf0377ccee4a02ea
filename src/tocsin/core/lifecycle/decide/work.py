"""The work itself: waiting, findings, mitigation, workaround, updates, confirmations, notes (A5, A7)."""

from tocsin.core.ladders.commands import rules_changed
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.again import judge_again
from tocsin.core.lifecycle.decide.climbs import answered_by, follow_level, is_paged_for
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.refuse import refused, said
from tocsin.core.lifecycle.decide.seats import fill_commander
from tocsin.core.lifecycle.gates import GATES, lines_of
from tocsin.core.model.instant import iso
from tocsin.core.model.words import did_you_mean, listing


def wait(draft: Draft, command: c.Wait) -> None:
    """We wait for the customer."""
    if draft.state.is_waiting:
        raise refused(draft, "waiting-already", "it waits for the customer already", "nothing has to be done")
    paused = tuple(draft.rules.policy.clocks.pause)
    draft.add(e.WaitingStarted(said(draft, "reason", command.reason), paused))


def resume(draft: Draft, command: c.Resume) -> None:
    """The waiting ends."""
    if not draft.state.is_waiting:
        raise refused(draft, "not-waiting", "it does not wait for anybody", "nothing has to be done")
    draft.add(e.WaitingEnded(command.reason))


def finding(draft: Draft, command: c.RecordFinding) -> None:
    """What was found out."""
    draft.add(e.FindingRecorded(said(draft, "finding", command.text), command.cause))


def mitigation(draft: Draft, command: c.RecordMitigation) -> None:
    """What was done to stop the impact."""
    draft.add(e.MitigationRecorded(said(draft, "mitigation", command.text)))


def workaround(draft: Draft, command: c.RecordWorkaround) -> None:
    """A way around it; the fact of that name follows where the policy has one."""
    draft.add(e.WorkaroundRecorded(said(draft, "workaround", command.text), command.accepted))
    facts = draft.rules.policy.facts
    known = "workaround" in facts and facts["workaround"].type == "boolean"
    if command.accepted and known and draft.state.facts.get("workaround") is not True:
        draft.add(e.FactsRecorded({"workaround": True}))


def update(draft: Draft, command: c.SendUpdate) -> None:
    """The customer hears from us; the cadence counts from now."""
    text = said(draft, "update", command.text)
    # An update that goes along with the original's is never held up by the duplicate's own clock.
    if command.next_at is not None and command.next_at <= draft.now and not command.via:
        at = f"the next update is promised for {iso(command.next_at)}, which is not ahead"
        raise refused(draft, "past-promise", at, "name an instant in the future")
    draft.add(e.UpdateSent(text, command.next_at, command.via))


def confirm(draft: Draft, command: c.Confirm) -> None:
    """A person gives their word that lines of a gate are met."""
    lines = resolve_lines(draft, command.lines)
    new = tuple(line for line in lines if line not in draft.state.confirmed)
    if not new:
        raise refused(draft, "no-change", "these lines are confirmed already", "nothing has to be done")
    draft.add(e.LinesConfirmed(new))


def resolve_lines(draft: Draft, wanted: tuple[str, ...], gate: str = "") -> tuple[str, ...]:
    """The lines by `stabilised.held`, or by their last word where only one gate has it; `all` of a gate."""
    names = (gate,) if gate else tuple(GATES)
    every = tuple(line for name in names for line in lines_of(draft.rules, name))
    found: list[str] = []
    for word in wanted:
        if word == "all" and gate:
            found += every
            continue
        hits = [line for line in every if word in (line, line.partition(".")[2])]
        if len(hits) != 1:
            raise _no_line(draft, word, hits, every)
        found += hits
    return tuple(dict.fromkeys(found))


def _no_line(draft: Draft, word: str, hits: list[str], every: tuple[str, ...]) -> Exception:
    if hits:
        text = f"`{word}` is a line of several gates"
        return refused(draft, "unknown-line", text, f"write {listing([f'`{h}`' for h in hits], 'or')}")
    help_ = did_you_mean(word, every) or "see what the gate asks with `show`"
    return refused(draft, "unknown-line", f"`{word}` is no line that a person can confirm", help_)


def note(draft: Draft, command: c.Note) -> None:
    """Something worth writing down."""
    draft.add(e.Noted(said(draft, "note", command.text)))


def attach(draft: Draft, command: c.Attach) -> None:
    """A file."""
    said(draft, "file's name", command.attachment.name)
    draft.add(e.Attached(command.attachment))


def move_policy(draft: Draft, command: c.MovePolicy) -> None:
    """Under another policy from here on, with its criteria, seats and ladders: `draft.rules` (design §1).

    Where somebody has it, nobody is paged for the move; where nobody has, the new ladders are climbed.
    """
    state, why = draft.state, said(draft, "reason", command.reason)
    if command.policy == state.policy:
        raise refused(draft, "no-change", "it is under that policy already", "nothing has to be done")
    _fits(draft)
    draft.add(*rules_changed(state.paging, draft.now))
    draft.add(e.PolicyMoved(state.policy, command.policy, why))
    judge_again(draft)
    if draft.state.is_escalation:
        fill_commander(draft)
    if is_paged_for(draft.state):
        follow_level(draft, why, taken_by=answered_by(draft.state))


def _fits(draft: Draft) -> None:
    """Under a policy without its level or severity nothing would be promised any more, and nobody paged."""
    state, policy = draft.state, draft.rules.policy
    if state.severity and state.severity not in policy.severities:
        text, known = f"that policy has no severity `{state.severity}`", ", ".join(policy.severities)
        raise refused(draft, "unknown-severity", text, f"raise or lower it to one of {known} first")
    if state.level not in policy.levels:
        text, levels = f"that policy has no level {state.level}", ", ".join(map(str, policy.levels))
        raise refused(draft, "unknown-level", text, f"raise or lower it to one of {levels} first")
