"""Now and next in words, what is wrong first; ladders drawn with times and told beside the drawing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.oncall.test_swapping import text

pytestmark = pytest.mark.req("A4.2", "A4.5")


def test_each_team_says_who_until_when_how_to_reach_and_who_next(site: Any) -> None:
    said = text(site.client("agent").get("/oncall/"))
    assert "Kenji Watanabe until Mon 30 Nov 09:00 EST" in said
    assert "+1 212 555 0112" in said and "kenji.watanabe@example.com" in said
    assert "Next: Rosa Delgado, from Mon 30 Nov 09:00 EST" in said
    assert "after 10 min Rosa Delgado Support backup" in said
    assert "in the end Helen Brandt VP Customer Success" in said


def test_ones_own_team_and_shift_come_first(site: Any) -> None:
    page = site.client("agent", "mina-park").get("/oncall/")
    teams = re.findall(r'id="t-([a-z-]+)"', page.content.decode())
    assert teams[0] == "security"
    assert "You are on call" in text(page) or "Your next shift" in text(page)


def test_without_trouble_it_says_so(site: Any) -> None:
    assert "No gap and nobody booked twice in the next 14 days" in text(site.client("agent").get("/oncall/"))


@pytest.mark.req("A13.2")
def test_troubles_come_before_everything_with_what_made_them(site: Any) -> None:
    lead = site.client("lead", "elena-rossi")
    day = {"start": "2026-11-25T09:00", "end": "2026-11-25T15:00", "why": "fair", "anyway": "yes"}
    lead.post(
        "/oncall/overrides/new", {**day, "rotation": "billing", "instead_of": "farah-aziz", "person": "-"}
    )
    lead.post(
        "/oncall/overrides/new", {**day, "rotation": "billing", "instead_of": "colin-murphy", "person": "-"}
    )
    lead.post("/oncall/overrides/new", {
        **day, "rotation": "support", "instead_of": "kenji-watanabe", "person": "rosa-delgado",
    })  # fmt: skip
    said = text(lead.get("/oncall/"))
    assert said.index("2 things to mend") < said.index("Answers first")
    assert "Nobody is on call in Billing on call" in said
    assert "by Elena Rossi: fair" in said
    assert "the ladder Support would page the same person twice" in said
    assert "Fill it" in said and "Fill it" not in text(site.client("agent").get("/oncall/"))


def test_nobody_is_paged_from_here(site: Any) -> None:
    page = site.client("lead").get("/oncall/").content.decode()
    assert "open an escalation" in page
    assert "<form" not in page[page.index("<main") : page.index("</main>")]


@pytest.mark.req("A4.3")
def test_a_ladder_is_drawn_and_told_with_the_same_times(site: Any) -> None:
    page = site.client("agent").get("/oncall/ladders")
    html = page.content.decode()
    support = html[html.index('id="support"') : html.index('id="specialists"')]
    assert re.findall(r'class="time"[^>]*>([^<]+)<', support) == ["at once", "+10 min", "+20 min", "last"]
    assert "10 min after the first page: Rosa Delgado (Support backup) . They have 10 min." in text(page)
    assert "2 rounds in all, 1 h together. In the end: Helen Brandt ." in text(page)
    assert "At night, 22:00 to 07:00 where the person is, after 1 h." in text(page)


@pytest.mark.req("A4.3")
def test_what_a_level_promises_lies_where_its_time_is(site: Any) -> None:
    html = site.client("agent").get("/oncall/ladders").content.decode()
    engineering = html[html.index('id="engineering"') : html.index('id="product"')]
    dots = [int(y) for y in re.findall(r'<circle[^>]*cy="(\d+)"', engineering)]
    (fifteen,) = re.findall(
        r'y1="(\d+)" y2="\d+"/><text class="mark-word"[^>]*>level 3[^<]*within 15 min', engineering
    )
    assert dots[1] < int(fifteen) < dots[2], "between the rungs at 10 and at 20 minutes"


@pytest.mark.req("A13.2")
def test_pages_of_the_week_are_counted_by_person_and_night(site: Any) -> None:
    site.at("2026-11-24T08:00:00Z")  # three in the morning in New York
    site.report()
    site.after("1m")
    said = text(site.client("viewer").get("/oncall/load"))
    assert re.search(r"[1-9]\d* pages? in the last 7 days, [1-9]\d* of them at night", said)
    assert "168 h" in said
