"""The desk's page: what is due next first, who has it, what the customer last heard; lists and filters."""

import pytest

from tests.site import OUTAGE, Site

QUIET = {**OUTAGE, "outage": False, "degraded": True}


def lines(page: str) -> list[str]:
    """The numbers of the escalations in the order of the list."""
    return [part.split('"')[0] for part in page.split('<tr id="line-')[1:]]


@pytest.mark.req("A3.1", "B3")
def test_an_empty_desk_teaches_and_shows_six_figures(site: Site) -> None:
    page = site.client().get("/").content.decode()
    assert "All is quiet" in page and page.count('class="figure card"') == 6


@pytest.mark.req("A3.1", "B3")
def test_a_reported_outage_stands_on_the_desk_with_its_clock_owner_gaps_and_who_is_paged(site: Site) -> None:
    stream = site.report(facts={**OUTAGE, "arr": "84000 USD"})
    page = site.client().get("/").content.decode()
    assert lines(page) == [stream]
    for said in (
        "P1 critical",
        "Level 3",
        "data-left",
        "Paging",
        "vacant:",
        "Northwind Trading",
        "84,000 USD",
    ):
        assert said in page, said


@pytest.mark.req("A3.1")
def test_what_is_due_next_stands_first_and_an_update_sent_is_the_last_word(site: Site) -> None:
    calm = site.report("Reports are slow", facts=QUIET)
    site.after("3m")
    hot = site.report("Nobody can log in", customer="Helix Labs")
    assert lines(site.client().get("/").content.decode()) == [hot, calm]
    from tocsin.app.doing import do
    from tocsin.core.lifecycle import commands as c

    who = site.account("lead", "amir-haddad").who
    do(site.desk, who, calm, (c.SendUpdate("We found it and are testing a fix."),), site.now)
    page = site.client().get("/").content.decode()
    assert "just now" in page and page.count("none yet") == 1


@pytest.mark.req("A3.1")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("severity=P1", True), ("severity=P4", False), ("level=3", True), ("level=0", False),
        ("q=northw", True), ("q=helix", False), ("customer=Northwind+Trading", True),
        ("customer=Nobody", False), ("segment=enterprise", True), ("waiting=yes", False),
        ("waiting=no", True), ("status=stabilised", False), ("tab=closed", False), ("tab=mine", False),
        ("owner=me", False), ("level=x&severity=zz&tab=nonsense", True),
    ],
)  # fmt: skip
def test_filters_and_search_narrow_the_list_and_nonsense_is_left_out(
    site: Site, query: str, found: bool
) -> None:
    stream = site.report()
    page = site.client("viewer").get(f"/?{query}").content.decode()
    assert lines(page) == ([stream] if found else [])
    assert found or "Nothing matches" in page or "Nothing is yours" in page or "Nothing was closed" in page


def test_what_i_reported_is_mine(site: Site) -> None:
    stream = site.report(reporter="rosa-delgado")
    assert lines(site.client(contact="rosa-delgado").get("/?tab=mine").content.decode()) == [stream]


@pytest.mark.req("A2.6")
def test_a_report_without_rating_waits_for_a_first_reader_and_is_counted_there(site: Site) -> None:
    stream = site.report(triage=False)
    client = site.client()
    assert lines(client.get("/").content.decode()) == []
    page = client.get("/?tab=intake").content.decode()
    assert (
        lines(page) == [stream]
        and "nobody has read it" in page
        and '<span class="count num">1</span>' in page
    )


def test_the_list_is_loaded_page_by_page_and_refreshed_as_a_whole(site: Site) -> None:
    from unittest.mock import patch

    streams = [site.report(f"Case {number}", customer=f"Customer {number}") for number in range(5)]
    client = site.client()
    with patch("tocsin.web.desk.page.PAGE", 2):
        first = client.get("/").content.decode()
        more = first.split('hx-get="/list?')[1].split('"')[0].replace("&amp;", "&")
        second = client.get(f"/list?{more}", headers={"HX-Request": "true"}).content.decode()
        third_url = second.split('hx-get="/list?')[1].split('"')[0].replace("&amp;", "&")
        third = client.get(f"/list?{third_url}", headers={"HX-Request": "true"}).content.decode()
        again = client.get("/list?pages=3", headers={"HX-Request": "true"}).content.decode()
    assert lines(first) + lines(second) + lines(third) == streams == lines(again)
    assert "pages=3" in third and "Load more" not in third


def test_a_cursor_of_another_list_is_refused_in_words(site: Site) -> None:
    answer = site.client().get("/list?after=nonsense")
    assert answer.status_code == 422 and "is no cursor of this list" in answer.content.decode()


def test_the_page_with_forty_lines_asks_the_database_at_most_twelve_times(site: Site) -> None:
    from django.db import connection  # noqa: TID251 (counts what is asked of it)
    from django.test.utils import CaptureQueriesContext

    for number in range(40):
        site.report(f"Case {number}", customer=f"Customer {number % 7}")
    client = site.client()
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    told = [query["sql"][:90] for query in asked.captured_queries]
    assert len(told) <= 12, "\n".join(told)


@pytest.mark.req("A4.2")
def test_who_is_on_call_now_stands_on_the_page_and_my_own_turn_first(site: Site) -> None:
    rules = site.desk.books.current()
    (first, *_) = rules.answering("team support", site.now, {})
    person = first[0] if isinstance(first, tuple) else first
    assert "You are on call" in site.client(contact=person).get("/").content.decode()
    name = rules.policy.contacts[person].name
    assert f"On call: {name} (Support)" in site.client(contact="amir-haddad").get("/").content.decode()


def test_what_a_customer_typed_is_shown_and_never_run(site: Site) -> None:
    site.report("<script>alert(1)</script>", customer='"><img src=x onerror=alert(1)>')
    page = site.client().get("/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page
