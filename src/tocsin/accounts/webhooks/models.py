"""The tables of webhooks and of the API. Secrets and kept replies are encrypted.

Times are microseconds since 1970, UTC: the worker reads and writes them without Django's models.
"""

from __future__ import annotations

from django.db import models

from tocsin.accounts.webhooks.words import WAITING


class Webhook(models.Model):
    """Somebody's receiver. `kinds`: words, none: every kind of event.

    `cursor`: the feed up to here has been read. `failing_since`: nothing was taken since then, None while
    it works. `off_why`: why it was switched off.
    """

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=2000)
    kinds = models.TextField(blank=True, default="")
    secret = models.TextField()
    hint = models.CharField(max_length=8)
    is_active = models.BooleanField(default=True)
    off_why = models.CharField(max_length=300, blank=True, default="")
    failing_since = models.BigIntegerField(null=True)
    cursor = models.BigIntegerField(default=0)
    created_at = models.BigIntegerField()
    created_by = models.CharField(max_length=80)

    class Meta:
        """Its table."""

        app_label = "accounts"
        db_table = "tocsin_webhook"


class Delivery(models.Model):
    """One event for one receiver. `body` is what is posted, the same bytes each time.

    Leased by `holder` until `lease_until` while it is sent: a sender that dies lets it go by that.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    position = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    stream = models.CharField(max_length=60, blank=True, default="")
    body = models.TextField()
    state = models.CharField(max_length=12, default=WAITING)
    attempts = models.IntegerField(default=0)
    created_at = models.BigIntegerField()
    next_at = models.BigIntegerField(null=True)
    lease_until = models.BigIntegerField(null=True)
    holder = models.CharField(max_length=120, blank=True, default="")
    repeat_of = models.BigIntegerField(null=True)
    done_at = models.BigIntegerField(null=True)

    class Meta:
        """Its table; an event is delivered to a receiver once, repeats by hand aside."""

        app_label = "accounts"
        db_table = "tocsin_webhook_delivery"
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "position"],
                condition=models.Q(repeat_of__isnull=True),
                name="one_delivery_per_event",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=models.Q(state="waiting"), name="webhook_delivery_due"
            ),
            models.Index(fields=["webhook", "-id"], name="webhook_delivery_list"),
        ]


class Attempt(models.Model):
    """One try: when, what the receiver answered, how long it took. Written before and after the send."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    number = models.IntegerField()
    at = models.BigIntegerField()
    outcome = models.CharField(max_length=12)
    detail = models.CharField(max_length=300, blank=True, default="")
    took_ms = models.IntegerField(null=True)

    class Meta:
        """Its table."""

        app_label = "accounts"
        db_table = "tocsin_webhook_attempt"
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="one_line_per_attempt")]


class Allowance(models.Model):
    """How much a token or an address used of its allowance in a window of a minute."""

    subject = models.CharField(max_length=80, primary_key=True)
    window = models.BigIntegerField()
    used = models.IntegerField()

    class Meta:
        """Its table."""

        app_label = "accounts"
        db_table = "tocsin_allowance"


class KeptReply(models.Model):
    """What a request with an Idempotency-Key was answered: a repeat does nothing and hears the same."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.BigIntegerField(db_index=True)
    status = models.IntegerField(default=0)
    reply = models.TextField(blank=True, default="")

    class Meta:
        """Its table; a key is an account's own."""

        app_label = "accounts"
        db_table = "tocsin_kept_reply"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="one_reply_per_key")]
