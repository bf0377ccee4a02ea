"""The ledger says which attempt and whose; failing streams are counted; urgent messages go first."""

from typing import ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import statements


class Migration(migrations.Migration):
    """Only adds, with defaults: the release before it goes on working."""

    dependencies: ClassVar = [("storage", "0001_initial")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                statements(
                    "ALTER TABLE tocsin_ledger ADD COLUMN attempt integer NOT NULL DEFAULT 0",
                    "ALTER TABLE tocsin_ledger ADD COLUMN holder text NOT NULL DEFAULT ''",
                    "ALTER TABLE tocsin_stream ADD COLUMN troubles integer NOT NULL DEFAULT 0",
                    "CREATE INDEX tocsin_stream_troubled ON tocsin_stream (due_at) WHERE troubles > 0",
                    "CREATE INDEX tocsin_outbox_next ON tocsin_outbox (urgent, ready_at, id)"
                    " WHERE ready_at IS NOT NULL",
                )
            ],
            state_operations=[
                migrations.AddField("Ledger", "attempt", models.IntegerField(db_default=0)),
                migrations.AddField("Ledger", "holder", models.TextField(db_default="")),
                migrations.AddField("Stream", "troubles", models.IntegerField(db_default=0)),
            ],
        )
    ]
