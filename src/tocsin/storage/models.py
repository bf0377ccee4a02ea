"""What the tables hold, for Django. Instants are microseconds since 1970 UTC, JSON is canonical text.

The store itself speaks SQL; the models are how other Django code reads these tables, and how a drift
between tables and code is noticed.
"""

from __future__ import annotations

from django.db import models

from tocsin.storage.models_board import Customer, File
from tocsin.storage.models_people import Erasure, Reach
from tocsin.storage.models_versions import Calibration, Version, VersionStep

__all__ = ["Calibration", "Customer", "Erasure", "File", "Reach", "Version", "VersionStep"]


class Event(models.Model):
    """What happened; only ever added to. `position` is the order over all streams."""

    position: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    stream: models.TextField[str, str] = models.TextField()
    version: models.IntegerField[int, int] = models.IntegerField()
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    kind: models.TextField[str, str] = models.TextField()
    actor: models.TextField[str, str] = models.TextField()
    policy: models.TextField[str, str] = models.TextField()
    key: models.TextField[str, str] = models.TextField()
    data: models.TextField[str, str] = models.TextField()
    previous: models.TextField[str, str] = models.TextField()
    hash: models.TextField[str, str] = models.TextField()
    marks: models.TextField[str, str] = models.TextField()
    lane: models.BigIntegerField[int, int] = models.BigIntegerField()
    place: models.BigIntegerField[int, int] = models.BigIntegerField()
    chain: models.TextField[str, str] = models.TextField()

    class Meta:
        """Its table."""

        db_table = "tocsin_event"


class Lane(models.Model):
    """The last link of a chain over all streams; a transaction takes one that is free."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    place: models.BigIntegerField[int, int] = models.BigIntegerField()
    hash: models.TextField[str, str] = models.TextField()

    class Meta:
        """Its table."""

        db_table = "tocsin_lane"


class Stream(models.Model):
    """The head of a stream: its version and last hash, its state, and when to look at it next."""

    id: models.TextField[str, str] = models.TextField(primary_key=True)
    version: models.IntegerField[int, int] = models.IntegerField()
    hash: models.TextField[str, str] = models.TextField()
    state: models.BinaryField[bytes, bytes] = models.BinaryField()
    wake_kind: models.TextField[str, str] = models.TextField()
    due_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    wake_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    error: models.TextField[str, str] = models.TextField(db_default="")
    troubles: models.IntegerField[int, int] = models.IntegerField(db_default=0)

    class Meta:
        """Its table."""

        db_table = "tocsin_stream"


class Row(models.Model):
    """A line of the list of escalations."""

    stream: models.TextField[str, str] = models.TextField(primary_key=True)
    status: models.TextField[str, str] = models.TextField()
    level: models.IntegerField[int, int] = models.IntegerField()
    severity: models.TextField[str, str] = models.TextField()
    segment: models.TextField[str, str] = models.TextField()
    customer: models.TextField[str, str] = models.TextField()
    title: models.TextField[str, str] = models.TextField()
    owner: models.TextField[str, str] = models.TextField()
    reported_at: models.BigIntegerField[int, int] = models.BigIntegerField()
    updated_at: models.BigIntegerField[int, int] = models.BigIntegerField()
    closed_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    text: models.TextField[str, str] = models.TextField()
    alike: models.TextField[str, str] = models.TextField()
    due_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    due_kind: models.TextField[str, str] = models.TextField(db_default="")
    team: models.TextField[str, str] = models.TextField(db_default="")
    waiting: models.BooleanField[bool, bool] = models.BooleanField(db_default=False)
    people: models.TextField[str, str] = models.TextField(db_default="")
    terms: models.TextField[str, str] = models.TextField(db_default="")
    opened_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    responded_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    response_took: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    resolved_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    resolution_took: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    in_time: models.BooleanField[bool | None, bool | None] = models.BooleanField(null=True)
    original: models.TextField[str, str] = models.TextField(db_default="")

    class Meta:
        """Its table."""

        db_table = "tocsin_row"


class Command(models.Model):
    """What a command with a client key was answered."""

    key: models.TextField[str, str] = models.TextField(primary_key=True)
    stream: models.TextField[str, str] = models.TextField()
    version: models.IntegerField[int, int] = models.IntegerField()
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    reply: models.TextField[str, str] = models.TextField()

    class Meta:
        """Its table."""

        db_table = "tocsin_command"


class Outbox(models.Model):
    """A message on its way. `ready_at` is the next try, or the end of a lease; empty when done."""

    id: models.TextField[str, str] = models.TextField(primary_key=True)
    stream: models.TextField[str, str] = models.TextField()
    page: models.TextField[str, str] = models.TextField()
    person: models.TextField[str, str] = models.TextField()
    channel: models.TextField[str, str] = models.TextField()
    address: models.TextField[str, str] = models.TextField()
    subject: models.TextField[str, str] = models.TextField()
    body: models.TextField[str, str] = models.TextField()
    urgent: models.BooleanField[bool, bool] = models.BooleanField()
    not_before: models.BigIntegerField[int, int] = models.BigIntegerField()
    state: models.TextField[str, str] = models.TextField()
    ready_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    holder: models.TextField[str, str] = models.TextField(db_default="")
    attempts: models.IntegerField[int, int] = models.IntegerField(db_default=0)
    ambiguous: models.BooleanField[bool, bool] = models.BooleanField(db_default=False)
    error: models.TextField[str, str] = models.TextField(db_default="")

    class Meta:
        """Its table."""

        db_table = "tocsin_outbox"


class Ledger(models.Model):
    """What happened to pages and messages; only ever added to."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    stream: models.TextField[str, str] = models.TextField()
    page: models.TextField[str, str] = models.TextField()
    outgoing: models.TextField[str, str] = models.TextField()
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    step: models.TextField[str, str] = models.TextField()
    person: models.TextField[str, str] = models.TextField()
    channel: models.TextField[str, str] = models.TextField()
    detail: models.TextField[str, str] = models.TextField()
    attempt: models.IntegerField[int, int] = models.IntegerField(db_default=0)
    holder: models.TextField[str, str] = models.TextField(db_default="")

    class Meta:
        """Its table."""

        db_table = "tocsin_ledger"


class Policy(models.Model):
    """A policy by its hash."""

    hash: models.TextField[str, str] = models.TextField(primary_key=True)
    content: models.BinaryField[bytes, bytes] = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "tocsin_policy"


class Worker(models.Model):
    """The last heartbeat of a worker."""

    worker: models.TextField[str, str] = models.TextField(primary_key=True)
    started_at: models.BigIntegerField[int, int] = models.BigIntegerField()
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    said: models.TextField[str, str] = models.TextField()

    class Meta:
        """Its table."""

        db_table = "tocsin_worker"


class Meta(models.Model):
    """A fact about the desk itself."""

    name: models.TextField[str, str] = models.TextField(primary_key=True)
    value: models.TextField[str, str] = models.TextField()

    class Meta:
        """Its table."""

        db_table = "tocsin_meta"


class Roster(models.Model):
    """An override, a swap, or one taken back; only ever added to."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    actor: models.TextField[str, str] = models.TextField()
    kind: models.TextField[str, str] = models.TextField()
    data: models.TextField[str, str] = models.TextField()
    cancels: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)

    class Meta:
        """Its table."""

        db_table = "tocsin_roster"


class Swap(models.Model):
    """A request to swap shifts, or what was decided about one; only ever added to."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    at: models.BigIntegerField[int, int] = models.BigIntegerField()
    actor: models.TextField[str, str] = models.TextField()
    kind: models.TextField[str, str] = models.TextField()
    data: models.TextField[str, str] = models.TextField()
    ends_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    request: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)

    class Meta:
        """Its table."""

        db_table = "tocsin_swap"
