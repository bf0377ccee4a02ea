"""Addresses on their way to being verified. Times are aware UTC; codes are kept as keyed hashes only."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ContactCode(models.Model):
    """A code that was sent to an address, or an address that waits for an administrator (`digest` "")."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="codes")
    kind = models.CharField(max_length=10)
    address = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    over = models.BooleanField(default=False)

    class Meta:
        """Its table."""

        app_label = "accounts"
        db_table = "tocsin_contact_code"
