"""Requests to swap shifts, and what was decided about each."""

from typing import ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import statements

SWAP = """CREATE TABLE tocsin_swap (
  id {identity}, at bigint NOT NULL, actor text NOT NULL, kind text NOT NULL, data text NOT NULL,
  ends_at bigint, request bigint)"""
ONCE = "CREATE UNIQUE INDEX tocsin_swap_decided ON tocsin_swap (request) WHERE request IS NOT NULL"
ENDS = "CREATE INDEX tocsin_swap_ends ON tocsin_swap (ends_at) WHERE request IS NULL"
SQLITE = tuple(
    f"CREATE TRIGGER tocsin_swap_no_{verb.lower()} BEFORE {verb} ON tocsin_swap "
    "BEGIN SELECT RAISE(ABORT, 'tocsin_swap is only ever added to'); END"
    for verb in ("UPDATE", "DELETE")
)
# The function is there since the first schema.
POSTGRES = (
    "CREATE TRIGGER tocsin_swap_guard BEFORE UPDATE OR DELETE ON tocsin_swap FOR EACH ROW"
    " EXECUTE FUNCTION tocsin_append_only()",
    "CREATE TRIGGER tocsin_swap_truncate BEFORE TRUNCATE ON tocsin_swap FOR EACH STATEMENT"
    " EXECUTE FUNCTION tocsin_append_only()",
)


class Migration(migrations.Migration):
    """Only adds: the release before it does not look here."""

    dependencies: ClassVar = [("storage", "0003_post_leases")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[statements(SWAP, ONCE, ENDS, sqlite=SQLITE, postgresql=POSTGRES)],
            state_operations=[
                migrations.CreateModel(
                    "Swap",
                    [
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("at", models.BigIntegerField()),
                        ("actor", models.TextField()),
                        ("kind", models.TextField()),
                        ("data", models.TextField()),
                        ("ends_at", models.BigIntegerField(null=True)),
                        ("request", models.BigIntegerField(null=True)),
                    ],
                    options={"db_table": "tocsin_swap"},
                )
            ],
        )
    ]
