"""The tables of signing in. Times are aware UTC; what is typed by a stranger is kept as a hash only."""

from __future__ import annotations

from django.db import models


class Lock(models.Model):
    """Failed tries under one key. `level` counts the locks since it was quiet; `until` ends the last one."""

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12)
    failures = models.IntegerField(default=0)
    level = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        app_label = "accounts"
        db_table = "tocsin_lock"


class UsedCode(models.Model):
    """A code of an authenticator app that was taken: the same one is not taken twice."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """Its table."""

        app_label = "accounts"
        db_table = "tocsin_used_code"


class SignInRules(models.Model):
    """What administrators set about signing in; one row. What is None has its default."""

    id = models.IntegerField(primary_key=True, default=1)
    factor_roles = models.JSONField(null=True)
    idle_hours = models.IntegerField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    class Meta:
        """Its table."""

        app_label = "accounts"
        db_table = "tocsin_sign_in_rules"
