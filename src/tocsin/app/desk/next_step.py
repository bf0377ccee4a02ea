"""The one big button: what this person does now on this escalation, and why (A3.1, A4.5, A5.2, A7)."""

from collections.abc import Callable
from datetime import timedelta

from tocsin.app.desk.step import COMMANDER, COMMS, OWNER, SME, TOLD, Look, Step
from tocsin.app.desk.step_end import ended, find_out, gates
from tocsin.app.desk.step_rest import rest
from tocsin.app.desk.view import View
from tocsin.app.desk.wording import SILENT, Said, say
from tocsin.app.desk.wording import gettext_noop as _
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.story import seat
from tocsin.core.lifecycle.table import REPORTED, RETURNED

PRESSING = timedelta(minutes=10)
"""An update that is due within this comes before everything that can wait; the policy's own reminder
counts where it comes earlier."""


def next_step(view: View, rules: Rules, person: str) -> Step:
    """What `person` (a contact's id; any other name has no pages and no seats) does now.

    The first that holds: answer a page, answer an offer, an alarm that nobody answered, a word to the
    customer that is pressing, what the request lacks, a vacant seat, a gate that can open, what was found
    out, the next update; else nothing, with what is due next and whose it is. Raises nothing.
    """
    look = Look(view, rules, person)
    return next(step for ask in _ORDER if (step := ask(look)))


def _paged(look: Look) -> Step | None:
    if not look.paged or not look.is_contact:
        return None
    climb = look.paged[0]
    clock = look.clock("acknowledge")
    following = look.next_page(climb.id)
    if climb.state == "spent":
        why = say(_("Everybody on this ladder was paged, and nobody answered. You can take it."))
    elif following:
        why = say(
            _("You are paged (%(reason)s). Without an answer %(person)s is paged at %(at)s."),
            reason=climb.reason, person=look.name(following.person), at=following.at,
        )  # fmt: skip
    else:
        why = say(_("You are paged (%(reason)s), and there is nobody after you."), reason=climb.reason)
    due = clock.due_at if clock else None
    return Step("acknowledge", say(_("Acknowledge")), why, due, "acknowledge", late=look.is_late(clock))


def _offered(look: Look) -> Step | None:
    offer = look.state.offer
    if offer is None or offer.to != look.person:
        return None
    clock = look.clock("hand_over")
    by = look.name(offer.by)
    why = (
        say(_("%(person)s offers you the ownership: %(note)s"), person=by, note=offer.note)
        if offer.note
        else say(_("%(person)s offers you the ownership. Until you accept, they own it."), person=by)
    )
    due = clock.due_at if clock else None
    return Step("accept", say(_("Accept the ownership")), why, due, "accept", late=look.is_late(clock))


def _alarm(look: Look) -> Step | None:
    """Nobody answered: whoever reads this is the one who can help."""
    spent = next((climb for climb in look.unanswered if climb.state == "spent"), None)
    if spent is None:
        return None
    why = say(_("NOBODY ANSWERED on %(ladder)s: no further page goes out by itself."), ladder=spent.id)
    return Step("page", say(_("Page somebody now")), why, None, "page", spent.id, late=True)


def _behind(look: Look) -> Step | None:
    """A duplicate rests behind the one that is worked on."""
    original = look.state.links.original
    if not original or not look.state.rests or not look.state.is_escalation:
        return None
    why = say(_("People work on %(other)s; its updates reach this customer too."), other=original)
    return Step("rest", say(_("Nothing for you now")), why)


def _pressing(look: Look) -> Step | None:
    clock = look.clock(*TOLD)
    if clock is None or clock.due_at is None or not look.speaks:
        return None
    reminder = look.rules.policy.communication.remind_owner
    before = max(PRESSING, reminder.approximate() if reminder else PRESSING)
    soon = clock.due_at - look.view.now <= before
    return _word(look) if soon or (clock.name == "response" and look.state.owner) else None


def _word(look: Look) -> Step | None:
    """The customer hears from us: the first answer, or the next update."""
    clock = look.clock(*TOLD)
    if clock is None or not look.speaks:
        return None
    first = clock.name == "response"
    label = say(_("Send the first answer")) if first else say(_("Write the update"))
    why = _promised(look, first)
    return Step("update", label, why, clock.due_at, "update", clock.name, look.is_late(clock))


def _promised(look: Look, first: bool) -> Said:
    clock = look.clock(*TOLD)
    customer = look.state.ticket.customer or say(_("The customer"))
    if first or clock is None:
        return say(_("%(customer)s has heard nothing from us yet."), customer=customer)
    if look.state.next_update is not None and look.state.next_update == clock.due_at:
        return say(_("The last update promised the next word by then."))
    last = look.state.times.updated
    if last is None:
        return SILENT
    every = clock.target
    return say(_("Promised every %(every)s; the last word went out at %(at)s."), every=every, at=last)


def _sent_back(look: Look) -> Step | None:
    """What the request lacks, for whoever reported it or reads it first (A2.6)."""
    state, clock = look.state, look.clock("triage", "response")
    due = clock.due_at if clock else None
    if state.status is RETURNED:
        count = len(look.view.questions)
        why = say(_("The request was sent back; questions without an answer: %(count)s."), count=count)
        return Step("facts", say(_("Answer what is missing")), why, due, "facts", late=look.is_late(clock))
    if state.status is REPORTED and look.is_contact:
        why = say(_("Nobody has rated it yet: severity and level follow from the facts."))
        return Step("triage", say(_("Rate it")), why, due, "triage", late=look.is_late(clock))
    return None


def _vacant(look: Look) -> Step | None:
    """A seat that the level asks for and nobody holds: whoever may take it, or whoever fills it."""
    clock = look.clock("sme")
    for role in look.view.vacant:
        due = clock.due_at if clock and role == SME else None
        late = role == SME and look.is_late(clock)
        if look.person in look.rules.able(role):
            why = say(_("Level %(level)s needs this seat, and nobody holds it."), level=look.state.level)
            label = say(_("Take the seat: %(seat)s"), seat=seat(role))
            return Step("take", label, why, due, "seats", role, late)
        if {OWNER, COMMANDER} & set(look.seats):
            why = say(_("Level %(level)s needs this seat, and nobody holds it."), level=look.state.level)
            label = say(_("Fill the seat: %(seat)s"), seat=seat(role))
            return Step("fill", label, why, due, "seats", role, late)
    return None


def _unknown(look: Look) -> Step | None:
    """An escalation that opened although facts were missing: they are asked for while people work."""
    missing = look.state.judged.missing
    if not missing or not look.state.is_escalation or OWNER not in look.seats:
        return None
    why = say(_("Level %(level)s asks for them: %(facts)s."), level=look.state.level, facts=_named(look))
    return Step("facts", say(_("Fill in missing facts")), why, None, "facts")


def _named(look: Look) -> str:
    declared = look.rules.policy.facts
    missing = look.state.judged.missing
    called = [declared[n].label or n.replace("_", " ") if n in declared else n for n in missing]
    more = len(called) - 3
    return ", ".join(called) if more <= 0 else f"{', '.join(called[:3])} + {more}"


def _waiting(look: Look) -> Step | None:
    if not look.state.is_waiting or not ({OWNER, COMMS} & set(look.seats)):
        return None
    since = look.state.waits[-1].start
    why = say(_("It waits for the customer since %(at)s; clocks that pause stand still."), at=since)
    return Step("resume", say(_("The customer has answered")), why, None, "resume")


_ORDER: tuple[Callable[[Look], Step | None], ...] = (
    ended, _paged, _offered, _alarm, _behind, _pressing, _sent_back, _vacant, _unknown, gates, _waiting,
    find_out, _word, rest,
)  # fmt: skip
