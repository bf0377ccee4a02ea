"""Both engines, with real files and a real server; nothing here is in memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.contract.store.conftest import postgres_url
from tests.faults.victim import open_quickly
from tocsin.storage.store import DjangoStore

_SCHEMAS = count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/desk.db"
    return postgres_url(request.getfixturevalue("postgres"), f"faults_{next(_SCHEMAS)}")


@pytest.fixture
def store(url: str) -> Iterator[DjangoStore]:
    opened = open_quickly(url)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def box(tmp_path: Path) -> str:
    return str(tmp_path / "box")
