"""What nobody reads any more goes; a roster change is taken back once."""

from typing import ClassVar

from django.db import migrations

from tocsin.storage.ddl import statements


class Migration(migrations.Migration):
    """Takes away and tightens: only when the release before it no longer runs."""

    dependencies: ClassVar = [("storage", "0002_pre_attempts")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                statements(
                    "DROP INDEX tocsin_outbox_ready",
                    "ALTER TABLE tocsin_outbox DROP COLUMN leased_until",
                    "CREATE UNIQUE INDEX tocsin_roster_cancelled ON tocsin_roster (cancels)"
                    " WHERE cancels IS NOT NULL",
                )
            ],
            state_operations=[migrations.RemoveField("Outbox", "leased_until")],
        )
    ]
