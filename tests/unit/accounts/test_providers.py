"""Single sign-on as the environment asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.accounts.signin import providers
from tocsin.core.model.finding import Refused
from tocsin.core.rights.table import Role

pytestmark = pytest.mark.req("A3.7")
OIDC = {
    "TOCSIN_OIDC_ISSUER": "https://login.example.com/", "TOCSIN_OIDC_CLIENT_ID": "desk",
    "TOCSIN_OIDC_CLIENT_SECRET": "a secret",
}  # fmt: skip


def test_nothing_is_configured_when_nothing_is_said() -> None:
    assert providers.oidc({}) is None
    assert providers.saml({}) is None


def test_what_is_not_said_is_the_careful_choice() -> None:
    found = providers.oidc(OIDC)
    assert found is not None
    assert found.issuer == "https://login.example.com"
    assert found.terms.name == "login.example.com"
    assert found.terms.create is None, "nobody gets an account by coming"
    assert not found.terms.trust_email
    assert not found.terms.roles


def test_everything_that_can_be_said() -> None:
    said = {
        **OIDC, "TOCSIN_OIDC_NAME": "Example Work", "TOCSIN_OIDC_DOMAINS": "@Example.com, example.org",
        "TOCSIN_OIDC_GROUPS_CLAIM": "roles", "TOCSIN_OIDC_ROLES": "cn=desk,ou=x=lead" + ", on call = agent",
        "TOCSIN_OIDC_CREATE_ROLE": "Viewer", "TOCSIN_OIDC_TRUST_EMAIL": "yes",
    }  # fmt: skip
    with pytest.raises(Refused, match="`cn=desk` is no group with a role"):
        providers.oidc(said)
    found = providers.oidc({**said, "TOCSIN_OIDC_ROLES": "desk=lead, on call = agent"})
    assert found is not None
    assert found.terms.domains == {"example.com", "example.org"}
    assert found.terms.roles == {"desk": Role.LEAD, "on call": Role.AGENT}
    assert (found.terms.create, found.terms.trust_email) == (Role.VIEWER, True)
    assert found.terms.groups_claim == "roles"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("TOCSIN_OIDC_ISSUER", "http://login.example.com", "is no https address"),
        ("TOCSIN_OIDC_ISSUER", "login.example.com", "is no https address"),
        ("TOCSIN_OIDC_CLIENT_ID", " ", "is missing"),
        ("TOCSIN_OIDC_CLIENT_SECRET", "", "is missing"),
        ("TOCSIN_OIDC_CREATE_ROLE", "boss", "`boss` is no role"),
        ("TOCSIN_OIDC_ROLES", "admins", "is no group with a role"),
        ("TOCSIN_OIDC_ROLES", "=agent", "is no group with a role"),
        ("TOCSIN_OIDC_TRUST_EMAIL", "maybe", "is neither `yes` nor `no`"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_to_write(name: str, value: str, why: str) -> None:
    with pytest.raises(Refused) as told:
        providers.oidc({**OIDC, name: value})
    [finding] = told.value.findings
    assert why in finding.message
    assert finding.at.file == name
    assert finding.help
    assert "a secret" not in str(told.value)


def test_a_provider_on_this_machine_may_do_without_tls() -> None:
    assert providers.oidc({**OIDC, "TOCSIN_OIDC_ISSUER": "http://127.0.0.1:9000"}) is not None


def test_a_saml_file_that_is_not_there_is_named() -> None:
    with pytest.raises(Refused, match=r"there is no file `/nowhere/idp\.xml`"):
        providers.saml({"TOCSIN_SAML_METADATA": "/nowhere/idp.xml"})


def test_a_saml_providers_addresses_count_as_verified(tmp_path: Path) -> None:
    file = tmp_path / "idp.xml"
    file.write_text("<a/>")
    found = providers.saml({"TOCSIN_SAML_METADATA": str(file), "TOCSIN_SAML_ENTITY_ID": "desk"})
    assert found is not None
    assert (found.entity, found.terms.trust_email) == ("desk", True)
