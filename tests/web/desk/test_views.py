"""Saved views: own and shared, the one that opens first; the list as a file."""

import csv
import io

import pytest

from tests.site import Site


def keep(client: object, name: str, query: str, **more: str) -> object:
    """Keeps a view."""
    return client.post("/views", {"name": name, "query": query, **more})


@pytest.mark.req("A3.1")
def test_a_view_is_kept_under_a_name_and_found_again(site: Site) -> None:
    client = site.client(contact="rosa-delgado")
    assert keep(client, "Incidents", "level=3&severity=P1&junk=1").url == "/?severity=P1&level=3"
    page = client.get("/?severity=P1&level=3").content.decode()
    assert "Incidents" in page and 'href="/?severity=P1&amp;level=3" aria-current="true"' in page
    assert "Incidents" not in site.client(contact="kenji-watanabe").get("/").content.decode()


def test_the_view_that_opens_first_opens_the_desk_and_can_be_taken_back(site: Site) -> None:
    client = site.client()
    site.report()
    keep(client, "Low ones", "severity=P4", first="on")
    assert "Nothing matches" in client.get("/").content.decode()
    number = client.get("/?tab=open").content.decode().split('action="/views/')[1].split('"')[0]
    client.post(f"/views/{number}", {"do": "plain"})
    assert "Nothing matches" not in client.get("/").content.decode()


def test_a_lead_shares_a_view_an_agent_may_not_and_nobody_ends_anothers(site: Site) -> None:
    lead, agent = site.client("lead"), site.client("agent")
    keep(lead, "Everybody's", "waiting=yes", shared="on")
    page = agent.get("/").content.decode()
    assert "Everybody&#x27;s" in page
    number = page.split('action="/views/')[1].split('"')[0]
    assert agent.post(f"/views/{number}", {"do": "end"}).status_code == 404
    assert agent.post(f"/views/{number}", {"do": "first"}).status_code == 302
    assert keep(agent, "Mine", "severity=P1", shared="on").status_code == 403
    assert lead.post(f"/views/{number}", {"do": "end"}).status_code == 302
    assert "Everybody" not in agent.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "words"), [("  ", "a view has a name"), ("x" * 61, "at most 60 characters")]
)
def test_a_view_needs_a_name_that_fits(site: Site, name: str, words: str) -> None:
    answer = keep(site.client(), name, "severity=P1")
    assert answer.status_code == 422 and words in answer.content.decode()


def test_the_list_becomes_a_table_in_which_nothing_runs(site: Site) -> None:
    stream = site.report('=HYPERLINK("http://evil")', customer="@SUM(1)")
    answer = site.client("lead").get("/escalations.csv?severity=P1")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [(row["number"], row["title"], row["customer"]) for row in rows] == [
        (stream, '\'=HYPERLINK("http://evil")', "'@SUM(1)")
    ]
    assert site.client("agent").get("/escalations.csv").status_code == 403
