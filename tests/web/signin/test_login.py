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


def test_every_wrong_answer_costs_exactly_one_hash(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tocsin.accounts.signin.passwords import Hasher

    first_administrator(site)
    site.account("viewer", username="by-provider")  # has no password
    costs: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(Hasher, name)
        monkeypatch.setattr(
            Hasher, name, lambda *said, real=real, **more: (costs.append("hash"), real(*said, **more))[1]
        )
    for typed in ("ada", "ada@example.com", "nobody", "nobody@example.com", "by-provider", "x" * 200):
        costs.clear()
        sign_in(site.client(""), typed, WRONG)
        assert costs == ["hash"], typed


def test_a_password_of_a_thousand_letters_costs_none(site: Any) -> None:
    first_administrator(site)
    assert sign_in(site.client(""), "ada", "x" * 100_000).status_code == 200


def test_passwords_are_kept_as_argon2(site: Any) -> None:
    account = first_administrator(site)
    assert account.password.startswith("argon2$argon2id$")
    assert PASSWORD not in account.password


@pytest.mark.parametrize(
    "next_", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "/\\evil.test"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(site: Any, next_: str) -> None:
    first_administrator(site)
    assert sign_in(site.client(""), "ada", next=next_).headers["Location"] == "/"


def test_after_signing_in_one_is_where_one_wanted_to_be(site: Any) -> None:
    first_administrator(site)
    client = site.client("")
    there = client.get("/me/?x=1").headers["Location"]
    assert there == "/signin/login/?next=/me/%3Fx%3D1"
    assert 'name="next" value="/me/?x=1"' in client.get(there).content.decode()
    assert sign_in(client, "ada", next="/me/?x=1").headers["Location"] == "/me/?x=1"


def test_nobody_signs_up(site: Any) -> None:
    for address in ("/signin/signup/", "/signup/", "/accounts/signup/", "/signin/sso/signup/"):
        assert site.client("").get(address).status_code == 404


def test_the_session_is_another_one_after_signing_in(site: Any) -> None:
    first_administrator(site)
    client = site.client("")
    client.get("/signin/login/")
    session = client.session
    session["mark"] = 1
    session.save()
    before = session.session_key
    sign_in(client, "ada")
    assert client.cookies["tocsin_session"].value != before


def test_a_form_without_its_token_signs_nobody_in(site: Any) -> None:
    first_administrator(site)
    assert sign_in(site.client("", csrf=True), "ada").status_code == 403


def test_no_page_of_signing_in_is_kept_by_anybody(site: Any) -> None:
    answer = site.client("").get("/signin/login/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "style=" not in answer.content.decode()


def test_each_language_is_named_in_itself(site: Any) -> None:
    page = site.client("").get("/signin/login/", headers={"Accept-Language": "zh-CN"}).content.decode()
    assert ">English</button>" in page
    assert ">简体中文</button>" in page
    assert '<h1 id="title">登录</h1>' in page
