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


@pytest.mark.parametrize("path", PAGES)
def test_a_policy_without_rotations_has_pages_that_teach(site: Any, path: str) -> None:
    from tests.unit.lifecycle.timeline import rules

    site.desk.books.adopt(rules().policy)
    answer = site.client("lead", "ann").get(path)
    assert answer.status_code == 200, answer.content[:2000]


def test_a_policy_without_rotations_says_where_to_write_them(site: Any) -> None:
    from tests.unit.lifecycle.timeline import rules

    site.desk.books.adopt(rules().policy)
    client = site.client("lead", "ann")
    assert "Nobody takes turns yet" in client.get("/oncall/month").content.decode()
    assert "You take no turns" in client.get("/oncall/mine").content.decode()
    assert "Nobody is on call yet" in client.get("/oncall/load").content.decode()
    assert "Ann" in client.get("/oncall/").content.decode(), "people who are paged by name are shown"


@pytest.mark.parametrize("path", PAGES)
def test_it_is_shown_in_chinese(site: Any, path: str) -> None:
    client = site.client("agent", "chloe-martin", language="zh-hans")
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Language"] == "zh-hans"
