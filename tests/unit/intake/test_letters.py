"""An e-mail, a forwarded one, a help desk's ticket, JSON: who wrote, for whom, about what."""

import json

import pytest

from tests.unit.intake.reader import HELIX, NORTHWIND, read

NIGHT = """From: Lena Vogel <lena.vogel@northwind.com>
To: support@atlasflow.example
Subject: Re: [External] Nobody can sign in since 02:40
Date: Mon, 23 Nov 2026 03:05:12 -0500

Hi,

since 02:40 none of our users can log in. SSO returns a 503 for all tenants in production.
About 200 users cannot work. There is no workaround. No data was lost as far as we see.

We pay $180,000 a year and our CEO is asking for an explanation.
If this is not fixed we will leave in 21 days.

Lena Vogel
VP Operations, Northwind Retail

On Sun, Nov 22, 2026 at 18:01 Support <support@atlasflow.example> wrote:
> Everything is down and there is data loss, a breach and a lawyer.
"""


@pytest.mark.req("A2.1")
def test_an_email_gives_title_sender_customer_and_channel_with_the_words_they_stand_in() -> None:
    found = read(NIGHT)
    assert found.title == "Nobody can sign in since 02:40"
    assert (found.customer, found.channel) == ("Northwind Retail", "email")
    assert found.reporter == "Lena Vogel <lena.vogel@northwind.com>"
    assert found.whys["customer"] == "lena.vogel@northwind.com"


@pytest.mark.req("A2.1")
def test_the_night_email_fills_what_level_3_asks_and_each_guess_names_its_words() -> None:
    facts = read(NIGHT).facts
    got = {name: guess.value for name, guess in facts.items()}
    assert got["outage"] is True and got["login_blocked"] is True and got["production"] is True
    assert got["workaround"] is False and facts["workaround"].why == "There is no workaround."
    assert got["users_affected"] == 200 and got["leaving_within"] == "21 days"
    assert got["arr"] == "180000 USD" and got["executive_contact"] is True
    assert got["started_at"] == "2026-11-23T07:40:00Z", "02:40 at the offset of the e-mail's own date"


@pytest.mark.req("A2.3")
def test_what_a_reply_quotes_is_not_what_the_sender_says() -> None:
    found = read(NIGHT)
    assert "indicators" not in found.facts and "data_integrity" not in found.facts
    assert "lawyer" not in found.text


@pytest.mark.req("A2.1")
def test_an_outlook_reply_is_cut_where_the_older_letter_begins() -> None:
    older = "From: B <b@x.org>\nSent: Monday\nTo: A\nSubject: x\n\nWe were hacked."
    text = f"Subject: Slow\nFrom: a@cobalt.example.org\n\nIt is very slow.\n\n{older}"
    found = read(text)
    assert found.text == "It is very slow." and "indicators" not in found.facts


@pytest.mark.req("A2.1")
def test_a_forwarded_letter_is_the_customers_not_the_forwarders() -> None:
    inner = "From: Bo Li <bo@helix.example.net>\nSubject: Exports fail\n\nExports fail."
    text = f"FYI\n\n---------- Forwarded message ---------\n{inner}"
    found = read(text)
    assert (found.title, found.customer, found.reporter) == (
        "Exports fail", "Helix Labs", "Bo Li <bo@helix.example.net>",
    )  # fmt: skip


@pytest.mark.req("A2.1")
def test_headers_may_be_bold_folded_and_with_a_mailto() -> None:
    text = "*From:* Bo [mailto:bo@helix.example.net]\n*Subject:* Exports\n fail today\n\nHello"
    found = read(text)
    assert found.title == "Exports fail today" and found.customer == "Helix Labs"


@pytest.mark.req("A2.1")
@pytest.mark.parametrize(
    ("address", "customer"),
    [
        ("ana@northwind.com", "Northwind Retail"),
        ("ana@mail.northwind-retail.co.uk", "Northwind Retail"),
        ("ana@helix.example.net", "Helix Labs"),
        ("ana@cobaltbank.com", "cobaltbank.com"),
        ("ana@gmail.com", ""),
    ],
)
def test_the_customer_is_the_known_one_of_the_domain_else_the_domain_and_never_a_mail_provider(
    address: str, customer: str
) -> None:
    assert read(f"From: {address}\nSubject: Hello\n\nNothing works.").customer == customer


@pytest.mark.req("A2.1")
def test_a_customer_named_in_the_text_is_taken_and_of_two_named_ones_neither() -> None:
    assert read("Helix Labs called: exports fail").customer == "Helix Labs"
    assert read("Helix Labs and Northwind Retail called").customer == ""


@pytest.mark.req("A2.1")
def test_what_is_known_of_the_customer_is_a_guess_from_the_past_and_the_text_stands_over_it() -> None:
    guess = read("Northwind Retail: exports fail").facts["segment"]
    assert (guess.value, guess.why, guess.past) == ("enterprise", "ESC-1042", True)
    told = read("Northwind Retail: exports fail. Their ARR is 200k USD.").facts["arr"]
    assert (told.value, told.past) == ("200000 USD", False)


@pytest.mark.req("A2.1")
def test_a_servicenow_ticket_as_text() -> None:
    text = """Number: INC0010023
Caller: Ana Ruiz
Company: Cobalt Bank
Short description: Checkout fails
Priority: 1 - Critical
Impact: 1 - High
Environment: Production
Start time: 2026-11-23 02:10 UTC
Steps to reproduce:
1. open the cart
2. press pay

Customers affected: 14
"""
    found = read(text)
    got = {name: guess.value for name, guess in found.facts.items()}
    assert (found.reference, found.title, found.customer, found.reporter) == (
        "INC0010023", "Checkout fails", "Cobalt Bank", "Ana Ruiz",
    )  # fmt: skip
    assert got["severity"] == "P1" and got["customers_affected"] == 14
    assert got["started_at"] == "2026-11-23T02:10:00Z"
    assert got["steps"] == "1. open the cart\n2. press pay"
    assert "impact" not in got, "a rating is no impact"


@pytest.mark.req("A2.1")
def test_a_jira_issue_as_json_with_rich_text() -> None:
    words = {"type": "text", "text": "14 customers are affected."}
    rich = {"type": "doc", "content": [{"type": "paragraph", "content": [words]}]}
    person = {"displayName": "Ana Ruiz", "emailAddress": "ana@cobaltbank.com"}
    fields = {
        "summary": "Exports are empty",
        "description": rich,
        "priority": {"name": "Highest"},
        "issuetype": {"name": "Bug"},
        "reporter": person,
        "components": [{"name": "Export"}],
    }
    found = read(json.dumps({"key": "SUP-311", "fields": fields}))
    got = {name: guess.value for name, guess in found.facts.items()}
    assert (found.title, found.reference, found.reporter) == (
        "Exports are empty", "SUP-311", "Ana Ruiz <ana@cobaltbank.com>",
    )  # fmt: skip
    assert got["kind"] == "bug" and got["component"] == "Export" and got["customers_affected"] == 14


@pytest.mark.req("A2.1")
def test_a_zendesk_ticket_as_json() -> None:
    ticket = {
        "id": 35436,
        "subject": "Help, printing fails!",
        "description": "No page comes out.",
        "priority": "high",
        "type": "incident",
        "organization": {"name": "helix labs"},
    }
    found = read(json.dumps({"ticket": ticket}))
    assert (found.reference, found.customer, found.title) == ("35436", "Helix Labs", "Help, printing fails!")
    assert found.facts["severity"].value == "P2" and found.facts["kind"].value == "incident"


@pytest.mark.req("A2.1")
def test_the_sample_ticket_of_facts_gives_its_facts_back() -> None:
    ticket = {
        "customer": "Northwind Trading",
        "degraded": True,
        "customers_affected": 1,
        "arr": {"amount": "84000", "currency": "USD"},
        "started_at": "2026-11-23T08:05:00Z",
    }
    found = read(json.dumps(ticket), NORTHWIND, HELIX)
    got = {name: guess.value for name, guess in found.facts.items()}
    assert (
        found.customer == "Northwind Trading" and got["degraded"] is True and got["customers_affected"] == 1
    )
    assert got["arr"] == "84000 USD" and got["started_at"] == "2026-11-23T08:05:00Z"


@pytest.mark.req("A2.1")
def test_without_a_subject_the_first_sentence_that_is_no_greeting_is_the_title() -> None:
    assert read("Hello team,\n\nThe export hangs. It did so before.").title == "The export hangs."
    assert read("").title == "" and read("   \n ").facts == {}
