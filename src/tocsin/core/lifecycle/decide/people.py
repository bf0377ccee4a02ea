"""Owner and seats: exactly one owner at any instant, and hand-over is explicit (A3.1-A3.7)."""

from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.refuse import known, refused, said
from tocsin.core.lifecycle.decide.seats import COMMAND_LEVEL, COMMANDER, OWNER, SME, engage
from tocsin.core.model.words import did_you_mean


def assign(draft: Draft, command: c.Assign) -> None:
    """Offers the ownership; who takes it for themselves has accepted by that."""
    person = known(draft, command.person)
    if person == draft.state.owner:
        raise refused(draft, "owner-already", f"`{person}` owns it already", "nothing has to be done")
    draft.add(e.HandOverOffered(person, command.note))
    if person == draft.actor:
        draft.add(e.HandedOver(draft.state.owner, person))


def accept(draft: Draft, _command: c.Accept) -> None:
    """The new owner says yes; from this instant they answer for it."""
    offer = draft.state.offer
    if offer is None:
        raise refused(draft, "no-offer", "no ownership is offered here", "offer it with `assign`")
    if draft.actor != offer.to:
        text = f"the ownership is offered to `{offer.to}`, not to `{draft.actor}`"
        raise refused(draft, "not-yours", text, "only they can accept; or take it with `assign`")
    draft.add(e.HandedOver(draft.state.owner, offer.to))


def refuse(draft: Draft, command: c.Refuse) -> None:
    """The offer is declined, or withdrawn by whoever made it."""
    offer = draft.state.offer
    if offer is None:
        raise refused(draft, "no-offer", "no ownership is offered here", "nothing has to be done")
    if draft.actor not in (offer.to, offer.by, draft.state.owner):
        text = f"`{draft.actor}` neither made this offer nor was it made to them"
        raise refused(draft, "not-yours", text, f"`{offer.to}` can refuse it, `{offer.by}` can withdraw it")
    draft.add(e.HandOverRefused(f"{draft.actor}: {said(draft, 'reason', command.reason)}"))


def fill(draft: Draft, command: c.Fill) -> None:
    """Seats a person in a role; the owner's seat changes hands only by a hand-over."""
    person, role = known(draft, command.person), command.role
    roles = draft.rules.policy.roles
    if role not in roles:
        raise refused(draft, "unknown-role", f"there is no role `{role}`", did_you_mean(role, roles))
    if role == OWNER:
        raise refused(draft, "owner-seat", "the owner changes by a hand-over", "use `assign`, then `accept`")
    if draft.state.seats.get(role) == person:
        raise refused(draft, "seated-already", f"`{person}` sits there already", "nothing has to be done")
    draft.add(e.Seated(role, person, f"by {draft.actor}"))
    if role == SME:
        engage(draft, person, "took the SME lead's seat")


def leave(draft: Draft, command: c.Leave) -> None:
    """Empties a seat; two of them never stand empty."""
    person = draft.state.seats.get(command.role)
    if not person:
        raise refused(draft, "empty-seat", f"nobody sits as `{command.role}`", "nothing has to be done")
    if command.role == OWNER:
        raise refused(
            draft, "owner-seat", "an escalation is never without an owner", "use `assign`, then `accept`"
        )
    if command.role == COMMANDER and draft.state.level >= COMMAND_LEVEL:
        text = f"level {draft.state.level} is never without an incident commander"
        raise refused(draft, "commander-seat", text, "seat a successor with `fill`, or lower the level first")
    draft.add(e.Unseated(command.role, person, command.reason))


def engage_sme(draft: Draft, command: c.EngageSme) -> None:
    """An expert works on it from now."""
    person = known(draft, command.person)
    if draft.state.times.sme_engaged is not None and draft.state.seats.get(SME) == person:
        raise refused(draft, "engaged-already", f"`{person}` works on it already", "nothing has to be done")
    if draft.state.times.sme_engaged is None:
        engage(draft, person, f"engaged by {draft.actor}")
    if SME in draft.rules.policy.roles and draft.state.seats.get(SME) != person:
        draft.add(e.Seated(SME, person, f"by {draft.actor}"))
