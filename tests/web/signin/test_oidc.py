"""Single sign-on: the desk in one process, an OpenID provider in another, a browser between."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.served import Served, free_port
from tests.site import let_go, point_to
from tests.web.signin import provider

pytestmark = pytest.mark.req("A3.7")
PROVIDER = Path(provider.__file__)


@dataclass
class Provider:
    """The provider's process, which may be away for a while."""

    port: int
    callback: str
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        command = [sys.executable, str(PROVIDER), str(self.port), self.callback]
        self.running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        wait_for(f"http://127.0.0.1:{self.port}/keys", self.running)

    def stop(self) -> None:
        """Ends it."""
        assert self.running is not None
        self.running.terminate()
        self.running.wait(10)


@pytest.fixture(scope="module")
def other(served: Served) -> Iterator[Provider]:
    """The provider, which knows the desk's address."""
    made = Provider(free_port(), f"{served.base}/signin/sso/oidc/login/callback/")
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def desk(served: Served, other: Provider) -> Served:
    """The desk, set up for the provider; the account `the-agent` is there with an address of its own."""
    with pytest.MonkeyPatch.context() as patch:
        point_to(served.url, patch)
        from tocsin.accounts.models import Account

        Account.objects.create_user("the-agent", "the-agent@example.com", role="agent")
        let_go()
        for name, value in settings(other.port).items():
            patch.setenv(f"TOCSIN_OIDC_{name}", value)
        served.start()
    return served


def settings(port: int) -> dict[str, str]:
    """What an administrator writes."""
    return {
        "ISSUER": f"http://127.0.0.1:{port}", "CLIENT_ID": provider.CLIENT, "CLIENT_SECRET": provider.SECRET,
        "NAME": "Example Work", "DOMAINS": "example.com", "ROLES": "admins=administrator, night=agent",
        "CREATE_ROLE": "viewer",
    }  # fmt: skip


def wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    """Until it answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 (our own)
                return
        except OSError:
            assert running.poll() is None, "the provider did not start"
            time.sleep(0.1)
    raise AssertionError("the provider does not answer")


def browser(desk: Served) -> httpx.Client:
    """Keeps cookies by host and port, as names differ; follows nothing by itself."""
    return httpx.Client(base_url=desk.base, timeout=30)


def to_provider(client: httpx.Client, next_: str = "/me/") -> str:
    """Presses the provider's button; where that leads."""
    page = client.get("/signin/login/", params={"next": next_}).text
    assert "Sign in with Example Work" in page
    answer = client.get("/signin/sso/oidc/login/", params={"process": "login", "next": next_})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def sign_in(client: httpx.Client, person: str, password: str = provider.PASSWORD) -> httpx.Response:
    """The whole way round; the desk's answer to the callback."""
    answer = httpx.post(to_provider(client), data={"person": person, "password": password}, timeout=30)
    assert answer.status_code == 302, answer.text
    return client.get(answer.headers["Location"])


def role_of(desk: Served, email: str) -> str:
    """The role of an account, "" when there is none."""
    with sqlite3.connect(desk.folder / "desk.db") as database:
        found = database.execute("SELECT role FROM tocsin_account WHERE email = ?", (email,)).fetchone()
    return found[0] if found else ""


def test_the_way_there_asks_with_pkce_and_a_state(desk: Served) -> None:
    asked = parse_qs(urlsplit(to_provider(browser(desk))).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_somebody_new_gets_an_account_and_comes_to_where_they_wanted(desk: Served) -> None:
    client = browser(desk)
    answer = sign_in(client, "bob")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/me/")
    page = client.get("/me/").text
    assert "Bob Roy" in page
    assert role_of(desk, "bob@example.com") == "viewer"


def test_groups_give_roles(desk: Served) -> None:
    assert sign_in(browser(desk), "ada").status_code == 302
    assert role_of(desk, "ada@example.com") == "administrator"
    assert sign_in(browser(desk), "dora").status_code == 302
    assert role_of(desk, "dora@example.com") == "agent"


def test_the_same_person_is_the_same_account_the_next_time(desk: Served) -> None:
    for _ in range(2):
        assert sign_in(browser(desk), "bob").status_code == 302
    with sqlite3.connect(desk.folder / "desk.db") as database:
        accounts = database.execute("SELECT count(*) FROM tocsin_account WHERE email LIKE 'bob%'").fetchone()
        kept = database.execute("SELECT extra_data FROM socialaccount_socialaccount").fetchall()
    assert accounts == (1,)
    assert all("groups" not in row[0] for row in kept), "what the provider told is not kept"


def test_another_domain_is_refused_whatever_its_groups(desk: Served) -> None:
    client = browser(desk)
    answer = sign_in(client, "eve")
    assert answer.status_code == 403
    assert "Addresses of `elsewhere.test` may not sign in here." in answer.text
    assert client.get("/me/").status_code == 302
    assert role_of(desk, "eve@elsewhere.test") == ""


def test_an_address_that_the_provider_did_not_verify_opens_nobodys_account(desk: Served) -> None:
    client = browser(desk)
    assert sign_in(client, "carl").status_code == 403
    assert client.get("/me/").status_code == 302
    assert role_of(desk, "the-agent@example.com") == "agent"


def test_a_wrong_password_at_the_provider_brings_nobody_in(desk: Served) -> None:
    client = browser(desk)
    answer = sign_in(client, "ada", "wrong")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/signin/sso/cancelled/")
    assert client.get("/signin/sso/cancelled/").status_code == 403


def test_a_code_without_the_state_that_we_gave_is_nothing(desk: Served) -> None:
    client = browser(desk)
    answer = httpx.post(
        to_provider(client), data={"person": "ada", "password": provider.PASSWORD}, timeout=30
    )
    callback = answer.headers["Location"]
    stranger = browser(desk)
    assert stranger.get(callback).status_code in (401, 403)
    assert stranger.get("/me/").status_code == 302
    assert client.get(callback).status_code == 302
    assert client.get("/signin/logout/").status_code == 200
    assert browser(desk).get(callback).status_code in (401, 403), "the code was used already"


def test_the_link_serves_for_signing_in_only(desk: Served) -> None:
    client = browser(desk)
    answer = client.get("/signin/sso/oidc/login/", params={"process": "connect"})
    back = httpx.post(
        answer.headers["Location"], data={"person": "ada", "password": provider.PASSWORD}, timeout=30
    )
    assert client.get(back.headers["Location"]).status_code == 403
    assert client.get("/me/").status_code == 302


def test_an_address_elsewhere_is_not_gone_to_afterwards(desk: Served) -> None:
    client = browser(desk)
    asked = client.get("/signin/sso/oidc/login/", params={"process": "login", "next": "https://evil.test/"})
    back = httpx.post(
        asked.headers["Location"], data={"person": "bob", "password": provider.PASSWORD}, timeout=30
    )
    assert client.get(back.headers["Location"]).headers["Location"] == "/"


def test_the_secret_is_on_no_page(desk: Served) -> None:
    text: Any = browser(desk).get("/signin/login/").text
    assert provider.SECRET not in text
    assert os.environ.get("TOCSIN_OIDC_CLIENT_SECRET") is None


def test_a_provider_that_is_away_is_said_so_and_passwords_still_work(desk: Served, other: Provider) -> None:
    client = browser(desk)
    back = httpx.post(to_provider(client), data={"person": "bob", "password": provider.PASSWORD}, timeout=30)
    other.stop()
    try:
        answer = client.get("/signin/sso/oidc/login/", params={"process": "login"})
        assert answer.status_code == 503
        assert "The provider does not answer" in answer.text
        assert client.get(back.headers["Location"]).status_code in (403, 503)
        assert client.get("/signin/login/").status_code == 200
    finally:
        other.start()
    assert sign_in(browser(desk), "bob").status_code == 302
