"""Reporting an outage, a danger, half a story: what is shown before it is sent, and what becomes of it."""

import pytest

from tests.site import Site

OUTAGE = {
    "title": "Nobody can log in",
    "customer": "Northwind Trading",
    "text": "Every login ends with error 503.",
    "asked": ["indicators", "outage", "customers_affected"],
    "fact.indicators": "-none-",
    "fact.outage": "yes",
    "fact.customers_affected": "12",
}


@pytest.mark.req("A2.1")
def test_the_empty_form_teaches_and_asks_for_danger_first(site: Site) -> None:
    page = site.client().get("/report/").content.decode()
    assert "Begin with one sentence" in page
    assert page.index('id="q-indicators"') > 0
    assert page.count("<fieldset") <= 4, "a small group of questions at a time"


@pytest.mark.req("A2.2", "A2.5")
def test_the_preview_shows_severity_level_reasons_and_who_is_paged_before_anything_is_sent(
    site: Site,
) -> None:
    page = site.client().post("/report/live", OUTAGE, headers={"HX-Request": "true"}).content.decode()
    assert "P1 critical" in page and "Level 3" in page
    assert "A full outage hits more than one customer." in page
    assert "customers affected: 12" in page
    assert "Paged" in page and "within" in page
    assert site.desk.store.recent("", site.now.replace(year=2020), 9) == []


@pytest.mark.req("A2.1", "A2.5")
def test_a_sent_report_lands_on_level_3_and_its_page_opens(site: Site) -> None:
    answer = site.client().post("/report/", {**OUTAGE, "do": "send", "key": "one"})
    assert answer.status_code == 302 and answer.url.startswith("/e/ESC-")
    state, _ = site.desk.load(answer.url.removeprefix("/e/"))
    assert (state.severity, state.level, state.ticket.customer) == ("P1", 3, "Northwind Trading")


def test_the_same_form_sent_twice_is_one_report(site: Site) -> None:
    client = site.client()
    first = client.post("/report/", {**OUTAGE, "do": "send", "key": "twice"}).url
    assert client.post("/report/", {**OUTAGE, "do": "send", "key": "twice"}).url == first
