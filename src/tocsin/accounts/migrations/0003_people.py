"""Addresses on their way to being verified. Nothing before it is touched."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A new table only."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "ContactCode",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("address", models.CharField(max_length=500)),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("made_at", models.DateTimeField(db_index=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("tries", models.IntegerField(default=0)),
                ("over", models.BooleanField(default=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            {"db_table": "tocsin_contact_code"},
        ),
    ]
