"""The Django app of accounts: its label names its migrations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, tokens, invitations and the audit log."""

    name = "tocsin.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
