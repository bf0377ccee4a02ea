"""Calendars at private addresses: known by their secret alone, kept as a hash, and nothing but shifts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from icalendar import Calendar

from tests.web.oncall.test_swapping import text

pytestmark = pytest.mark.req("A4.2")


def made(client: Any, rotation: str = "") -> str:
    """Makes an address, and returns its path."""
    answer = client.post("/oncall/feeds/new", {"rotation": rotation})
    found = re.search(r'value="http://testserver(/ical/[^"]+\.ics)"', answer.content.decode())
    assert found is not None, text(answer)
    return found[1]


def events(stranger: Any, path: str) -> list[Any]:
    """What a calendar program finds there."""
    answer = stranger.get(path)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_ones_own_shifts_are_read_without_signing_in(site: Any) -> None:
    path = made(site.client("agent", "kenji-watanabe"))
    found = events(site.client(""), path)
    assert {str(one["x-tocsin-person"]) for one in found} == {"kenji-watanabe"}
    assert {str(one["x-tocsin-rotation"]) for one in found} == {"support", "support-backup"}
    assert "@example.com" not in site.client("").get(path).content.decode()


def test_the_secret_is_shown_once_and_kept_as_a_hash(site: Any) -> None:
    from tocsin.accounts.feeds.models import Feed

    client = site.client("agent", "kenji-watanabe")
    secret = made(client).removeprefix("/ical/").removesuffix(".ics")
    feed = Feed.objects.get()
    assert secret not in f"{feed.digest}{feed.hint}" and feed.hint == secret[-4:]
    assert secret not in client.get("/oncall/mine").content.decode()


def test_a_swap_appears_in_it(site: Any) -> None:
    path = made(site.client("agent", "chloe-martin"))
    before = len(events(site.client(""), path))
    site.client("lead").post("/oncall/overrides/new", {
        "rotation": "support", "start": "2026-11-25T09:00", "end": "2026-11-26T09:00",
        "person": "chloe-martin", "instead_of": "kenji-watanabe", "why": "ill",
    })  # fmt: skip
    found = events(site.client(""), path)
    assert len(found) == before + 1
    assert any("ill" in str(one["description"]) for one in found)


def test_a_rotations_calendar_says_who_but_not_why(site: Any) -> None:
    site.client("lead").post("/oncall/overrides/new", {
        "rotation": "support", "start": "2026-11-25T09:00", "end": "2026-11-26T09:00",
        "person": "chloe-martin", "instead_of": "kenji-watanabe", "why": "ill",
    })  # fmt: skip
    found = events(site.client(""), made(site.client("viewer"), "support"))
    assert {str(one["x-tocsin-rotation"]) for one in found} == {"support"}
    assert not any("ill" in str(one.get("description", "")) for one in found)


def test_renewed_the_old_address_is_nobodys(site: Any) -> None:
    client = site.client("agent", "kenji-watanabe")
    old = made(client)
    number = re.search(r"/oncall/feeds/(\d+)/renew", client.get("/oncall/mine").content.decode())
    assert number is not None
    answer = client.post(f"/oncall/feeds/{number[1]}/renew")
    new = re.search(r'value="http://testserver(/ical/[^"]+\.ics)"', answer.content.decode())
    assert new is not None and new[1] != old
    assert site.client("").get(old).status_code == 404
    assert events(site.client(""), new[1])
    assert client.post(f"/oncall/feeds/{number[1]}/end").status_code == 302
    assert site.client("").get(new[1]).status_code == 404


def test_nobody_renews_or_ends_somebody_elses(site: Any) -> None:
    path = made(site.client("agent", "kenji-watanabe"))
    for verb in ("renew", "end"):
        assert site.client("administrator").post(f"/oncall/feeds/1/{verb}").status_code == 404
    assert events(site.client(""), path)


def test_an_account_that_is_switched_off_takes_its_calendars_along(site: Any) -> None:
    path = made(site.client("agent", "kenji-watanabe"))
    account = site.account("agent", "kenji-watanabe")
    account.is_active = False
    account.save()
    assert site.client("").get(path).status_code == 404


@pytest.mark.parametrize("path", ["/ical/x.ics", f"/ical/{'a' * 300}.ics", "/ical/%00.ics"])
def test_an_address_that_nobody_has_is_not_there(site: Any, path: str) -> None:
    assert site.client("").get(path).status_code == 404


def test_one_account_has_only_so_many(site: Any) -> None:
    client = site.client("agent", "kenji-watanabe")
    for _ in range(12):
        made(client)
    assert client.post("/oncall/feeds/new", {"rotation": ""}).status_code == 422
    assert client.post("/oncall/feeds/new", {"rotation": "nights"}).status_code == 422
