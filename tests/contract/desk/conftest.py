"""Every test runs on both engines, each time on a desk of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.desk.made import Night, rules
from tests.contract.store.conftest import url  # noqa: F401 (a fixture)
from tests.unit.worker.small import nothing_pulls_the_plug
from tocsin.app.desk import Desk
from tocsin.storage.store import DjangoStore, open_store


@pytest.fixture
def store(url: str) -> Iterator[DjangoStore]:  # noqa: F811 (the fixture above)
    """An empty store with the present schema."""
    opened = open_store(url)
    if not opened.is_shared:
        nothing_pulls_the_plug(opened)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def night(store: DjangoStore) -> Night:
    """A desk that adopted the small policy, at nine in the morning."""
    desk = Desk(store)
    desk.books.adopt(rules().policy)
    return Night(desk)
