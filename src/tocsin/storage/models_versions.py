"""What the tables of policy versions and calibration runs hold, for Django."""

from __future__ import annotations

from django.db import models


class Version(models.Model):
    """A proposed policy by its hash, with the files it came in."""

    hash: models.TextField[str, str] = models.TextField(primary_key=True)
    title: models.TextField[str, str] = models.TextField()
    version: models.TextField[str, str] = models.TextField()
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    actor: models.TextField[str, str] = models.TextField()
    name: models.TextField[str, str] = models.TextField()
    origin: models.TextField[str, str] = models.TextField()
    note: models.TextField[str, str] = models.TextField()
    content: models.BinaryField[bytes, bytes] = models.BinaryField()
    files: models.BinaryField[bytes, bytes] = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "tocsin_version"


class VersionStep(models.Model):
    """What somebody did with a version; only ever added to."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    version: models.TextField[str, str] = models.TextField()
    number: models.IntegerField[int, int] = models.IntegerField()
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    actor: models.TextField[str, str] = models.TextField()
    kind: models.TextField[str, str] = models.TextField()
    data: models.TextField[str, str] = models.TextField()
    previous: models.TextField[str, str] = models.TextField()
    hash: models.TextField[str, str] = models.TextField()

    class Meta:
        """Its table."""

        db_table = "tocsin_version_step"


class Calibration(models.Model):
    """A calibration run from the page: how far it has come, and its report."""

    id: models.TextField[str, str] = models.TextField(primary_key=True)
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    actor: models.TextField[str, str] = models.TextField()
    name: models.TextField[str, str] = models.TextField()
    history: models.TextField[str, str] = models.TextField()
    policy: models.TextField[str, str] = models.TextField()
    title: models.TextField[str, str] = models.TextField()
    state: models.TextField[str, str] = models.TextField()
    step: models.TextField[str, str] = models.TextField()
    percent: models.FloatField[float, float] = models.FloatField()
    said: models.TextField[str, str] = models.TextField()
    summary: models.TextField[str, str] = models.TextField()
    beat_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    ended_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    report: models.BinaryField[bytes, bytes] = models.BinaryField()
    rejects: models.BinaryField[bytes, bytes] = models.BinaryField()
    advice: models.TextField[str, str] = models.TextField(db_default="")

    class Meta:
        """Its table."""

        db_table = "tocsin_calibration"
