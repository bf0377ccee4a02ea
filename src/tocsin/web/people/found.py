"""Everybody the desk knows: accounts joined with the contacts of the policy, with teams and duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.accounts.models import Account
from tocsin.core.lifecycle.rules import Rules, name_of
from tocsin.core.policy.schema.people import Contact

MOST = 500
"""Lines of the list; whoever seeks among more writes a few letters."""


def called_of(account: Account | None, contact: Contact | None) -> str:
    """What somebody is called: as their account says, else as the policy does."""
    if contact is not None and (account is None or not account.name):
        return str(contact.name)
    return account.called if account is not None else ""


@dataclass(frozen=True)
class Person:
    """An account, a contact, or both in one. `duty`: rotations in which they are on call now."""

    account: Account | None
    contact: Contact | None
    id: str
    teams: tuple[str, ...]
    duty: tuple[str, ...]
    factor: bool = False

    @property
    def name(self) -> str:
        """What they are called."""
        return called_of(self.account, self.contact) or self.id

    @property
    def url(self) -> str:
        """Their page."""
        return (
            f"/people/of/{self.account.username}"
            if self.account is not None
            else f"/people/contact/{self.id}"
        )

    @property
    def words(self) -> str:
        """What they are found by."""
        said = [self.name, self.id, *self.teams]
        if self.account is not None:
            said += [self.account.username, self.account.email, self.account.role]
        if self.contact is not None:
            said += [self.contact.name, self.contact.title, self.contact.email]
        return " ".join(said).casefold()


def everybody(rules: Rules, now: datetime) -> list[Person]:
    """Accounts and contacts, by their names."""
    contacts = rules.policy.contacts
    duty, teams, factors = on_duty(rules, now), teams_of(rules), with_factor()
    accounts = list(Account.objects.order_by("username")[: MOST * 4])
    joined = {account.contact for account in accounts if account.contact in contacts}
    found = [
        Person(account, contacts.get(account.contact), account.contact, *_more(account.contact, teams, duty),
               factor=account.pk in factors)
        for account in accounts
    ]  # fmt: skip
    found += [
        Person(None, contact, id_, *_more(id_, teams, duty))
        for id_, contact in contacts.items()
        if id_ not in joined
    ]
    return sorted(found, key=lambda person: person.name.casefold())


def matching(people: Iterable[Person], text: str, only: str) -> list[Person]:
    """Those whose words hold every word of `text`; `only`: `duty`, `without`, `off` or a role."""
    words = text.casefold().split()
    return [p for p in people if all(word in p.words for word in words) and _is(p, only)]


def _is(person: Person, only: str) -> bool:
    account = person.account
    if only == "duty":
        return bool(person.duty)
    if only == "without":
        return account is None
    if only == "off":
        return account is not None and not account.is_active
    return not only or (account is not None and account.role == only)


def _more(
    contact: str, teams: Mapping[str, list[str]], duty: Mapping[str, list[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(teams.get(contact, ())), tuple(duty.get(contact, ()))


def on_duty(rules: Rules, now: datetime) -> dict[str, list[str]]:
    """Who is on call now, and in which rotations, by name."""
    found: dict[str, list[str]] = {}
    for id_, rotation in rules.policy.rotations.items():
        for someone in rules.roster.who(id_, now):
            found.setdefault(someone.person, []).append(rotation.name)
    return found


def teams_of(rules: Rules) -> dict[str, list[str]]:
    """Each person's teams: those that name them, and those whose rotations they take turns in."""
    found: dict[str, list[str]] = {}
    for team_id, team in rules.policy.teams.items():
        for person in dict.fromkeys(people_of(rules, team_id)):
            found.setdefault(person, []).append(team.name)
    return found


def people_of(rules: Rules, team_id: str) -> list[str]:
    """A team's members and those whom its ladder pages, in that order."""
    team = rules.policy.teams[team_id]
    ladder = rules.policy.ladders.get(team.ladder or "")
    targets = [t for rung in ladder.rungs.values() for t in (rung.page, *rung.also)] if ladder else []
    turns = [
        rules.policy.rotations[t.id]
        for t in targets
        if t.kind == "rotation" and t.id in rules.policy.rotations
    ]
    named = [t.id for t in targets if t.kind == "person"]
    return list(dict.fromkeys((*team.members, *named, *(p for r in turns for p in r.everybody()))))


def answering_now(rules: Rules, team_id: str, now: datetime) -> list[str]:
    """Whoever would be paged first for a team at this moment."""
    return [name_of(someone) for someone in rules.answering(f"team {team_id}", now, {})]


def with_factor() -> frozenset[int]:
    """Accounts that have a second factor."""
    from allauth.mfa.models import Authenticator

    found = Authenticator.objects.exclude(type="recovery_codes").values_list("user_id", flat=True)
    return frozenset(found)
