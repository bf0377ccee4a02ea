"""Nothing for this person: what is due next, when, and whose it is (A3.1)."""

from collections.abc import Iterator
from datetime import datetime

from tocsin.app.desk.step import OWNER, SME, Look, Step
from tocsin.app.desk.wording import gettext_noop as _
from tocsin.app.desk.wording import say

CLOCKS = {
    "triage": _("the first rating"),
    "acknowledge": _("an acknowledgement"),
    "response": _("the first answer to the customer"),
    "sme": _("an SME at work"),
    "update": _("the next update to the customer"),
    "resolution": _("the resolution"),
    "hand_over": _("an answer to the offered ownership"),
}
"""What each clock waits for, in words."""


def rest(look: Look) -> Step:
    """What others have to do, the earliest first."""
    found = min(_due(look), key=lambda due: due[0], default=None)
    if found is None:
        why = say(_("Nothing is due."))
        return Step("rest", say(_("Nothing to do")), why)
    at, what, whose, late = found
    people = ", ".join(look.name(person) for person in whose)
    told = say(what)
    if late and people:
        why = say(_("Late: %(what)s, due %(at)s, with %(people)s."), what=told, at=at, people=people)
    elif late:
        why = say(_("Late: %(what)s, due %(at)s."), what=told, at=at)
    elif people:
        why = say(_("Next: %(what)s, due %(at)s, with %(people)s."), what=told, at=at, people=people)
    else:
        why = say(_("Next: %(what)s, due %(at)s."), what=told, at=at)
    return Step("rest", say(_("Nothing for you now")), why, at, late=late, whose=whose)


def _due(look: Look) -> Iterator[tuple[datetime, str, tuple[str, ...], bool]]:
    for clock in look.running:
        if clock.due_at is not None:
            yield clock.due_at, CLOCKS[clock.name], whose(look, clock.name), look.is_late(clock)


def whose(look: Look, clock: str) -> tuple[str, ...]:
    """Who answers for a clock: who is paged, who was offered it, who sits there, or the owner."""
    state = look.state
    if clock == "hand_over" and state.offer:
        return (state.offer.to,)
    if clock == "acknowledge" or (clock == "sme" and not state.seats.get(SME)):
        climbing = (c.id for c in look.unanswered)
        pages = (page.person for id_ in climbing for page in state.paging.open_pages(id_))
        return tuple(dict.fromkeys(pages))
    if clock == "sme":
        return (state.seats[SME],)
    owner = state.seats.get(OWNER) or state.owner
    return (owner,) if owner else ()
