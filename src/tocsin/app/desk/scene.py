"""Who is concerned by a decision, and how they are spoken to."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tocsin.core.calendar.zones import zone_of
from tocsin.core.lifecycle.decide.seats import OWNER
from tocsin.core.lifecycle.rules import Rules, name_of
from tocsin.core.lifecycle.state import State

LEAD = "support_lead"
"""The role that hears what the owner missed, where the policy has it."""


class Notice(NamedTuple):
    """What one person is told: the end of the subject, and the text."""

    person: str
    subject: str
    text: str


class Scene(NamedTuple):
    """A decision: the state before and after, by whom and when."""

    before: State
    after: State
    rules: Rules
    now: datetime
    actor: str

    @property
    def owners(self) -> list[str]:
        """Who answers for it: its owner; before it has one, or where nothing reaches them, who is on duty."""
        known = [self.after.owner] if self.after.owner else []
        return self.reachable([*known, *self._on_duty(OWNER), *self.leads])[:1]

    @property
    def leads(self) -> list[str]:
        """Who hears what the owner missed."""
        return self.reachable(self._on_duty(LEAD))[:1]

    def _on_duty(self, role: str) -> list[str]:
        return [name_of(someone) for someone in self.rules.on_duty(role, self.now)]

    def called(self, person: str) -> str:
        """What a person is called."""
        contact = self.rules.policy.contacts.get(person)
        return contact.name if contact else person or "nobody"

    def clock(self, at: datetime | None, person: str) -> str:
        """An instant on this person's clock."""
        return clock(at, zone(self.rules, person))

    def reachable(self, people: Sequence[str]) -> list[str]:
        """Those of them whom anything reaches, each once."""
        found = ((person, self.rules.contact(person)) for person in dict.fromkeys(people))
        known = [(person, contact) for person, contact in found if contact is not None]
        ways = self.rules.book
        return [person for person, contact in known if contact.email or ways.rules_of(person)]

    def others(self, people: Sequence[str]) -> list[str]:
        """Nobody is told what they did themselves."""
        return [person for person in dict.fromkeys(people) if person != self.actor]


def clock(at: datetime | None, where: ZoneInfo) -> str:
    """An instant on somebody's clock, with its zone: `03:07 EST on Sun 7 Nov`."""
    if at is None:
        return "an unknown time"
    local = at.astimezone(where)
    return f"{local:%H:%M %Z} on {local:%a} {local.day} {local:%b}"


def zone(rules: Rules, person: str) -> ZoneInfo:
    """Where a person's clock hangs; the desk's zone for one whose own is not known."""
    contact = rules.policy.contacts.get(person)
    return zone_of((contact.zone if contact else "") or rules.policy.organisation.zone)
