"""Whatever is asked, by whomever, about whatever: the answer is the table's. Walks every address there is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.site import Site
from tests.web.walk import TYPED, UNSAFE, Route, bodies, routes
from tocsin.app.doing import is_own
from tocsin.core.rights.actions import Action
from tocsin.core.rights.decide import SCOPES, Who, allowed
from tocsin.core.rights.table import Role

PUBLIC = {
    "healthz", "readyz", "static/<path:name>", "favicon.ico", "manifest.webmanifest", "language",
    "api/v1/openapi.json", "api/v1/docs", "signin/login/", "signin/logout/", "signin/link/<str:secret>/",
    "signin/forgot/", "signin/second/code/", "signin/second/passkeys/login/", "signin/sso/cancelled/",
    "signin/sso/failed/", "ical/<str:secret>.ics",
}  # fmt: skip
"""What strangers may ask. A new one is put here by somebody who means it."""
STARTS_WORK = {"policy/calibrations/sample", "policy/calibrations/<slug:id_>/begin"}
"""They begin a calibration of a minute: only those who may not are tried."""
CHECKED_BY_OBJECT = {
    "bulk": "each line of it is asked for by itself, and told one by one",
    "api/v1/bulk": "each line of it is asked for by itself, and told one by one",
    "e/<str:stream>/undo": "what is undone decides which action it is",
}
NOTHING_TO_SHOW = ("signin/again/", "signin/second/again/", "signin/second/passkeys/again/")
"""The accounts of this test have no password to give again: that is refused, whoever asks."""
OWN = "reported by themselves"
CONTACT = "noah-fischer"
"""Takes no part in the escalations of this test unless they report them."""


@dataclass
class Walk:
    """One role on a desk with an escalation of their own and one of somebody else's."""

    site: Site
    role: Role
    own: str
    foreign: str
    _kept: dict[str, Any] = field(default_factory=dict)

    @property
    def who(self) -> Who:
        """The person as the table knows them."""
        return Who("Noah", CONTACT, self.role)

    def values(self, stream: str) -> dict[str, str]:
        """What stands in the addresses."""
        nothing = "0" * 64
        return {
            "stream": stream, "id": stream, "id_": "1", "username": "the-other", "number": "1",
            "pk": "1",
            "hash_": nothing, "hash": nothing, "digest": nothing, "delivery": "1",
            "name": "shared/tocsin.css", "secret": "nothing", "what": "unlock",
        }  # fmt: skip

    def ask(self, route: Route, stream: str, body: Any = None) -> Any:
        """One request by this person."""
        url = route.url(self.values(stream))
        if route.is_api:
            return self.api(route, url, body)
        client = self._kept.get("client") or self.site.client(self.role, CONTACT)
        typed = {**TYPED, **({"file": a_file()} if route.pattern.endswith("/attach") else {})}
        answer = getattr(client, route.method.lower())(url, typed if route.method == "POST" else {})
        self._kept["client"] = client if "/end" not in url else None  # its own session may be over
        return answer

    def api(self, route: Route, url: str, body: Any) -> Any:
        """One request of a program with every scope."""
        from django.test import Client

        secret = self._kept.get("secret") or self.site.token(self.role, tuple(SCOPES), contact=CONTACT)
        self._kept["secret"] = secret if route.method != "DELETE" else ""  # it may be its own token's end
        headers = {"Authorization": f"Bearer {secret}"}
        if route.pattern.endswith("/attachments") and route.method == "POST":
            return Client().post(url, {"file": a_file()}, headers=headers)
        sent = b"" if route.method == "GET" else json.dumps(body if body is not None else {}).encode()
        return Client().generic(route.method, url, sent, content_type="application/json", headers=headers)


def a_file() -> SimpleUploadedFile:
    """Something to attach."""
    return SimpleUploadedFile("a.txt", b"said")


@pytest.fixture
def foreign(site: Site) -> str:
    """An escalation of somebody else's."""
    site.account("agent", username="the-other")
    return site.report("Nobody can log in", reporter="maya-ortiz")


@pytest.fixture(params=list(Role))
def walk(request: pytest.FixtureRequest, site: Site, foreign: str) -> Walk:
    """Each role in turn."""
    own = site.report("Invoices are wrong", reporter=CONTACT, customer="Tailspin Toys")
    return Walk(site, request.param, own, foreign)


def test_every_route_names_what_it_asks_for(site: Site) -> None:
    nameless = [str(route) for route in routes() if route.action is None and not route.public]
    assert nameless == []
    assert len(routes()) > 150


def test_what_strangers_may_ask_is_a_list_that_somebody_wrote(site: Site) -> None:
    assert {route.pattern for route in routes() if route.public} <= PUBLIC


def test_a_stranger_gets_nowhere(site: Site, foreign: str) -> None:
    walk = Walk(site, Role.VIEWER, foreign, foreign)
    client, wrong = site.client(""), []
    for route in routes():
        if route.public:
            continue
        answer = client.generic(route.method, route.url(walk.values(foreign)))
        signs_in = answer.status_code == 302 and answer.headers["Location"].startswith("/signin/login/?next=")
        wants_signed_in = route.method == "GET" and not route.is_api
        if not (signs_in if wants_signed_in else answer.status_code == 401):
            wrong.append((str(route), answer.status_code))
    assert not wrong, wrong


def test_a_form_of_somebody_elses_page_changes_nothing(site: Site, foreign: str) -> None:
    """Without the token of our own page a form is refused, whoever is signed in."""
    walk = Walk(site, Role.ADMINISTRATOR, foreign, foreign)
    client, wrong = site.client("administrator", csrf=True), []
    for route in routes():
        if route.method in UNSAFE:
            status = client.generic(route.method, route.url(walk.values(foreign))).status_code
            refused = (401, 403, 405) if route.is_api else (403, 405) if route.public else (403,)
            if status not in refused:
                wrong.append((str(route), status))
    assert not wrong, wrong


def test_the_two_escalations_are_ones_own_and_a_foreign_one(walk: Walk) -> None:
    found = [walk.site.desk.load(stream) for stream in (walk.own, walk.foreign)]
    assert [is_own(walk.who, *each) for each in found] == [True, False]


def test_the_answer_is_the_tables(walk: Walk) -> None:
    """Who may not gets 403 and nothing has changed; who may gets anything else, and never a failure."""
    sent, wrong = bodies(), []
    for route in routes():
        if route.public or route.action is None or route.pattern in (*CHECKED_BY_OBJECT, *NOTHING_TO_SHOW):
            continue
        for own in (True, False) if route.of_escalation else (True,):
            stream = walk.own if own else walk.foreign
            may = allowed(walk.who, route.action, own).allowed
            if may and route.pattern in STARTS_WORK:
                continue
            before = version(walk, stream)
            status = walk.ask(route, stream, sent.get((route.pattern, route.method))).status_code
            fine = status not in (401, 403) and status < 500 if may else status == 403
            if not fine or (not may and version(walk, stream) != before):
                wrong.append((str(route), OWN if own else "foreign", f"may: {may}", status))
    assert not wrong, "\n" + "\n".join(map(str, wrong))


def version(walk: Walk, stream: str) -> int:
    return int(walk.site.desk.load(stream)[0].version)


def test_nobody_touches_what_belongs_to_somebody_else(walk: Walk) -> None:
    """Numbers of others' tokens, views, calendars and sessions lead nowhere."""
    things = belongings(walk.site, walk.role)
    before = [sorted(thing.objects.filter(account__username="the-other").values_list()) for thing in things]
    for route in routes():
        if route.method in UNSAFE and route.action in (
            Action.ACCOUNT_OWN,
            Action.TOKENS_OWN,
            Action.VIEWS_OWN,
        ):
            for place in ("number", "id_", "pk"):
                if place in route.places:
                    walk.ask(route, walk.own)
    walk.site.client(walk.role, CONTACT).post("/me/tokens/revoke", {"token": "1"})
    after = [sorted(thing.objects.filter(account__username="the-other").values_list()) for thing in things]
    assert before == after
    assert all(before)


def belongings(site: Site, role: Role) -> list[Any]:
    """One of each of the other's, with the number 1."""
    from tocsin.accounts.feeds import keep
    from tocsin.accounts.feeds.models import Feed
    from tocsin.accounts.models import Account, Token
    from tocsin.accounts.views.models import SavedView

    other = Account.objects.get(username="the-other")
    site.token("agent", username="the-other")
    keep.make(other, "", "a secret of theirs that nobody else knows", site.now)
    SavedView.objects.create(account=other, name="mine", query="q=x", created_at=site.now)
    # An administrator may revoke anybody's token.
    return [Feed, SavedView] if role is Role.ADMINISTRATOR else [Token, Feed, SavedView]
