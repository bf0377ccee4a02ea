"""Saved views: listed, kept, shared, chosen to open first, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.accounts.models import Account
    from tocsin.accounts.views.models import SavedView

MOST = 40
"""Views that one account may have."""
NAME, QUERY = 60, 1000
"""Characters of a name, and of what stands behind `?`."""


def views_of(account: Account) -> tuple[Sequence[SavedView], int | None]:
    """The views an account sees, its own first, and the number of the one that opens first."""
    from django.db.models import Exists, OuterRef, Q

    from tocsin.accounts.views.models import FirstView, SavedView

    opens = Exists(FirstView.objects.filter(account=account, view=OuterRef("pk")))
    seen = SavedView.objects.filter(Q(account=account) | Q(shared=True)).select_related("account")
    views = list(seen.annotate(opens_first=opens))
    found = sorted(views, key=lambda view: (view.account != account, view.name.lower()))
    return found, next((view.pk for view in views if vars(view)["opens_first"]), None)


def keep(account: Account, name: str, query: str, shared: bool, now: datetime) -> SavedView:
    """Keeps a view; one of the same name is replaced. Raises ValueError with what to change."""
    from tocsin.accounts.views.models import SavedView

    name = " ".join(name.split())
    if not name or len(name) > NAME:
        raise ValueError(f"a view has a name of at most {NAME} characters")
    if len(query) > QUERY:
        raise ValueError("this view asks for too much: take some filters away")
    mine = SavedView.objects.filter(account=account)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise ValueError(f"there are {MOST} views already: end one that nobody uses")
    told = {"query": query, "shared": shared, "created_at": now}
    return SavedView.objects.update_or_create(account=account, name=name, defaults=told)[0]


def end(account: Account, number: int) -> bool:
    """Ends a view of one's own; False when it is none of theirs."""
    from tocsin.accounts.views.models import SavedView

    return bool(SavedView.objects.filter(account=account, pk=number).delete()[0])


def open_first(account: Account, number: int | None) -> bool:
    """Which view the desk opens with; None: the plain desk. False for one that the account does not see."""
    from tocsin.accounts.views.models import FirstView

    if number is None:
        FirstView.objects.filter(account=account).delete()
        return True
    if number not in {view.pk for view in views_of(account)[0]}:
        return False
    FirstView.objects.update_or_create(account=account, defaults={"view_id": number})
    return True
