"""The list knows of which ticket each is a duplicate: a new one is compared without loading states."""

from typing import ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import statements


class Migration(migrations.Migration):
    """Only adds, with a default; lines that were there before are filled with the board's columns."""

    dependencies: ClassVar = [("storage", "0004_pre_board")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                statements("ALTER TABLE tocsin_row ADD COLUMN original text NOT NULL DEFAULT ''")
            ],
            state_operations=[migrations.AddField("Row", "original", models.TextField(db_default=""))],
        )
    ]
