"""E-mail through a real server: what it takes, what it refuses, and what nobody can know."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import quote

import pytest

from tests.contract.delivery.mailserver import PASSWORD, QUICK, TLS, Post, free_port, mail_server
from tests.contract.delivery.messages import clock, message
from tocsin.app.ports_delivery import Accepted, Refusal, Unknown
from tocsin.delivery.smtp import Smtp
from tocsin.delivery.smtp_server import Server, server

SENDER = "desk@example.com"
WRONG = "wr0ng-Pass"
A45 = pytest.mark.req("A4.5")


def smtp(port: int, **more: object) -> Smtp:
    return Smtp(Server("127.0.0.1", port, timeout=QUICK, **more), SENDER, clock)  # type: ignore[arg-type]


@A45
def test_an_accepted_letter_says_what_the_server_called_it() -> None:
    post = Post()
    with mail_server(post) as port:
        sent = smtp(port).send(message())
    assert sent == Accepted("250 2.0.0 queued as 4711")
    assert (post.letters[0].mail_from, post.letters[0].rcpt_tos) == (SENDER, ["dana@example.com"])


def test_what_arrives_is_what_was_written_dots_and_umlauts_included() -> None:
    post = Post()
    with mail_server(post) as port:
        smtp(port).send(message())
    got = message_from_bytes(post.letters[0].content or b"", policy=policy.default)
    assert got["Subject"] == message().subject
    assert got.get_content().replace("\r\n", "\n") == message().body + "\n"
    assert got["X-Tocsin-Page"] == "ESC-1042/7/1"
    assert got["Date"] == "Sun, 25 Oct 2026 00:55:00 +0000"


def test_a_repeat_has_the_same_message_id_and_another_page_has_not() -> None:
    post = Post()
    with mail_server(post) as port:
        line = smtp(port)
        for key in ("ESC-1/2/1", "ESC-1/2/1", "ESC-1/2/2"):
            line.send(message(id=key))
        line.close()
    ids = [message_from_bytes(letter.content or b"")["Message-ID"] for letter in post.letters]
    assert ids[0] == ids[1] != ids[2]


def test_one_connection_carries_many_letters_and_a_dead_one_is_replaced() -> None:
    post = Post()
    with mail_server(post) as port:
        transport = smtp(port)
        assert isinstance(transport.send(message()), Accepted)
        assert isinstance(transport.send(message()), Accepted)
        assert len({id(talk) for talk in post.talks}) == 1
        transport._idle[0]._client.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]
        assert isinstance(transport.send(message()), Accepted)
        assert len(post.letters) == 3
        transport.close()


REFUSED: list[tuple[Post, bool]] = [
    (Post(recipient="550 5.1.1 no such user"), True),
    (Post(recipient="451 4.7.1 greylisted, try again later"), False),
    (Post(recipient="421 4.3.2 closing"), False),
    (Post(recipient="552 5.2.2 mailbox full"), False),
    (Post(content="554 5.7.1 looks like spam"), True),
    (Post(content="452 4.3.1 disk full"), False),
]


@A45
@pytest.mark.parametrize(("post", "permanent"), REFUSED, ids=lambda v: getattr(v, "recipient", ""))
def test_a_refusal_says_whether_to_try_again(post: Post, permanent: bool) -> None:
    with mail_server(post) as port:
        sent = smtp(port).send(message())
    assert isinstance(sent, Refusal)
    assert sent.permanent is permanent
    said = post.recipient if not post.recipient.startswith("250") else post.content
    assert said in sent.why


@A45
@pytest.mark.parametrize(
    ("after", "why"), [("drop", "connection was lost"), ("hang", "no answer within 0.3 s")]
)
def test_a_letter_without_an_answer_may_have_arrived(after: str, why: str) -> None:
    post = Post(after=after)
    with mail_server(post) as port:
        sent = smtp(port).send(message())
    assert isinstance(sent, Unknown)
    assert why in sent.why
    assert len(post.letters) == 1, "it did arrive, which is why nobody may call it refused"


@A45
def test_a_server_that_is_not_there_has_certainly_not_taken_it() -> None:
    sent = smtp(free_port()).send(message())
    assert isinstance(sent, Refusal)
    assert not sent.permanent
    assert "nothing listens there" in sent.why


def scripted(*answers: bytes) -> tuple[int, threading.Thread]:
    """A server that says these lines, one a command, and then nothing more."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        with listener, listener.accept()[0] as peer:
            for answer in answers:
                peer.sendall(answer)
                peer.recv(4096)
            peer.recv(4096)

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    return int(listener.getsockname()[1]), thread


SILENT_AT = [
    ((), "greeting"),
    ((b"220 hi\r\n",), "hello"),
    ((b"220 hi\r\n", b"250 hi\r\n"), "sender"),
    ((b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n"), "recipient"),
    ((b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n"), "data"),
]


@A45
@pytest.mark.parametrize(("answers", "phase"), SILENT_AT, ids=[phase for _, phase in SILENT_AT])
def test_silence_before_the_content_is_a_refusal_after_it_nobody_knows(
    answers: tuple[bytes, ...], phase: str
) -> None:
    port, _ = scripted(*answers)
    sent = smtp(port).send(message())
    assert sent == Refusal(False, f"127.0.0.1:{port}: no answer within 0.3 s ({phase})")


def test_a_server_that_drips_its_answer_is_cut_off() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        with listener, listener.accept()[0] as peer:
            while not stop.wait(0.02):
                try:
                    peer.sendall(b"2")
                except OSError:
                    return

    threading.Thread(target=drip, daemon=True).start()
    slow = Server("127.0.0.1", int(listener.getsockname()[1]), timeout=timedelta(milliseconds=50))
    sent = Smtp(slow, SENDER, clock).send(message())
    stop.set()
    assert isinstance(sent, Refusal)


@pytest.mark.parametrize("tls", ["starttls", "direct"])
def test_encryption_and_login_work_and_certificates_are_checked(tls: str) -> None:
    post = Post()
    with mail_server(post, tls, login=True) as port:
        scheme, more = ("smtps", "") if tls == "direct" else ("smtp", "&starttls=1")
        login = f"desk:{quote(PASSWORD)}"
        url = f"{scheme}://{login}@localhost:{port}?ca={TLS / 'cert.pem'}{more}"
        assert isinstance(Smtp(server(url), SENDER, clock).send(message()), Accepted)
        sent = Smtp(server(f"{scheme}://{login}@localhost:{port}?timeout=2{more}"), SENDER, clock).send(
            message()
        )
    assert isinstance(sent, Refusal)
    assert not sent.permanent
    assert "no encrypted connection" in sent.why
    assert len(post.letters) == 1


def test_no_letter_goes_in_clear_when_encryption_was_asked_for() -> None:
    post = Post()
    with mail_server(post) as port:
        sent = smtp(port, tls="starttls").send(message())
    assert isinstance(sent, Refusal)
    assert "STARTTLS" in sent.why
    assert not post.letters


@pytest.mark.parametrize("without", [(), ("PLAIN",)], ids=["plain", "login"])
def test_both_usual_ways_to_log_in_work(without: tuple[str, ...]) -> None:
    post = Post()
    with mail_server(post, login=True, without=without) as port:
        sent = smtp(port, user="desk", password=PASSWORD).send(message())
    assert isinstance(sent, Accepted)


@A45
def test_a_wrong_password_is_our_fault_so_the_page_is_tried_again_and_the_password_is_not_told() -> None:
    post = Post()
    with mail_server(post, login=True) as port:
        sent = smtp(port, user="desk", password=WRONG).send(message())
    assert isinstance(sent, Refusal)
    assert not sent.permanent
    assert "535" in sent.why
    assert WRONG not in repr(sent)


def test_addresses_beyond_ascii_go_where_the_server_takes_them() -> None:
    post, old = Post(), Post()
    with mail_server(post) as port:
        assert isinstance(smtp(port).send(message(address="jürgen@exämple.de")), Accepted)
    assert post.letters[0].rcpt_tos == ["jürgen@exämple.de"]
    with mail_server(old, utf8=False) as port:
        sent = smtp(port).send(message(address="jürgen@exämple.de"))
    assert sent == Refusal(True, f"127.0.0.1:{port} takes no address beyond ASCII (SMTPUTF8)")


def test_thirty_letters_from_ten_threads_arrive_once_each_over_two_connections() -> None:
    post = Post()
    with mail_server(post) as port:
        transport = smtp(port, connections=2)

        def some(start: int) -> Callable[[], None]:
            return lambda: [transport.send(message(id=f"ESC-1/{start}/{n}")) for n in range(3)] and None

        threads = [threading.Thread(target=some(start)) for start in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        transport.close()
    ids = [message_from_bytes(letter.content or b"")["Message-ID"] for letter in post.letters]
    assert len(ids) == len(set(ids)) == 30
    assert len({id(talk) for talk in post.talks}) == 2
