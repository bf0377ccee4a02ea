"""Roles that need a second factor see its set-up and nothing else until it is done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.signin.steps import app_code, first_administrator, set_up_app, sign_in

pytestmark = pytest.mark.req("A3.7")


@pytest.fixture(autouse=True)
def forced(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Administrators need one, as by default."""
    monkeypatch.delenv("TOCSIN_MFA_ROLES")


def test_an_administrator_sees_only_the_set_up_until_it_is_done(site: Any) -> None:
    first_administrator(site)
    client = site.client("")
    sign_in(client, "ada")
    for address in ("/me/", "/people/", "/", "/settings/", "/signin/rules/", "/signin/help/ada/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/signin/second/?next={address}"
    page = client.get("/signin/second/").content.decode()
    assert "Set up a second factor" in page
    secret = set_up_app(client)
    assert client.get("/me/").status_code == 200
    other = site.client("")
    sign_in(other, "ada")
    other.post("/signin/second/code/", {"code": app_code(secret, 1)})
    assert other.get("/me/").status_code == 200


def test_forms_and_programs_are_refused_and_nothing_happens(site: Any) -> None:
    account = first_administrator(site)
    client = site.client("")
    sign_in(client, "ada")
    assert client.post("/me/", {"name": "Somebody Else"}).status_code == 403
    assert client.post("/signin/rules/", {"hours": "72"}).status_code == 403, "the rule does not end itself"
    assert client.post("/signin/help/ada/password/").status_code == 403
    assert client.get("/me/", headers={"Accept": "application/json"}).status_code == 403
    account.refresh_from_db()
    assert account.name == "Ada Lee"


def test_who_needs_none_is_not_asked(site: Any) -> None:
    assert site.client("agent").get("/me/").status_code == 200


def test_the_page_of_rules_asks_more_roles_within_a_minute(site: Any) -> None:
    first_administrator(site)
    boss, agent = site.client(""), site.client("agent")
    sign_in(boss, "ada")
    set_up_app(boss)
    assert agent.get("/me/").status_code == 200
    posted = boss.post("/signin/rules/", {"roles": ["administrator", "agent"], "hours": "12"})
    assert posted.status_code == 302
    site.after("61s")
    assert agent.get("/me/").status_code == 302


def test_the_last_factor_of_such_a_role_stays(site: Any) -> None:
    first_administrator(site)
    client = site.client("")
    sign_in(client, "ada")
    set_up_app(client)
    page = client.get("/signin/second/app/drop/").content.decode()
    assert "Your role needs a second factor" in page
    assert client.post("/signin/second/app/drop/").status_code == 200
    assert client.get("/me/").status_code == 200


def test_the_environment_wins_over_the_page(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_MFA_ROLES", "executive")
    boss = site.client("administrator", username="boss")
    assert "Set by TOCSIN_MFA_ROLES" in boss.get("/signin/rules/").content.decode()
    boss.post("/signin/rules/", {"roles": ["agent"], "hours": "12"})
    assert site.client("agent").get("/me/").status_code == 200
    assert site.client("executive").get("/me/").status_code == 302


def test_only_an_administrator_sets_the_rules(site: Any) -> None:
    for role in ("viewer", "agent", "lead", "approver", "executive"):
        assert site.client(role).get("/signin/rules/").status_code == 403
        assert site.client(role).post("/signin/rules/", {"hours": "12"}).status_code == 403


@pytest.mark.parametrize("hours", ["0", "-1", "99999", "many", ""])
def test_hours_that_make_no_sense_are_refused(site: Any, hours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_MFA_ROLES", "none")
    answer = site.client("administrator").post("/signin/rules/", {"hours": hours})
    assert answer.status_code == 422


def stream_of(client: Any) -> Any:
    """Who a stream of events takes a browser for."""
    from tocsin.site.identify import identify

    cookie = f"tocsin_session={client.cookies['tocsin_session'].value}"
    return identify({"type": "http", "headers": [(b"cookie", cookie.encode())]})


def test_no_stream_flows_past_the_set_up_nor_to_an_idle_session(site: Any) -> None:
    first_administrator(site)
    client = site.client("")
    sign_in(client, "ada")
    assert stream_of(client) is None
    set_up_app(client)
    client.get("/me/")
    assert stream_of(client).actor == "user:ada"
    site.after("73h")
    assert stream_of(client) is None


def test_whom_a_provider_vouches_for_is_asked_there(site: Any) -> None:
    client = site.client("administrator", username="boss")
    session = client.session
    session["sso"] = True
    session.save()
    assert client.get("/me/").status_code == 200


def test_tables_and_models_of_accounts_agree(site: Any) -> None:
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector  # noqa: TID251 (compares)
    from django.db.migrations.loader import MigrationLoader  # noqa: TID251 (compares)
    from django.db.migrations.state import ProjectState  # noqa: TID251 (compares)

    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(
        loader.graph
    )
    found = [str(operation) for step in changes.get("accounts", []) for operation in step.operations]
    assert found == []
