"""One-time links: who makes them, what they open, when they are over; and letters that bring them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.signin.steps import PASSWORD, WRONG, audit_lines, first_administrator, sign_in

pytestmark = pytest.mark.req("A3.7")
BASE = "http://testserver"
NEW = "nine purple elephants dance"


def taken(site: Any, link: str, **said: str) -> Any:
    """Somebody fills the form of a link in."""
    client = site.client("")
    told = {
        "name": "Bea Kim",
        "username": "bea",
        "email": "bea@example.com",
        "password1": NEW,
        "password2": NEW,
    }
    return client.post(link, {**told, **said})


def invited(site: Any, **more: Any) -> str:
    """A link for somebody new."""
    from tocsin.accounts.signin.invites import invite

    return invite(
        BASE, "ada", site.now, **{"role": "agent", "email": "bea@example.com", "name": "Bea Kim", **more}
    )


def test_an_invitation_makes_an_account_with_its_role_and_contact(site: Any) -> None:
    from tocsin.accounts.models import Account

    link = invited(site, role="lead", contact="chloe-martin")
    page = site.client("").get(link).content.decode()
    assert 'value="bea@example.com"' in page
    assert 'value="bea"' in page
    assert taken(site, link).status_code == 302
    made = Account.objects.get(username="bea")
    assert (made.role, made.contact, made.actor) == ("lead", "chloe-martin", "chloe-martin")
    assert sign_in(site.client(""), "bea", NEW).status_code == 302


def test_nothing_that_is_typed_changes_the_role(site: Any) -> None:
    from tocsin.accounts.models import Account

    taken(site, invited(site), role="administrator", contact="chloe-martin")
    made = Account.objects.get(username="bea")
    assert (made.role, made.contact) == ("agent", "")


def test_a_link_works_once_and_looking_at_it_uses_nothing_up(site: Any) -> None:
    link = invited(site)
    for _ in range(3):
        assert site.client("").get(link).status_code == 200
    assert taken(site, link).status_code == 302
    again = taken(site, link, username="bea2", email="bea2@example.com")
    assert again.status_code == 404
    assert "This link is over" in again.content.decode()


def test_a_link_ends(site: Any) -> None:
    link = invited(site)
    site.at("2026-11-30T14:59:59Z")
    assert site.client("").get(link).status_code == 200
    site.at("2026-11-30T15:00:00Z")
    assert site.client("").get(link).status_code == 404


def test_a_link_is_kept_as_a_hash_only(site: Any) -> None:
    from tocsin.accounts.models import Invite

    secret = invited(site).rstrip("/").rsplit("/", 1)[1]
    assert secret not in str(list(Invite.objects.values_list()))


def test_a_guessed_link_is_over_like_any_other(site: Any) -> None:
    answer = site.client("").get("/signin/link/not-a-secret/")
    assert answer.status_code == 404
    assert "This link is over" in answer.content.decode()


def test_the_first_link_is_over_when_there_is_an_administrator(site: Any) -> None:
    from tocsin.accounts.signin.invites import first_link

    one, other = first_link(BASE, site.now), first_link(BASE, site.now)
    assert taken(site, one).status_code == 302
    assert site.client("").get(other).status_code == 404


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"password1": "short one", "password2": "short one"}, "This has 9 characters: use at least 12."),
        ({"password1": "password1234", "password2": "password1234"}, "Many people use this one"),
        ({"password1": "123456123456", "password2": "123456123456"}, "Many people use this one"),
        ({"password1": "aaaaaaaaaaaaaa", "password2": "aaaaaaaaaaaaaa"}, "Many people use this one"),
        ({"password1": "bea@example.com", "password2": "bea@example.com"}, "This is your name"),
        ({"password2": NEW + "!"}, "The two are not the same"),
        ({"username": "ADA"}, "Somebody has this user name"),
        ({"username": "bea kim"}, "Use letters, digits"),
        ({"email": "ADA@example.com"}, "Somebody has this address"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_link_stays_good(
    site: Any, said: dict[str, str], why: str
) -> None:
    first_administrator(site)
    link = invited(site)
    answer = taken(site, link, **said)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert taken(site, link).status_code == 302


def test_long_passwords_of_plain_words_are_welcome(site: Any) -> None:
    for number, said in enumerate(
        ("correct horse battery", "三十六计走为上计三十六计走", "x" * 20 + " yz ab")
    ):
        link = invited(site, email="")
        answer = taken(site, link, password1=said, password2=said, username=f"bea{number}", email="")
        assert answer.status_code == 302, said


def test_an_administrator_hands_a_link_to_a_new_password_over(site: Any) -> None:
    first_administrator(site)
    old = site.client("")
    sign_in(old, "ada")
    boss = site.client("administrator", username="boss")
    page = boss.post("/signin/help/ada/password/").content.decode()
    link = page.split('id="link">', 1)[1].split("<", 1)[0]
    assert link.startswith("http://testserver/signin/link/")
    assert taken(site, link).status_code == 302
    assert sign_in(site.client(""), "ada", NEW).status_code == 302
    assert sign_in(site.client(""), "ada", PASSWORD).status_code == 200
    assert old.get("/me/").status_code == 302, "whoever knew the old one is out"
    assert ("boss", "account.new-password-link") in audit_lines()


def test_a_newer_link_to_a_password_voids_the_older(site: Any) -> None:
    from tocsin.accounts.signin.invites import reset_link

    account = first_administrator(site)
    older, newer = (reset_link(BASE, account, "boss", site.now) for _ in range(2))
    assert site.client("").get(older).status_code == 404
    assert site.client("").get(newer).status_code == 200
    site.after("61m")
    assert site.client("").get(newer).status_code == 404


@pytest.fixture
def letters(site: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Mail is set up; what is sent, at once."""
    sent: list[Any] = []

    class Board:
        """A switchboard that keeps what it is given."""

        def send(self, outgoing: Any) -> Any:
            from tocsin.app.ports_delivery import Accepted

            sent.append(outgoing)
            return Accepted()

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setenv("TOCSIN_SMTP_URL", "smtp://localhost:2525")
    monkeypatch.setenv("TOCSIN_URL", "https://desk.example.com")
    monkeypatch.setattr("tocsin.bootstrap_worker.switchboard", lambda store: Board())
    monkeypatch.setattr("tocsin.web.signin.letters.apart", lambda work: work())
    return sent


def test_a_letter_brings_a_link_that_begins_with_our_own_address(site: Any, letters: list[Any]) -> None:
    first_administrator(site)
    answer = site.client("").post("/signin/forgot/", {"login": "ADA@example.com"})
    assert answer.headers["Location"] == "/signin/forgot/?sent=1"
    [letter] = letters
    assert (letter.address, letter.channel) == ("ada@example.com", "email")
    link = next(
        line for line in letter.body.split() if line.startswith("https://desk.example.com/signin/link/")
    )
    assert taken(site, link.removeprefix("https://desk.example.com")).status_code == 302
    assert sign_in(site.client(""), "ada", NEW).status_code == 302


def test_a_letter_is_answered_alike_whoever_has_an_account(site: Any, letters: list[Any]) -> None:
    account = first_administrator(site)
    type(account).objects.filter(pk=account.pk).update(is_active=False)
    pages = set()
    for typed in ("ada", "nobody", "nobody@example.com", "", "x" * 900):
        client = site.client("")
        answer = client.post("/signin/forgot/", {"login": typed})
        pages.add((answer.status_code, answer.headers["Location"]))
    assert len(pages) == 1
    assert letters == []


def test_nobody_is_flooded_with_letters(site: Any, letters: list[Any]) -> None:
    first_administrator(site)
    for _ in range(9):
        site.client("").post("/signin/forgot/", {"login": "ada"})
    assert len(letters) == 3
    site.after("16m")
    site.client("").post("/signin/forgot/", {"login": "ada"})
    assert len(letters) == 4


def test_without_mail_the_page_says_who_helps(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOCSIN_SMTP_URL", raising=False)
    page = site.client("").get("/signin/forgot/").content.decode()
    assert "An administrator makes you a link" in page
    assert '<input id="login"' not in page


def test_a_password_by_letter_still_asks_for_the_second_factor(site: Any) -> None:
    from tests.web.signin.steps import app_code, set_up_app
    from tocsin.accounts.signin.invites import reset_link

    account = first_administrator(site)
    own = site.client("")
    sign_in(own, "ada")
    secret = set_up_app(own)
    client = site.client("")
    link = reset_link(BASE, account, "ada", site.now)
    answer = client.post(link, {"password1": NEW, "password2": NEW})
    assert answer.headers["Location"] == "/signin/second/code/"
    assert client.get("/me/").status_code == 302
    client.post("/signin/second/code/", {"code": app_code(secret, 1)})
    assert client.get("/me/").status_code == 200


def test_an_administrator_takes_lost_factors_away(site: Any) -> None:
    from tests.web.signin.steps import set_up_app

    first_administrator(site)
    own = site.client("")
    sign_in(own, "ada")
    set_up_app(own)
    boss = site.client("administrator", username="boss")
    assert "authenticator app" in boss.get("/signin/help/ada/").content.decode()
    boss.post("/signin/help/ada/factors/")
    assert own.get("/me/").status_code == 302
    assert sign_in(site.client(""), "ada").headers["Location"] == "/"
    assert ("boss", "factor.taken-away") in audit_lines()


def test_only_who_manages_people_helps(site: Any) -> None:
    first_administrator(site)
    for role in ("viewer", "agent", "lead", "approver", "executive"):
        client = site.client(role)
        assert client.get("/signin/help/ada/").status_code == 403
        for what in ("unlock", "password", "factors", "sessions"):
            assert client.post(f"/signin/help/ada/{what}/").status_code == 403
    assert site.client("").post("/signin/help/ada/password/").status_code == 401


def test_somebody_unknown_is_nobody_to_help(site: Any) -> None:
    boss = site.client("administrator", username="boss")
    assert boss.get("/signin/help/nobody/").status_code == 404
    assert boss.post("/signin/help/boss/nonsense/").status_code == 404
    assert sign_in(site.client(""), "boss", WRONG).status_code == 200


def test_helping_with_a_password_needs_a_fresh_proof_and_goes_on_after_it(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    from tocsin.accounts.models import Invite

    first_administrator(site)
    site.account("agent", username="bob")
    client = site.client("")
    sign_in(client, "ada")
    later = time.time() + 1000  # noqa: TID251 (allauth reads this clock)
    monkeypatch.setattr("time.time", lambda: later)
    asked = client.post("/signin/help/bob/password/")
    assert asked.headers["Location"].startswith("/signin/again/")
    links = Invite.objects.filter(purpose="reset")
    assert not links.exists()
    assert client.get("/signin/help/bob/").status_code == 200, "looking needs no proof"
    done = client.post(
        asked.headers["Location"], {"password": PASSWORD, "next": "/signin/help/bob/password/"}
    )
    assert "/signin/link/" in done.content.decode()
    assert links.count() == 1


def test_a_desk_without_accounts_says_how_the_first_one_comes(site: Any) -> None:
    from tocsin.accounts.models import Account

    Account.objects.all().delete()
    assert "Nobody has an account here yet" in site.client("").get("/signin/login/").content.decode()
    first_administrator(site)
    assert "Nobody has an account here yet" not in site.client("").get("/signin/login/").content.decode()


def test_a_place_in_the_policy_that_somebody_took_meanwhile_is_told_and_the_link_stays_good(
    site: Any,
) -> None:
    link = invited(site, contact="chloe-martin")
    other = site.account("agent", contact="chloe-martin")
    answer = taken(site, link)
    assert answer.status_code == 422
    assert "ask who invited you" in answer.content.decode()
    type(other).objects.filter(pk=other.pk).update(contact="")
    assert taken(site, link).status_code == 302
