"""The Django app of accounts: its label names its migrations."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, tokens, invitations and the audit log."""

    name = "tocsin.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """The tables of accounts, and those of the rooms beside it that are named in full."""
        super().import_models()
        for room in ("feeds", "people", "signin", "views", "webhooks"):
            import_module(f"tocsin.accounts.{room}.models")
