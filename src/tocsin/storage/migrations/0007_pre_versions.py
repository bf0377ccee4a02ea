"""Versions of the policy with the steps that people take with them; calibration runs from the page."""

from typing import ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import statements

VERSION = """CREATE TABLE tocsin_version (
  hash {words} PRIMARY KEY, title text NOT NULL, version text NOT NULL, at bigint NOT NULL,
  actor text NOT NULL, name text NOT NULL, origin text NOT NULL, note text NOT NULL,
  content {blob} NOT NULL, files {blob} NOT NULL)"""
STEP = """CREATE TABLE tocsin_version_step (
  id {identity}, version {words} NOT NULL, number integer NOT NULL, at bigint NOT NULL,
  actor text NOT NULL, kind text NOT NULL, data text NOT NULL,
  previous text NOT NULL, hash text NOT NULL,
  CONSTRAINT tocsin_version_step_number UNIQUE (version, number))"""
CALIBRATION = """CREATE TABLE tocsin_calibration (
  id {words} PRIMARY KEY, at bigint NOT NULL, actor text NOT NULL, name text NOT NULL,
  history text NOT NULL, policy text NOT NULL, title text NOT NULL, state text NOT NULL,
  step text NOT NULL, percent double precision NOT NULL, said text NOT NULL, summary text NOT NULL,
  beat_at bigint, ended_at bigint, report {blob} NOT NULL, rejects {blob} NOT NULL)"""
LATEST = "CREATE INDEX tocsin_calibration_latest ON tocsin_calibration (at, id)"
_SQLITE = tuple(
    f"CREATE TRIGGER tocsin_version_step_no_{verb.lower()} BEFORE {verb} ON tocsin_version_step "
    "BEGIN SELECT RAISE(ABORT, 'tocsin_version_step is only ever added to'); END"
    for verb in ("UPDATE", "DELETE")
)
_CALL = "EXECUTE FUNCTION tocsin_append_only()"
_POSTGRES = (
    "CREATE TRIGGER tocsin_version_step_guard BEFORE UPDATE OR DELETE ON tocsin_version_step"
    f" FOR EACH ROW {_CALL}",
    "CREATE TRIGGER tocsin_version_step_truncate BEFORE TRUNCATE ON tocsin_version_step"
    f" FOR EACH STATEMENT {_CALL}",
)


def _text() -> "models.TextField[object, object]":
    return models.TextField()


def _key() -> "models.TextField[object, object]":
    return models.TextField(primary_key=True, serialize=False)


def _blob() -> "models.BinaryField[object, object]":
    return models.BinaryField()


def _big(null: bool = False) -> "models.BigIntegerField[object, object]":
    return models.BigIntegerField(null=null)


class Migration(migrations.Migration):
    """Only adds tables: the release before it goes on working."""

    dependencies: ClassVar = [("storage", "0003_post_leases")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                statements(VERSION, STEP, CALIBRATION, LATEST, sqlite=_SQLITE, postgresql=_POSTGRES)
            ],
            state_operations=[
                migrations.CreateModel(
                    "Version",
                    [
                        ("hash", _key()), ("title", _text()), ("version", _text()), ("at", _big()),
                        ("actor", _text()), ("name", _text()), ("origin", _text()), ("note", _text()),
                        ("content", _blob()), ("files", _blob()),
                    ],
                    options={"db_table": "tocsin_version"},
                ),
                migrations.CreateModel(
                    "VersionStep",
                    [
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("version", _text()), ("number", models.IntegerField()), ("at", _big()),
                        ("actor", _text()), ("kind", _text()), ("data", _text()), ("previous", _text()),
                        ("hash", _text()),
                    ],
                    options={"db_table": "tocsin_version_step"},
                ),
                migrations.CreateModel(
                    "Calibration",
                    [
                        ("id", _key()), ("at", _big()), ("actor", _text()), ("name", _text()),
                        ("history", _text()), ("policy", _text()), ("title", _text()), ("state", _text()),
                        ("step", _text()), ("percent", models.FloatField()), ("said", _text()),
                        ("summary", _text()), ("beat_at", _big(null=True)), ("ended_at", _big(null=True)),
                        ("report", _blob()), ("rejects", _blob()),
                    ],
                    options={"db_table": "tocsin_calibration"},
                ),
            ],
        )
    ]  # fmt: skip
