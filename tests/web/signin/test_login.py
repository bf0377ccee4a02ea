"""Signing in with a name and a password: a link for the first, one answer for all that is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.signin.steps import PASSWORD, WRONG, audit_lines, first_administrator, sign_in

pytestmark = pytest.mark.req("A3.7")


def test_the_first_link_makes_the_first_administrator_once(site: Any) -> None:
    from tocsin.accounts.signin.invites import first_link

    link = first_link("http://testserver", site.now)
    client = site.client("")
    assert client.get(link).status_code == 200
    said = {"name": "Ada Lee", "username": "Ada", "email": "ada@example.com"}
    answer = client.post(link, {**said, "password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == "/"
    assert client.get("/me/").status_code == 200
    assert client.get(link).status_code == 404
    assert first_link("http://testserver", site.now) == ""


def test_a_name_or_an_address_and_the_password_open_the_desk(site: Any) -> None:
    first_administrator(site)
    for typed in ("ada", "ADA", " ada ", "Ada@Example.com"):
        client = site.client("")
        answer = sign_in(client, typed)
        assert answer.status_code == 302, typed
        assert client.get("/me/").status_code == 200


def test_everything_wrong_has_one_answer(site: Any) -> None:
    first_administrator(site)
    off = site.account("agent", username="gone")
    off.set_password(PASSWORD)
    off.is_active = False
    off.save()
    told = set()
    tries = (("ada", WRONG), ("ada@example.com", WRONG), ("nobody", PASSWORD), ("no@example.com", PASSWORD))
    for typed, password in (*tries, ("gone", PASSWORD)):
        answer = sign_in(site.client(""), typed, password)
        assert answer.status_code == 200
        text = answer.content.decode()
        told.add(text.split('role="alert">', 1)[1].split("<", 1)[0])
    assert told == {"This name and this password do not belong together."}


def test_who_comes_in_and_who_fails_stands_in_the_audit_log(site: Any) -> None:
    first_administrator(site)
    sign_in(site.client(""), "my secret password typed into the wrong box", "x" * 12)
    sign_in(site.client(""), "ada")
    lines = audit_lines()
    assert ("ada", "signin.in") in lines
    assert ("?", "signin.failed") in lines
    assert "wrong box" not in str(lines)
