"""Attached files are kept in the database."""

from typing import ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import statements

FILE = """CREATE TABLE tocsin_file (
  digest {words} PRIMARY KEY, kind text NOT NULL, size bigint NOT NULL, content {blob} NOT NULL)"""


class Migration(migrations.Migration):
    """Only adds."""

    dependencies: ClassVar = [("storage", "0003_post_leases")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[statements(FILE)],
            state_operations=[
                migrations.CreateModel(
                    "File",
                    [
                        ("digest", models.TextField(primary_key=True, serialize=False)),
                        ("kind", models.TextField()),
                        ("size", models.BigIntegerField()),
                        ("content", models.BinaryField()),
                    ],
                    options={"db_table": "tocsin_file"},
                )
            ],
        )
    ]
