"""Events to messages: pages, warnings, reminders, hand-overs; texts to be read at 03:00 (A4.5)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tocsin.app.ports import Outgoing
from tocsin.core.calendar.zones import zone_of
from tocsin.core.ladders import events as p
from tocsin.core.ladders.due import next_due
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.decide.seats import COMMANDER
from tocsin.core.lifecycle.rules import Rules, name_of
from tocsin.core.lifecycle.state import State
from tocsin.core.policy.schema.people import Contact

URGENT = ("P1", "P2")
LEAD = "support_lead"
"""The role that hears what the owner missed, where the policy has it."""


def outgoing(
    before: State, after: State, events: Sequence[Happened], rules: Rules, now: datetime
) -> tuple[Outgoing, ...]:
    """The messages of one change; each id comes from the event that caused it, so that none is made twice."""
    return tuple(_messages(before, after, events, rules, now))


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
    before: State, after: State, events: Sequence[Happened], rules: Rules, now: datetime
) -> Iterator[Outgoing]:
    for version, event in enumerate(events, before.version + 1):
        if isinstance(event, p.PageOrdered):
            yield _page(after, event, rules, version, now)
            continue
        for place, (person, subject, text) in enumerate(_notices(before, after, event, rules, now)):
            found = _notice(after, rules, person, subject, text, now, f"{after.id}/{version}/{place}")
            if found:
                yield found


def _page(state: State, event: p.PageOrdered, rules: Rules, version: int, now: datetime) -> Outgoing:
    contact = rules.policy.contacts.get(event.person)
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
    zone = _zone(rules, event.person)
    climb = state.paging.climbs[event.climbs[0]]
    after = next_due(state.paging, rules.book)
    following = f"Without an answer the next rung is paged at {clock(climb.due, zone)}." if climb.due else ""
    lines = [
        state.ticket.title,
        state.ticket.text.strip()[:600],
        "",
        f"Severity {state.severity}, level {state.level}. Customer: {state.ticket.customer or 'not named'}.",
        f"Owner: {_name(rules, state.owner)}. Reported at {clock(state.times.reported, zone)}.",
        f"You are paged on rung `{event.rung}` of {', '.join(event.climbs)}: {climb.reason}",
        f"Because: {event.why}" if event.why else "",
        "",
        f"Acknowledge: tocsin ack {state.id} --as {event.person}",
        f"You cannot act: tocsin decline {state.id} --as {event.person} --reason WHY",
        following if after else "",
    ]
    return "\n".join(line for line in lines if line is not None).strip() + "\n"


def clock(at: datetime | None, zone: ZoneInfo) -> str:
    """An instant on somebody's clock, with its zone: `03:07 EST on Sun 7 Nov`."""
    if at is None:
        return "an unknown time"
    local = at.astimezone(zone)
    return f"{local:%H:%M %Z} on {local:%a} {local.day} {local:%b}"


def _zone(rules: Rules, person: str) -> ZoneInfo:
    contact = rules.policy.contacts.get(person)
    return zone_of((contact.zone if contact else "") or rules.policy.organisation.zone)


def _name(rules: Rules, person: str) -> str:
    contact = rules.policy.contacts.get(person)
    return contact.name if contact else person or "nobody"


Notice = tuple[str, str, str]
"""Person, subject, text."""


def _notices(before: State, after: State, event: Happened, rules: Rules, now: datetime) -> Iterator[Notice]:
    head = _head(after)
    match event:
        case e.Opened(owner=owner, owner_why=why):
            yield owner, f"{head}: you own it", f"You are the owner: {why}.\n{event.why}\n"
        case e.ClockWarned():
            due = clock(event.due_at, _zone(rules, after.owner))
            text = f"{event.fraction:.0%} of `{event.clock}` is used; it runs out at {due}.\n"
            yield after.owner, f"{head}: {event.clock} is due at {due}", text
        case e.ClockBreached():
            for person in dict.fromkeys((after.owner, *_lead(rules, now))):
                due = clock(event.due_at, _zone(rules, person))
                text = f"`{event.clock}` was due at {due}. Late is late; act now and say so.\n"
                yield person, f"{head}: {event.clock} is late", text
        case e.Reminded():
            for person in [after.owner] if event.who == "owner" else _lead(rules, now):
                due = clock(event.due_at, _zone(rules, person))
                text = f"The customer must hear from us by {due}. Owner: {_name(rules, after.owner)}.\n"
                yield person, f"{head}: an update is due at {due}", text
        case e.HandOverOffered(to=to, note=note):
            if after.owner != to:
                text = f"{_name(rules, before.owner)} hands it to you.\n{note}\n"
                text += f"Accept: tocsin accept {after.id} --as {to}\n"
                yield to, f"{head}: the ownership is offered to you", text
        case e.HandedOver(before=old, after=new):
            yield old, f"{head}: handed over", f"{_name(rules, new)} owns it now.\n"
        case e.Seated(role=role, person=person, why=why) if role == COMMANDER:
            yield person, f"{head}: you are incident commander", f"{why}.\n"


def _lead(rules: Rules, now: datetime) -> list[str]:
    return [name_of(someone) for someone in rules.on_duty(LEAD, now)[:1]]


def _notice(
    state: State, rules: Rules, person: str, subject: str, text: str, now: datetime, id_: str
) -> Outgoing | None:
    """What is no page goes by e-mail where there is one: it does not ring."""
    contact = rules.policy.contacts.get(person)
    methods = [rule.method for rule in rules.book.rules_of(person)]
    method = "email" if contact and contact.email else next(iter(methods), "")
    if not method:
        return None
    urgent = False
    return Outgoing(id_, state.id, "", person, method, address(contact, method), subject, text, urgent, now)
