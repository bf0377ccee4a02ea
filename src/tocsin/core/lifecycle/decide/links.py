"""Duplicates: suggested with why, linked by a person or a policy's threshold, growth pages again (A2.4)."""

from tocsin.core.ladders import commands as ladders
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.again import judge_again
from tocsin.core.lifecycle.decide.climbs import follow_level, is_paged_for, stop_all
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.refuse import refused, said
from tocsin.core.triage.duplicates import grown


def suggest(draft: Draft, command: c.Suggest) -> None:
    """Writes down what it may be a duplicate of; nothing else changes."""
    if command.suggestions != draft.state.links.suggested:
        draft.add(e.DuplicatesSuggested(command.suggestions))


def link(draft: Draft, command: c.Link) -> None:
    """This one is a duplicate: people work on the original, so nobody is paged for this any more."""
    state = draft.state
    if command.original == state.id:
        raise refused(draft, "own-duplicate", "it cannot be a duplicate of itself", "name another one")
    if state.links.original:
        text = f"it is linked to `{state.links.original}` already"
        raise refused(draft, "linked-already", text, "unlink it first")
    if state.links.duplicates:
        text = f"it has duplicates of its own: {', '.join(state.links.duplicates)}"
        raise refused(
            draft, "has-duplicates", text, "link the other one to this one instead, or unlink them first"
        )
    draft.add(e.Linked(command.original, said(draft, "reason", command.why), command.score))
    if not state.judged.stop:  # whoever works on the original may not know of the danger (A2.3)
        stop_all(draft, f"duplicate of {command.original}")


def unlink(draft: Draft, command: c.Unlink) -> None:
    """It stands on its own again: who would have been paged for it is paged now."""
    original = draft.state.links.original
    if not original:
        raise refused(draft, "not-linked", "it is no duplicate of anything", "nothing has to be done")
    why = said(draft, "reason", command.why)
    draft.add(e.Unlinked(original, why))
    judge_again(draft)  # time went on while it stood behind the other one
    if is_paged_for(draft.state):
        follow_level(draft, why)


def join(draft: Draft, command: c.Join) -> None:
    """A duplicate hangs on this one; when it has grown enough, people are paged again."""
    if draft.state.links.original:
        text = f"it is itself a duplicate of `{draft.state.links.original}`"
        raise refused(draft, "chained", text, f"link to `{draft.state.links.original}`")
    if command.duplicate in draft.state.links.duplicates:
        return
    draft.add(e.Joined(command.duplicate, command.customer, command.why))
    count = len(draft.state.links.duplicates) + 1
    reached = grown(count, draft.state.links.grown, draft.rules.policy.intake.duplicates.growth)
    if reached is not None:
        _grow(draft, reached, count)


def _grow(draft: Draft, size: int, count: int) -> None:
    draft.add(e.Grown(size))
    why = f"it has grown: {count} tickets say the same"
    paging, who = draft.state.paging, draft.rules.who(draft.state)
    draft.add(*ladders.reraise_each(paging, paging.climbs, draft.book, who, draft.now, why))


def part(draft: Draft, command: c.Part) -> None:
    """A duplicate stands on its own again."""
    if command.duplicate in draft.state.links.duplicates:
        draft.add(e.Parted(command.duplicate, command.why))
