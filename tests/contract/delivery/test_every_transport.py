"""What every transport promises: it raises nothing, tells no address, and knows a repeat by its key."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contract.delivery.mailserver import QUICK, Post, mail_server
from tests.contract.delivery.messages import clock, message
from tests.contract.delivery.receiver import Receiver, receiving
from tocsin.app.ports_delivery import Accepted, Refusal, Transport, Unknown
from tocsin.delivery.guard import Allowed
from tocsin.delivery.smtp import Smtp
from tocsin.delivery.smtp_server import Server
from tocsin.delivery.spool import Spool
from tocsin.delivery.webhook import Limits, Webhook

NAMES = ("email", "webhook", "spool")
SECRET = "a-secret-of-some-length"  # noqa: S105 (of a receiver that lives for one test)
A45 = pytest.mark.req("A4.5")


class House:
    """Each transport with the far side that it talks to."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.post, self.receiver, self.folder = Post(), Receiver(), folder
        mail = stack.enter_context(mail_server(self.post))
        self.hooks = stack.enter_context(receiving(self.receiver))
        short = Limits(timedelta(seconds=1), timedelta(seconds=1), timedelta(seconds=3))
        self.transports: dict[str, Transport] = {
            "email": Smtp(Server("127.0.0.1", mail, timeout=QUICK), "desk@example.com", clock),
            "webhook": Webhook(SECRET, clock, Allowed.of("127.0.0.0/8"), short),
            "spool": Spool(folder, "desk@example.com", clock),
        }

    def address(self, name: str) -> str:
        return f"http://127.0.0.1:{self.hooks}/k3y" if name == "webhook" else "dana@example.com"

    def keys(self, name: str) -> list[str]:
        """The marks by which the far side tells messages apart, one a message that arrived."""
        if name == "email":
            return [message_from_bytes(one.content or b"")["Message-ID"] for one in self.post.letters]
        if name == "webhook":
            return [seen["idempotency-key"] for seen in self.receiver.seen]
        return [path.name for path in self.folder.iterdir()]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with ExitStack() as stack:
        yield House(tmp_path_factory.mktemp("spool"), stack)


@A45
@pytest.mark.parametrize("name", NAMES)
def test_a_repeat_is_known_by_its_key(house: House, name: str) -> None:
    before = set(house.keys(name))
    for key in ("K/1/0", "K/1/0", "K/2/0"):
        sent = house.transports[name].send(message(id=key, address=house.address(name)))
        assert isinstance(sent, Accepted), sent
    assert len(set(house.keys(name)) - before) == 2


TEXT = st.text(max_size=60)
EVIL = st.sampled_from(
    ["", " ", "\r\n", "a\r\nBcc: x@example.com", "http://[", "https://\x00/", "@", "\ud800"]
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60)
@given(text=TEXT | EVIL, address=EVIL | TEXT, key=TEXT | EVIL)
def test_no_text_makes_it_raise(house: House, name: str, text: str, address: str, key: str) -> None:
    odd = message(id=key, page=key, person=text, subject=text, body=text, address=address)
    assert isinstance(house.transports[name].send(odd), Accepted | Refusal | Unknown)
    fine = message(id=key, page=key, person=text, subject=text, body=text, address=house.address(name))
    assert isinstance(house.transports[name].send(fine), Accepted), "odd texts are no reason not to page"


@A45
@pytest.mark.parametrize("name", NAMES)
def test_threads_share_it(house: House, name: str) -> None:
    sent: list[object] = []
    transport = house.transports[name]

    def some(start: int) -> None:
        sent.extend(
            transport.send(message(id=f"T/{start}/{n}", address=house.address(name))) for n in range(3)
        )

    threads = [threading.Thread(target=some, args=(start,)) for start in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [type(one) for one in sent] == [Accepted] * 18
