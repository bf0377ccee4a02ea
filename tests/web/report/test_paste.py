"""A pasted ticket fills the form, each answer with its words; what was typed stays; files come along."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.site import OUTAGE, Site

MAIL = """From: Lena Vogel <lena.vogel@northwind-trading.com>
Subject: Re: Nobody can sign in since 02:40
Date: Mon, 23 Nov 2026 03:05:12 -0500

Since 02:40 none of our users can log in. 14 customers are affected in production. There is no workaround.
I can also see invoices of another customer! We pay $180,000 a year.
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060606000000005"
    "0001a5f645400000000049454e44ae426082"
)


def paste(site: Site, text: str, **more: object) -> str:
    """The page after a paste."""
    return site.client().post("/report/", {"do": "paste", "paste": text, **more}).content.decode()


def question(page: str, name: str) -> str:
    """One question of a page."""
    return page.split(f'id="q-{name}"')[1].split("</fieldset>", maxsplit=1)[0]


@pytest.mark.req("A2.1")
def test_an_email_fills_the_form_and_every_answer_says_in_which_words_it_was_found(site: Site) -> None:
    site.report(customer="Northwind Trading")
    page = paste(site, MAIL)
    assert 'value="Nobody can sign in since 02:40"' in page and 'value="Northwind Trading"' in page
    assert "14 customers are affected in production." in question(page, "customers_affected")
    assert 'value="2026-11-23T02:40"' in question(page, "started_at"), "by the viewer's clock"
    assert "There is no workaround." in question(page, "workaround")
    assert "answers found in the text" in page


@pytest.mark.req("A2.3")
def test_danger_that_was_only_found_is_called_not_confirmed_until_it_is_sent(site: Site) -> None:
    page = paste(site, MAIL)
    assert "Stop the line" in page and "Not confirmed yet:" in page
    assert site.desk.store.recent("", site.now.replace(year=2020), 9) == [], "nobody is paged by a paste"
    confirmed = {"title": "Invoices of others", "fact.indicators": ["security"]}
    live = site.client().post("/report/live", confirmed, headers={"HX-Request": "true"}).content.decode()
    assert "Stop the line" in live and "Not confirmed yet:" not in live


@pytest.mark.req("A2.1")
def test_what_a_person_typed_stays_and_a_changed_guess_is_theirs(site: Site) -> None:
    page = paste(site, MAIL, title="My own title", **{"fact.customers_affected": "3"})
    assert 'value="My own title"' in page and 'value="3"' in page
    fields = {
        "title": "x", "asked": ["outage"], "fact.outage": "no", "guessed.outage": "yes", "why.outage": "down",
    }  # fmt: skip
    again = site.client().post("/report/", {**fields, "do": "preview"}).content.decode()
    assert "guess" not in question(again, "outage").replace("guessed", "")


@pytest.mark.req("A2.1")
def test_a_known_customer_brings_what_was_known_of_the_account(site: Site) -> None:
    first = site.report(customer="Helix Labs", facts={**OUTAGE, "arr": "64000 USD"})
    page = site.client().post("/report/", {"do": "preview", "title": "Slow", "customer": "Helix Labs"})
    asked = question(page.content.decode(), "arr")
    assert 'value="64000 USD"' in asked and f"known from {first}" in asked


@pytest.mark.req("A2.1")
def test_an_amount_in_another_currency_is_told_and_fills_nothing(site: Site) -> None:
    page = paste(site, "Subject: Slow\nFrom: a@b.example.org\n\nWe pay €180,000 a year.")
    assert "is not in USD" in page and 'id="q-arr"' not in page


@pytest.mark.parametrize("text", ["", "   ", "{", "\0\0", "<b>x</b>" * 50, "\u202e" * 9, "x" * 200_000])
def test_whatever_is_pasted_the_page_answers(site: Site, text: str) -> None:
    answer = site.client().post("/report/", {"do": "paste", "paste": text})
    assert answer.status_code == 200 and "<b>x</b>" not in answer.content.decode()


@pytest.mark.req("A2.1")
def test_a_file_is_kept_from_the_first_page_on_and_attached_when_the_report_is_sent(site: Site) -> None:
    client = site.client()
    shot = SimpleUploadedFile("login.png", PNG, "image/png")
    fields = {"title": "Nobody can log in", "file.screenshots": shot, "do": "preview"}
    page = client.post("/report/", fields).content.decode()
    token = page.split('name="kept" value="')[1].split('"')[0]
    sent = {"title": "Nobody can log in", "kept": token, "do": "send", "key": "k"}
    stream = client.post("/report/", sent).url.removeprefix("/e/")
    state, _ = site.desk.load(stream)
    assert state.facts["screenshots"] == "login.png"
    kinds = [event.kind for event in site.desk.store.events(stream)]
    assert "attached" in kinds


def test_a_file_that_is_not_taken_is_said_and_the_report_is_not_lost(site: Site) -> None:
    program = SimpleUploadedFile("run.exe", b"MZ" + bytes(200))
    answer = site.client().post(
        "/report/", {"title": "Nobody can log in", "file.": program, "do": "send", "key": "k"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "run.exe" in page and 'value="Nobody can log in"' in page


def test_a_made_up_file_is_not_attached(site: Site) -> None:
    sent = {"title": "x marks", "kept": f"|{'a' * 64}|passwd", "do": "send", "key": "k"}
    stream = site.client().post("/report/", sent).url.removeprefix("/e/")
    assert "attached" not in [event.kind for event in site.desk.store.events(stream)]
