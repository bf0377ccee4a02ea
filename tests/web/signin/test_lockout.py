"""Lock-outs: counted in the database, told with their end, doubled, ended by time or an administrator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.signin.steps import PASSWORD, WRONG, audit_lines, first_administrator, sign_in, told

pytestmark = pytest.mark.req("A3.7")


def fail(site: Any, typed: str = "ada", times: int = 5, **more: Any) -> str:
    """Wrong passwords, each from a browser that nobody knows; what the last one was told."""
    for _ in range(times):
        answer = site.client("").post(
            "/signin/login/", {"login": typed, "password": WRONG}, **{"REMOTE_ADDR": "192.0.2.9", **more}
        )
    return told(answer)


def test_five_wrong_passwords_close_the_name_for_five_minutes_even_to_the_right_one(site: Any) -> None:
    first_administrator(site)
    assert fail(site, times=4) == "This name and this password do not belong together."
    assert fail(site, times=1).startswith("Too many tries failed.")
    site.after("4m")
    assert "You can try again" in told(sign_in(site.client(""), "ada"))
    site.after("61s")
    assert sign_in(site.client(""), "ada").status_code == 302


def test_it_says_until_when_and_who_can_help(site: Any) -> None:
    first_administrator(site)
    text = fail(site)
    assert "You can try again at 15:05 UTC (in 5 min)" in text
    assert "an administrator can let you in sooner" in text


def test_a_name_that_nobody_has_is_closed_with_the_same_words(site: Any) -> None:
    first_administrator(site)
    assert fail(site, "ada") == fail(site, "nobody") == fail(site, "nobody@example.com")


def test_a_closed_name_tells_nothing_about_the_address_of_the_same_person(site: Any) -> None:
    first_administrator(site)
    fail(site, "ada")
    assert fail(site, "ada@example.com", 1) == fail(site, "nobody", 1)


def test_each_further_lock_is_twice_as_long_and_a_quiet_day_forgets_all(site: Any) -> None:
    first_administrator(site)
    fail(site)
    site.after("6m")
    assert "(in 10 min)" in fail(site)
    site.after("11m")
    assert "(in 20 min)" in fail(site)
    site.after("25h")
    assert "(in 5 min)" in fail(site)


def test_the_right_password_in_time_forgets_the_wrong_ones(site: Any) -> None:
    first_administrator(site)
    fail(site, times=4)
    assert sign_in(site.client(""), "ada").status_code == 302
    assert fail(site, times=4) == "This name and this password do not belong together."


def test_it_outlives_the_process(site: Any) -> None:
    from django.core.cache import cache

    from tests.site import let_go

    first_administrator(site)
    fail(site)
    cache.clear()
    let_go()
    assert "You can try again" in told(sign_in(site.client(""), "ada"))


def test_capitals_and_spaces_make_no_new_name(site: Any) -> None:
    first_administrator(site)
    for typed in ("ada", "ADA", " Ada ", "aDa", "ada"):
        text = fail(site, typed, 1)
    assert text.startswith("Too many tries failed.")


def test_one_address_that_tries_many_names_is_closed_others_are_not(site: Any) -> None:
    first_administrator(site)
    for number in range(50):
        fail(site, f"name{number}", 1, REMOTE_ADDR="203.0.113.7")
    other = site.client("").post(
        "/signin/login/", {"login": "ada", "password": PASSWORD}, REMOTE_ADDR="203.0.113.7"
    )
    assert "You can try again" in told(other)
    assert sign_in(site.client(""), "ada").status_code == 302


def test_of_ipv6_the_whole_network_counts(site: Any) -> None:
    for number in range(50):
        fail(site, f"name{number}", 1, REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert "You can try again" in fail(site, "name99", 1, REMOTE_ADDR="2001:db8:1:2:ffff::1")
    assert "You can try again" not in fail(site, "name98", 1, REMOTE_ADDR="2001:db8:1:3::1")


def test_strangers_who_guess_do_not_lock_out_the_browser_in_which_somebody_signed_in_before(
    site: Any,
) -> None:
    first_administrator(site)
    mine = site.client("")
    sign_in(mine, "ada")
    mine.post("/signin/logout/")
    fail(site, times=6)
    assert "You can try again" in told(sign_in(site.client(""), "ada"))
    assert sign_in(mine, "ada").status_code == 302


def test_a_known_browser_has_five_tries_as_well_and_only_for_its_own_person(site: Any) -> None:
    first_administrator(site)
    first_administrator(site, "bob")
    mine = site.client("")
    sign_in(mine, "ada")
    mine.post("/signin/logout/")
    for _ in range(5):
        answer = sign_in(mine, "ada", WRONG)
    assert "You can try again" in told(answer)
    fail(site, "bob")
    assert "You can try again" in told(sign_in(mine, "bob"))


def test_an_administrator_lets_somebody_in_sooner(site: Any) -> None:
    first_administrator(site)
    fail(site)
    boss = site.client("administrator", username="boss")
    page = boss.get("/signin/help/ada/").content.decode()
    assert "locked" in page
    assert boss.post("/signin/help/ada/unlock/").status_code == 302
    assert sign_in(site.client(""), "ada").status_code == 302
    assert ("boss", "signin.unlocked") in audit_lines()


def test_failures_and_the_lock_stand_in_the_audit_log_with_the_address(site: Any) -> None:
    from tocsin.accounts.models import AuditLine

    first_administrator(site)
    fail(site, times=6)
    assert [action for _, action in audit_lines()].count("signin.failed") == 5
    locked = AuditLine.objects.get(action="signin.locked")
    assert (locked.actor, locked.address) == ("ada", "192.0.2.9")
    assert AuditLine.objects.filter(action="signin.refused").count() == 1


def test_many_tries_at_the_same_moment_get_no_more_chances(site: Any) -> None:
    from tocsin.accounts.signin import locks

    key = locks.name_key("ada")
    told = [locks.spend((key,), site.now) for _ in range(9)]  # none of them is judged yet
    assert [one is None for one in told] == [True] * 5 + [False] * 4


def test_a_quiet_key_is_swept(site: Any) -> None:
    from tocsin.accounts.signin import locks

    fail(site, "nobody")
    assert locks.sweep(site.now) == 0
    site.after("25h")
    assert locks.sweep(site.now) == 2
