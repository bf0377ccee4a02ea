"""The one table of rights: what does not stand there is not allowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.lifecycle.table import ALLOWED
from tocsin.core.rights.actions import ACTION_OF, Action
from tocsin.core.rights.decide import SCOPES, Who, allowed, scope_of
from tocsin.core.rights.table import TABLE, Role, Scope

ONLY_THE_DESK = {"due", "page_failed", "join", "part"}
ROLES, ACTIONS = st.sampled_from(list(Role)), st.sampled_from(list(Action))


def test_every_command_of_the_life_cycle_names_an_action_except_what_only_the_desk_does() -> None:
    people = set(ALLOWED) - ONLY_THE_DESK
    assert people <= set(ACTION_OF)
    assert not ONLY_THE_DESK & set(ACTION_OF)


def test_every_role_has_a_row() -> None:
    assert set(TABLE) == set(Role)


@given(ACTIONS)
def test_nobody_who_is_not_signed_in_may_do_anything(action: Action) -> None:
    assert not allowed(None, action, own=True).allowed


@given(ROLES, ACTIONS)
def test_one_may_do_to_ones_own_what_one_may_do_to_any(role: Role, action: Action) -> None:
    who = Who("A", "a", role)
    assert allowed(who, action, own=True).allowed or not allowed(who, action).allowed
    assert allowed(who, action).allowed == (scope_of(role, action) is Scope.ANY)


@given(ROLES, ACTIONS, st.frozensets(st.sampled_from(list(SCOPES))), st.booleans())
def test_a_token_never_may_more_than_its_account(
    role: Role, action: Action, scopes: frozenset[str], own: bool
) -> None:
    by_token = allowed(Who("A", "a", role, scopes), action, own).allowed
    assert not by_token or allowed(Who("A", "a", role), action, own).allowed
    assert not by_token or any(action in SCOPES[scope] for scope in scopes)


def test_every_action_is_covered_by_exactly_one_scope_of_tokens() -> None:
    listed = sorted(action for actions in SCOPES.values() for action in actions)
    assert listed == sorted(str(action) for action in Action)


@pytest.mark.parametrize("action", [Action.PEOPLE_MANAGE, Action.CUSTOMER_ERASE, Action.WEBHOOKS_MANAGE])
def test_only_an_administrator_manages_people_erases_and_sets_webhooks(action: Action) -> None:
    assert [role for role in Role if scope_of(role, action) is not Scope.NONE] == [Role.ADMINISTRATOR]


@pytest.mark.req("A2.3")
def test_everybody_but_a_viewer_may_report_danger() -> None:
    able = {role for role in Role if scope_of(role, Action.ESCALATION_REPORT) is Scope.ANY}
    assert able == set(Role) - {Role.VIEWER}


def test_a_refusal_says_who_could() -> None:
    why = allowed(Who("A", "a", Role.AGENT), Action.ROSTER_OVERRIDE).why
    assert why == "the role `agent` may not do this; who may: lead, administrator"
