"""Events to messages: pages, warnings, reminders, hand-overs; texts to be read at 03:00 (A4.5)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tocsin.app.desk.notices import notices
from tocsin.app.desk.scene import Notice, Scene, clock, zone
from tocsin.app.ports import Outgoing
from tocsin.core.ladders import events as p
from tocsin.core.ladders.climbing import upcoming
from tocsin.core.ladders.state import Climb
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.policy.schema.people import Contact

URGENT = ("P1", "P2")


def outgoing(
    before: State, after: State, events: Sequence[Happened], rules: Rules, now: datetime, actor: str = DESK
) -> tuple[Outgoing, ...]:
    """The messages of one change, ready from `now` (aware UTC) on; `actor` is not told what they did.

    Each id comes from the event that caused it, so that none is made twice.
    """
    return tuple(_messages(before, after, events, rules, now, actor))


def cancelled(events: Sequence[Happened]) -> tuple[str, ...]:
    """Pages that nobody needs to answer any more: if not sent yet, they are not sent."""
    ended: list[str] = []
    for event in events:
        if isinstance(event, p.LadderAcknowledged):
            ended += [*event.answered, *event.withdrawn]
        elif isinstance(event, p.LadderStopped | p.LadderMoved):
            ended += event.withdrawn
    return tuple(ended)


def answered(events: Sequence[Happened]) -> tuple[tuple[str, str], ...]:
    """Pages that were answered, each with the person who did."""
    found = (event for event in events if isinstance(event, p.LadderAcknowledged))
    return tuple((page, event.person) for event in found for page in event.answered)


def _messages(
    before: State, after: State, events: Sequence[Happened], rules: Rules, now: datetime, actor: str
) -> Iterator[Outgoing]:
    for version, event in enumerate(events, before.version + 1):
        if isinstance(event, p.PageOrdered):
            yield _page(after, event, rules, version, now)
    scene = Scene(before, after, rules, now, actor)
    for number, notice in notices(scene, events, before.version + 1):
        found = _notice(after, rules, notice, now, f"{after.id}/{number}")
        if found:
            yield found


def _page(state: State, event: p.PageOrdered, rules: Rules, version: int, now: datetime) -> Outgoing:
    contact = rules.contact(event.person)
    return Outgoing(
        id=f"{state.id}/{version}/0",
        stream=state.id,
        page=event.page,
        person=event.person,
        channel=event.method,
        address=address(contact, event.method),
        subject=f"{_head(state)}: you are paged",
        body=_page_text(state, event, rules),
        urgent=state.severity in URGENT,
        not_before=now,
    )


def address(contact: Contact | None, method: str) -> str:
    """Where a method reaches a person; empty when it does not."""
    if contact is None:
        return ""
    known = {"email": contact.email, "sms": contact.phone, "phone": contact.phone, "webhook": contact.webhook}
    return known.get(method, "")


def _head(state: State) -> str:
    customer = f" ({state.ticket.customer})" if state.ticket.customer else ""
    return f"[{state.severity} level {state.level}] {state.id} {state.ticket.title}{customer}"


def _page_text(state: State, event: p.PageOrdered, rules: Rules) -> str:
    where = zone(rules, event.person)
    climb = state.paging.climbs[event.climbs[0]]
    lines = [
        state.ticket.title,
        state.ticket.text.strip()[:600],
        "",
        f"Severity {state.severity}, level {state.level}. Customer: {state.ticket.customer or 'not named'}.",
        f"Owner: {_name(rules, state.owner)}. Reported at {clock(state.times.reported, where)}.",
        f"You are paged on rung `{event.rung}` of {', '.join(event.climbs)}: {climb.reason}",
        f"Because: {event.why}" if event.why else "",
        "",
        f"Acknowledge: tocsin ack {state.id} --as {event.person}",
        f"You cannot act: tocsin decline {state.id} --as {event.person} --reason WHY",
        _following(climb, rules, where),
    ]
    return "\n".join(line for line in lines if line is not None).strip() + "\n"


def _following(climb: Climb, rules: Rules, where: ZoneInfo) -> str:
    if climb.state != "climbing" or climb.due is None:
        return ""
    ladder = rules.book.ladder(climb.ladder)
    if upcoming(climb, ladder)[0] is None:
        return f"You are the last: without an answer by {clock(climb.due, where)} nobody else is paged."
    return f"Without an answer the next rung is paged at {clock(climb.due, where)}."


def _name(rules: Rules, person: str) -> str:
    contact = rules.policy.contacts.get(person)
    return contact.name if contact else person or "nobody"


def _notice(state: State, rules: Rules, notice: Notice, now: datetime, id_: str) -> Outgoing | None:
    """What is no page goes by e-mail where there is one: it does not ring."""
    contact = rules.contact(notice.person)
    methods = [rule.method for rule in rules.book.rules_of(notice.person)]
    method = "email" if contact and contact.email else next(iter(methods), "")
    if not method:
        return None
    subject = f"{_head(state)}: {notice.subject}"
    where = address(contact, method)
    return Outgoing(id_, state.id, "", notice.person, method, where, subject, notice.text, False, now)
