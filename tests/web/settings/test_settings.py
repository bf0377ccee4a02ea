"""Settings: the audit log is sought and kept as a table, retention is set, tokens end, health is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site import Site
from tocsin.web.shared.exports import lines, safe


@pytest.fixture
def admin(site: Site) -> Any:
    return site.client("administrator", username="ada")


@pytest.mark.parametrize("page", ["", "tokens", "audit", "retention", "erasure", "health", "about"])
def test_every_page_opens(admin: Any, page: str) -> None:
    assert admin.get(f"/settings/{page}").status_code == 200


def test_an_executive_sees_the_log_and_no_setting(site: Site) -> None:
    client = site.client("executive")
    assert client.get("/settings/audit").status_code == 200
    assert client.get("/settings/").status_code == 403
    assert "/settings/audit" in client.get("/people/").content.decode()


def note(site: Site, action: str, object_: str = "", actor: str = "ada", **detail: Any) -> None:
    from tocsin.accounts import audit

    audit.note(site.now, actor, action, object_, "192.0.2.7", **detail)


def test_the_log_is_sought_by_word_kind_and_day(site: Site, admin: Any) -> None:
    note(site, "account.role", "ben")
    site.after("2d")
    note(site, "token.made", "export", actor="cara")
    for asked, there, gone in (
        ({"q": "ben"}, "account.role</code>", "token.made</code>"),
        ({"q": "192.0.2"}, "account.role</code>", "nothing"),
        ({"action": "token.made"}, "token.made</code>", "account.role</code>"),
        ({"from": "2026-11-25"}, "token.made</code>", "account.role</code>"),
        ({"to": "2026-11-23"}, "account.role</code>", "token.made</code>"),
    ):
        page = admin.get("/settings/audit", asked).content.decode()
        assert there in page, asked
        assert gone not in page, asked


def test_a_day_that_is_none_is_refused(admin: Any) -> None:
    answer = admin.get("/settings/audit", {"from": "yesterday"})
    assert answer.status_code == 422
    assert "is no day" in answer.content.decode()


def test_a_long_log_is_told_a_page_at_a_time(site: Site, admin: Any) -> None:
    for number in range(130):
        note(site, "account.role", f"person-{number:03}")
    first = admin.get("/settings/audit").content.decode()
    assert "person-129" in first
    assert "person-010" not in first
    following = first.partition("before=")[2].partition('"')[0]
    second = admin.get("/settings/audit", {"before": following}).content.decode()
    assert "person-010" in second
    assert "person-129" not in second


def test_the_table_of_the_log_runs_no_formula_and_stands_in_the_log(site: Site, admin: Any) -> None:
    note(site, "account.made", "=cmd|'/c calc'!A1", why="+1")
    answer = admin.get("/settings/audit.csv")
    told = b"".join(answer.streaming_content).decode()
    assert "'=cmd|" in told
    assert answer.headers["Cache-Control"] == "no-store"
    assert "audit.exported" in admin.get("/settings/audit").content.decode()


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    made = safe(text)
    assert not made.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert made.lstrip("'").replace("'", "") == text.replace("\0", "").lstrip("'").replace("'", "")


def test_numbers_stay_numbers() -> None:
    assert [safe(cell) for cell in (-5, 2.5, True, None)] == ["-5", "2.5", "yes", ""]
    assert list(lines(("a", "b"), [(1, "x,y")])) == ["\ufeffa,b\r\n", '1,"x,y"\r\n']


def test_retention_is_set_switched_off_and_told(site: Site, admin: Any) -> None:
    from tocsin.app.erasure_retention import retention

    assert "It is off" in admin.get("/settings/retention").content.decode()
    assert admin.post("/settings/retention", {"days": "365"}).status_code == 302
    assert retention(site.desk.store) == 365
    assert "365" in admin.get("/settings/").content.decode()
    for wrong in ("3", "many", "", "-1", "99999999"):
        assert admin.post("/settings/retention", {"days": wrong}).status_code == 422
    assert retention(site.desk.store) == 365
    admin.post("/settings/retention", {"off": "1"})
    assert retention(site.desk.store) is None
    assert (
        admin.get("/settings/audit", {"action": "retention.set"})
        .content.decode()
        .count("retention.set</code>")
        == 2
    )


def test_an_administrator_ends_anybodys_token(site: Site, admin: Any) -> None:
    from tocsin.accounts.models import Token

    secret = site.token("agent", username="ben")
    assert "a test" in admin.get("/settings/tokens").content.decode()
    sent = {"token": str(Token.objects.get().pk)}
    assert site.client("lead").post("/settings/tokens/revoke", sent).status_code == 403
    assert admin.post("/settings/tokens/revoke", sent).status_code == 302
    headers = {"Authorization": f"Bearer {secret}"}
    assert site.client("").get("/api/v1/me", headers=headers).status_code == 401
    assert admin.post("/settings/tokens/revoke", {"token": "x"}).status_code == 404


def test_a_customer_is_looked_up_to_be_erased(site: Site, admin: Any) -> None:
    site.report(customer="Zaphod & Sons / Ltd")
    page = admin.get("/settings/erasure", {"q": "zap"}).content.decode()
    assert "/customers/erase?name=Zaphod%20%26%20Sons%20%2F%20Ltd" in page


def test_health_says_what_to_do(admin: Any) -> None:
    page = admin.get("/settings/health").content.decode()
    assert "no worker is running" in page
    assert "tocsin worker" in page
