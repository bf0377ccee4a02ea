"""Somebody whom a provider vouches for: whose account, which role, or why not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tocsin.accounts.signin.arrivals import Arrival, NotWelcome, role_of, welcome
from tocsin.accounts.signin.providers import Terms
from tocsin.core.rights.table import Role

pytestmark = pytest.mark.req("A3.7")
TERMS = Terms("Example Work", frozenset(), "groups", {}, None, trust_email=False)
ANN = Arrival("oidc", "Ann@Example.com", True, "Ann Bell", "ann", frozenset())


def test_nobody_new_comes_in_unless_that_is_wanted(site: Any) -> None:
    with pytest.raises(NotWelcome, match="You have no account here yet"):
        welcome(ANN, None, TERMS, site.now)
    made = welcome(ANN, None, replace(TERMS, create=Role.AGENT), site.now)
    assert (made.username, made.email, made.name, made.role) == (
        "ann",
        "ann@example.com",
        "Ann Bell",
        "agent",
    )
    assert not made.has_usable_password()


def test_groups_without_a_role_for_new_ones_make_no_accounts(site: Any) -> None:
    terms = replace(TERMS, roles={"desk": Role.LEAD})
    with pytest.raises(NotWelcome):
        welcome(replace(ANN, groups=frozenset({"desk"})), None, terms, site.now)


def test_a_user_name_that_somebody_has_gets_a_number(site: Any) -> None:
    site.account("agent", username="ann")
    made = welcome(replace(ANN, email="ann@example.org"), None, replace(TERMS, create=Role.VIEWER), site.now)
    assert made.username == "ann2"


def test_a_verified_address_is_the_account_that_has_it(site: Any) -> None:
    known = site.account("lead", username="ann")
    assert welcome(ANN, None, TERMS, site.now).pk == known.pk
    with pytest.raises(NotWelcome, match="does not say whether the address"):
        welcome(replace(ANN, verified=False), None, TERMS, site.now)
    trusted = replace(TERMS, trust_email=True)
    assert welcome(replace(ANN, verified=False), None, trusted, site.now).pk == known.pk


def test_an_account_that_is_switched_off_stays_off(site: Any) -> None:
    known = site.account("lead", username="ann")
    type(known).objects.filter(pk=known.pk).update(is_active=False)
    with pytest.raises(NotWelcome, match="switched off"):
        welcome(ANN, None, TERMS, site.now)


def test_a_domain_counts_only_when_the_address_is_sure(site: Any) -> None:
    terms = replace(TERMS, domains=frozenset({"example.com"}), create=Role.VIEWER)
    assert welcome(ANN, None, terms, site.now).role == "viewer"
    for other in (
        replace(ANN, verified=False),
        replace(ANN, email="ann@sub.example.com"),
        replace(ANN, email=""),
    ):
        with pytest.raises(NotWelcome, match="may not sign in here"):
            welcome(other, None, terms, site.now)


def test_the_role_follows_the_groups_and_stands_in_the_audit_log(site: Any) -> None:
    from tocsin.accounts.models import AuditLine

    known = site.account("agent", username="ann")
    terms = replace(TERMS, roles={"leads": Role.LEAD}, create=Role.VIEWER)
    in_leads = replace(ANN, groups=frozenset({"leads"}))
    assert welcome(in_leads, known, terms, site.now).role == "lead"
    assert welcome(ANN, known, terms, site.now).role == "viewer"
    kept = [(line.actor, line.detail) for line in AuditLine.objects.filter(action="account.role")]
    assert kept[-1] == ("oidc", {"before": "lead", "after": "viewer", "provider": "oidc"})


def test_in_no_group_and_no_role_for_others_is_not_welcome(site: Any) -> None:
    known = site.account("agent", username="ann")
    with pytest.raises(NotWelcome, match="None of your groups"):
        welcome(ANN, known, replace(TERMS, roles={"leads": Role.LEAD}), site.now)


def test_without_a_mapping_roles_are_the_desks_own(site: Any) -> None:
    known = site.account("approver", username="ann")
    assert welcome(replace(ANN, groups=frozenset({"x"})), known, TERMS, site.now).role == "approver"


def test_the_last_administrator_stays_one(site: Any) -> None:
    known = site.account("administrator", username="ann")
    terms = replace(TERMS, roles={"leads": Role.LEAD}, create=Role.VIEWER)
    assert welcome(ANN, known, terms, site.now).role == "administrator"
    site.account("administrator", username="boss")
    assert welcome(ANN, known, terms, site.now).role == "viewer"


def test_of_several_roles_the_one_that_may_most_counts() -> None:
    terms = replace(TERMS, roles={"a": Role.VIEWER, "b": Role.LEAD, "c": Role.AGENT})
    assert role_of({"a", "b", "c"}, terms) is Role.LEAD
    assert role_of({"x"}, terms) is None
