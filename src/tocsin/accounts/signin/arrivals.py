"""Somebody whom a provider vouches for: which account they are, and with which role."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from tocsin.accounts import audit
from tocsin.accounts.signin import names
from tocsin.accounts.signin.providers import Terms
from tocsin.core.rights.table import Role

if TYPE_CHECKING:
    from tocsin.accounts.models import Account

RANK = (Role.ADMINISTRATOR, Role.APPROVER, Role.LEAD, Role.AGENT, Role.EXECUTIVE, Role.VIEWER)
"""Whose groups give several roles has the first of these."""


@dataclass(frozen=True)
class Arrival:
    """What a provider says about somebody. `verified`: that the address is really theirs."""

    provider: str
    email: str
    verified: bool
    name: str
    username: str
    groups: frozenset[str]


class NotWelcome(Exception):  # noqa: N818 (it is an answer to the person, not a failure of the program)
    """Why somebody may not come in, in words for them."""


def role_of(groups: Collection[str], terms: Terms) -> Role | None:
    """The role that these groups give; None when they give none."""
    given = {role for group, role in terms.roles.items() if group in groups}
    return next((role for role in RANK if role in given), None)


def welcome(arrival: Arrival, known: Account | None, terms: Terms, now: datetime) -> Account:
    """The account of somebody who arrives; `known`: the one they arrived as before. Raises NotWelcome."""
    _check_domain(arrival, terms)
    account = known or _by_address(arrival, terms) or _made(arrival, terms, now)
    if not account.is_active:
        raise NotWelcome(gettext("This account is switched off: ask an administrator of the desk."))
    _follow_groups(account, arrival, terms, now)
    return account


def _check_domain(arrival: Arrival, terms: Terms) -> None:
    domain = arrival.email.rpartition("@")[2].lower()
    if terms.domains and (domain not in terms.domains or not _is_sure(arrival, terms)):
        raise NotWelcome(
            gettext("Addresses of `%(domain)s` may not sign in here.") % {"domain": domain or "?"}
        )


def _is_sure(arrival: Arrival, terms: Terms) -> bool:
    return bool(arrival.email) and (arrival.verified or terms.trust_email)


def _by_address(arrival: Arrival, terms: Terms) -> Account | None:
    """An account with this address: theirs only when the provider knows the address to be theirs."""
    from tocsin.accounts.models import Account

    found = Account.objects.filter(email=arrival.email.lower()).first() if arrival.email else None
    if found is not None and not _is_sure(arrival, terms):
        text = gettext(
            "%(provider)s does not say whether the address `%(email)s` is yours, and it is used here."
        )
        raise NotWelcome(text % {"provider": terms.name, "email": arrival.email})
    return found


def _made(arrival: Arrival, terms: Terms, now: datetime) -> Account:
    from tocsin.accounts.models import Account

    role = role_of(arrival.groups, terms) or terms.create
    if terms.create is None or role is None:
        raise NotWelcome(gettext("You have no account here yet: ask an administrator of the desk for one."))
    account = Account.objects.create_user(
        names.free_username(arrival.username or arrival.email or arrival.name), arrival.email, None,
        name=arrival.name[:120], role=role.value, created_at=now,
    )  # fmt: skip
    audit.note(
        now, account.username, "account.made", account.username, provider=arrival.provider, role=role.value
    )
    return account


def _is_last_administrator(account: Account) -> bool:
    """Whether the desk would be left without one: no provider takes that away."""
    from tocsin.accounts.models import Account

    own = Role.ADMINISTRATOR.value
    others = Account.objects.filter(role=own, is_active=True).exclude(pk=account.pk)
    return account.role == own and not others.exists()


def _follow_groups(account: Account, arrival: Arrival, terms: Terms, now: datetime) -> None:
    """Where groups give roles, a role follows them; who is in none falls back to the role of new ones."""
    if not terms.roles:
        return
    role = role_of(arrival.groups, terms) or terms.create
    if role is None:
        raise NotWelcome(gettext("None of your groups may use this desk: ask whoever runs %s.") % terms.name)
    if role.value != account.role and not _is_last_administrator(account):
        detail = {"before": account.role, "after": role.value, "provider": arrival.provider}
        account.role = role.value
        account.save(update_fields=["role"])
        audit.note(now, arrival.provider, "account.role", account.username, **detail)
