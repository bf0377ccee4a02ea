"""My account: name, address, language, zone, theme; an address only after showing once more who I am."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.req("A3.7")


def sent(client: Any, **said: str) -> Any:
    """The form, as it is sent."""
    told = {"name": "Ann Bell", "email": "the-agent@example.com", "language": "", "zone": "", "theme": ""}
    return client.post("/me/", {**told, **said})


def test_what_i_choose_holds_on_the_next_page(site: Any) -> None:
    client = site.client("agent")
    assert sent(client, language="zh-hans", zone="Asia/Shanghai", theme="dark").status_code == 302
    answer = client.get("/me/")
    page = answer.content.decode()
    assert 'data-theme="dark"' in page
    assert 'lang="zh-hans"' in page
    assert '<option value="Asia/Shanghai" selected>' in page


@pytest.mark.parametrize(
    "wrong", [{"zone": "Moon/Base"}, {"language": "tlh"}, {"theme": "pink"}, {"name": ""}]
)
def test_what_there_is_not_cannot_be_chosen(site: Any, wrong: dict[str, str]) -> None:
    client = site.client("agent")
    assert sent(client, **wrong).status_code == 422
    assert site.account("agent").zone == ""


def test_role_and_contact_cannot_be_sent_along(site: Any) -> None:
    client = site.client("agent")
    sent(client, role="administrator", contact="chloe-martin", username="boss")
    account = site.account("agent")
    assert (account.role, account.contact, account.username) == ("agent", "", "the-agent")


def test_another_persons_address_is_not_mine(site: Any) -> None:
    site.account("lead")
    answer = sent(site.client("agent"), email="THE-LEAD@example.com")
    assert answer.status_code == 422
    assert "Somebody else has this address." in answer.content.decode()


def test_a_new_address_needs_the_password_once_more(site: Any) -> None:
    account = site.account("agent")
    account.set_password("correct horse battery staple")
    account.save()
    client = site.client("agent")
    answer = sent(client, email="new@example.com")
    assert answer.headers["Location"].startswith("/signin/again/")
    account.refresh_from_db()
    assert account.email == "the-agent@example.com"
    where = answer.headers["Location"]
    done = client.post(where, {"password": "correct horse battery staple", "next": "/me/"})
    assert done.status_code == 302
    account.refresh_from_db()
    assert account.email == "new@example.com", "what was typed is kept and then done"
