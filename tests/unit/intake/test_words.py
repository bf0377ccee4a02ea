"""What words make true, and what they must not: denials, questions, suppositions, things that are over."""

import pytest

from tests.unit.intake.reader import read, values


@pytest.mark.req("A2.3")
@pytest.mark.parametrize(
    "text",
    [
        "No data was lost.",
        "Data was not lost.",
        "We have not seen any data loss, corruption or security issue.",
        "We do not believe that this is a security incident.",
        "There is no sign of a breach.",
        "Nobody was hurt and there is no data loss.",
        "Data loss: none",
        "Is there any data loss?",
        "Could this be a security issue?",
        "If data is lost we will call you.",
        "What happens in case of data loss?",
        "We use your product to prevent data loss.",
        "The data loss prevention module needs a new licence.",
        "There is a memory leak in the agent.",
        "This is a breach of our SLA.",
        "Please update the security settings page.",
        "Our lawyers use your product every day.",
        "We are in the legal industry.",
        "Data loss was avoided.",
        "There is zero data loss.",
        "Our lawyer is happy with the contract.",
        "The regulator valve is broken.",
        "It has nothing to do with security, no data loss either.",
        "The last quarter was a training exercise for a breach.",
    ],
)
def test_denied_asked_supposed_or_only_mentioned_danger_is_no_sign_of_it(text: str) -> None:
    got = values(text)
    assert "indicators" not in got and got.get("data_integrity") is not True, read(text).facts


@pytest.mark.req("A2.3")
@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("We lost 400 orders last night.", {"data_loss"}),
        ("All our records have disappeared.", {"data_loss"}),
        ("I can see invoices of another customer.", {"security", "privacy"}),
        ("Our admin account was compromised.", {"security"}),
        ("Someone hacked our tenant.", {"security"}),
        ("Patient records were exposed to the wrong person.", {"security", "privacy"}),
        ("An operator was injured by the machine.", {"safety"}),
        ("Our lawyers will contact you.", {"legal"}),
        ("We will sue you.", {"legal"}),
        ("Somebody got into our account without permission, unauthorised access.", {"security"}),
        ("A nurse was hurt because the alarm did not sound.", {"safety"}),
        ("Orders are missing and data was overwritten.", {"data_loss"}),
        ("The regulator has asked us for a report.", {"regulatory"}),
        ("The outage is fixed but we lost data.", {"data_loss"}),
        ("No payments failed, but customer data was leaked.", {"security", "privacy"}),
    ],
)
def test_signs_of_danger_are_found_even_beside_a_denial(text: str, signs: set[str]) -> None:
    assert signs <= set(values(text).get("indicators", ())), read(text).facts


@pytest.mark.req("A2.1")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The whole platform is down.", True),
        ("Production is completely down since noon.", True),
        ("Nobody can log in.", True),
        ("All users cannot access the portal.", True),
        ("The API went down at 3.", True),
        ("The site is not down.", False),
        ("There is no outage, just one slow page.", False),
        ("Sales are down by 20 percent.", None),
        ("Please scroll down to the drop-down.", None),
        ("The system was down for an hour but is back up.", None),
        ("Is the platform down?", None),
        ("Planned maintenance: the platform is down on Sunday.", None),
        ("I cannot log in.", None),
    ],
)
def test_an_outage_is_told_from_other_things_that_go_down(text: str, wanted: bool | None) -> None:
    assert values(text).get("outage") is wanted, read(text).facts


@pytest.mark.req("A2.1")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("There is no workaround.", False),
        ("No known workaround so far.", False),
        ("Workaround: none", False),
        ("The workaround does not work for us.", False),
        ("We haven't found any workaround.", False),
        ("We are using a workaround for now.", True),
        ("The workaround works.", True),
        ("Is there a workaround?", None),
        ("Please provide a workaround.", None),
        ("We need a workaround by noon.", None),
    ],
)
def test_a_workaround_is_there_not_there_or_only_wished_for(text: str, wanted: bool | None) -> None:
    assert values(text).get("workaround") is wanted, read(text).facts


@pytest.mark.req("A2.1")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It happens in production.", True),
        ("Our live system is affected.", True),
        ("It is only in staging.", False),
        ("It is not in production.", False),
        ("Production is not affected.", False),
        ("It works in production.", None),
        ("The production manager called.", None),
        ("It fails in production. Before, it was only in staging.", None),
    ],
)
def test_production_or_a_test_system_or_both_which_leaves_it_open(text: str, wanted: bool | None) -> None:
    assert values(text).get("production") is wanted, read(text).facts


@pytest.mark.req("A1.4")
def test_press_public_complaints_and_followers() -> None:
    text = "A journalist is asking for comment. The post by someone with 45k followers is going viral."
    got = values(text)
    assert got["journalist"] is True and got["public_complaint"] is True and got["followers"] == 45_000


@pytest.mark.req("A2.1")
def test_the_kind_of_request_by_its_own_words() -> None:
    assert values("Invoice 2231 is wrong.")["kind"] == "billing"
    assert values("How do we add a user?")["kind"] == "question"
    assert values("A feature request: dark mode.")["kind"] == "enhancement"
    assert values("There is a typo on the login page.")["kind"] == "cosmetic"


@pytest.mark.req("A2.1")
def test_facts_of_other_policies_are_found_by_name_and_by_label() -> None:
    assert values("Checkout fails on Black Friday.", "e-commerce")["peak_season"] is True
    assert values("The ward works on paper.", "healthcare")["downtime_procedure"] is True
    assert values("Fraud is suspected on two accounts.", "fintech")["fraud_suspected"] is True
    assert values("12 sites are down.", "managed-services")["sites_down"] == 12
    assert values("Orders delayed: 120 orders are late.", "e-commerce")["orders_delayed"] == 120
