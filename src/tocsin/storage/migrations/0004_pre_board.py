"""The list knows what is due next and who is concerned, and is searched; customers who left are known."""

from typing import ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import statements

COLUMNS = (
    "due_at bigint",
    "due_kind text NOT NULL DEFAULT ''",
    "team text NOT NULL DEFAULT ''",
    "waiting {bool} NOT NULL DEFAULT FALSE",
    "people text NOT NULL DEFAULT ''",
    "terms text NOT NULL DEFAULT ''",
    "opened_at bigint",
    "responded_at bigint",
    "response_took bigint",
    "resolved_at bigint",
    "resolution_took bigint",
    "in_time {bool}",
)
INDEXES = (
    "tocsin_row_due ON tocsin_row (due_at, stream) WHERE closed_at IS NULL",
    "tocsin_row_closed ON tocsin_row (closed_at, stream) WHERE closed_at IS NOT NULL",
    "tocsin_row_customer ON tocsin_row (customer, reported_at)",
    "tocsin_row_unfilled ON tocsin_row (closed_at, stream) WHERE due_at IS NULL",
    "tocsin_row_severity ON tocsin_row (severity, reported_at)",
    "tocsin_row_responded ON tocsin_row (severity, responded_at, response_took)"
    " WHERE responded_at IS NOT NULL",
    "tocsin_row_resolved ON tocsin_row (severity, resolved_at, resolution_took)"
    " WHERE resolved_at IS NOT NULL",
    "tocsin_row_in_time ON tocsin_row (resolved_at, in_time) WHERE in_time IS NOT NULL",
    "tocsin_row_kept ON tocsin_row (closed_at, customer)"
    " WHERE opened_at IS NOT NULL AND closed_at IS NOT NULL",
)
# Must stay word for word what `storage/board_sql.py` asks, or the index is not used.
SEARCH = (
    "CREATE INDEX tocsin_row_words ON tocsin_row USING gin"
    " (to_tsvector('simple', translate(terms || ' ' || left(text, 4000), '-/._@:', '      ')))"
)
CUSTOMER = """CREATE TABLE tocsin_customer (
  customer {words} PRIMARY KEY, lost_at bigint, said_at bigint NOT NULL, actor text NOT NULL,
  note text NOT NULL)"""


def _text() -> "models.TextField[object, object]":
    return models.TextField(db_default="")


def _instant() -> "models.BigIntegerField[object, object]":
    return models.BigIntegerField(null=True)


class Migration(migrations.Migration):
    """Only adds, with defaults; lines that were there before are filled when the desk is first looked at."""

    dependencies: ClassVar = [("storage", "0003_post_leases")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                statements(
                    *(f"ALTER TABLE tocsin_row ADD COLUMN {column}" for column in COLUMNS),
                    *(f"CREATE INDEX {index}" for index in INDEXES),
                    CUSTOMER,
                    postgresql=(SEARCH,),
                )
            ],
            state_operations=[
                *(
                    migrations.AddField("Row", name, _instant())
                    for name in (
                        "due_at", "opened_at", "responded_at", "response_took", "resolved_at",
                        "resolution_took",
                    )
                ),
                *(
                    migrations.AddField("Row", name, _text())
                    for name in ("due_kind", "team", "people", "terms")
                ),
                migrations.AddField("Row", "waiting", models.BooleanField(db_default=False)),
                migrations.AddField("Row", "in_time", models.BooleanField(null=True)),
                migrations.CreateModel(
                    "Customer",
                    [
                        ("customer", models.TextField(primary_key=True, serialize=False)),
                        ("lost_at", _instant()),
                        ("said_at", models.BigIntegerField()),
                        ("actor", models.TextField()),
                        ("note", models.TextField()),
                    ],
                    options={"db_table": "tocsin_customer"},
                ),
            ],
        )
    ]  # fmt: skip
