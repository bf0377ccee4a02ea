"""One broken transport stops neither the others nor the worker, and tells no secret."""

from __future__ import annotations

import pytest

from tests.contract.delivery.mailserver import free_port
from tests.contract.delivery.messages import message
from tests.contract.delivery.receiver import Receiver, receiving
from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted, Sent, Unknown
from tocsin.delivery.deadman import Deadman
from tocsin.delivery.secrets import said
from tocsin.delivery.switchboard import Switchboard


class Works:
    def send(self, outgoing: Outgoing) -> Sent:
        return Accepted(outgoing.id)


class Breaks:
    def send(self, outgoing: Outgoing) -> Sent:
        raise RuntimeError(f"cannot post to {outgoing.address}?key=k3y")


def test_a_transport_with_a_bug_leaves_the_page_in_doubt_and_the_others_alone() -> None:
    board = Switchboard({"email": Works(), "webhook": Breaks()})
    broken = board.send(message(channel="webhook", address="https://example.com"))
    assert broken == Unknown("`webhook` broke off: RuntimeError")
    assert board.send(message()) == Accepted("ESC-1042/7/1")


def test_what_a_server_says_is_one_short_line_without_secrets() -> None:
    assert said("550 no\r\n\x1b[31muser  key=abc", ("abc",)) == "550 no [31muser key=***"
    assert len(said("x" * 5000)) == 200
    assert said(b"\xff\xfe ok") == "\ufffd\ufffd ok"


@pytest.mark.parametrize(("code", "told"), [(200, ""), (500, "the dead-man switch answered 500")])
def test_the_dead_man_switch_is_called_and_its_answer_read(code: int, told: str) -> None:
    receiver = Receiver(code)
    with receiving(receiver) as port:
        assert Deadman(f"http://127.0.0.1:{port}/ping/k3y")() == told
    assert receiver.paths == ["/ping/k3y"]


def test_a_dead_man_switch_out_of_reach_is_said_without_its_address() -> None:
    told = Deadman(f"http://127.0.0.1:{free_port()}/ping/k3y", 0.3)()
    assert told == "the dead-man switch was not reached: ConnectError"
