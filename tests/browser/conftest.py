"""One headless Chromium for all browser tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import CHROMIUM
from tests.served import served
from tests.site import site_made

__all__ = ["browser", "served", "site_made"]

QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The browser, started once a file: it keeps an event loop in this thread, in which no store works."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    assert found, "Chromium is not on this machine: `apt-get install chromium`"
    # Chromium refuses its sandbox to root, which is who runs in a container.
    flags = [*QUIET, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else QUIET
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=found, args=flags)
        yield started
        started.close()
