"""Overrides: a lead puts somebody else on call, is told what comes of it, takes it back, and undoes that."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.oncall.test_swapping import text, who

pytestmark = pytest.mark.req("A4.2")
DAY = {
    "rotation": "support", "start": "2026-11-25T09:00", "end": "2026-11-26T09:00", "person": "amir-haddad",
    "instead_of": "kenji-watanabe", "why": "ill",
}  # fmt: skip
AT = "2026-11-25T20:00+00:00"


def test_made_taken_back_and_made_again(site: Any) -> None:
    lead = site.client("lead", "amir-haddad")
    made = lead.post("/oncall/overrides/new", DAY, follow=True)
    assert "Amir Haddad for Kenji Watanabe" in text(made) and "Undo" in text(made)
    assert who(site, AT) == ("amir-haddad",)
    back = lead.post("/oncall/overrides/1/take-back", follow=True)
    assert "is taken back" in text(back)
    assert who(site, AT) == ("kenji-watanabe",)
    again = lead.post("/oncall/overrides/1/again", follow=True)
    assert "Made again" in text(again)
    assert who(site, AT) == ("amir-haddad",)
    assert lead.post("/oncall/overrides/1/take-back").status_code == 422


def test_an_administrator_who_is_no_contact_may_do_it(site: Any) -> None:
    made = site.client("administrator").post("/oncall/overrides/new", DAY, follow=True)
    assert "made by the-administrator" in text(made)


@pytest.mark.req("A13.2")
def test_a_gap_has_to_be_wanted(site: Any) -> None:
    lead = site.client("lead")
    gap = {**DAY, "person": "-"}
    told = lead.post("/oncall/overrides/new", gap)
    assert told.status_code == 422 and "Nobody would be on call in Support on call" in text(told)
    assert who(site, AT) == ("kenji-watanabe",)
    assert lead.post("/oncall/overrides/new", {**gap, "anyway": "yes"}).status_code == 302
    assert who(site, AT) == ()
    assert "Nobody is on call in Support on call" in text(lead.get("/oncall/"))


def test_looking_changes_nothing(site: Any) -> None:
    lead = site.client("lead")
    told = lead.post("/oncall/overrides/new", {**DAY, "look": "yes"})
    assert told.status_code == 200 and "Nothing speaks against it" in text(told)
    assert who(site, AT) == ("kenji-watanabe",)


@pytest.mark.parametrize(("said", "what"), [
    ({"rotation": "nights"}, "no rotation `nights`"), ({"person": "nobody"}, "no contact `nobody`"),
    ({"instead_of": "owen-clarke"}, "takes no turn"), ({"end": "2026-11-24T09:00"}, "ends before it begins"),
    ({"start": "2026-11-20T09:00", "end": "2026-11-21T09:00"}, "is over already"),
    ({"person": "-", "instead_of": ""}, "nobody is named"),
    ({"person": ""}, "nobody is chosen"), ({"start": ""}, "is no day and time"),
    ({"why": "x" * 501}, "longer than 500"), ({"end": "2028-11-26T09:00"}, "longer than 366 days"),
])  # fmt: skip
def test_what_cannot_be_made_says_why(site: Any, said: dict[str, str], what: str) -> None:
    answer = site.client("lead").post("/oncall/overrides/new", {**DAY, **said})
    assert answer.status_code == 422 and what in text(answer)
    assert site.desk.store.roster_changes() == []


def test_a_form_sent_twice_makes_one(site: Any) -> None:
    lead = site.client("lead")
    for _ in range(2):
        lead.post("/oncall/overrides/new", DAY)
    assert len(site.desk.store.roster_changes()) == 1


@pytest.mark.parametrize("role", ["viewer", "agent", "approver", "executive"])
def test_only_leads_and_administrators(site: Any, role: str) -> None:
    client = site.client(role, "kenji-watanabe")
    assert client.get("/oncall/overrides/new").status_code == 403
    assert client.post("/oncall/overrides/new", DAY).status_code == 403
    site.client("lead").post("/oncall/overrides/new", DAY)
    assert client.post("/oncall/overrides/1/take-back").status_code == 403
    assert client.post("/oncall/overrides/1/again").status_code == 403
    assert who(site, AT) == ("amir-haddad",)
    assert "Take back" not in text(client.get("/oncall/changes"))


def test_times_are_read_by_the_viewers_clock(site: Any) -> None:
    """09:00 in Tokyo on the 25th is the evening of the 24th in New York."""
    site.client("lead", username="tokyo", zone="Asia/Tokyo").post("/oncall/overrides/new", DAY)
    assert who(site, "2026-11-25T00:00+00:00") == ("amir-haddad",)
    assert who(site, AT) == ("amir-haddad",)
    assert who(site, "2026-11-26T00:00+00:00") == ("kenji-watanabe",)
