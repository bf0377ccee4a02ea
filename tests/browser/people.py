"""People of a served desk: accounts with a password, and browsers in which they sign in."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.served import Served
from tests.site import let_go, point_to

PASSWORD = "a long enough pass phrase"  # noqa: S105 (of a desk that lives for one test)
PATIENCE = 40_000
"""Milliseconds that a busy machine may take for a page."""
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def enrol(served: Served, people: dict[str, str]) -> None:
    """Accounts for contacts of the policy, each with a role; before the desk is started."""
    from tocsin.accounts.models import Account

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with pytest.MonkeyPatch.context() as patch:
        point_to(served.url, patch)
        for contact, role in people.items():
            Account.objects.create_user(
                contact, f"{contact}@example.com", PASSWORD, role=role, contact=contact, name=contact.title()
            )
        let_go()


@dataclass
class Person:
    """Somebody at a browser; everything that the browser complains about is kept."""

    page: Any
    base: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Goes to a page."""
        self.page.goto(f"{self.base}{path}", wait_until="load")

    def text(self, selector: str) -> str:
        """What stands in a part of the page."""
        return " ".join(str(self.page.inner_text(selector)).split())

    def waits_for(self, selector: str, words: str, seconds: float = 60) -> None:
        """Until the words stand there, without loading the page again."""
        from playwright.sync_api import expect

        expect(self.page.locator(selector).first).to_contain_text(words, timeout=seconds * 1000)


def sits_down(browser: Any, served: Served, contact: str, phone: bool = False) -> Person:
    """Opens a browser of their own and signs in."""
    context = browser.new_context(viewport=PHONE if phone else WIDE, is_mobile=phone, has_touch=phone)
    person = Person(context.new_page(), served.base)
    page = person.page
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda said: person.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: person.complaints.append(str(error)))
    page.on("request", lambda sent: _elsewhere(person, sent.url))
    person.open("/")
    page.fill("input[name=login]", contact)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{served.base}/", timeout=PATIENCE)
    return person


def _elsewhere(person: Person, url: str) -> None:
    if not url.startswith((person.base, "data:", "blob:")):
        person.elsewhere.append(url)
