"""Intake in a real browser: by keyboard alone, with a draft that outlives the desk, onto a live list."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.people import PATIENCE, Person, enrol, sits_down
from tests.served import Served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(browser: Any, served: Served) -> dict[str, Person]:
    """A running desk with an agent and a lead at their browsers."""
    enrol(served, {"chloe-martin": "agent", "amir-haddad": "lead"})
    served.start()
    return {
        "agent": sits_down(browser, served, "chloe-martin"),
        "lead": sits_down(browser, served, "amir-haddad"),
    }


def expect(locator: Any) -> Any:
    """What the browser waits for without evaluating text: the pages forbid that."""
    from playwright.sync_api import expect as waits

    return waits(locator)


def answered(page: Any) -> Any:
    """Until the preview of what was typed stands there."""
    return page.expect_response(lambda answer: answer.url.endswith("/report/live"))


def tab_to(page: Any, wanted: str) -> None:
    """Presses Tab until the element is reached that the selector names."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


@pytest.mark.req("A2.1", "A2.5")
def test_an_outage_is_reported_by_keyboard_alone_and_appears_on_anothers_desk(
    desk: dict[str, Person],
) -> None:
    lead, agent = desk["lead"], desk["agent"]
    lead.open("/?tab=open")
    lead.page.evaluate("document.querySelector('#q').focus()")
    agent.open("/")
    agent.page.keyboard.press("r")
    agent.page.wait_for_url("**/report/")
    page = agent.page
    with answered(page):
        page.keyboard.type("Nobody can log in")
    tab_to(page, "#customer")
    page.keyboard.type("Helix Labs")
    tab_to(page, "input[name='fact.indicators'][value='-none-']")
    page.keyboard.press("Space")
    tab_to(page, "input[name='fact.outage'][value='yes']")
    with answered(page):
        page.keyboard.press("Space")
    tab_to(page, "input[name='fact.customers_affected']")
    with answered(page):
        page.keyboard.type("12")
    agent.waits_for("#verdict", "Level 3")
    agent.waits_for("#preview", "A full outage hits more than one customer.")
    tab_to(page, "#send-all")
    page.keyboard.press("Enter")
    page.wait_for_url("**/e/ESC-*")
    lead.waits_for("#list", "Nobody can log in")
    assert lead.page.evaluate("document.activeElement.id") == "q", "the list moved, the person did not"
    assert agent.complaints == [] == lead.complaints and agent.elsewhere == [] == lead.elsewhere


@pytest.mark.req("A2.6")
def test_a_draft_outlives_a_page_that_was_left_and_a_desk_that_was_restarted(
    desk: dict[str, Person], served: Served
) -> None:
    agent = desk["agent"]
    page = agent.page
    agent.open("/report/")
    with answered(page):
        page.fill("#title", "Exports hang for an hour")
    page.locator("input[name='fact.indicators'][value='-none-']").check()
    agent.waits_for("#draft", "Draft kept")
    agent.open("/")
    served.stop()
    served.start()
    agent.open("/report/")
    expect(page.locator("#title")).to_have_value("Exports hang for an hour", timeout=PATIENCE)
    assert page.locator("input[name='fact.indicators'][value='-none-']").is_checked()
    page.click("#send-all")
    page.wait_for_url("**/e/ESC-*")
    agent.open("/report/")
    assert page.input_value("#title") == "", "what was sent is no draft any more"


@pytest.mark.req("A3.1")
def test_several_are_noted_at_once_and_the_choice_is_over_then(desk: dict[str, Person]) -> None:
    lead = desk["lead"]
    lead.open("/?tab=open")
    page = lead.page
    page.locator("#rows input[name=on]").first.check()
    lead.waits_for("[data-count]", "1 chosen")
    page.get_by_text("Note", exact=True).click()
    page.fill("#b-note", "seen in the morning round")
    page.get_by_role("button", name="Write it").click()
    lead.waits_for("#bulk-said", "1 of 1 done")
    expect(page.locator("#rows input[name=on]:checked")).to_have_count(0)
