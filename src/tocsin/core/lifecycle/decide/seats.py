"""Who sits where: the owner from the first instant, the commander from level 3 (A3.1, A3.3, A3.7)."""

from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.rules import name_of, why_of

OWNER, COMMANDER, SME = "owner", "incident_commander", "sme_lead"
COMMAND_LEVEL = 3
"""From this level on the commander's seat is never empty."""


def first_owner(draft: Draft, wanted: str) -> tuple[str, str]:
    """The owner at opening, and why: whoever was named, is on duty for it, or at the last the actor."""
    if wanted:
        return wanted, f"named by {draft.actor}"
    for someone in draft.rules.on_duty(OWNER, draft.now):
        return name_of(someone), f"on duty for the role {OWNER}: {why_of(someone)}"
    nobody = f"nobody is on duty for the role {OWNER}"
    contacts = draft.rules.policy.contacts
    if draft.actor in contacts or not contacts:
        return draft.actor, f"{nobody}: whoever escalates it answers for it"
    return next(iter(contacts)), f"{nobody}: the first contact of the policy answers for it"


def fill_commander(draft: Draft) -> None:
    """From level 3 on somebody commands: whoever is on duty for it, else the owner until relieved."""
    state = draft.state
    if state.level < COMMAND_LEVEL or state.seats.get(COMMANDER) or COMMANDER not in draft.rules.policy.roles:
        return
    for someone in draft.rules.on_duty(COMMANDER, draft.now):
        why = f"level {state.level} needs a commander: {why_of(someone)}"
        draft.add(e.Seated(COMMANDER, name_of(someone), why))
        return
    why = f"level {state.level} needs a commander, and nobody is on duty for it"
    draft.add(e.Seated(COMMANDER, state.owner, why))


def engage(draft: Draft, person: str, why: str) -> None:
    """The first expert who works on it takes the SME lead's seat."""
    if draft.state.times.sme_engaged is None:
        draft.add(e.SmeEngaged(person, why))
    if SME in draft.rules.policy.roles and not draft.state.seats.get(SME):
        draft.add(e.Seated(SME, person, why))
