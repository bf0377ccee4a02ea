"""The settings of signing in, and what a browser says of itself."""

from __future__ import annotations

import pytest

from tocsin.accounts.signin import rules
from tocsin.accounts.signin.devices import device, is_phone
from tocsin.core.model.finding import Refused
from tocsin.core.rights.table import Role

pytestmark = pytest.mark.req("A3.7")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", None),
        ("none", frozenset()),
        ("ALL", frozenset(Role)),
        ("administrator, Approver,", frozenset({Role.ADMINISTRATOR, Role.APPROVER})),
    ],
)
def test_roles_that_need_a_second_factor(said: str, meant: frozenset[Role] | None) -> None:
    assert rules.roles_setting({"TOCSIN_MFA_ROLES": said}) == meant


def test_an_unknown_role_is_named() -> None:
    with pytest.raises(Refused, match="`boss` is no role"):
        rules.roles_setting({"TOCSIN_MFA_ROLES": "administrator, boss"})


@pytest.mark.parametrize("said", ["0", "-3", "1.5", "2161", "many", "١٢"])
def test_hours_that_cannot_be_used_are_named(said: str) -> None:
    with pytest.raises(Refused, match=f"`{said}` is no number of hours"):
        rules.hours_setting({"TOCSIN_SESSION_HOURS": said})


@pytest.mark.parametrize(("said", "meant"), [("", None), ("1", 1), ("2160", 2160)])
def test_hours(said: str, meant: int | None) -> None:
    assert rules.hours_setting({"TOCSIN_SESSION_HOURS": said}) == meant


@pytest.mark.parametrize(
    ("agent", "words", "phone"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows", False),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile Safari/537", "Chrome on Android", True),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18.0 Safari/604", "Safari on iPhone", True),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0) Firefox/140.0", "Firefox on Mac", False),
        ("curl/8.9", "curl", False),
        ("", "", False),
        ("<script>", "", False),
    ],
)  # fmt: skip
def test_a_browser_in_words(agent: str, words: str, phone: bool) -> None:
    assert (device(agent), is_phone(agent)) == (words, phone)
