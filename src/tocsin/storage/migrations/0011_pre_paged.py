"""Pages are found by when they were ordered: whom they woke this week is asked without reading the ledger."""

from typing import ClassVar

from django.db import migrations

from tocsin.storage.ddl import statements

PAGED = (
    "CREATE INDEX tocsin_ledger_paged ON tocsin_ledger (at, person, stream, page)"
    " WHERE step = 'planned' AND page <> ''"
)


class Migration(migrations.Migration):
    """Only adds an index."""

    dependencies: ClassVar = [("storage", "0003_post_leases")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(database_operations=[statements(PAGED)], state_operations=[])
    ]
