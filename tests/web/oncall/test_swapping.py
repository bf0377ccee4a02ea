"""A swap in the browser: asked from a shift, answered by the other, and the roster changes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.req("A4.2")
CHLOE, KENJI, ROSA = "chloe-martin", "kenji-watanabe", "rosa-delgado"
KENJIS_WEEK = {"rotation": "support", "start": "2026-11-25T09:00", "end": "2026-11-26T09:00"}
"""A day of Kenji's week, by New York's clocks."""


def text(answer: Any) -> str:
    """What stands on the page, blanks as one."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", plain)


def ask(site: Any, person: str = KENJI, **said: str) -> str:
    """Somebody asks; the page of the request."""
    answer = site.client("agent", person).post("/oncall/swaps/new", {**KENJIS_WEEK, "with": CHLOE, **said})
    assert answer.status_code == 302, text(answer)
    where: str = answer["Location"]
    return where


def who(site: Any, at: str, rotation: str = "support") -> tuple[str, ...]:
    """Who is on call."""
    site.desk.books.refresh()
    found: tuple[str, ...] = site.desk.books.current().roster.people(rotation, datetime.fromisoformat(at))
    return found


def test_from_my_shifts_to_the_changed_roster(site: Any) -> None:
    mine = site.client("agent", KENJI)
    link = re.search(r'href="(/oncall/swaps/new\?[^"]+)"', mine.get("/oncall/mine").content.decode())
    assert link is not None
    asked = link[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(asked).query)["rotation"] == ["support"]
    assert 'value="support"' in mine.get(asked).content.decode()
    page = ask(site, why="a wedding")
    assert who(site, "2026-11-25T20:00+00:00") == (KENJI,)
    theirs = site.client("agent", CHLOE)
    assert "Kenji Watanabe asks Chloe Martin to take a shift" in text(theirs.get("/oncall/mine"))
    assert "a wedding" in text(theirs.get(page))
    done = theirs.post(f"{page}/accept", {"anyway": "yes"}, follow=True)
    assert "the roster has changed" in text(done) and "by Chloe Martin" in text(done)
    assert who(site, "2026-11-25T20:00+00:00") == (CHLOE,)
    assert who(site, "2026-11-26T20:00+00:00") == (KENJI,)
    assert "Chloe Martin for Kenji Watanabe" in text(theirs.get("/oncall/changes"))


def test_a_double_booking_has_to_be_wanted(site: Any) -> None:
    """Rosa is the backup of that week."""
    page = ask(site, **{"with": ROSA})
    theirs = site.client("agent", ROSA)
    assert "would be on call in Support" in text(theirs.get(page))
    refused = theirs.post(f"{page}/accept")
    assert refused.status_code == 422 and "It was not accepted" in text(refused)
    assert who(site, "2026-11-25T20:00+00:00") == (KENJI,)
    assert theirs.post(f"{page}/accept", {"anyway": "yes"}).status_code == 302
    assert who(site, "2026-11-25T20:00+00:00") == (ROSA,)


def test_whoever_is_first_and_their_backup_change_places(site: Any) -> None:
    back = f"{ROSA}|2026-11-23T14:00:00Z|2026-11-30T14:00:00Z|support-backup"
    page = ask(site, start="2026-11-24T09:00", end="2026-11-30T09:00", **{"with": back.replace("23T", "24T")})
    theirs = site.client("agent", ROSA)
    assert "Nothing speaks against it" in text(theirs.get(page))
    assert theirs.post(f"{page}/accept").status_code == 302
    at = "2026-11-25T20:00+00:00"
    assert (who(site, at), who(site, at, "support-backup")) == ((ROSA,), (KENJI,))


@pytest.mark.parametrize(("person", "verb"), [
    (ROSA, "accept"), (ROSA, "refuse"), (ROSA, "withdraw"), (KENJI, "accept"), (KENJI, "refuse"),
    (CHLOE, "withdraw"), ("owen-clarke", "accept"),
])  # fmt: skip
def test_nobody_answers_for_somebody_else(site: Any, person: str, verb: str) -> None:
    page = ask(site)
    answer = site.client("lead", person).post(f"{page}/{verb}", {"anyway": "yes"})
    assert answer.status_code == 403
    assert who(site, "2026-11-25T20:00+00:00") == (KENJI,)
    assert "open; it expires" in text(site.client("agent", KENJI).get(page))


def test_refused_and_withdrawn_are_said_with_who_and_when(site: Any) -> None:
    first, second = ask(site), ask(site, start="2026-11-26T09:00", end="2026-11-27T09:00")
    refused = site.client("agent", CHLOE).post(f"{first}/refuse", follow=True)
    assert "refused by Chloe Martin" in text(refused)
    withdrawn = site.client("agent", KENJI).post(f"{second}/withdraw", follow=True)
    assert "withdrawn by Kenji Watanabe" in text(withdrawn)
    late = site.client("agent", CHLOE).post(f"{first}/accept")
    assert late.status_code == 422 and "was refused by Chloe Martin" in text(late)


def test_when_the_shift_begins_it_is_too_late(site: Any) -> None:
    page = ask(site)
    site.at("2026-11-25T14:00:00Z")
    theirs = site.client("agent", CHLOE)
    assert "expired: the shift began before anybody accepted" in text(theirs.get(page))
    assert theirs.post(f"{page}/accept", {"anyway": "yes"}).status_code == 422


@pytest.mark.parametrize(("said", "what"), [
    ({"start": "2026-11-23T09:00"}, "not ahead"), ({"start": "x"}, "is no day and time"),
    ({"end": "2026-11-20T09:00"}, "ends before it begins"), ({"with": "owen-clarke"}, "takes no turn"),
    ({"with": f"{ROSA}|x|y"}, "cannot be read"), ({"why": "x" * 501}, "longer than 500"),
])  # fmt: skip
def test_what_cannot_be_asked_keeps_what_was_typed(site: Any, said: dict[str, str], what: str) -> None:
    mine = site.client("agent", KENJI)
    answer = mine.post("/oncall/swaps/new", {**KENJIS_WEEK, "with": CHLOE, "why": "my reason", **said})
    assert answer.status_code == 422
    assert what in text(answer)
    assert said.get("why", "my reason") in answer.content.decode()


def test_a_form_sent_twice_asks_once(site: Any) -> None:
    assert ask(site) == ask(site)


def test_who_takes_no_turns_is_told_so(site: Any) -> None:
    assert "You have no shift to swap" in text(site.client("agent").get("/oncall/swaps/new"))
    assert site.client("agent").post("/oncall/swaps/new", {**KENJIS_WEEK, "with": ""}).status_code == 422
    assert site.client("viewer", KENJI).get("/oncall/swaps/new").status_code == 403


def test_an_unknown_request_is_refused(site: Any) -> None:
    assert site.client("agent").get("/oncall/swaps/99").status_code == 404
