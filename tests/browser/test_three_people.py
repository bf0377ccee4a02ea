"""The night of the clock change, played by three people in three browsers, one of them on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.people import Person, enrol, sits_down
from tests.served import Served

pytestmark = pytest.mark.browser
DAY = "2026-11-24"
OWNER, BACKUP, COMMANDER = "kenji-watanabe", "yuki-tanaka", "grace-okafor"

ANSWERED = "Acknowledged (incident, engineering) Yuki Tanaka"


def est(time: str) -> str:
    return f"{DAY}T{time}:00-05:00"


class Night:
    """The desk and whoever sits at it."""

    def __init__(self, browser: Any, served: Served) -> None:
        enrol(served, {OWNER: "agent", BACKUP: "agent", COMMANDER: "lead"})
        self.served = served
        served.at(est("02:50"))
        served.start()
        self.owner = sits_down(browser, served, OWNER)
        self.backup = sits_down(browser, served, BACKUP, phone=True)
        self.commander = sits_down(browser, served, COMMANDER)
        self.stream = ""

    def at(self, time: str) -> None:
        self.served.at(est(time))

    @property
    def people(self) -> tuple[Person, Person, Person]:
        return self.owner, self.backup, self.commander


@pytest.fixture(scope="module")
def night(browser: Any, served: Served) -> Iterator[Night]:
    """Every test takes the night on from where the one before left it."""
    yield Night(browser, served)


@pytest.mark.req("A2.1", "A2.5", "A1.3")
def test_at_0255_the_owner_reports_an_outage_and_sees_level_3_with_the_reason_before_it_is_sent(
    night: Night,
) -> None:
    night.at("02:55")
    person = night.owner
    page = person.page
    page.keyboard.press("r")
    page.wait_for_url("**/report/")
    page.fill("#title", "Nobody can log in: error 503")
    page.fill("#customer", "Northwind Trading")
    answers = {"indicators": "-none-", "kind": "bug", "outage": "yes"}
    answers |= {"segment": "enterprise", "production": "yes"}
    for name, value in answers.items():
        _answer(page, name, value)
    page.wait_for_selector("[name='fact.customers_affected']", timeout=20000)
    page.fill("[name='fact.customers_affected']", "14")
    person.waits_for("#preview .verdict .tags", "Level 3")
    assert "A P1 hits more than one customer" in person.text("#preview")
    page.wait_for_selector("#q-impact", timeout=60000)
    page.fill("#q-impact [name='fact.impact']", "Nobody can log in; the warehouse stands still.")
    page.locator("#q-started_at label", has_text="I do not know").locator("input").check()
    page.wait_for_timeout(1500)
    page.click("button[value=send]")
    page.wait_for_url("**/e/ESC-*")
    night.stream = page.url.rsplit("/", 1)[1].split("?")[0].split("#")[0]
    assert "Level 3" in person.text("main")


def _answer(page: Any, name: str, value: str) -> None:
    """Answers a question once it is asked; the policy asks more as answers come."""
    more = page.locator("button[value=more]")
    for _ in range(8):
        field = page.locator(f"#q-{name}")
        if field.count():
            break
        more.first.click()
        page.wait_for_timeout(800)
    choice = page.locator(f"#q-{name} input[value='{value}']")
    if not choice.count():
        choice = page.locator(f"#q-{name} label", has_text="None of these").locator("input")
    choice.first.check()
    page.wait_for_timeout(500)


@pytest.mark.req("A4.5", "A4.2")
def test_the_primary_stays_silent_and_the_backup_is_paged_and_acknowledges_on_a_phone(night: Night) -> None:
    person = night.backup
    person.open(f"/e/{night.stream}")
    night.at("03:05")
    night.commander.open(f"/e/{night.stream}")
    person.waits_for("#next", "You are paged")
    night.at("03:07")
    person.page.locator(".stick button:visible, #bar button:visible", has_text="Acknowledge").first.click()
    person.waits_for("#timeline", ANSWERED)


@pytest.mark.req("AP.5")
def test_the_others_see_it_without_loading_their_page_again(night: Night) -> None:
    night.owner.waits_for("#timeline", ANSWERED)
    night.commander.waits_for("#timeline", ANSWERED)


@pytest.mark.req("A5.3", "A5.7", "A5.8")
def test_the_owner_writes_the_update_and_sees_when_the_next_is_due(night: Night) -> None:
    night.at("03:12")
    person = night.owner
    page = person.page
    page.keyboard.press("u")
    page.fill("#update-text", "It will definitely work by 04:30. Calm down.")
    person.waits_for("#reading", "definitely")
    page.fill(
        "#update-text",
        "Impact: 14 companies cannot log in. Known: the login service answers 503. Mitigation: the release "
        "is being rolled back. Workaround: single sign-on works. Expected between 04:00 and 05:00 EST.",
    )
    page.select_option("#next-in", index=1)
    page.locator("#update-form button", has_text="Record as sent").click()
    person.waits_for("#timeline", "14 companies cannot log in")
    assert "Why this time?" in person.text("#clocks")


@pytest.mark.req("A7.1")
def test_stabilising_too_early_says_what_is_missing_and_nothing_is_lost(night: Night) -> None:
    night.at("04:20")
    person = night.commander
    page = person.page
    page.fill("#gate-note", "no errors since 04:08")
    page.locator("#gate-form button", has_text="Declare it stabilised").click()
    person.waits_for("#gate-form .result", "not")
    assert page.input_value("#gate-note") == "no errors since 04:08"


@pytest.mark.req("A7.1", "A7.2", "A7.4")
def test_it_is_mended_stabilised_verified_resolved_and_closed(night: Night) -> None:
    _records(night.backup, "finding", "login pods restart since the release of 01:30")
    night.owner.waits_for("#timeline", "login pods restart")
    told = "The impact has stopped at 04:08 EST; the cause is still open."
    _types(night.owner, told)
    _records(night.backup, "mitigation", "rolled back to the release before")
    _records(night.backup, "accepted-workaround", "single sign-on")
    _sends_again(night.owner, told)
    night.at("04:42")
    _passes(night.commander, "Declare it stabilised", "stabilised")
    _records(night.backup, "cause", "the release of 01:30 doubled what a login needs")
    night.at("05:10")
    _records(night.commander, "verified", "All of our people log in again.")
    _records(night.commander, "note", "Timeline and cause are in the ticket.")
    _passes(night.commander, "Declare it resolved", "resolved")
    night.at("05:30")
    night.commander.page.on("dialog", lambda dialog: dialog.accept())
    _passes(night.commander, "Close it", "closed")


def _types(person: Person, text: str) -> None:
    person.page.keyboard.press("Escape")
    person.page.keyboard.press("u")
    person.page.fill("#update-text", text)


def _sends_again(person: Person, text: str) -> None:
    """What others did while it was typed is shown first, and the words are still there to be sent."""
    page = person.page
    page.locator("#update-form button", has_text="Record as sent").click()
    person.waits_for("#update-form .result", "Somebody was quicker")
    assert "Yuki Tanaka: mitigation" in person.text("#update-form .result")
    assert page.input_value("#update-text") == text
    page.locator("#update-form button", has_text="Send it again").click()
    person.waits_for("#timeline", text)


def _records(person: Person, what: str, text: str) -> None:
    page = person.page
    fold = page.locator("#record details:not([open]) > summary")
    if fold.count():
        fold.first.click()
    page.locator(f"#record input[value='{what}']").check()
    page.fill("#record-text", text)
    page.locator("#record form button", has_text="Write it down").click()
    person.waits_for("#timeline", text)


def _passes(person: Person, button: str, status: str) -> None:
    person.open(person.page.url.removeprefix(person.base))
    page = person.page
    for box in page.locator("#gate-form input[name=confirm]").all():
        box.check()
    page.fill("#gate-note", "Rolled back; a memory check now runs before each release.")
    page.locator("#gate-form button", has_text=button).click()
    person.waits_for("#head", status)


@pytest.mark.req("AP.7")
def test_afterwards_anybody_sees_how_it_stood_at_0306(night: Night) -> None:
    person = night.owner
    person.open(f"/e/{night.stream}/replay?at={DAY}T08:06:00Z")
    shown = person.text("main")
    assert ANSWERED not in shown
    assert "Kenji Watanabe" in shown
    assert person.page.locator("main form[method=post]").count() == 0


def test_no_browser_complained_and_no_request_left_the_machine(night: Night) -> None:
    for person in night.people:
        assert person.elsewhere == []
        answers = ("409 (Conflict)", "422")  # the desk's own refusals, which the browser mentions
        assert [said for said in person.complaints if not any(code in said for code in answers)] == []
