"""The tables of saved views."""

from __future__ import annotations

from django.db import models


class SavedView(models.Model):
    """A list of the desk by name. `query` is what stands behind `?` in its address."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        """Its table; a name stands once in an account."""

        app_label = "accounts"
        db_table = "tocsin_saved_view"
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="one_view_per_name")]


class FirstView(models.Model):
    """The view with which the desk opens for an account: one of its own, or a shared one."""

    account = models.OneToOneField("accounts.Account", on_delete=models.CASCADE, related_name="first_view")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")

    class Meta:
        """Its table."""

        app_label = "accounts"
        db_table = "tocsin_first_view"
