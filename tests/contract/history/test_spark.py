"""The plan on a local Spark gives the counts that DuckDB gives (A13.1)."""

from pathlib import Path
from typing import Any

import pytest

from tests.contract.history.plans import Case, ordered, random_world, servicenow
from tocsin.core.history.warehouse_sql import VIEW, script

pytestmark = [pytest.mark.spark, pytest.mark.req("A13.1")]


def check(spark: Any, case: Case, dialect: str) -> None:
    """Runs the script over the states and compares."""
    spark.read.parquet(case.states).createOrReplaceTempView("states")
    view, counts = script(case.plan, dialect, "Test").split(";\n\n")
    spark.sql(view.replace("CREATE VIEW", "CREATE OR REPLACE TEMPORARY VIEW"))
    spark.catalog.cacheTable(VIEW)
    assert ordered([tuple(row) for row in spark.sql(counts.rstrip(";\n")).collect()]) == case.figures
    assert ordered([tuple(row) for row in spark.sql(f"SELECT * FROM {VIEW}").collect()]) == case.verdicts


def test_servicenow_gives_the_same_counts_and_verdicts(spark: Any, root: Path, tmp_path: Path) -> None:
    with servicenow(root, tmp_path) as case:
        check(spark, case, "spark")


def test_a_random_world_gives_the_same_counts_and_verdicts(spark: Any, tmp_path: Path) -> None:
    with random_world(tmp_path) as case:
        check(spark, case, "spark")
