"""Sessions: listed with device and address, ended one by one or all at once, over when idle."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.signin.steps import PASSWORD, audit_lines, first_administrator, sign_in

pytestmark = pytest.mark.req("A3.7")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"


def come(site: Any, agent: str, address: str) -> Any:
    """Ada signs in with a device from an address."""
    client = site.client("")
    client.defaults |= {"HTTP_USER_AGENT": agent, "REMOTE_ADDR": address}
    sign_in(client, "ada")
    return client


def test_sessions_are_listed_and_ended_one_by_one(site: Any) -> None:
    first_administrator(site)
    desk = come(site, FIREFOX, "192.0.2.1")
    phone = come(site, IPHONE, "192.0.2.2")
    site.after("5m")
    page = desk.get("/signin/sessions/").content.decode()
    for wanted in ("Firefox on Linux", "Safari on iPhone", "192.0.2.1", "192.0.2.2", "this one"):
        assert wanted in page
    ends = page.split('action="/signin/sessions/', 1)[1].split("/end/", 1)[0]
    assert desk.post(f"/signin/sessions/{ends}/end/").status_code == 302
    assert phone.get("/me/").status_code == 302
    assert desk.get("/me/").status_code == 200


def test_all_others_are_ended_at_once(site: Any) -> None:
    first_administrator(site)
    clients = [come(site, FIREFOX, f"192.0.2.{number}") for number in range(3)]
    clients[0].post("/signin/sessions/end-others/")
    assert [client.get("/me/").status_code for client in clients] == [200, 302, 302]
    assert ("ada", "session.ended") in audit_lines()


def test_nobody_ends_a_session_of_another(site: Any) -> None:
    from allauth.usersessions.models import UserSession

    first_administrator(site)
    ada = come(site, FIREFOX, "192.0.2.1")
    theirs = UserSession.objects.get()
    assert site.client("agent").post(f"/signin/sessions/{theirs.pk}/end/").status_code == 404
    assert ada.get("/me/").status_code == 200


def test_a_session_that_was_not_used_is_over(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_SESSION_HOURS", "2")
    first_administrator(site)
    client = come(site, FIREFOX, "192.0.2.1")
    for _ in range(4):
        site.after("119m")
        assert client.get("/me/").status_code == 200, "it is used, so it goes on"
    site.after("121m")
    answer = client.get("/me/?tab=1")
    assert answer.headers["Location"] == "/signin/login/?next=/me/%3Ftab%3D1"
    assert ("ada", "session.idle") in audit_lines()
    assert "signed out" in client.get("/signin/login/").content.decode()


def test_last_seen_is_written_once_a_minute_at_most(site: Any) -> None:
    from django.db import connection  # noqa: TID251 (counts its queries)
    from django.test.utils import CaptureQueriesContext

    client = site.client("agent")
    client.get("/me/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/me/")
    assert not [query for query in asked.captured_queries if not query["sql"].startswith("SELECT")]


def test_a_new_password_ends_the_other_sessions(site: Any) -> None:
    first_administrator(site)
    here, there = come(site, FIREFOX, "192.0.2.1"), come(site, IPHONE, "192.0.2.2")
    new = "nine purple elephants dance"
    answer = here.post("/signin/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302, answer.content.decode()
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    assert sign_in(site.client(""), "ada", new).status_code == 302


def test_signing_out_ends_the_session_for_good(site: Any) -> None:
    first_administrator(site)
    client = come(site, FIREFOX, "192.0.2.1")
    kept = client.cookies["tocsin_session"].value
    client.post("/signin/logout/")
    client.cookies["tocsin_session"] = kept
    assert client.get("/me/").status_code == 302
    assert ("ada", "signin.out") in audit_lines()


def test_an_account_that_is_switched_off_is_out_at_once(site: Any) -> None:
    account = first_administrator(site)
    client = come(site, FIREFOX, "192.0.2.1")
    type(account).objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/me/").status_code == 302


def test_signing_out_needs_a_form_of_ours(site: Any) -> None:
    client = site.client("agent", csrf=True)
    assert client.get("/signin/logout/").status_code == 200
    assert client.post("/signin/logout/").status_code == 403
    assert client.get("/me/").status_code == 200


def test_what_is_kept_for_a_stranger_goes_within_the_hour_and_a_session_lasts(site: Any) -> None:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    client = site.client("")
    client.get("/signin/second/passkeys/login/", headers={"Accept": "application/json"})
    kept = Session.objects.get()
    assert (kept.expire_date - timezone.now()).total_seconds() <= 3600
    first_administrator(site)
    sign_in(client, "ada")
    client.get("/me/")
    kept = Session.objects.get()
    assert (kept.expire_date - timezone.now()).days > 80
