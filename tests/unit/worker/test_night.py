"""A night of a worker: pages in time, each once, whatever single thing goes wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.worker.small import MINUTE, NIGHT, Night, Post, begin, paged
from tests.unit.worker.test_loop import wait_for
from tocsin.app.ports_delivery import Accepted, Refusal, Unknown
from tocsin.app.ports_outbox import Step
from tocsin.worker.loop import Worker

A45 = pytest.mark.req("A4.5")
HOUR = timedelta(hours=1)


@A45
def test_nobody_answers_and_each_rung_is_paged_once_ten_minutes_apart(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.through(45)
    assert night.post.ids == ["ESC-1/2/0", "ESC-1/3/0", "ESC-1/4/0"]
    at = [line.at - NIGHT for line in night.store.ledger("ESC-1") if line.step is Step.ACCEPTED]
    assert at == [0 * MINUTE, 10 * MINUTE, 20 * MINUTE]
    assert night.store.verify().faults == ()


@A45
def test_the_ledger_says_planned_attempted_accepted(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.work()
    assert night.steps() == [(("ESC-1/2/0"), step) for step in ("planned", "attempted", "accepted")]


@A45
def test_a_worker_that_was_away_sends_each_page_once_and_counts_on_from_now(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.clock.move(5 * HOUR)
    night.through(30)
    at = [line.at - NIGHT for line in night.store.ledger("ESC-1") if line.step is Step.ACCEPTED]
    assert at == [5 * HOUR, 5 * HOUR + 10 * MINUTE, 5 * HOUR + 20 * MINUTE]


@A45
def test_urgent_pages_go_before_reminders(night: Night) -> None:
    begin(night.store, "ESC-1", "ESC-2", urgent=False)
    begin(night.store, "ESC-3", "ESC-4")
    seen: list[str] = []
    night.post.answers = [lambda out: seen.append(out.stream) or Accepted()]
    night.settings = night.settings.__class__(pool=1)
    night.work()
    assert seen[:2] == ["ESC-3", "ESC-4"]
    assert sorted(seen[2:]) == ["ESC-1", "ESC-2"]


@A45
def test_greylisted_mail_is_sent_again_by_the_table(night: Night) -> None:
    begin(night.store, "ESC-1", urgent=False)
    night.post = Post([Refusal(False, "451 greylisted"), Refusal(False, "451 greylisted"), Accepted()])
    night.work()
    for wait in (29, 1, 59):
        night.clock.move(timedelta(seconds=wait))
        night.work()
    assert len(night.post.sent) == 2
    night.clock.move(timedelta(seconds=1))
    night.work()
    assert [step for _, step in night.steps()][1:] == [
        *("attempted", "failed", "attempted", "failed", "attempted", "accepted")
    ]


@A45
def test_a_page_whose_fate_is_unknown_reaches_the_person_by_another_channel(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.desk.other = "webhook"
    night.post = Post([Unknown("the answer was lost"), Accepted()])
    night.work()
    assert [(one.id, one.channel) for one in night.post.sent] == [
        ("ESC-1/2/0", "email"),
        ("ESC-1/2/0+webhook", "webhook"),
    ]
    assert night.step(Step.UNKNOWN) == ["ESC-1/2/0"], "the ledger shows why there are two"


@A45
def test_a_page_refused_for_good_is_told_to_the_desk_once(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.post = Post([Refusal(True, "550 no such user")])
    counts = night.work()
    assert night.desk.told == [("ESC-1/2/0", "550 no such user")]
    assert counts.lost == 1
    night.clock.move(MINUTE)
    night.work()
    assert len(night.post.sent) == 1


def test_a_poison_escalation_is_put_off_with_its_reason_and_the_others_are_paged(night: Night) -> None:
    begin(night.store, "ESC-1", "ESC-2", "ESC-3")
    night.desk.poison = {"ESC-2"}
    counts = night.work()
    assert sorted(night.post.ids) == ["ESC-1/2/0", "ESC-3/2/0"]
    assert counts.poisoned == 1
    (stuck,) = [one for one in night.store.overdue(night.clock() + MINUTE) if one.troubles]
    assert (stuck.stream, stuck.troubles) == ("ESC-2", 1)
    assert "a rule that cannot be followed (small.py:" in stuck.error
    night.desk.poison = set()
    night.clock.move(timedelta(seconds=10))
    night.work()
    assert "ESC-2/2/0" in night.post.ids, "mended, it goes on where it was"


def test_a_change_that_cannot_be_saved_does_not_take_its_batch_with_it(night: Night) -> None:
    begin(night.store, "ESC-1", "ESC-2", "ESC-3")
    tick = night.desk.tick

    def broken(snapshot, now):  # type: ignore[no-untyped-def]
        found = tick(snapshot, now)
        if snapshot.stream == "ESC-2":
            object.__setattr__(found.events[0], "data", {"rung": object()})
        return found

    night.desk.tick = broken  # type: ignore[method-assign]
    night.work()
    assert sorted(night.post.ids) == ["ESC-1/2/0", "ESC-3/2/0"]
    assert [one.stream for one in night.store.overdue(night.clock() + MINUTE) if one.troubles] == ["ESC-2"]
    assert night.store.verify().faults == ()


def test_an_obligation_from_which_nothing_follows_does_not_spin(night: Night) -> None:
    begin(night.store, "ESC-1", "ESC-2")
    night.desk.stuck = {"ESC-1"}
    night.work()
    assert night.post.ids == ["ESC-2/2/0"]
    (stuck,) = [one for one in night.store.overdue(night.clock() + MINUTE) if one.troubles]
    assert stuck.error == "`rung` is due, and nothing follows from it"


@A45
@pytest.mark.parametrize("by", [-HOUR, HOUR, -10 * HOUR], ids=["back 1 h", "ahead 1 h", "back 10 h"])
@pytest.mark.parametrize("at", [0, 5, 15])
def test_a_clock_that_is_set_neither_doubles_nor_skips_a_page(night: Night, by: timedelta, at: int) -> None:
    begin(night.store, "ESC-1", "ESC-2")
    night.through(at)
    night.clock.set(by)
    night.through(75 if by < timedelta() else 45)
    night.clock.move(10 * HOUR)
    night.through(25)
    assert sorted(night.post.ids) == sorted(
        f"{stream}/{version}/0" for stream in ("ESC-1", "ESC-2") for version in (2, 3, 4)
    )
    assert not night.step(Step.UNKNOWN)


@A45
def test_a_clock_set_back_in_the_middle_of_sending_holds_up_no_page(night: Night) -> None:
    """What waits to be sent waits for time to pass, not for the clock to show an hour again."""
    begin(night.store, "ESC-1")
    worker_passed = night.clock

    def refuse_and_set_back(_: object) -> Refusal:
        worker_passed.set(-HOUR)
        return Refusal(False, "451 later")

    night.post = Post([refuse_and_set_back, Accepted()])  # type: ignore[list-item]
    worker = Worker(night.house())
    while len(night.post.sent) < 2:
        worker._round()
        wait_for(lambda: not worker._sender.going or not worker._sender._pool._done.empty())
        night.clock.move(timedelta(seconds=1))
        assert night.clock.seconds < 60, "the page waits for the clock"
    assert night.clock.seconds <= 10


def test_a_change_with_an_id_known_already_makes_no_second_page(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.work()
    page = paged("ESC-1", 1, 1, night.clock(), urgent=True).outgoing[0]
    again = paged("ESC-1", 2, 2, night.clock(), urgent=True)
    night.store.save([again.__class__(**{**again.__dict__, "outgoing": (page,)})])
    night.work()
    assert night.post.ids == ["ESC-1/2/0"]
