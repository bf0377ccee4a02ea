"""From the policy to the book that paging reads: the only file here that knows the policy's schema."""

from collections.abc import Iterator
from datetime import time

from tocsin.core.ladders import rungs
from tocsin.core.ladders.rungs import Book, Rule
from tocsin.core.policy.hours import hours_of
from tocsin.core.policy.schema.people import Contact, Ladder, Night, Rung
from tocsin.core.policy.schema.policy import Policy
from tocsin.core.policy.schema.time import Calendar


def book_of(policy: Policy) -> Book:
    """Ladders, personal rules and calendars of a policy (A4.1, A4.5). Keep it beside the policy's hash.

    Raises ValueError for a calendar or zone that a checked policy cannot have.
    """
    return Book(
        ladders={id_: _ladder(id_, ladder) for id_, ladder in policy.ladders.items()},
        rules={id_: rules_of(contact) for id_, contact in policy.contacts.items()},
        calendars={id_: hours_of(calendar) for id_, calendar in _read(policy)},
        zones={id_: contact.zone for id_, contact in policy.contacts.items() if contact.zone},
        zone=policy.organisation.zone,
    )


def rules_of(contact: Contact) -> tuple[Rule, ...]:
    """How a person is paged, soonest first; a method whose address is not known is none (A4.5).

    Without rules of their own: by e-mail at once, else by telephone, else by their webhook.
    """
    own = [Rule(notify.by, notify.after.approximate()) for notify in contact.notify]
    usual = [Rule(method) for method in ("email", "phone", "webhook") if _reaches(contact, method)][:1]
    known = dict.fromkeys(rule for rule in own or usual if _reaches(contact, rule.method))
    return tuple(sorted(known, key=lambda rule: rule.after))


def _reaches(contact: Contact, method: str) -> bool:
    addresses = {
        "email": contact.email,
        "sms": contact.phone,
        "phone": contact.phone,
        "webhook": contact.webhook,
    }
    return bool(addresses.get(method, method))  # chat and push go by the person's own account


def _ladder(id_: str, ladder: Ladder) -> rungs.Ladder:
    return rungs.Ladder(
        id_,
        tuple(_rung(rung_id, rung) for rung_id, rung in ladder.rungs.items()),
        ladder.repeat,
        (str(ladder.last),) if ladder.last else (),
        ladder.silent_after.approximate() if ladder.silent_after else None,
        _night(ladder.night) if ladder.night else None,
    )


def _rung(id_: str, rung: Rung) -> rungs.Rung:
    return rungs.Rung(
        id_,
        tuple(dict.fromkeys(str(target) for target in (rung.page, *rung.also))),
        rung.wait,
        every=rung.every.approximate() if rung.every else None,
        in_turn=rung.in_turn,
        hours=rung.hours,
        outside=rung.outside,
    )


def _night(night: Night) -> rungs.Night:
    return rungs.Night(
        time.fromisoformat(night.start), time.fromisoformat(night.end), night.after.approximate()
    )


def _read(policy: Policy) -> Iterator[tuple[str, Calendar]]:
    """The calendars that rungs name; the others cost nothing here."""
    named = {rung.hours for ladder in policy.ladders.values() for rung in ladder.rungs.values()}
    return ((id_, calendar) for id_, calendar in policy.calendars.items() if id_ in named)
