"""Webhooks out, and what the API counts and keeps. Nothing before it is touched."""

import django.db.models.deletion
from django.db import migrations, models

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """New tables only."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "Webhook",
            [
                ("id", _ID),
                ("name", models.CharField(max_length=80)),
                ("url", models.CharField(max_length=2000)),
                ("kinds", models.TextField(blank=True, default="")),
                ("secret", models.TextField()),
                ("hint", models.CharField(max_length=8)),
                ("is_active", models.BooleanField(default=True)),
                ("off_why", models.CharField(blank=True, default="", max_length=300)),
                ("failing_since", models.BigIntegerField(null=True)),
                ("cursor", models.BigIntegerField(default=0)),
                ("created_at", models.BigIntegerField()),
                ("created_by", models.CharField(max_length=80)),
            ],
            options={"db_table": "tocsin_webhook"},
        ),
        migrations.CreateModel(
            "Delivery",
            [
                ("id", _ID),
                ("position", models.BigIntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("stream", models.CharField(blank=True, default="", max_length=60)),
                ("body", models.TextField()),
                ("state", models.CharField(default="waiting", max_length=12)),
                ("attempts", models.IntegerField(default=0)),
                ("created_at", models.BigIntegerField()),
                ("next_at", models.BigIntegerField(null=True)),
                ("lease_until", models.BigIntegerField(null=True)),
                ("holder", models.CharField(blank=True, default="", max_length=120)),
                ("repeat_of", models.BigIntegerField(null=True)),
                ("done_at", models.BigIntegerField(null=True)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="accounts.webhook",
                    ),
                ),
            ],
            options={"db_table": "tocsin_webhook_delivery"},
        ),
        migrations.AddConstraint(
            "Delivery",
            models.UniqueConstraint(
                condition=models.Q(repeat_of__isnull=True),
                fields=("webhook", "position"),
                name="one_delivery_per_event",
            ),
        ),
        migrations.AddIndex(
            "Delivery",
            models.Index(
                condition=models.Q(state="waiting"), fields=["next_at"], name="webhook_delivery_due"
            ),
        ),
        migrations.AddIndex(
            "Delivery", models.Index(fields=["webhook", "-id"], name="webhook_delivery_list")
        ),
        migrations.CreateModel(
            "Attempt",
            [
                ("id", _ID),
                ("number", models.IntegerField()),
                ("at", models.BigIntegerField()),
                ("outcome", models.CharField(max_length=12)),
                ("detail", models.CharField(blank=True, default="", max_length=300)),
                ("took_ms", models.IntegerField(null=True)),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries",
                        to="accounts.delivery",
                    ),
                ),
            ],
            options={"db_table": "tocsin_webhook_attempt"},
        ),
        migrations.AddConstraint(
            "Attempt",
            models.UniqueConstraint(fields=("delivery", "number"), name="one_line_per_attempt"),
        ),
        migrations.CreateModel(
            "Allowance",
            [
                ("subject", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("window", models.BigIntegerField()),
                ("used", models.IntegerField()),
            ],
            options={"db_table": "tocsin_allowance"},
        ),
        migrations.CreateModel(
            "KeptReply",
            [
                ("id", _ID),
                ("key", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.BigIntegerField(db_index=True)),
                ("status", models.IntegerField(default=0)),
                ("reply", models.TextField(blank=True, default="")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
            ],
            options={"db_table": "tocsin_kept_reply"},
        ),
        migrations.AddConstraint(
            "KeptReply",
            models.UniqueConstraint(fields=("account", "key"), name="one_reply_per_key"),
        ),
    ]
