"""A desk that runs: it answers, sends strangers to sign in, and moves with its clock."""

from __future__ import annotations

import pytest

from tests.served import Served

pytestmark = pytest.mark.browser


def test_a_stranger_is_shown_the_way_in_and_nothing_else(browser: object, served: Served) -> None:
    served.start()
    page = browser.new_page()  # type: ignore[attr-defined]
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{served.base}/")
    assert "/signin/" in page.url
    assert complaints == []
    page.close()
