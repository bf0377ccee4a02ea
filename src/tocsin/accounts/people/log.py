"""Looking into the audit log: by words, by kind, by time; the newest lines first."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from tocsin.accounts.models import AuditLine


def sought(
    text: str = "", action: str = "", begin: datetime | None = None, end: datetime | None = None
) -> QuerySet[AuditLine]:
    """Lines from `begin` on and before `end` (aware UTC); `text`: who, what, or the start of an address."""
    found = AuditLine.objects.order_by("-pk")
    if text:
        said = Q(actor__icontains=text) | Q(object__icontains=text) | Q(address__startswith=text)
        found = found.filter(said)
    if action:
        found = found.filter(action=action[:60])
    if begin is not None:
        found = found.filter(at__gte=begin)
    return found.filter(at__lt=end) if end is not None else found


def actions() -> list[str]:
    """Every kind of line that there is."""
    return list(AuditLine.objects.order_by("action").values_list("action", flat=True).distinct())
