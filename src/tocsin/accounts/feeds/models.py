"""The table of calendar addresses; of the secret only its hash is kept."""

from __future__ import annotations

from django.db import models


class Feed(models.Model):
    """A calendar's private address. `rotation` "": the account's own shifts; else everybody's in that one.

    `digest` is the SHA-256 of the secret, `hint` its last letters; the secret itself is shown once.
    """

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="feeds")
    rotation = models.CharField(max_length=80, blank=True, default="")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        app_label = "accounts"
        db_table = "tocsin_calendar_feed"
