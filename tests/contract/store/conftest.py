"""Every test of the contract runs on both engines, each time in a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tocsin.storage.store import DjangoStore, open_store

_SCHEMAS = count(1)


def postgres_url(uri: str, name: str) -> str:
    """A schema of its own in the session's PostgreSQL, as an address."""
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{uri}{'&' if '?' in uri else '?'}options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address with no tables behind it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/desk.db"
        return
    import psycopg

    uri, name = request.getfixturevalue("postgres"), f"store_{next(_SCHEMAS)}"
    yield postgres_url(uri, name)
    with psycopg.connect(uri, autocommit=True) as connection:  # many tables make the server's end slow
        connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture
def store(url: str) -> Iterator[DjangoStore]:
    """An empty store with the present schema."""
    opened = open_store(url)
    opened.migrate()
    yield opened
    opened.close()
