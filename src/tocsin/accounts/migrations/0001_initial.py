"""Accounts, tokens, invitations and the audit log."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

ROLES = [
    ("viewer", "viewer"),
    ("agent", "agent"),
    ("lead", "lead"),
    ("approver", "approver"),
    ("executive", "executive"),
    ("administrator", "administrator"),
]


class Migration(migrations.Migration):
    """The first step."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("actor", models.CharField(max_length=80)),
                ("action", models.CharField(db_index=True, max_length=60)),
                ("object", models.CharField(blank=True, default="", max_length=200)),
                ("detail", models.JSONField(default=dict)),
                ("address", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={
                "db_table": "tocsin_audit",
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("role", models.CharField(choices=ROLES, default="viewer", max_length=20)),
                ("contact", models.CharField(blank=True, default="", max_length=80)),
                ("zone", models.CharField(blank=True, default="", max_length=60)),
                ("language", models.CharField(blank=True, default="", max_length=12)),
                ("theme", models.CharField(blank=True, default="", max_length=8)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "tocsin_account",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("contact", ""), _negated=True),
                        fields=("contact",),
                        name="one_account_per_contact",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="one_account_per_email",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("purpose", models.CharField(max_length=20)),
                ("role", models.CharField(choices=ROLES, default="viewer", max_length=20)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("contact", models.CharField(blank=True, default="", max_length=80)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(blank=True, default="", max_length=80)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invites",
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "db_table": "tocsin_invite",
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("hint", models.CharField(max_length=8)),
                ("scopes", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("used_from", models.CharField(blank=True, default="", max_length=64)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "db_table": "tocsin_token",
            },
        ),
    ]
