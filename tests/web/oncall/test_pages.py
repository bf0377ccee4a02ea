"""Every page of the room is there for whoever may see it."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.req("A4.2", "A4.5")
PAGES = (
    "/oncall/", "/oncall/month", "/oncall/month?span=week&rows=people", "/oncall/mine", "/oncall/changes",
    "/oncall/ladders", "/oncall/load", "/oncall/load?team=security", "/oncall/swaps/new",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("role", "contact"), [("agent", "chloe-martin"), ("administrator", ""), ("lead", "")]
)
def test_it_is_shown(site: Any, path: str, role: str, contact: str) -> None:
    answer = site.client(role, contact).get(path)
    assert answer.status_code == 200, answer.content[:2000]
    assert "style=" not in answer.content.decode()
