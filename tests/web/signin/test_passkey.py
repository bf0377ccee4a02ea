"""Passkeys in a real browser, with an authenticator that the browser itself plays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import browser
from tests.served import Served
from tests.site import let_go, point_to
from tests.web.signin.steps import PASSWORD, app_code

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.req("A3.7")]


@pytest.fixture(scope="module")
def desk(served: Served) -> Served:
    """A desk with three people who have passwords, at an address that passkeys work on."""
    with pytest.MonkeyPatch.context() as patch:
        point_to(served.url, patch)
        from tocsin.accounts.models import Account

        for name in ("ada", "bob", "cleo", "dan"):
            Account.objects.create_user(
                name, f"{name}@example.com", PASSWORD, name=name.title(), role="agent"
            )
        let_go()
    served.start()
    return served


@pytest.fixture
def page(desk: Served, browser: Any) -> Iterator[Any]:
    """A browser of its own, with a platform authenticator; an error of the page fails the test."""
    context = browser.new_context(base_url=f"http://localhost:{desk.port}")
    context.set_default_timeout(15_000)
    made = context.new_page()
    told: list[str] = []
    made.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    made.on("pageerror", lambda error: told.append(str(error)))
    devtools = context.new_cdp_session(made)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield made
    context.close()
    assert told == []


def arrive(page: Any, path: str) -> None:
    """Until the page at this address is there."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def sign_in(page: Any, name: str) -> None:
    """With name and password."""
    page.goto("/signin/login/?next=/me/")
    page.get_by_label("User name or e-mail").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up(page: Any, alone: bool) -> None:
    """Sets a passkey up, and looks at the recovery codes that come with the first factor."""
    page.goto("/signin/second/")
    page.get_by_role("link", name="Set up").last.click()
    if not alone:
        page.get_by_label("Also sign in with it alone").uncheck()
    page.get_by_role("button", name="Set up").click()
    arrive(page, "/signin/second/codes/")
    assert page.locator(".codes li").count() == 10


def sign_out(page: Any) -> None:
    """By the form."""
    page.goto("/signin/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    arrive(page, "/signin/login/")


def test_a_passkey_signs_in_alone_and_leads_to_where_one_wanted(page: Any) -> None:
    sign_in(page, "ada")
    arrive(page, "/me/")
    set_up(page, alone=True)
    sign_out(page)
    page.goto("/signin/login/?next=/signin/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    arrive(page, "/signin/sessions/")
    assert "Chrome on Linux" in page.content()


def test_a_passkey_is_the_second_step_after_a_password(page: Any) -> None:
    sign_in(page, "bob")
    arrive(page, "/me/")
    set_up(page, alone=False)
    sign_out(page)
    sign_in(page, "bob")
    arrive(page, "/signin/second/code/")
    page.get_by_role("button", name="Use my passkey").click()
    arrive(page, "/me/")


def test_a_passkey_is_renamed_and_taken_away(page: Any) -> None:
    sign_in(page, "cleo")
    arrive(page, "/me/")
    set_up(page, alone=True)
    page.goto("/signin/second/")
    page.get_by_role("link", name="Rename").click()
    page.get_by_label("What to call it").fill("my laptop")
    page.get_by_role("button", name="Keep").click()
    arrive(page, "/signin/second/")
    page.get_by_role("link", name="Take away my laptop").click()
    page.get_by_role("button", name="Take away").click()
    arrive(page, "/signin/second/")
    assert "my laptop" not in page.get_by_role("main").inner_text()


def test_an_app_is_set_up_by_its_key(page: Any) -> None:
    sign_in(page, "dan")
    arrive(page, "/me/")
    page.goto("/signin/second/app/")
    secret = page.locator("code.key").inner_text()
    page.get_by_role("textbox", name="Code").fill(app_code(secret))
    page.get_by_role("button", name="Set up").click()
    arrive(page, "/signin/second/codes/")


def test_a_password_can_be_looked_at_while_it_is_typed(page: Any) -> None:
    page.goto("/signin/login/")
    field = page.get_by_label("Password")
    field.fill("secret")
    page.get_by_role("button", name="Show").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide").click()
    assert field.get_attribute("type") == "password"
