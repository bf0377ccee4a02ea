"""The month: every zone's days where they are, clock changes seen, the same in a drawing and a table."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.oncall.test_swapping import text

pytestmark = pytest.mark.req("A4.2")


def bars(answer: Any) -> list[tuple[float, float, str]]:
    """The drawn bars: from, width in percent, and what they say."""
    found = re.findall(
        r'<g class="bar[^"]*"><title>([^<]*)</title><rect x="([\d.]+)%" width="([\d.]+)%"',
        answer.content.decode(),
    )
    return [(float(x), float(width), told) for told, x, width in found]


def test_a_week_long_turn_is_as_wide_as_a_week(site: Any) -> None:
    answer = site.client("agent").get("/oncall/month?at=2026-11-01&team=support")
    weeks = [one for one in bars(answer) if "Rosa Delgado · Support on call" in one[2]]
    assert weeks[0][1] == pytest.approx(7 / 30.0417 * 100, abs=0.01), "a month of 721 h in New York"
    assert all(x >= 0 and x + width <= 100.001 for x, width, _ in bars(answer))


def test_rows_leave_no_hole(site: Any) -> None:
    answer = site.client("agent").get("/oncall/month?at=2026-11-01&team=support")
    support = [one for one in bars(answer) if "· Support on call ·" in one[2]]
    assert sum(width for _, width, _ in support) == pytest.approx(100, abs=0.01)


def test_a_clock_change_is_told_in_words_and_drawn(site: Any) -> None:
    answer = site.client("agent").get("/oncall/month?at=2026-11-01")
    assert "America/New_York: clocks go back on Sun 01 Nov, which has 25 h" in text(answer)
    assert "\u22121 h" in answer.content.decode() and 'class="dst-day"' in answer.content.decode()
    march = site.client("agent").get("/oncall/month?at=2027-03-01&also=Europe/Berlin")
    assert "Europe/Berlin: clocks go forward on Sun 28 Mar, which has 23 h" in text(march)
    assert "America/New_York: clocks go forward on Sun 14 Mar" in text(march)


def test_the_viewers_zone_the_rotations_and_a_chosen_one_have_rulers(site: Any) -> None:
    client = site.client("agent", username="tokyo", zone="Asia/Tokyo")
    answer = client.get("/oncall/month?also=Europe/Berlin")
    rulers = re.findall(r'class="strip-name small">([^<]+?)\s*<', answer.content.decode())
    assert rulers == ["Asia/Tokyo", "Europe/Berlin", "America/New_York"]
    assert "until" not in rulers


def test_each_person_has_a_row(site: Any) -> None:
    answer = site.client("agent").get("/oncall/month?rows=people&team=support&span=week")
    names = re.findall(r'<span class="name">([^<]+)</span>', answer.content.decode())
    assert names == ["Chloe Martin", "Kenji Watanabe", "Rosa Delgado"]
    assert "Week of 23 Nov to 29 Nov 2026" in text(answer)


def test_an_override_is_hatched_with_its_reason(site: Any) -> None:
    site.client("lead", "elena-rossi").post("/oncall/overrides/new", {
        "rotation": "support", "start": "2026-11-25T09:00", "end": "2026-11-26T09:00",
        "person": "amir-haddad", "instead_of": "kenji-watanabe", "why": "flu",
    })  # fmt: skip
    answer = site.client("agent").get("/oncall/month?team=support")
    assert 'fill="url(#hatch)"' in answer.content.decode()
    assert "Amir Haddad instead of Kenji Watanabe, by Elena Rossi: flu" in text(answer)


def test_the_table_says_what_the_drawing_says(site: Any) -> None:
    answer = site.client("agent").get("/oncall/month?at=2026-11-01&team=support").content.decode()
    table = answer[answer.index("<table>") : answer.index("</table>")]
    rows = re.findall(r"<tr><th[^>]*>([^<]+)</th><td[^>]*>([^<]+)</td><td[^>]*>([^<]+)</td>", table)
    assert ("Support on call", "Kenji Watanabe", "Mon 02 Nov 09:00 to Mon 09 Nov 09:00 EST") in rows
    assert len(rows) == 12, "two rotations, six turns that the month touches"


@pytest.mark.parametrize("query", [
    "at=nonsense", "at=0001-01-01", "at=9999-12-31", "zone=Mars/Base&also=x&also=y", "team=nobody",
    "span=decade&rows=cats", "at=2026-13",
    "also=" + "&also=".join(["Asia/Tokyo"] * 50),
    "at=2011-12-30&zone=Pacific/Apia",
])  # fmt: skip
def test_an_address_somebody_made_up_is_still_a_page(site: Any, query: str) -> None:
    assert site.client("agent").get(f"/oncall/month?{query}").status_code == 200


def test_back_and_forth_lead_to_the_same_month(site: Any) -> None:
    client = site.client("agent")
    first = client.get("/oncall/month?at=2026-01-31").content.decode()
    links = {rel: url for url, rel in re.findall(r'href="([^"]+)"[^>]*rel="(prev|next)"', first)}
    after = client.get(links["next"].replace("&amp;", "&")).content.decode()
    assert "February 2026" in after
    back = {rel: url for url, rel in re.findall(r'href="([^"]+)"[^>]*rel="(prev|next)"', after)}
    assert "January 2026" in client.get(back["prev"].replace("&amp;", "&")).content.decode()
    assert "December 2025" in client.get(links["prev"].replace("&amp;", "&")).content.decode()


def test_a_phone_sees_what_changes_hands_by_day_and_can_swap_ones_own(site: Any) -> None:
    page = site.client("agent", "kenji-watanabe").get("/oncall/month?at=2026-12-01").content.decode()
    days = page[page.index('<ol class="by-day">') :]
    assert "Mon 7 December" in days and "Tue 8 December" not in days, "days of nothing are left out"
    assert "/oncall/swaps/new?rotation=support" in days
    other = site.client("agent", "owen-clarke").get("/oncall/month?at=2026-12-01").content.decode()
    assert "/oncall/swaps/new?rotation=support&amp;" not in other
