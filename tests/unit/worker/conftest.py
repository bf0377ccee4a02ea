"""A night on an empty store, at 02:55 in Berlin on the day the clocks go back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.worker.small import Night, open_night


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    yield from open_night(tmp_path)
