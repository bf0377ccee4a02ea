"""How people want to be reached: what they verified and chose themselves, over the policy's contacts."""

from typing import ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import statements

REACH = """CREATE TABLE tocsin_reach (
  person {words} PRIMARY KEY, data text NOT NULL, at bigint NOT NULL, actor text NOT NULL)"""


class Migration(migrations.Migration):
    """Only adds: the release before it pages by the policy's contacts."""

    dependencies: ClassVar = [("storage", "0003_post_leases")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[statements(REACH)],
            state_operations=[
                migrations.CreateModel(
                    "Reach",
                    [
                        ("person", models.TextField(primary_key=True, serialize=False)),
                        ("data", models.TextField()),
                        ("at", models.BigIntegerField()),
                        ("actor", models.TextField()),
                    ],
                    options={"db_table": "tocsin_reach"},
                ),
            ],
        )
    ]
