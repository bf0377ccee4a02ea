"""A request as the pages of this desk get it: the middleware has put the viewer on it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.http import HttpRequest

if TYPE_CHECKING:
    from tocsin.accounts.models import Account
    from tocsin.core.rights.decide import Who


class Ask(HttpRequest):
    """For type checkers: `who`, `account`, `zone` and `now` stand on every request that reaches a view."""

    who: Who
    account: Account
    zone: ZoneInfo
    now: datetime
