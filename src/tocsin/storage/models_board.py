"""What the board keeps beside the lines of the list, for Django."""

from __future__ import annotations

from django.db import models


class Customer(models.Model):
    """What was last said about a customer's staying; `lost_at` is empty for one who stays."""

    customer: models.TextField[str, str] = models.TextField(primary_key=True)
    lost_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    said_at: models.BigIntegerField[int, int] = models.BigIntegerField()
    actor: models.TextField[str, str] = models.TextField()
    note: models.TextField[str, str] = models.TextField()

    class Meta:
        """Its table."""

        app_label = "storage"
        db_table = "tocsin_customer"


class File(models.Model):
    """An attached file by the SHA-256 of its bytes."""

    digest: models.TextField[str, str] = models.TextField(primary_key=True)
    kind: models.TextField[str, str] = models.TextField()
    size: models.BigIntegerField[int, int] = models.BigIntegerField()
    content: models.BinaryField[bytes, bytes] = models.BinaryField()

    class Meta:
        """Its table."""

        app_label = "storage"
        db_table = "tocsin_file"
