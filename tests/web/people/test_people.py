"""People: found, invited, given roles; the last administrator stays, nobody raises themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site import Site


@pytest.fixture
def admin(site: Site) -> Any:
    return site.client("administrator", username="ada")


def account(username: str) -> Any:
    from tocsin.accounts.models import Account

    return Account.objects.get(username=username)


def test_everybody_of_the_policy_is_there_with_their_teams_and_who_is_on_call(admin: Any) -> None:
    page = admin.get("/people/").content.decode()
    assert "Chloe Martin" in page
    assert "/people/contact/chloe-martin" in page
    found = admin.get("/people/?only=duty").content.decode()
    assert found.count('<th scope="row">') < page.count('<th scope="row">')


@pytest.mark.parametrize("text", ["chloe", "CHLOE martin", "support engineer"])
def test_a_few_letters_find_somebody(admin: Any, text: str) -> None:
    page = admin.get("/people/", {"q": text}).content.decode()
    assert "Chloe Martin" in page or text == "support engineer"
    assert "Helen Brandt" not in page


def test_nobody_found_says_what_to_do(admin: Any) -> None:
    assert "Nobody is found" in admin.get("/people/", {"q": "zzz"}).content.decode()


def test_a_team_says_who_answers_now(admin: Any) -> None:
    page = admin.get("/people/teams").content.decode()
    assert "Answers now:" in page
    assert 'id="engineering"' in page


def test_an_invitation_is_shown_once_and_makes_the_account_with_its_contact(site: Site, admin: Any) -> None:
    made = admin.post("/people/invite", {"role": "lead", "contact": "chloe-martin", "name": "Chloe"})
    assert made.headers["Cache-Control"] == "no-store"
    link = made.content.decode().partition('id="link">')[2].partition("<")[0]
    assert "/signin/link/" in link
    assert link not in admin.get("/people/invite").content.decode()
    assert site.client("").get(link.partition("testserver")[2]).status_code == 200


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"role": "emperor"}, "no role"),
        ({"role": "agent", "contact": "nobody"}, "not in the policy"),
        ({"role": "agent", "email": "not an address"}, "cannot be used as an address"),
        ({"role": "agent", "email": "ada@example.com"}, "somebody has an account"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(admin: Any, sent: dict[str, str], said: str) -> None:
    answer = admin.post("/people/invite", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_role_is_given_and_stands_in_the_audit_log(site: Site, admin: Any) -> None:
    site.account("agent", username="ben")
    assert admin.post("/people/of/ben/role", {"role": "lead"}).status_code == 302
    assert account("ben").role == "lead"
    log = admin.get("/settings/audit", {"q": "ben"}).content.decode()
    assert "account.role" in log
    assert "before agent, after lead" in log


def test_the_last_administrator_stays_one(admin: Any) -> None:
    answer = admin.post("/people/of/ada/role", {"role": "agent"})
    assert answer.status_code == 422
    assert "the last administrator" in answer.content.decode()
    assert account("ada").role == "administrator"


def test_of_two_administrators_one_may_go(site: Site, admin: Any) -> None:
    site.account("administrator", username="bea")
    assert admin.post("/people/of/bea/off").status_code == 302
    assert not account("bea").is_active
    assert admin.post("/people/of/bea/on").status_code == 302
    assert admin.post("/people/of/ada/role", {"role": "lead"}).status_code == 302
    assert account("ada").role == "lead"


def test_nobody_switches_themselves_off(site: Site, admin: Any) -> None:
    site.account("administrator", username="bea")
    assert admin.post("/people/of/ada/off").status_code == 422
    assert account("ada").is_active


def test_whoever_is_switched_off_is_out_at_once(site: Site, admin: Any) -> None:
    client = site.client("agent", username="ben")
    secret = site.token("agent", username="ben")
    assert client.get("/me/").status_code == 200
    admin.post("/people/of/ben/off")
    assert client.get("/me/").status_code == 302
    sent = site.client("").get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
    assert sent.status_code == 401


def test_nobody_gives_themselves_more() -> None:
    from tocsin.accounts.people.manage import more_than
    from tocsin.core.rights.table import Role

    assert more_than(Role.ADMINISTRATOR, Role.LEAD)
    assert more_than(Role.AGENT, Role.VIEWER)
    assert not more_than(Role.VIEWER, Role.AGENT)
    assert more_than(Role.EXECUTIVE, Role.AGENT)
    assert more_than(Role.AGENT, Role.EXECUTIVE)


def test_a_contact_belongs_to_one_account(site: Site, admin: Any) -> None:
    site.account("agent", username="ben")
    site.account("agent", username="cara")
    assert admin.post("/people/of/ben/contact", {"contact": "chloe-martin"}).status_code == 302
    answer = admin.post("/people/of/cara/contact", {"contact": "chloe-martin"})
    assert answer.status_code == 422
    assert "joined with another account" in answer.content.decode()
    assert admin.post("/people/of/cara/contact", {"contact": "nobody"}).status_code == 422
    assert account("ben").who.actor == "chloe-martin"


def test_an_agent_sees_people_and_changes_nothing(site: Site) -> None:
    site.account("agent", username="ben")
    client = site.client("agent", username="cara")
    page = client.get("/people/of/ben").content.decode()
    assert "/people/of/ben/role" not in page
    assert client.post("/people/of/ben/role", {"role": "lead"}).status_code == 403
    assert account("ben").role == "agent"
