"""Lock-outs, codes used up, and the rules of signing in. Nothing before it is touched."""

from django.db import migrations, models

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """New tables only."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "Lock",
            [
                ("id", _ID),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("failures", models.IntegerField(default=0)),
                ("level", models.IntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            {"db_table": "tocsin_lock"},
        ),
        migrations.CreateModel(
            "UsedCode",
            [
                ("id", _ID),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            {"db_table": "tocsin_used_code"},
        ),
        migrations.CreateModel(
            "SignInRules",
            [
                ("id", models.IntegerField(default=1, primary_key=True, serialize=False)),
                ("factor_roles", models.JSONField(null=True)),
                ("idle_hours", models.IntegerField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=80)),
            ],
            {"db_table": "tocsin_sign_in_rules"},
        ),
    ]
