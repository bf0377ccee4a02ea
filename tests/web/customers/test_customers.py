"""A customer's page: what is open, what was, whether they stay; erased with a look beforehand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.site import Site
from tocsin.app.customers import repeats
from tocsin.core.lifecycle import commands as c

NAME = "Zaphod & Sons / Ltd"
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture
def stream(site: Site) -> str:
    """A closed ticket of theirs, with a file."""
    from tocsin.app.files import accept

    site.account("agent", "chloe-martin")
    found = site.report(
        "Jane cannot log in", customer=NAME, facts={"segment": "enterprise", "kind": "incident"}
    )
    file = accept(site.desk.store, "jane.txt", b"Jane's words")
    run(site, found, c.Attach(file), c.Note("Jane called"), c.Close("Jane is content"))
    return found


def run(site: Site, stream: str, *commands: c.Command) -> None:
    from tocsin.app.desk import Asked

    site.desk.run(Asked(commands, "chloe-martin", stream), site.now)


def test_a_customer_is_found_by_a_part_of_the_name(site: Site, stream: str) -> None:
    client = site.client("viewer")
    assert "Zaphod" in client.get("/customers/").content.decode()
    assert "Zaphod" in client.get("/customers/", {"q": "& sons"}).content.decode()
    assert "No customer is found" in client.get("/customers/", {"q": "%"}).content.decode()


def test_their_page_tells_what_was(site: Site, stream: str) -> None:
    page = site.client("viewer").get("/customers/of", {"name": NAME}).content.decode()
    assert stream in page
    assert "enterprise" in page
    assert "Erase personal data" not in page


def test_nobody_of_that_name_is_no_page(site: Site) -> None:
    assert site.client("viewer").get("/customers/of", {"name": "Nobody"}).status_code == 404


@pytest.mark.req("B3")
def test_that_they_are_lost_counts_in_the_figure(site: Site, stream: str) -> None:
    client = site.client("lead")
    sent = {"name": NAME, "what": "lost", "note": "too slow"}
    assert client.post("/customers/mark", sent).status_code == 302
    said = site.desk.store.said_of(NAME)
    assert (said.lost_at, said.note) == (site.now, "too slow")
    assert "too slow" in client.get("/customers/of", {"name": NAME}).content.decode()
    assert client.post("/customers/mark", {"name": NAME, "what": "kept"}).status_code == 302
    assert site.desk.store.said_of(NAME).lost_at is None
    assert client.post("/customers/mark", {"name": NAME, "what": "?"}).status_code == 422
    assert client.post("/customers/mark", {"name": "Nobody", "what": "lost"}).status_code == 404


def test_a_table_of_theirs_runs_no_formula(site: Site) -> None:
    site.report('=HYPERLINK("http://x","y")', customer=NAME)
    answer = site.client("lead").get("/customers/export.csv", {"name": NAME})
    told = b"".join(answer.streaming_content).decode()
    assert "\"'=HYPERLINK" in told
    assert answer.headers["Content-Disposition"] == 'attachment; filename="escalations.csv"'


def test_erasing_shows_first_and_wants_the_name_typed(site: Site, stream: str) -> None:
    admin = site.client("administrator")
    page = admin.get("/customers/erase", {"name": NAME}).content.decode()
    assert "1 file" in page
    assert f"erased customer {stream}" in page
    sent = {"name": NAME, "typed": "Zaphod", "why": "asked for"}
    assert admin.post("/customers/erase", sent).status_code == 422
    assert site.desk.store.verify().erased == 0
    done = admin.post("/customers/erase", {**sent, "typed": NAME}, follow=True)
    assert f"erased customer {stream}" in done.content.decode()
    assert "Jane" not in done.content.decode()
    assert site.desk.store.verify().faults == ()
    assert admin.get("/customers/of", {"name": NAME}).status_code == 404


def test_nothing_says_the_name_any_more(site: Site, stream: str) -> None:
    """Not in any table: the audit log tells of it by the number, and the file is gone."""
    admin = site.client("administrator")
    admin.post("/customers/mark", {"name": NAME, "what": "lost", "note": "Jane left"})
    admin.post("/customers/erase", {"name": NAME, "typed": NAME, "why": "asked for"})
    session = site.desk.store._session
    tables = [name for (name,) in session.fetch("SELECT name FROM sqlite_master WHERE type = 'table'")]
    told = "\n".join(repr(row) for table in tables for row in session.fetch(f'SELECT * FROM "{table}"'))
    assert [word for word in ("Zaphod", "Jane") if word in told] == []


def test_what_is_open_is_named_and_nothing_goes(site: Site, stream: str) -> None:
    other = site.report("Down", customer=NAME)
    admin = site.client("administrator")
    page = admin.get("/customers/erase", {"name": NAME}).content.decode()
    assert f'href="/e/{other}"' in page
    assert "Type the name" not in page
    sent = {"name": NAME, "typed": NAME, "why": "asked for"}
    assert admin.post("/customers/erase", sent).status_code == 422
    assert site.desk.store.verify().erased == 0


def test_what_came_back_is_counted_by_facts_that_agree() -> None:
    day, login, none = timedelta(days=1), '{"component":"login"}', "{}"
    told = [
        ("ESC-1", NOW - 400 * day, login),
        ("ESC-2", NOW - 330 * day, login),  # within 90 days of the one before: came back
        ("ESC-3", NOW - 200 * day, login),  # too long after
        ("ESC-4", NOW - 199 * day, none),
        ("ESC-5", NOW - 198 * day, none),  # nothing agrees where nothing is known
    ]
    found = repeats(told, NOW - 365 * day)
    assert (found.count, found.again, found.percent) == (4, 1, 25)
    assert repeats([], NOW).percent is None
