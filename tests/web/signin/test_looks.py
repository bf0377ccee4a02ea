"""The pages of signing in keep nobody out: axe finds nothing, nothing is too wide, nothing leaves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import browser
from tests.served import Served
from tests.site import let_go, point_to
from tests.web.signin.steps import PASSWORD

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.req("A3.7")]
STRANGER = ("/signin/login/", "/signin/forgot/", "/signin/link/over/", "/signin/sso/failed/")
OWN = (
    "/me/", "/signin/second/", "/signin/second/app/", "/signin/second/passkeys/new/", "/signin/sessions/",
    "/signin/password/", "/signin/rules/", "/signin/help/ada/", "/signin/logout/",
)  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def desk(served: Served) -> tuple[Served, str]:
    """A desk with an administrator, and a link for somebody new."""
    with pytest.MonkeyPatch.context() as patch:
        point_to(served.url, patch)
        from tocsin import bootstrap
        from tocsin.accounts.models import Account
        from tocsin.accounts.signin.invites import invite

        Account.objects.create_user("ada", "ada@example.com", PASSWORD, name="Ada Lee", role="administrator")
        link = invite(f"http://localhost:{served.port}", "ada", bootstrap.now(), role="agent", name="Bea Kim")
        let_go()
    served.start()
    return served, link


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(desk: tuple[Served, str], browser: Any, width: int, scheme: str) -> None:
    served, link = desk
    base = f"http://localhost:{served.port}"
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, base_url=base, reduced_motion="reduce"
    )
    page, left = context.new_page(), []
    page.on("request", lambda request: left.append(request.url) if not request.url.startswith(base) else None)
    wrong = [trouble for path in (*STRANGER, link) for trouble in troubles(page, path, width)]
    page.goto("/signin/login/")
    page.get_by_label("User name or e-mail").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/signin/" not in url)
    wrong += [trouble for path in OWN for trouble in troubles(page, path, width)]
    context.close()
    assert wrong == []
    assert left == []


def troubles(page: Any, path: str, width: int) -> list[str]:
    """What axe says about a page, and whether it is too wide."""
    from axe_playwright_python.sync_playwright import Axe

    page.goto(path)
    found = Axe().run(page, options=RULES).response["violations"]
    told = [f"{path}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*told, *([f"{path}: {wide} px wide"] if wide > width else [])]
