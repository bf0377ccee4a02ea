"""Mail servers that refuse, keep silent or hang up, on the way of real pages through the whole house."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.contract.delivery.mailserver import QUICK, Post, free_port, mail_server
from tests.contract.delivery.receiver import Receiver, receiving
from tests.faults.desk import BEGIN, desk_of, report
from tests.faults.policy import PEOPLE, POLICY
from tocsin.app.ports_outbox import Line, Step
from tocsin.delivery.guard import Allowed
from tocsin.delivery.smtp import Smtp
from tocsin.delivery.smtp_server import Server
from tocsin.delivery.switchboard import Switchboard
from tocsin.delivery.webhook import Webhook
from tocsin.storage.store import DjangoStore, open_store
from tocsin.worker.desk import DeskAtWork
from tocsin.worker.loop import Worker
from tocsin.worker.needs import House

A45 = pytest.mark.req("A4.5")
SECRET = "a-secret-of-some-length"  # noqa: S105 (of a receiver that lives for one test)


class Desk:
    """A house with one escalation in it, real transports, and a clock that tests move."""

    def __init__(self, folder: Path, mail: int, hooks: int | None) -> None:
        self.now = BEGIN
        self.store: DjangoStore = open_store(f"sqlite:///{folder}/desk.db")
        self.store.migrate()
        text = POLICY.replace("https://h.example", f"http://127.0.0.1:{hooks}" if hooks else "")
        desk = desk_of(self.store, text)
        (self.stream,) = report(desk, 1)
        smtp = Smtp(Server("127.0.0.1", mail, timeout=QUICK), "desk@example.com", self.clock)
        hook = Webhook(SECRET, self.clock, Allowed.of("127.0.0.0/8"))
        board = Switchboard({"email": smtp, "webhook": hook} if hooks else {"email": smtp})
        self.house = House(
            books=self.store,
            desk=DeskAtWork(desk, board.channels),
            transport=board,
            clock=self.clock,
            passed=self.passed,
            log=lambda _, **__: None,
            name="worker",
        )

    def clock(self) -> datetime:
        return self.now

    def passed(self) -> float:
        return (self.now - BEGIN).total_seconds()

    def work(self, minutes: float = 0) -> None:
        self.now += timedelta(minutes=minutes)
        Worker(self.house).run(once=True)

    def pages(self, *steps: Step) -> list[Line]:
        return [line for line in self.store.ledger(self.stream) if line.page and line.step in steps]


@A45
def test_mail_that_is_refused_for_good_moves_the_ladder_on_at_once(tmp_path: Path) -> None:
    post = Post(recipient="550 5.1.1 no such user")
    with mail_server(post) as port:
        desk = Desk(tmp_path, port, None)
        for _ in range(4):
            desk.work()
    refused = desk.pages(Step.FAILED)
    assert [line.person for line in refused] == list(PEOPLE), "each in turn, without ten minutes between them"
    assert all("550" in line.detail for line in refused)
    assert not post.letters


@A45
def test_greylisted_mail_arrives_once_when_it_is_let_in(tmp_path: Path) -> None:
    post = Post(recipient="451 4.7.1 greylisted")
    with mail_server(post) as port:
        desk = Desk(tmp_path, port, None)
        desk.work()
        post.recipient = "250 OK"
        desk.work(1)
    assert [line.step for line in desk.pages(Step.ATTEMPTED, Step.FAILED, Step.ACCEPTED)] == [
        *(Step.ATTEMPTED, Step.FAILED, Step.ATTEMPTED, Step.ACCEPTED)
    ]
    assert len(_pages_in(post)) == 1


@A45
@pytest.mark.parametrize("after", ["drop", "hang"])
def test_a_page_taken_without_an_answer_goes_by_the_other_channel_too(tmp_path: Path, after: str) -> None:
    post, receiver = Post(after=after), Receiver()
    with mail_server(post) as port, receiving(receiver) as hooks:
        desk = Desk(tmp_path, port, hooks)
        desk.work()
    assert len(_pages_in(post)) == 1
    assert receiver.paths.count("/ann") == 1
    (doubt,) = desk.pages(Step.UNKNOWN)
    (taken,) = desk.pages(Step.ACCEPTED)
    assert (doubt.channel, taken.channel) == ("email", "webhook")
    assert taken.outgoing == f"{doubt.outgoing}+email+webhook", "the ledger shows that it is the same page"


@A45
def test_a_page_in_doubt_with_no_other_channel_is_repeated_and_can_be_told_by_its_id(tmp_path: Path) -> None:
    post = Post(after="drop")
    with mail_server(post) as port:
        desk = Desk(tmp_path, port, None)
        desk.work()
        post.after = "answer"
        desk.work(1)
    pages = _pages_in(post)
    assert len(pages) == 2
    assert len({_message_id(page) for page in pages}) == 1
    assert [line.step for line in desk.pages(Step.UNKNOWN, Step.ACCEPTED)] == [Step.UNKNOWN, Step.ACCEPTED]


@A45
def test_a_mail_server_that_is_away_for_five_minutes_delays_the_page_and_loses_it_not(tmp_path: Path) -> None:
    port = free_port()
    desk = Desk(tmp_path, port, None)
    for _ in range(5):
        desk.work(1)
    assert not desk.pages(Step.ACCEPTED)
    from tests.contract.delivery import mailserver

    post = Post()
    mailserver.free_port, known = (lambda: port), mailserver.free_port
    try:
        with mail_server(post):
            desk.work(2)
    finally:
        mailserver.free_port = known
    assert len(_pages_in(post)) == 1


def _pages_in(post: Post) -> list[bytes]:
    """The pages among the letters: reminders may come too."""
    return [letter.content for letter in post.letters if b"X-Priority: 1" in letter.content]  # type: ignore


def _message_id(letter: bytes) -> bytes:
    return letter.partition(b"Message-ID: ")[2].partition(b"\r\n")[0]
