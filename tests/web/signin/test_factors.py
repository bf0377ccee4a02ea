"""Second factors: codes from an app, recovery codes, kept encrypted, counted, taken once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.web.signin.steps import app_code, audit_lines, first_administrator, set_up_app, sign_in, told

pytestmark = pytest.mark.req("A3.7")


@pytest.fixture
def ada(site: Any) -> Any:
    """Somebody signed in with a password."""
    first_administrator(site)
    client = site.client("")
    sign_in(client, "ada")
    return client


def test_an_app_is_set_up_and_asked_for_from_then_on(site: Any, ada: Any) -> None:
    secret = set_up_app(ada)
    client = site.client("")
    answer = sign_in(client, "ada")
    assert answer.headers["Location"] == "/signin/second/code/"
    assert client.get("/me/").status_code == 302, "the password alone opens nothing"
    answer = client.post("/signin/second/code/", {"code": app_code(secret, 1)})
    assert answer.status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_code_is_taken_once_whichever_process_sees_it(site: Any, ada: Any) -> None:
    from django.core.cache import cache

    secret = set_up_app(ada)
    code = app_code(secret, 1)
    first, second = site.client(""), site.client("")
    sign_in(first, "ada")
    sign_in(second, "ada")
    assert first.post("/signin/second/code/", {"code": code}).status_code == 302
    cache.clear()  # another process has another memory
    answer = second.post("/signin/second/code/", {"code": code})
    assert "it was used already" in answer.content.decode()


def test_codes_are_counted_apart_from_passwords(site: Any, ada: Any) -> None:
    set_up_app(ada)
    for _ in range(5):
        client = site.client("")
        assert sign_in(client, "ada").status_code == 302, "the password was right each time"
        answer = client.post("/signin/second/code/", {"code": "000000"})
    assert "Too many tries failed" in answer.content.decode()


def test_key_and_recovery_codes_are_encrypted_in_the_database(site: Any, ada: Any) -> None:
    from allauth.mfa.models import Authenticator

    secret = set_up_app(ada)
    kept = {one.type: json.dumps(one.data) for one in Authenticator.objects.all()}
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    assert secret not in kept["totp"]
    assert not any(code in kept["recovery_codes"] for code in codes)
    assert "gAAAA" in kept["totp"]


def test_a_recovery_code_works_once_instead_of_the_app(site: Any, ada: Any) -> None:
    from allauth.mfa.models import Authenticator

    set_up_app(ada)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client = site.client("")
    sign_in(client, "ada")
    assert client.post("/signin/second/code/", {"code": code}).status_code == 302
    again = site.client("")
    sign_in(again, "ada")
    assert again.post("/signin/second/code/", {"code": code}).status_code == 200


def test_recovery_codes_are_shown_downloaded_and_renewed(ada: Any) -> None:
    set_up_app(ada)
    page = ada.get("/signin/second/codes/").content.decode()
    assert page.count("<li><code>") == 10
    file = ada.get("/signin/second/codes/file/")
    assert "attachment" in file.headers["Content-Disposition"]
    assert ada.post("/signin/second/codes/new/").status_code == 302
    assert ada.get("/signin/second/codes/").content.decode() != page


def test_the_app_is_taken_away_and_with_it_the_recovery_codes(site: Any, ada: Any) -> None:
    from allauth.mfa.models import Authenticator

    set_up_app(ada)
    assert ada.post("/signin/second/app/drop/").status_code == 302
    assert not Authenticator.objects.exists()
    assert sign_in(site.client(""), "ada").headers["Location"] == "/"


def test_factors_are_asked_for_again_when_the_sign_in_is_long_ago(
    site: Any, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    later = time.time() + 1000  # noqa: TID251 (allauth reads this clock)
    monkeypatch.setattr("time.time", lambda: later)
    answer = ada.get("/signin/second/app/")
    assert answer.headers["Location"].startswith("/signin/again/")
    again = ada.post("/signin/again/?next=/signin/second/app/", {"password": "wrong wrong wrong"})
    assert "This is not your password" in again.content.decode()


def test_every_change_stands_in_the_audit_log(ada: Any) -> None:
    set_up_app(ada)
    ada.post("/signin/second/codes/new/")
    ada.post("/signin/second/app/drop/")
    actions = [action for _, action in audit_lines()]
    for wanted in ("factor.added", "factor.renewed", "factor.removed"):
        assert wanted in actions


def test_another_key_of_the_desk_says_what_to_do(
    site: Any, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tocsin import bootstrap_site

    set_up_app(ada)
    fernet = type(bootstrap_site.secrets())
    monkeypatch.setattr("tocsin.bootstrap_site.secrets", lambda: fernet(fernet.generate_key()))
    client = site.client("")
    sign_in(client, "ada")
    answer = client.post("/signin/second/code/", {"code": "123456"})
    assert "the desk&#x27;s key has changed" in answer.content.decode()


def test_the_picture_for_the_app_holds_name_and_issuer(ada: Any) -> None:
    page = ada.get("/signin/second/app/").content.decode()
    assert "otpauth://totp/ada?" in page
    assert "issuer=Tocsin" in page
    assert '<svg class="qr"' in page
    assert "style=" not in page
    assert told(ada.get("/signin/second/app/")) == ""


def test_who_has_nothing_to_show_again_goes_on(site: Any) -> None:
    client = site.client("agent")
    for address in ("/signin/again/", "/signin/second/again/", "/signin/second/passkeys/again/"):
        assert client.get(f"{address}?next=/me/").headers["Location"] == "/me/"
