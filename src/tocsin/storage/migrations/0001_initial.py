"""The first schema."""

from typing import ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import append_only, statements

EVENT = """CREATE TABLE tocsin_event (
  position {identity}, stream {words} NOT NULL, version integer NOT NULL, at bigint NOT NULL,
  kind text NOT NULL, actor text NOT NULL, policy text NOT NULL, key text NOT NULL, data text NOT NULL,
  previous text NOT NULL, hash text NOT NULL, marks text NOT NULL,
  lane bigint NOT NULL, place bigint NOT NULL, chain text NOT NULL,
  CONSTRAINT tocsin_event_version UNIQUE (stream, version),
  CONSTRAINT tocsin_event_place UNIQUE (lane, place))"""
LANE = "CREATE TABLE tocsin_lane (id {identity}, place bigint NOT NULL, hash text NOT NULL)"
STREAM = """CREATE TABLE tocsin_stream (
  id {words} PRIMARY KEY, version integer NOT NULL, hash text NOT NULL, state {blob} NOT NULL,
  wake_kind text NOT NULL, due_at bigint, wake_at bigint, error text NOT NULL DEFAULT '')"""
STREAM_DUE = "CREATE INDEX tocsin_stream_due ON tocsin_stream (wake_at, id) WHERE wake_at IS NOT NULL"
ROW = """CREATE TABLE tocsin_row (
  stream {words} PRIMARY KEY, status text NOT NULL, level integer NOT NULL, severity text NOT NULL,
  segment {words} NOT NULL, customer text NOT NULL, title text NOT NULL, owner text NOT NULL,
  reported_at bigint NOT NULL, updated_at bigint NOT NULL, closed_at bigint, text text NOT NULL,
  alike text NOT NULL)"""
ROW_INDEXES = (
    "CREATE INDEX tocsin_row_newest ON tocsin_row (reported_at, stream)",
    "CREATE INDEX tocsin_row_open ON tocsin_row (reported_at, stream) WHERE closed_at IS NULL",
    "CREATE INDEX tocsin_row_segment ON tocsin_row (segment, reported_at, stream)",
    "CREATE INDEX tocsin_row_segment_open ON tocsin_row (segment, reported_at, stream)"
    " WHERE closed_at IS NULL",
)
COMMAND = """CREATE TABLE tocsin_command (
  key {words} PRIMARY KEY, stream {words} NOT NULL, version integer NOT NULL, at bigint NOT NULL,
  reply text NOT NULL)"""
OUTBOX = """CREATE TABLE tocsin_outbox (
  id {words} PRIMARY KEY, stream {words} NOT NULL, page {words} NOT NULL, person text NOT NULL,
  channel {words} NOT NULL, address text NOT NULL, subject text NOT NULL, body text NOT NULL,
  urgent {bool} NOT NULL, not_before bigint NOT NULL, state text NOT NULL, ready_at bigint,
  holder text NOT NULL DEFAULT '', leased_until bigint, attempts integer NOT NULL DEFAULT 0,
  ambiguous {bool} NOT NULL DEFAULT FALSE, error text NOT NULL DEFAULT '')"""
OUTBOX_INDEXES = (
    "CREATE INDEX tocsin_outbox_ready ON tocsin_outbox (ready_at) WHERE ready_at IS NOT NULL",
    "CREATE INDEX tocsin_outbox_page ON tocsin_outbox (stream, page)",
)
LEDGER = """CREATE TABLE tocsin_ledger (
  id {identity}, stream {words} NOT NULL, page {words} NOT NULL, outgoing {words} NOT NULL,
  at bigint NOT NULL, step text NOT NULL, person text NOT NULL, channel text NOT NULL,
  detail text NOT NULL)"""
LEDGER_STREAM = "CREATE INDEX tocsin_ledger_stream ON tocsin_ledger (stream, id)"
POLICY = "CREATE TABLE tocsin_policy (hash {words} PRIMARY KEY, content {blob} NOT NULL)"
WORKER = """CREATE TABLE tocsin_worker (
  worker {words} PRIMARY KEY, started_at bigint NOT NULL, at bigint NOT NULL, said text NOT NULL)"""
META = "CREATE TABLE tocsin_meta (name {words} PRIMARY KEY, value text NOT NULL)"
ROSTER = """CREATE TABLE tocsin_roster (
  id {identity}, at bigint NOT NULL, actor text NOT NULL, kind text NOT NULL, data text NOT NULL,
  cancels bigint)"""
NUMBER_SQLITE = (
    "CREATE TABLE tocsin_number (last integer NOT NULL)",
    "INSERT INTO tocsin_number (last) VALUES (1000)",
)
# Rows that are written over all the time: cleaned sooner than PostgreSQL would by itself.
TUNED = tuple(
    f"ALTER TABLE tocsin_{table} SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02,"
    " autovacuum_analyze_scale_factor = 0.02)"
    for table in ("stream", "row", "outbox")
)


def _model(name: str, /, **fields: "models.Field[object, object]") -> migrations.CreateModel:
    return migrations.CreateModel(name, list(fields.items()), options={"db_table": f"tocsin_{name.lower()}"})


def _number() -> "models.BigAutoField[object, object]":
    return models.BigAutoField(primary_key=True, serialize=False)


def _key() -> "models.TextField[object, object]":
    return models.TextField(primary_key=True, serialize=False)


def _text() -> "models.TextField[object, object]":
    return models.TextField()


def _big(null: bool = False) -> "models.BigIntegerField[object, object]":
    return models.BigIntegerField(null=null)


class Migration(migrations.Migration):
    """Creates every table; the models are told what they find."""

    initial = True
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                statements(EVENT, LANE, STREAM, STREAM_DUE, ROW, *ROW_INDEXES, COMMAND),
                statements(OUTBOX, *OUTBOX_INDEXES, LEDGER, LEDGER_STREAM, POLICY, WORKER, META, ROSTER),
                statements(
                    sqlite=NUMBER_SQLITE, postgresql=("CREATE SEQUENCE tocsin_number START 1001", *TUNED)
                ),
                append_only("tocsin_event", "tocsin_ledger", "tocsin_roster"),
            ],
            state_operations=[
                _model(
                    "Event",
                    position=_number(),
                    stream=_text(),
                    version=models.IntegerField(),
                    at=_big(),
                    kind=_text(),
                    actor=_text(),
                    policy=_text(),
                    key=_text(),
                    data=_text(),
                    previous=_text(),
                    hash=_text(),
                    marks=_text(),
                    lane=_big(),
                    place=_big(),
                    chain=_text(),
                ),
                _model("Lane", id=_number(), place=_big(), hash=_text()),
                _model(
                    "Stream",
                    id=_key(),
                    version=models.IntegerField(),
                    hash=_text(),
                    state=models.BinaryField(),
                    wake_kind=_text(),
                    due_at=_big(null=True),
                    wake_at=_big(null=True),
                    error=models.TextField(db_default=""),
                ),
                _model(
                    "Row",
                    stream=_key(),
                    status=_text(),
                    level=models.IntegerField(),
                    severity=_text(),
                    segment=_text(),
                    customer=_text(),
                    title=_text(),
                    owner=_text(),
                    reported_at=_big(),
                    updated_at=_big(),
                    closed_at=_big(null=True),
                    text=_text(),
                    alike=_text(),
                ),
                _model(
                    "Command",
                    key=_key(),
                    stream=_text(),
                    version=models.IntegerField(),
                    at=_big(),
                    reply=_text(),
                ),
                _model(
                    "Outbox",
                    id=_key(),
                    stream=_text(),
                    page=_text(),
                    person=_text(),
                    channel=_text(),
                    address=_text(),
                    subject=_text(),
                    body=_text(),
                    urgent=models.BooleanField(),
                    not_before=_big(),
                    state=_text(),
                    ready_at=_big(null=True),
                    holder=models.TextField(db_default=""),
                    leased_until=_big(null=True),
                    attempts=models.IntegerField(db_default=0),
                    ambiguous=models.BooleanField(db_default=False),
                    error=models.TextField(db_default=""),
                ),
                _model(
                    "Ledger",
                    id=_number(),
                    stream=_text(),
                    page=_text(),
                    outgoing=_text(),
                    at=_big(),
                    step=_text(),
                    person=_text(),
                    channel=_text(),
                    detail=_text(),
                ),
                _model("Policy", hash=_key(), content=models.BinaryField()),
                _model("Worker", worker=_key(), started_at=_big(), at=_big(), said=_text()),
                _model("Meta", name=_key(), value=_text()),
                _model(
                    "Roster",
                    id=_number(),
                    at=_big(),
                    actor=_text(),
                    kind=_text(),
                    data=_text(),
                    cancels=_big(null=True),
                ),
            ],
        )
    ]
