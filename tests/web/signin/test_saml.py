"""SAML: assertions signed by the provider's own key open the desk; everything else is refused."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.served import Served
from tests.web.signin.identity import SSO, Identity
from tocsin.core.model.finding import Refused

pytestmark = pytest.mark.req("A3.7")
ADA = {"email": ["ada@example.com"], "username": ["ada"], "groups": ["admins", "all"], "name": ["Ada Lee"]}


@pytest.fixture(scope="module")
def pair(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Identity]]:
    """The desk and the provider, who know each other by a file."""
    acs = f"{served.base}/signin/saml/desk/acs/"
    identity = Identity(acs, "the-desk", dict(ADA))
    file = tmp_path_factory.mktemp("saml") / "idp.xml"
    file.write_text(identity.metadata(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        told = {
            "METADATA": str(file), "ENTITY_ID": "the-desk", "NAME": "Example Work", "DOMAINS": "example.com",
            "ROLES": "admins=administrator", "CREATE_ROLE": "viewer",
        }  # fmt: skip
        for name, value in told.items():
            patch.setenv(f"TOCSIN_SAML_{name}", value)
        served.start()
    yield served, identity


def now() -> datetime:
    """The provider's clock: the same as the desk's library reads."""
    return datetime.now(UTC)  # noqa: TID251 (SAML has its own clock)


def ask(pair: tuple[Served, Identity]) -> tuple[httpx.Client, str]:
    """A browser that pressed the button, and where it was sent."""
    client = httpx.Client(base_url=pair[0].base, timeout=30)
    assert "Sign in with Example Work" in client.get("/signin/login/").text
    answer = client.get("/signin/saml/desk/login/", params={"process": "login", "next": "/me/"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(SSO)
    return client, answer.headers["Location"]


def give(client: httpx.Client, answer: str) -> httpx.Response:
    """The provider's page posts its answer; what the desk says in the end."""
    posted = client.post("/signin/saml/desk/acs/", data={"SAMLResponse": answer, "RelayState": ""})
    assert posted.status_code == 302
    return client.get(posted.headers["Location"])


def outside(client: httpx.Client) -> bool:
    """Nobody is signed in."""
    return client.get("/me/").status_code == 302


def test_a_signed_answer_opens_the_desk(pair: tuple[Served, Identity]) -> None:
    client, there = ask(pair)
    answer = give(client, pair[1].answer(there, now()))
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/me/"), answer.text
    page = client.get("/me/").text
    assert "Ada Lee" in page
    assert "administrator" in page


def test_the_same_answer_opens_it_once(pair: tuple[Served, Identity]) -> None:
    client, there = ask(pair)
    answer = pair[1].answer(there, now())
    assert give(client, answer).status_code == 302
    other = httpx.Client(base_url=pair[0].base, timeout=30)
    assert give(other, answer).status_code in (401, 403)
    assert outside(other)
    assert give(client, answer).status_code in (401, 403)


def test_an_answer_that_is_not_signed_is_nothing(pair: tuple[Served, Identity]) -> None:
    client, there = ask(pair)
    assert give(client, pair[1].answer(there, now(), sign=False)).status_code == 403
    assert outside(client)


def test_another_key_is_nobody(pair: tuple[Served, Identity]) -> None:
    client, there = ask(pair)
    stranger = Identity(pair[1].acs, pair[1].audience, dict(ADA))
    assert give(client, stranger.answer(there, now())).status_code == 403
    assert outside(client)


def test_one_changed_letter_breaks_the_signature(pair: tuple[Served, Identity]) -> None:
    client, there = ask(pair)
    whole = base64.b64decode(pair[1].answer(there, now())).replace(b"ada@example.com", b"bob@example.com")
    assert give(client, base64.b64encode(whole).decode()).status_code == 403
    assert outside(client)


@pytest.mark.parametrize(
    "wrong",
    [{"audience": "another-desk"}, {"acs": "https://elsewhere.test/acs/"}, {"entity": "https://other.test"}],
)
def test_an_answer_for_somebody_else_is_refused(pair: tuple[Served, Identity], wrong: dict[str, str]) -> None:
    client, there = ask(pair)
    assert give(client, pair[1].answer(there, now(), **wrong)).status_code == 403
    assert outside(client)


def test_an_old_answer_is_refused(pair: tuple[Served, Identity]) -> None:
    client, there = ask(pair)
    assert give(client, pair[1].answer(there, now() - timedelta(hours=1))).status_code == 403
    assert outside(client)


def test_an_answer_that_nobody_asked_for_is_refused(pair: tuple[Served, Identity]) -> None:
    client = httpx.Client(base_url=pair[0].base, timeout=30)
    assert give(client, pair[1].answer("", now())).status_code == 403
    assert give(client, pair[1].answer("", now(), to="ONELOGIN_made_up")).status_code in (401, 403)
    assert outside(client)


def test_another_domain_is_refused(pair: tuple[Served, Identity]) -> None:
    client, there = ask(pair)
    pair[1].said = {**ADA, "email": ["eve@elsewhere.test"]}
    answer = give(client, pair[1].answer(there, now(), name="eve-at-idp"))
    pair[1].said = dict(ADA)
    assert answer.status_code == 403
    assert "elsewhere.test" in answer.text
    assert outside(client)


@pytest.mark.parametrize("rubbish", ["", "not base64 !", base64.b64encode(b"<a/>").decode(), "A" * 5000])
def test_rubbish_is_refused_and_is_no_error_of_ours(pair: tuple[Served, Identity], rubbish: str) -> None:
    client, _ = ask(pair)
    assert give(client, rubbish).status_code == 403


def test_the_desk_tells_the_provider_who_it_is(pair: tuple[Served, Identity]) -> None:
    text = httpx.get(f"{pair[0].base}/signin/saml/desk/metadata/", timeout=30).text
    assert 'entityID="the-desk"' in text
    assert pair[1].acs in text


def test_without_the_extra_the_start_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib import util

    from tocsin.site.settings_signin import signin_settings

    file = tmp_path / "idp.xml"
    file.write_text("<a/>")
    monkeypatch.setenv("TOCSIN_SAML_METADATA", str(file))
    found: Any = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name: None if name == "onelogin" else found(name))
    with pytest.raises(Refused) as told:
        signin_settings()
    assert "pip install 'tocsin[saml]'" in told.value.findings[0].help


def test_a_file_that_is_no_metadata_is_named(tmp_path: Path) -> None:
    from tocsin.accounts.signin import providers
    from tocsin.web.signin.saml_metadata import settings_of

    file = tmp_path / "idp.xml"
    file.write_text("<a/>")
    found = providers.saml({"TOCSIN_SAML_METADATA": str(file)})
    assert found is not None
    with pytest.raises(Refused) as told:
        settings_of(found)
    assert "is no metadata of a SAML provider" in told.value.findings[0].message


def test_rubbish_about_signing_out_is_no_error_of_ours(pair: tuple[Served, Identity]) -> None:
    client = httpx.Client(base_url=pair[0].base, timeout=30)
    for rubbish in ("", "AAAA", "not base64 !"):
        answer = client.get("/signin/saml/desk/sls/", params={"SAMLRequest": rubbish})
        assert answer.status_code < 500


def test_an_answer_as_large_as_no_provider_makes_it_is_not_kept(pair: tuple[Served, Identity]) -> None:
    client = httpx.Client(base_url=pair[0].base, timeout=30)
    posted = client.post("/signin/saml/desk/acs/", data={"SAMLResponse": "A" * 400_000})
    assert posted.status_code == 413
