"""The plan on a real PostgreSQL gives the counts that DuckDB gives (A13.1)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.contract.history.plans import TIMED, Case, ordered, random_world, servicenow
from tocsin.core.history.warehouse_sql import VIEW, script

pytestmark = [pytest.mark.postgres, pytest.mark.req("A13.1")]
TYPES = {"VARCHAR": "TEXT", "DOUBLE": "DOUBLE PRECISION", "VARCHAR[]": "TEXT[]"}


def load(connection: Any, case: Case) -> None:
    """Copies the states into a table."""
    import duckdb

    facts = ", ".join(f'"{name}" {TYPES.get(kind, kind)}' for name, kind in case.columns.items())
    connection.execute(f"DROP TABLE IF EXISTS states CASCADE; CREATE TABLE states ({facts})")
    with connection.cursor().copy("COPY states FROM STDIN") as copy:
        for row in duckdb.connect().sql(f"SELECT * FROM '{case.states}'").fetchall():
            copy.write_row(row)


CASES: list[Callable[[Path, Path], AbstractContextManager[Case]]] = [
    servicenow,
    lambda root, folder: random_world(folder),
    lambda root, folder: random_world(folder, TIMED),
]


@pytest.mark.parametrize("make", CASES, ids=["servicenow", "random", "severity-on-time"])
def test_same_counts_and_verdicts_as_duckdb(
    postgres: str, root: Path, tmp_path: Path, make: Callable[[Path, Path], AbstractContextManager[Case]]
) -> None:
    import psycopg

    with make(root, tmp_path) as case, psycopg.connect(postgres) as connection:
        load(connection, case)
        view, counts = script(case.plan, "postgres", "Test").split(";\n\n")
        connection.execute(view)
        assert ordered(connection.execute(counts.rstrip(";\n")).fetchall()) == case.figures
        assert ordered(connection.execute(f"SELECT * FROM {VIEW}").fetchall()) == case.verdicts
