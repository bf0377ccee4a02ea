"""One's own addresses: only what is shown to be theirs counts; rules; a test page; tokens."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.site import Site
from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted, Refusal, Sent

WHO = "chloe-martin"


class Post:
    """What would be sent, kept."""

    channels = ("email", "webhook")

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.answer: Sent = Accepted()

    def send(self, outgoing: Outgoing) -> Sent:
        self.sent.append(outgoing)
        return self.answer

    def close(self) -> None:
        """Nothing is open."""

    @property
    def code(self) -> str:
        """The six digits of the last letter."""
        found = re.search(r"\b\d{6}\b", self.sent[-1].body)
        assert found is not None
        return found[0]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    made = Post()
    monkeypatch.setattr("tocsin.bootstrap_worker.switchboard", lambda _store: made)
    return made


@pytest.fixture
def chloe(site: Site, post: Post) -> Any:
    return site.client("agent", WHO)


def ways(site: Site) -> dict[str, str]:
    from tocsin.app import reach

    return {kind: way.address for kind, way in reach.of(site.desk.store, WHO).ways.items()}


@pytest.mark.req("A4.5")
def test_an_address_counts_once_its_code_came_back(site: Site, chloe: Any, post: Post) -> None:
    assert (
        chloe.post("/me/contact/add", {"kind": "email", "address": "chloe@home.example"}).status_code == 302
    )
    assert post.sent[-1].address == "chloe@home.example"
    assert ways(site) == {}
    assert chloe.post("/me/contact/code", {"kind": "email", "code": post.code}).status_code == 302
    assert ways(site) == {"email": "chloe@home.example"}
    site.desk.books.refresh()
    assert site.desk.books.current().contact(WHO).email == "chloe@home.example"


def test_a_wrong_code_is_counted_and_the_right_one_comes_too_late(site: Site, chloe: Any, post: Post) -> None:
    chloe.post("/me/contact/add", {"kind": "email", "address": "chloe@home.example"})
    wrong = "000000" if post.code != "000000" else "111111"
    for _ in range(5):
        assert chloe.post("/me/contact/code", {"kind": "email", "code": wrong}).status_code == 422
    answer = chloe.post("/me/contact/code", {"kind": "email", "code": post.code})
    assert "too many wrong codes" in answer.content.decode()
    assert ways(site) == {}


def test_a_code_is_over_after_a_quarter_of_an_hour(site: Site, chloe: Any, post: Post) -> None:
    chloe.post("/me/contact/add", {"kind": "email", "address": "chloe@home.example"})
    site.after("15m")
    assert chloe.post("/me/contact/code", {"kind": "email", "code": post.code}).status_code == 422
    assert ways(site) == {}


def test_a_code_is_good_once_and_only_for_whom_it_was_sent(site: Site, chloe: Any, post: Post) -> None:
    chloe.post("/me/contact/add", {"kind": "email", "address": "chloe@home.example"})
    other = site.client("agent", "amir-haddad")
    assert other.post("/me/contact/code", {"kind": "email", "code": post.code}).status_code == 422
    assert chloe.post("/me/contact/code", {"kind": "webhook", "code": post.code}).status_code == 422
    assert chloe.post("/me/contact/code", {"kind": "email", "code": post.code}).status_code == 302
    assert chloe.post("/me/contact/code", {"kind": "email", "code": post.code}).status_code == 422


def test_the_database_alone_does_not_tell_the_code(chloe: Any, post: Post) -> None:
    from tocsin.accounts.people.models import ContactCode

    chloe.post("/me/contact/add", {"kind": "email", "address": "chloe@home.example"})
    kept = ContactCode.objects.get()
    assert post.code not in repr(vars(kept))
    assert len(kept.digest) == 64


def test_nobodys_mailbox_is_filled(chloe: Any, post: Post) -> None:
    for _ in range(5):
        assert chloe.post("/me/contact/add", {"kind": "email", "address": "b@x.example"}).status_code == 302
    assert chloe.post("/me/contact/add", {"kind": "email", "address": "b@x.example"}).status_code == 422
    assert len(post.sent) == 5


def test_what_could_not_be_sent_waits_for_no_code(chloe: Any, post: Post) -> None:
    post.answer = Refusal(True, "no such mailbox")
    answer = chloe.post("/me/contact/add", {"kind": "email", "address": "b@x.example"})
    assert answer.status_code == 422
    assert "no such mailbox" in answer.content.decode()
    assert "six digits" not in chloe.get("/me/contact/").content.decode()


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("email", "chloe"),
        ("phone", "12345"),
        ("webhook", "ftp://x"),
        ("webhook", "javascript:x"),
        ("fax", "1"),
    ],
)
def test_what_is_no_address_is_refused(chloe: Any, post: Post, kind: str, address: str) -> None:
    assert chloe.post("/me/contact/add", {"kind": kind, "address": address}).status_code == 422
    assert post.sent == []


def test_a_number_is_confirmed_by_an_administrator_who_called(site: Site, chloe: Any, post: Post) -> None:
    chloe.post("/me/contact/add", {"kind": "phone", "address": "+49 (30) 123-456"})
    assert post.sent == []
    admin, sent = site.client("administrator"), {"kind": "phone", "address": "+4930123456"}
    assert "waits to be confirmed" in admin.get(f"/people/of/{WHO}").content.decode()
    assert chloe.post(f"/people/of/{WHO}/confirm", sent).status_code == 403
    assert admin.post(f"/people/of/{WHO}/confirm", {**sent, "address": "+4930999"}).status_code == 409
    assert admin.post(f"/people/of/{WHO}/confirm", sent).status_code == 302
    assert ways(site) == {"phone": "+4930123456"}


def test_an_address_of_ones_own_can_go_again(site: Site, chloe: Any, post: Post) -> None:
    chloe.post("/me/contact/add", {"kind": "email", "address": "chloe@home.example"})
    chloe.post("/me/contact/code", {"kind": "email", "code": post.code})
    assert chloe.post("/me/contact/drop", {"kind": "email"}).status_code == 302
    assert ways(site) == {}


@pytest.mark.req("A4.5")
def test_ones_own_rules_are_kept_and_taken_back(site: Site, chloe: Any) -> None:
    sent = {
        "by": ["email", "", "email"],
        "after": ["0", "", "10"],
        "severity-0": ["P1"],
        "severity-2": ["P2"],
    }
    assert chloe.post("/me/rules/", sent).status_code == 302
    site.desk.books.refresh()
    book = site.desk.books.current().book
    assert [(r.id, r.severities) for r in book.rules_of(WHO)] == [
        ("email+0s", ("P1",)),
        ("email+600s", ("P2",)),
    ]
    assert "after 10 minutes" in chloe.get("/me/rules/").content.decode()
    assert chloe.post("/me/rules/", {"reset": "1"}).status_code == 302
    site.desk.books.refresh()
    assert [rule.severities for rule in site.desk.books.current().book.rules_of(WHO)][:1] == [()]


def test_a_rule_without_a_way_is_refused(chloe: Any) -> None:
    answer = chloe.post("/me/rules/", {"by": ["webhook"], "after": ["0"]})
    assert answer.status_code == 422
    assert "verified webhook" in answer.content.decode()
    assert chloe.post("/me/rules/", {"by": ["email"], "after": ["soon"]}).status_code == 422


def test_a_test_page_says_that_nothing_has_happened(chloe: Any, post: Post) -> None:
    assert chloe.post("/me/contact/test", {"method": "email"}).status_code == 302
    assert "nothing has happened" in post.sent[-1].subject.lower()
    assert post.sent[-1].stream == ""


def test_whom_the_policy_does_not_know_is_told_so(site: Site, post: Post) -> None:
    client = site.client("agent")
    assert "Nobody is paged by this account" in client.get("/me/contact/").content.decode()
    assert client.post("/me/contact/add", {"kind": "email", "address": "b@x.example"}).status_code == 422
    assert client.post("/me/rules/", {"by": ["email"], "after": ["0"]}).status_code == 422


def test_a_token_is_shown_once_works_and_is_revoked(site: Site, chloe: Any) -> None:
    made = chloe.post("/me/tokens/new", {"name": "export", "scopes": ["read"], "days": "30"})
    secret = re.search(r"tocsin_[\w-]+", made.content.decode())
    assert secret is not None
    assert made.headers["Cache-Control"] == "no-store"
    assert secret[0] not in chloe.get("/me/tokens/").content.decode()
    headers = {"Authorization": f"Bearer {secret[0]}"}
    assert site.client("").get("/api/v1/me", headers=headers).status_code == 200
    assert (
        "just now" in chloe.get("/me/tokens/").content.decode()
        or "second" in chloe.get("/me/tokens/").content.decode()
    )
    from tocsin.accounts.models import Token

    chloe.post("/me/tokens/revoke", {"token": str(Token.objects.get().pk)})
    assert site.client("").get("/api/v1/me", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "sent",
    [{"name": "", "scopes": ["read"], "days": "30"}, {"name": "x", "days": "30"},
     {"name": "x", "scopes": ["all"], "days": "30"}, {"name": "x", "scopes": ["read"], "days": "9"}],
)  # fmt: skip
def test_a_token_that_cannot_be_is_not_made(chloe: Any, sent: dict[str, Any]) -> None:
    from tocsin.accounts.models import Token

    assert chloe.post("/me/tokens/new", sent).status_code == 422
    assert not Token.objects.exists()
