"""The auditor looks for itself, and the dead-man switch hears only of clean audits."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.worker.small import MINUTE, Night, Post, begin
from tests.unit.worker.test_loop import Flaky
from tocsin.app.ports_delivery import Refusal
from tocsin.app.ports_worker import Beat
from tocsin.worker.audit import Auditor, look
from tocsin.worker.settings import Settings

A45 = pytest.mark.req("A4.5", "A5.8")


class Switch:
    """A dead-man switch that counts."""

    def __init__(self, answer: str = "") -> None:
        self.calls, self.answer = 0, answer

    def __call__(self) -> str:
        self.calls += 1
        return self.answer


def alive(night: Night) -> None:
    night.store.beat(Beat("night 1", night.clock(), night.clock()))


def auditor(night: Night, switch: Switch | None = None, **changed: Any) -> Auditor:
    return Auditor(night.house(**changed), switch)


@A45
def test_a_desk_that_did_everything_is_clean_and_the_switch_hears_of_it(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.work()
    alive(night)
    switch = Switch()
    assert auditor(night, switch).once().is_clean
    assert switch.calls == 1
    told = {beat.worker: beat.said for beat in night.store.beats()}
    assert told["auditor night 1"]["clean"] is True


@A45
def test_an_overdue_step_is_named_and_the_switch_hears_nothing(night: Night) -> None:
    begin(night.store, "ESC-1", "ESC-2")
    night.clock.move(2 * MINUTE)
    alive(night)
    switch = Switch()
    found = auditor(night, switch).once()
    assert found.escalations == ("ESC-1 rung", "ESC-2 rung")
    assert switch.calls == 0
    assert [one["event"] for one in night.log] == ["audit"]


@A45
def test_a_page_that_is_not_sent_is_named_after_a_minute_a_reminder_after_a_quarter(night: Night) -> None:
    begin(night.store, "ESC-1")
    begin(night.store, "ESC-2", urgent=False)
    night.work(transport=Post([Refusal(False, "later")]))
    found = {}
    for minutes in (0, 2, 20):
        night.clock.move(minutes * MINUTE)
        alive(night)
        found[minutes] = look(night.store, night.clock(), night.settings).messages
    assert found == {0: (), 2: ("ESC-1/2/0",), 20: ("ESC-1/2/0", "ESC-2/2/0")}


@A45
def test_a_lease_whose_holder_is_gone_is_named(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.work(transport=Post([Refusal(False, "later")]))
    night.clock.move(MINUTE)
    night.store.claim_outgoing(night.clock(), "dead 1", 9, timedelta(minutes=2))
    night.clock.move(4 * MINUTE)
    alive(night)
    assert look(night.store, night.clock(), night.settings).leases == ("ESC-1/2/0",)


@A45
def test_a_loop_that_hangs_is_found_by_its_silent_heart(night: Night) -> None:
    alive(night)
    assert look(night.store, night.clock(), night.settings).is_clean
    night.clock.move(2 * MINUTE)
    found = look(night.store, night.clock(), night.settings)
    assert found.trouble == "no worker has given a sign of life"


def test_a_poison_escalation_keeps_the_switch_silent_until_it_is_mended(night: Night) -> None:
    begin(night.store, "ESC-1")
    night.desk.poison = {"ESC-1"}
    night.work()
    night.clock.move(2 * MINUTE)
    alive(night)
    assert look(night.store, night.clock(), night.settings).escalations == ("ESC-1 rung",)
    night.desk.poison = set()
    night.work()
    alive(night)
    assert look(night.store, night.clock(), night.settings).is_clean


def test_a_database_that_does_not_answer_is_no_clean_audit_and_no_end(night: Night) -> None:
    alive(night)
    switch = Switch()
    watch = auditor(night, switch, books=Flaky(night.store, {"waiting": 1}))
    assert not watch.once().is_clean
    assert watch.once().is_clean
    assert switch.calls == 1


def test_the_switch_is_called_once_a_minute_and_again_after_it_was_not_heard(night: Night) -> None:
    switch = Switch("the dead-man switch answered 500")
    watch = auditor(night, switch)
    for _ in range(4):
        alive(night)
        watch.once()
        night.clock.move(timedelta(seconds=15))
        switch.answer = ""
    assert switch.calls == 2, "the first was not heard, the second was"


def test_it_runs_beside_a_loop_that_hangs_and_ends_when_told(night: Night) -> None:
    night.settings = Settings(audit=timedelta(milliseconds=5))
    begin(night.store, "ESC-1")
    night.clock.move(2 * MINUTE)
    watch, stop = auditor(night), threading.Event()
    thread = threading.Thread(target=watch.run, args=(stop,), daemon=True)
    thread.start()
    for _ in range(1500):
        if watch.last is not None:
            break
        stop.wait(0.01)
    stop.set()
    thread.join(15)
    assert watch.last is not None
    assert watch.last.escalations == ("ESC-1 rung",)


def test_every_question_of_the_audit_uses_an_index(night: Night) -> None:
    begin(night.store, "ESC-1")
    questions: list[tuple[str, Any]] = []
    fetch = night.store._session.fetch
    night.store._session.fetch = lambda sql, params=(): (  # type: ignore[method-assign]
        questions.append((sql, params)) or fetch(sql, params)
    )
    look(night.store, night.clock() + 5 * MINUTE, night.settings)
    night.store._session.fetch = fetch  # type: ignore[method-assign]
    assert len(questions) >= 4
    for sql, params in questions:
        plan = " ".join(str(row) for row in fetch(f"EXPLAIN QUERY PLAN {sql}", params))
        assert "tocsin_worker" in sql or "USING INDEX" in plan or "USING COVERING INDEX" in plan, (sql, plan)
        assert "tocsin_worker" in sql or "LIMIT" in sql
