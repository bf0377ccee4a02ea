"""What an administrator does with accounts. There is always one who can: the last one stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tocsin.accounts import audit
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.table import TABLE, Role, Scope

if TYPE_CHECKING:
    from tocsin.accounts.models import Account


def change_role(account: Account, role: str, by: Account, now: datetime, address: str = "") -> None:
    """Gives a role. Raises Refused: no such role, more for oneself, or the last administrator's."""
    wanted = _role(role)
    if wanted.value == account.role:
        return
    if account.pk == by.pk and more_than(wanted, Role(account.role)):
        raise _refused(_("nobody gives themselves more rights"), _("ask another administrator"))
    with _administrators() as others:
        _keep_one(account, others, wanted is Role.ADMINISTRATOR)
        before, account.role = account.role, wanted.value
        account.save(update_fields=["role"])
        told = {"before": before, "after": wanted.value}
        audit.note(now, by.username, "account.role", account.username, address, **told)


def more_than(role: Role, other: Role) -> bool:
    """Whether a role may do something that the other may not."""
    order = [Scope.NONE, Scope.OWN, Scope.ANY]
    return any(
        order.index(scope) > order.index(TABLE[other].get(action, Scope.NONE))
        for action, scope in TABLE[role].items()
    )


def switch_off(account: Account, by: Account, now: datetime, address: str = "") -> None:
    """They cannot sign in any more, their sessions end, their tokens are refused. Raises Refused."""
    from tocsin.accounts.signin import sessions

    if account.pk == by.pk:
        raise _refused(_("nobody switches themselves off"), _("ask another administrator"))
    with _administrators() as others:
        _keep_one(account, others, False)
        account.is_active = False
        account.save(update_fields=["is_active"])
        audit.note(now, by.username, "account.off", account.username, address)
    sessions.end_all(account)


def switch_on(account: Account, by: Account, now: datetime, address: str = "") -> None:
    """They can sign in again."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.note(now, by.username, "account.on", account.username, address)


def join_contact(
    account: Account, contact: str, known: frozenset[str], by: Account, now: datetime, address: str = ""
) -> None:
    """Joins the account with somebody of the policy, or with nobody for "". Raises Refused."""
    if contact and contact not in known:
        text = _("`%s` is no contact of the policy") % contact
        raise _refused(text, _("choose one from the list, or propose a policy that has them"))
    before, account.contact = account.contact, contact
    try:
        with transaction.atomic():
            account.save(update_fields=["contact"])
    except IntegrityError:
        text = _("`%s` is joined with another account") % contact
        raise _refused(text, _("part them there first: one contact is one account")) from None
    told = {"before": before, "after": contact}
    audit.note(now, by.username, "account.contact", account.username, address, **told)


@contextmanager
def _administrators() -> Iterator[frozenset[int]]:
    """Two who take each other's role away at the same moment must not both succeed."""
    from tocsin.accounts.models import Account

    with transaction.atomic():
        active = Account.objects.select_for_update().filter(role=Role.ADMINISTRATOR.value, is_active=True)
        yield frozenset(active.values_list("pk", flat=True))


def _keep_one(account: Account, administrators: frozenset[int], stays: bool) -> None:
    if not stays and administrators == {account.pk}:
        text = _("`%s` is the last administrator") % account.username
        raise _refused(text, _("make somebody else an administrator first"))


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        text = _("`%s` is no role") % role
        raise _refused(text, _("choose among %s") % ", ".join(Role)) from None


def _refused(message: str, help_: str) -> Refused:
    return Refused(Finding("people", message, Position.of("people"), help_), usage=True)
