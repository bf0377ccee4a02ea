"""The Django app of the store: its label names its migrations."""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """Events, streams, the list, outbox and ledger."""

    name = "tocsin.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"
