"""What the tables of erasures and of personal contact methods hold, for Django."""

from __future__ import annotations

from django.db import models


class Erasure(models.Model):
    """An escalation whose personal data was taken away, and up to which version."""

    stream: models.TextField[str, str] = models.TextField(primary_key=True)
    version: models.IntegerField[int, int] = models.IntegerField()
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    actor: models.TextField[str, str] = models.TextField()

    class Meta:
        """Its table."""

        db_table = "tocsin_erasure"


class Reach(models.Model):
    """A person's own contact methods and notification rules, as JSON."""

    person: models.TextField[str, str] = models.TextField(primary_key=True)
    data: models.TextField[str, str] = models.TextField()
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    actor: models.TextField[str, str] = models.TextField()

    class Meta:
        """Its table."""

        db_table = "tocsin_reach"
