"""A calibration run keeps the thresholds that it advises, so that a version can be proposed with them."""

from typing import ClassVar

from django.db import migrations, models

from tocsin.storage.ddl import statements


class Migration(migrations.Migration):
    """Only adds, with a default: the release before it goes on working."""

    dependencies: ClassVar = [("storage", "0007_pre_versions")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                statements("ALTER TABLE tocsin_calibration ADD COLUMN advice text NOT NULL DEFAULT ''")
            ],
            state_operations=[migrations.AddField("Calibration", "advice", models.TextField(db_default=""))],
        )
    ]
