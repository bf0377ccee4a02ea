"""An office for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.versions.made import Office
from tocsin.storage.store import DjangoStore


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A desk in a file with the example policy in force."""
    opened = Office.open(tmp_path)
    yield opened
    assert isinstance(opened.desk.store, DjangoStore)
    opened.desk.store.close()
