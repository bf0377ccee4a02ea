"""What the environment asks for, and what it must not ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.delivery.messages import clock, message
from tocsin.app.ports_delivery import Accepted, Refusal
from tocsin.core.model.finding import Refused
from tocsin.delivery.settings import deadman, switchboard
from tocsin.delivery.smtp_server import server

SECRET = "pa55w0rd-of-the-mail-server"  # noqa: S105 (of no server at all)


@pytest.mark.req("A4.5")
def test_without_any_setting_mail_is_kept_in_the_spool_and_the_rest_says_what_to_set(tmp_path: Path) -> None:
    board = switchboard({}, clock, tmp_path)
    assert isinstance(board.send(message()), Accepted)
    assert len(list((tmp_path / "tocsin-spool").iterdir())) == 1
    hook = board.send(message(channel="webhook", address="https://example.com/"))
    assert hook == Refusal(True, "nothing sends `webhook` here: set TOCSIN_WEBHOOK_SECRET")
    sms = board.send(message(channel="sms", address="+49"))
    assert isinstance(sms, Refusal)
    assert sms.permanent
    assert "TOCSIN_SPOOL" in sms.why


def test_a_rehearsal_spools_every_channel(tmp_path: Path) -> None:
    board = switchboard({"TOCSIN_SPOOL": str(tmp_path / "s")}, clock, tmp_path)
    for n, channel in enumerate(("email", "sms", "phone", "push", "chat", "webhook")):
        assert isinstance(board.send(message(id=f"E/{n}", channel=channel)), Accepted)
    assert len(list((tmp_path / "s").iterdir())) == 6


def test_a_person_without_an_address_is_told_from_a_broken_channel(tmp_path: Path) -> None:
    sent = switchboard({}, clock, tmp_path).send(message(address=" "))
    assert sent == Refusal(True, "`dana` has no address for `email` in the policy")


WRONG = [
    {"TOCSIN_SMTP_URL": f"smtp://u:{SECRET}@mail.example:587?starttls=1"},
    {"TOCSIN_SMTP_URL": f"smtp://u:{SECRET}@mail.example", "TOCSIN_MAIL_FROM": "a@example.com"},
    {"TOCSIN_SMTP_URL": f"http://u:{SECRET}@mail.example", "TOCSIN_MAIL_FROM": "a@example.com"},
    {"TOCSIN_SMTP_URL": f"smtps://u:{SECRET}@m:99999", "TOCSIN_MAIL_FROM": "a@example.com"},
    {"TOCSIN_SMTP_URL": f"smtps://u:{SECRET}@m?tls=1", "TOCSIN_MAIL_FROM": "a@example.com"},
    {"TOCSIN_SMTP_URL": f"smtps://u:{SECRET}@m?starttls=1", "TOCSIN_MAIL_FROM": "a@example.com"},
    {"TOCSIN_SMTP_URL": f"smtps://u:{SECRET}@m?timeout=0", "TOCSIN_MAIL_FROM": "a@example.com"},
    {"TOCSIN_SMTP_URL": f"smtps://u:{SECRET}@m?connections=51", "TOCSIN_MAIL_FROM": "a@example.com"},
    {"TOCSIN_SMTP_URL": f"smtps://u:{SECRET}@m?ca=/no/such", "TOCSIN_MAIL_FROM": "a@example.com"},
    {"TOCSIN_SMTP_URL": f"smtps://u:{SECRET}@m?ca={__file__}", "TOCSIN_MAIL_FROM": "a@example.com"},
    {"TOCSIN_MAIL_FROM": "not an address"},
    {"TOCSIN_WEBHOOK_SECRET": "short"},
    {"TOCSIN_WEBHOOK_SECRET": SECRET, "TOCSIN_WEBHOOK_ALLOW": "10.0.0.0/99"},
]


@pytest.mark.parametrize("environ", WRONG, ids=range(len(WRONG)))
def test_a_wrong_setting_is_named_and_no_secret_is_repeated(environ: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        switchboard(environ, clock, tmp_path)
    finding = refused.value.findings[0]
    assert finding.message.startswith("TOCSIN_")
    assert finding.at.file in {*environ, "TOCSIN_MAIL_FROM"}
    assert SECRET not in repr(finding)


def test_the_password_is_in_no_text_about_the_server() -> None:
    made = server(f"smtps://u:{SECRET}@mail.example")
    assert made.password == SECRET
    assert SECRET not in f"{made!r} {made} {made.name}"


SERVERS = [
    ("smtp://mail.example", 25, "none"),
    ("smtp://mail.example?starttls=1", 587, "starttls"),
    ("smtps://mail.example", 465, "direct"),
    ("smtp://[::1]:2525", 2525, "none"),
]


@pytest.mark.parametrize(("url", "port", "tls"), SERVERS)
def test_usual_ports_are_filled_in(url: str, port: int, tls: str) -> None:
    made = server(url)
    assert (made.port, made.tls) == (port, tls)


def test_the_dead_man_switch_wants_a_web_address() -> None:
    assert deadman({}) is None
    assert deadman({"TOCSIN_DEADMAN_URL": "https://example.com/ping/k3y"}) is not None
    with pytest.raises(Refused) as refused:
        deadman({"TOCSIN_DEADMAN_URL": "example.com/k3y"})
    assert "k3y" not in repr(refused.value.findings)
