"""Personal data can be taken out of events: only as announced, and only what an event says.

Whoever erases writes down first what will stand there; the guard lets exactly that through. To which
escalations another one was suggested is kept beside, so that what they say about it is found.
"""

import json
from typing import Any, ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import statements

ERASING = """CREATE TABLE tocsin_erasing (
  stream {words} NOT NULL, version integer NOT NULL, data text NOT NULL, PRIMARY KEY (stream, version))"""
ERASURE = """CREATE TABLE tocsin_erasure (
  stream {words} PRIMARY KEY, version integer NOT NULL, at bigint NOT NULL, actor text NOT NULL)"""
MENTION = """CREATE TABLE tocsin_mention (
  about {words} NOT NULL, stream {words} NOT NULL, PRIMARY KEY (about, stream))"""
ATTACHED = "CREATE INDEX tocsin_event_attached ON tocsin_event (position) WHERE kind = 'attached'"

KEPT = (
    "position", "stream", "version", "at", "kind", "actor", "policy", "key", "previous", "hash", "marks",
    "lane", "place", "chain",
)  # fmt: skip
_SAME = " AND ".join(f"NEW.{name} = OLD.{name}" for name in KEPT)
_ANNOUNCED = """EXISTS (SELECT 1 FROM tocsin_erasing said
  WHERE said.stream = OLD.stream AND said.version = OLD.version AND said.data = NEW.data)"""
SQLITE = (
    "DROP TRIGGER tocsin_event_no_update",
    f"CREATE TRIGGER tocsin_event_no_update BEFORE UPDATE ON tocsin_event"
    f" WHEN NOT ({_SAME} AND {_ANNOUNCED})"
    " BEGIN SELECT RAISE(ABORT, 'tocsin_event is only ever added to'); END",
)
POSTGRES = (
    f"""CREATE FUNCTION tocsin_event_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND {_SAME} AND {_ANNOUNCED} THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END $$""",
    "DROP TRIGGER tocsin_event_guard ON tocsin_event",
    "CREATE TRIGGER tocsin_event_guard BEFORE UPDATE OR DELETE ON tocsin_event FOR EACH ROW"
    " EXECUTE FUNCTION tocsin_event_kept()",
)


def mentions(apps: Any, editor: Any) -> None:
    """Fills the table from what was suggested before it was there."""
    kept = "INSERT INTO tocsin_mention (about, stream) VALUES (%s, %s) ON CONFLICT DO NOTHING"
    with editor.connection.cursor() as read, editor.connection.cursor() as write:
        read.execute("SELECT stream, data FROM tocsin_event WHERE kind = 'duplicates_suggested'")
        while page := read.fetchmany(1000):
            found = ((part.get("stream", ""), stream) for stream, data in page for part in _parts(data))
            write.executemany(kept, [pair for pair in found if pair[0]])


def _parts(data: str) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = json.loads(data).get("suggestions", [])
    return parts


class Migration(migrations.Migration):
    """Only adds: the release before it writes no other way than it did."""

    dependencies: ClassVar = [("storage", "0003_post_leases")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                statements(ERASING, ERASURE, MENTION, ATTACHED, sqlite=SQLITE, postgresql=POSTGRES),
                migrations.RunPython(mentions, migrations.RunPython.noop),
            ],
            state_operations=[
                migrations.CreateModel(
                    "Erasure",
                    [
                        ("stream", models.TextField(primary_key=True, serialize=False)),
                        ("version", models.IntegerField()),
                        ("at", models.BigIntegerField()),
                        ("actor", models.TextField()),
                    ],
                    options={"db_table": "tocsin_erasure"},
                ),
            ],
        )
    ]
