"""The loop itself: outages, signals to stop, two workers, no more claimed than can be sent."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.worker.small import MINUTE, Night, Post, begin, change, texts
from tocsin.app.ports import Outgoing, StoreUnavailable
from tocsin.app.ports_delivery import Accepted, Refusal, Sent
from tocsin.app.ports_outbox import Step
from tocsin.core.model.finding import Refused
from tocsin.worker.log import line, log_to
from tocsin.worker.loop import Worker
from tocsin.worker.settings import Settings

SOON = timedelta(milliseconds=10)
HOLD = """
import sys
from tocsin.worker.alone import Alone
held = Alone(sys.argv[1], "x")
print("held", flush=True)
sys.stdin.read()
"""
A45 = pytest.mark.req("A4.5")


class Flaky:
    """A store that cannot, as often as it is told, whatever is asked of it."""

    def __init__(self, store: Any, fails: dict[str, int], retry: bool = True) -> None:
        self._store, self._fails, self._retry = store, fails, retry

    def __getattr__(self, name: str) -> Any:
        if self._fails.get(name, 0) > 0:
            self._fails[name] -= 1
            raise StoreUnavailable("desk.db", "the server is being stopped or started", "", self._retry)
        return getattr(self._store, name)


def wait_for(done: Callable[[], bool]) -> None:
    """Until another thread did it; the time limit is only for a test that fails."""
    pause = threading.Event()
    for _ in range(1500):
        if done():
            return
        pause.wait(0.01)
    raise AssertionError("it did not happen within 15 s")


def running(night: Night, **changed: Any) -> tuple[Worker, threading.Thread]:
    worker = Worker(night.house(**changed))
    thread = threading.Thread(target=worker.run, daemon=True)
    thread.start()
    return worker, thread


@A45
@pytest.mark.parametrize("call", ["claim", "save", "claim_outgoing", "settle", "beat", "next_due"])
def test_a_database_that_goes_away_and_comes_back_loses_and_doubles_nothing(night: Night, call: str) -> None:
    begin(night.store, "ESC-1", "ESC-2")
    worker, thread = running(night, books=Flaky(night.store, {call: 2}))
    wait_for(lambda: len(night.step(Step.ACCEPTED)) + len(night.step(Step.ACCEPTED, "ESC-2")) == 2)
    worker.stop()
    thread.join(15)
    assert sorted(night.post.ids) == ["ESC-1/2/0", "ESC-2/2/0"]
    assert not night.step(Step.UNKNOWN)


def test_a_database_that_cannot_be_used_ends_the_worker_with_its_reason(night: Night) -> None:
    with pytest.raises(StoreUnavailable, match="being stopped or started"):
        Worker(night.house(books=Flaky(night.store, {"claim": 99}, retry=False))).run()


@A45
def test_told_to_stop_it_finishes_what_it_sends_and_leaves_no_lease(night: Night) -> None:
    begin(night.store, "ESC-1")
    started, go_on = threading.Event(), threading.Event()

    def slow(_: Outgoing) -> Sent:
        started.set()
        go_on.wait(15)
        return Accepted("late")

    night.post = Post([slow])
    worker, thread = running(night)
    assert started.wait(15)
    worker.stop()
    go_on.set()
    thread.join(15)
    assert night.step(Step.ACCEPTED) == ["ESC-1/2/0"]
    assert night.store.waiting(night.clock() + MINUTE) == []
    assert [beat.worker for beat in night.store.beats()] == [], "it took its heartbeat out"


@A45
def test_what_is_still_being_sent_at_the_end_of_its_patience_is_in_doubt(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.desk.other = "webhook"
    never = threading.Event()
    started = threading.Event()

    def hangs(_: Outgoing) -> Sent:
        started.set()
        never.wait(30)
        return Accepted()

    night.post = Post([hangs])
    night.settings = Settings(grace=SOON)
    worker, thread = running(night)
    assert started.wait(15)
    worker.stop()
    thread.join(15)
    assert not thread.is_alive()
    never.set()
    assert night.step(Step.UNKNOWN) == ["ESC-1/2/0"]
    (left,) = night.store.waiting(night.clock() + MINUTE)
    assert (left.outgoing.id, left.leased_by) == ("ESC-1/2/0+webhook", "")


@A45
def test_no_more_is_claimed_than_can_be_sent_and_a_dead_channel_leaves_room(night: Night) -> None:
    begin(night.store, *(f"ESC-{n}" for n in range(8)))
    night.work(transport=Post([Refusal(False, "later")]))
    night.clock.move(MINUTE)
    (hook,) = [one.outgoing for one in night.store.waiting(night.clock()) if one.outgoing.stream == "ESC-7"]
    hooked = replace(hook, id="hook", channel="webhook")
    go_on = threading.Event()

    def hangs(out: Outgoing) -> Sent:
        if out.channel == "email":
            go_on.wait(15)
        return Accepted()

    night.post = Post([hangs])
    worker, thread = running(night)
    wait_for(lambda: len(night.post.sent) >= 3)
    night.store.save([change("ESC-99", 0, 9, night.clock(), wake=None, outgoing=(hooked,))])
    wait_for(lambda: "hook" in night.post.ids)
    leased = [one for one in night.store.waiting(night.clock() + MINUTE) if one.leased_by]
    assert len([one for one in leased if one.outgoing.channel == "email"]) == 3, (
        "of a pool of four, one place is kept for other channels"
    )
    go_on.set()
    wait_for(lambda: not night.store.waiting(night.clock() + MINUTE))
    worker.stop()
    thread.join(15)
    assert len(night.post.ids) == len(set(night.post.ids)) == 9


def test_on_sqlite_the_second_worker_is_told_who_is_at_work(night: Night) -> None:
    worker, thread = running(night, name="first 4711")
    wait_for(lambda: any(line["event"] == "started" for line in night.log))
    with pytest.raises(Refused) as refused:
        Worker(night.house(name="second")).run(once=True)
    worker.stop()
    thread.join(15)
    assert "a worker is at work on this database already: first 4711" in str(refused.value)
    night.work(name="second")


def test_the_lock_goes_with_a_worker_that_is_killed(night: Night) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, night.store.where], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    with pytest.raises(Refused):
        night.work()
    other.kill()
    other.communicate()
    night.work()


@A45
def test_alone_on_its_store_it_takes_over_what_a_dead_worker_held(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.work(transport=Post([Refusal(False, "later")]))
    night.clock.move(MINUTE)
    (held,) = night.store.claim_outgoing(night.clock(), "dead 1", 9, timedelta(minutes=30))
    night.desk.other = "webhook"
    night.work()
    assert [(one.id, one.channel) for one in night.post.sent] == [("ESC-1/2/0+webhook", "webhook")]
    assert night.step(Step.UNKNOWN) == [held.outgoing.id] * 2, "lost with its worker, then moved"


def test_a_log_line_is_one_json_object_or_one_line_of_text(night: Night) -> None:
    written: list[str] = []
    log_to(written.append, night.clock, "json")("failed", id="ESC-1/2/0", detail="a\nb")
    assert written == [
        '{"at": "2026-10-25T00:55:00Z", "event": "failed", "id": "ESC-1/2/0", "detail": "a\\nb"}'
    ]
    told = {"at": "now", "event": "failed", "detail": "two words\n", "n": 1, "events": {"ESC-1": ["x"]}}
    assert line(told) == 'now failed detail="two words\\n" n=1 events="{\\"ESC-1\\": [\\"x\\"]}"'


def test_a_log_that_cannot_be_written_stops_no_page(night: Night) -> None:
    def full(_: str) -> None:
        raise OSError(28, "No space left on device")

    begin(night.store, "ESC-1")
    night.work(log=log_to(full, night.clock, "json"))
    assert night.post.ids == ["ESC-1/2/0"]


def test_no_log_line_holds_an_address_or_a_text_of_a_page(night: Night) -> None:
    begin(night.store, "ESC-1", "ESC-2")
    night.desk.poison = {"ESC-2"}
    night.post = Post([Refusal(False, "later"), Refusal(True, "no")])
    night.work()
    night.clock.move(MINUTE)
    night.work()
    assert "example.com" not in texts(night.log)
    assert "Wake up" not in texts(night.log)
    assert {"started", "stopped", "turned", "failed", "postponed"} <= {one["event"] for one in night.log}


@A45
def test_a_clock_set_ahead_while_a_page_is_on_its_way_does_not_send_it_beside_itself(night: Night) -> None:
    begin(night.store, "ESC-1")
    started, go_on = threading.Event(), threading.Event()

    def slow(_: Outgoing) -> Sent:
        started.set()
        go_on.wait(15)
        return Accepted("late")

    night.post = Post([slow])
    worker = Worker(night.house())
    worker._round()
    assert started.wait(15)
    night.clock.set(timedelta(hours=1))
    worker._sender.lease()
    assert night.post.ids == ["ESC-1/2/0"], "its lease looks old, and it is still being sent"
    go_on.set()
    wait_for(lambda: worker._sender.mark() > 0)
    assert night.step(Step.ACCEPTED) == ["ESC-1/2/0"]
