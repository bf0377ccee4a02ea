"""Signed webhooks against a real HTTP server, and the addresses that are never called."""

from __future__ import annotations

import json
import ssl
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.contract.delivery.mailserver import TLS, free_port
from tests.contract.delivery.messages import NIGHT, clock, message
from tests.contract.delivery.receiver import Receiver, receiving
from tocsin.app.ports_delivery import Accepted, Refusal, Unknown
from tocsin.delivery.guard import Allowed
from tocsin.delivery.signature import verify
from tocsin.delivery.webhook import Limits, Webhook

SECRET = "a-secret-of-some-length"  # noqa: S105 (of a receiver that lives for one test)
QUICK = Limits(timedelta(milliseconds=300), timedelta(milliseconds=300), timedelta(milliseconds=900))
HERE = Allowed.of("127.0.0.0/8")
A45 = pytest.mark.req("A4.5")


def hook(allowed: Allowed = HERE, **more: object) -> Webhook:
    return Webhook(SECRET, clock, allowed, QUICK, **more)  # type: ignore[arg-type]


def to(port: int, path: str = "/hooks/k3y-in-the-path", **more: object) -> object:
    return message(channel="webhook", address=f"http://127.0.0.1:{port}{path}", **more)


@A45
def test_a_receiver_can_check_who_sent_what_and_when() -> None:
    receiver = Receiver(headers={"X-Request-Id": "r-77"})
    with receiving(receiver) as port:
        sent = hook().send(to(port))
    assert sent == Accepted("202 r-77")
    body, headers = receiver.bodies[0], receiver.seen[0]
    assert headers["idempotency-key"] == "ESC-1042/7/1"
    assert json.loads(body)["body"] == message().body
    signature = headers["tocsin-signature"]
    assert verify(SECRET, signature, body, NIGHT)
    assert not verify(SECRET, signature, body + b" ", NIGHT), "the body was changed"
    assert not verify("another-secret", signature, body, NIGHT)
    assert not verify(SECRET, signature, body, NIGHT + timedelta(minutes=6)), (
        "it was recorded and played again"
    )
    assert not verify(SECRET, signature.replace("t=", "t=9"), body, NIGHT), "its instant was changed"


ANSWERS = [
    (400, True),
    (401, True),
    (404, True),
    (410, True),
    (408, False),
    (425, False),
    (429, False),
    (500, False),
    (503, False),
    (302, True),
]


@A45
@pytest.mark.parametrize(("code", "permanent"), ANSWERS)
def test_an_answer_says_whether_to_try_again(code: int, permanent: bool) -> None:
    receiver = Receiver(code, {"Location": "/elsewhere"})
    with receiving(receiver) as port:
        sent = hook().send(to(port))
    assert sent == Refusal(permanent, f"127.0.0.1 answered {code}")
    assert receiver.paths == ["/hooks/k3y-in-the-path"], "a redirect is not followed"


WAITS = [
    ("120", timedelta(minutes=2)),
    ("Sun, 25 Oct 2026 00:56:30 GMT", timedelta(seconds=90)),
    ("Sun, 25 Oct 2026 00:00:00 GMT", timedelta()),
    ("99999999", timedelta(hours=1)),
    ("soon", None),
]


@pytest.mark.parametrize(("text", "wait"), WAITS)
def test_the_wait_that_the_receiver_asks_for_is_kept(text: str, wait: timedelta | None) -> None:
    with receiving(Receiver(503, {"Retry-After": text})) as port:
        sent = hook().send(to(port))
    assert sent == Refusal(False, "127.0.0.1 answered 503", wait)


@A45
@pytest.mark.parametrize("after", ["drop", "hang"])
def test_a_request_without_an_answer_may_have_arrived(after: str) -> None:
    receiver = Receiver(after=after)
    with receiving(receiver) as port:
        sent = hook().send(to(port))
    assert isinstance(sent, Unknown)
    assert len(receiver.bodies) == 1


@A45
def test_a_receiver_that_is_not_there_has_certainly_not_taken_it() -> None:
    assert hook().send(to(free_port())) == Refusal(False, "127.0.0.1: no connection")


INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104
    "224.0.0.1",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::a00:1",
    "2001:0:7f00:1::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_what_lies_inside_the_house_is_never_called(address: str) -> None:
    transport = hook(Allowed(), look_up=lambda host, port: ["93.184.215.14", address])
    sent = transport.send(message(channel="webhook", address="https://example.com/x"))
    assert isinstance(sent, Refusal)
    assert sent.permanent
    assert "TOCSIN_WEBHOOK_ALLOW" in sent.why


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f000001", "2130706433", "localhost", "[::1]", "127.1"])
def test_no_spelling_of_this_machine_is_called(host: str) -> None:
    receiver = Receiver()
    with receiving(receiver) as port:
        sent = hook(Allowed()).send(message(channel="webhook", address=f"http://{host}:{port}/"))
    assert isinstance(sent, Refusal)
    assert not receiver.paths


def test_the_name_is_looked_up_once_and_that_address_is_called() -> None:
    """A name server that answers differently the second time gains nothing."""
    asked: list[str] = []

    def turncoat(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.66"]

    receiver = Receiver()
    with receiving(receiver) as port:
        sent = hook(Allowed.of("hooks.example"), look_up=turncoat).send(
            message(channel="webhook", address=f"http://hooks.example:{port}/in")
        )
    assert isinstance(sent, Accepted)
    assert asked == ["hooks.example"]
    assert receiver.seen[0]["host"] == f"hooks.example:{port}"


def test_the_certificate_has_to_be_the_names_though_an_address_is_called() -> None:
    trusting = ssl.create_default_context(cafile=str(TLS / "cert.pem"))
    receiver = Receiver()
    with receiving(receiver, tls=True) as port:
        transport = hook(look_up=lambda host, _: ["127.0.0.1"], context=trusting)
        page = message(channel="webhook", address=f"https://hooks.example:{port}/in")
        assert isinstance(transport.send(page), Accepted)
        wrong = transport.send(replace(page, address=f"https://other.example:{port}/in"))
    assert wrong == Refusal(False, "other.example: no connection")
    assert len(receiver.bodies) == 1


def test_the_next_address_of_a_name_is_tried_while_nothing_was_sent() -> None:
    receiver = Receiver()
    with receiving(receiver) as port:
        transport = hook(look_up=lambda *_: ["127.0.0.99", "127.0.0.1"])
        sent = transport.send(message(channel="webhook", address=f"http://two.example:{port}/"))
    assert isinstance(sent, Accepted)
    assert len(receiver.bodies) == 1


def test_a_page_does_not_travel_in_clear_over_the_public_network() -> None:
    public = hook(Allowed(), look_up=lambda *_: ["93.184.215.14"])
    sent = public.send(message(channel="webhook", address="http://example.com/x"))
    assert isinstance(sent, Refusal)
    assert "write `https`" in sent.why


@pytest.mark.parametrize(
    "address", ["", "ftp://example.com/", "https://", "https://a:b/", "javascript:1", "//x"]
)
def test_what_is_no_web_address_is_refused_for_good(address: str) -> None:
    sent = hook().send(message(channel="webhook", address=address))
    assert sent == Refusal(True, "the webhook's address is none: write it as `https://host/path`")


@pytest.mark.parametrize("after", ["answer", "drop"])
def test_no_answer_tells_the_secret_or_the_path(after: str) -> None:
    receiver = Receiver(500, {"X-Request-Id": SECRET}, after)
    with receiving(receiver) as port:
        told = [repr(hook().send(to(port)))]
        receiver.code = 200
        told.append(repr(hook().send(to(port))))
    told.append(repr(hook(Allowed()).send(to(port))))
    told.append(repr(hook().send(to(free_port()))))
    assert not [text for text in told if SECRET in text or "k3y" in text]
