"""A page goes where its person verified and chose, by severity, on both engines (A4.5)."""

from __future__ import annotations

import pytest

from tests.contract.desk.made import Night
from tocsin.app import reach
from tocsin.core.ladders.rungs import Rule
from tocsin.core.lifecycle import commands as c


@pytest.fixture
def chosen(night: Night) -> Night:
    """Ben is paged by his own webhook when it is critical, else by his own e-mail address."""
    contact = night.desk.books.current().policy.contacts["ben"]
    for kind, address in (("webhook", "https://bell.example/ben"), ("email", "ben@home.example")):
        reach.keep_way(night.store, contact, "ben", kind, address, "code", night.now)
    rules = [Rule("webhook", severities=("P1",)), Rule("email", severities=("P2", "P3"))]
    reach.set_rules(night.store, contact, "ben", rules, ("P1", "P2", "P3"), night.now)
    return night


@pytest.mark.req("A4.5")
def test_a_page_goes_to_the_address_that_its_person_verified(chosen: Night) -> None:
    stream = chosen.outage()
    told = [(page.person, page.channel, page.address) for page in chosen.pages(stream)]
    assert told == [("ben", "webhook", "https://bell.example/ben")]


@pytest.mark.req("A4.5")
def test_a_lesser_severity_pages_by_the_quieter_way_and_a_raise_by_the_louder_at_once(chosen: Night) -> None:
    stream = chosen.outage(customers_affected=1)
    assert [page.channel for page in chosen.pages(stream)] == ["email"]
    chosen.do(stream, "ann", c.Raise("it has grown", severity="P1"))
    chosen.work()
    assert "webhook" in [page.channel for page in chosen.pages(stream)]


@pytest.mark.req("A4.5")
def test_what_is_written_over_is_gone_and_what_is_forgotten_is_the_policys_again(chosen: Night) -> None:
    chosen.store.forget_reach("ben")
    stream = chosen.outage()
    assert [(page.channel, page.address) for page in chosen.pages(stream)] == [("email", "ben@example.com")]
