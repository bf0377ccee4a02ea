"""Saved views of the desk."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """Two new tables only."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "SavedView",
            [
                ("id", _ID),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=1000)),
                ("shared", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "tocsin_saved_view"},
        ),
        migrations.AddConstraint(
            "SavedView", models.UniqueConstraint(fields=["account", "name"], name="one_view_per_name")
        ),
        migrations.CreateModel(
            "FirstView",
            [
                ("id", _ID.clone()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="first_view",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.savedview",
                    ),
                ),
            ],
            options={"db_table": "tocsin_first_view"},
        ),
    ]
