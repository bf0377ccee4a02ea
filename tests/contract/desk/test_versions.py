"""Nobody's change is lost: a stale version is a conflict that names who and what; the rest comes in turn."""

from __future__ import annotations

import pytest

from tests.contract.desk.made import Night, at_once
from tocsin.app.desk import Answer, Asked
from tocsin.app.ports import Conflict
from tocsin.core.lifecycle import commands as c

THREADS, EACH = 6, 12


def test_a_stale_version_is_a_conflict_that_names_who_did_what_and_when(night: Night) -> None:
    stream = night.outage()
    seen = night.state(stream).version
    night.do(stream, "ben", c.Acknowledge())
    now = night.state(stream).version
    with pytest.raises(Conflict) as told:
        night.do(stream, "ann", c.Note("it was mine"), seen=seen)
    last = night.store.events(stream)[-1]
    assert str(told.value) == (
        f"`{stream}` is at version {now}, not {seen}: `{last.kind}` by `ben` at 2027-03-02T09:00:00Z"
    )
    assert (told.value.stream, told.value.expected, told.value.found) == (stream, seen, now)
    assert "noted" not in night.kinds(stream)


def test_the_version_that_was_seen_is_taken_and_moves_on(night: Night) -> None:
    stream = night.outage()
    answer = night.do(stream, "ann", c.Note("one"), seen=night.state(stream).version)
    assert night.do(stream, "ann", c.Note("two"), seen=answer.version).version == answer.version + 1


def test_of_threads_that_saw_the_same_version_one_wins_and_the_others_are_told(night: Night) -> None:
    stream = night.outage()
    seen = night.state(stream).version
    asked = [Asked((c.Note(f"n{n}"),), "ann", stream, expected=seen) for n in range(4)]
    found = at_once(night, [lambda each=each: night.desk.run(each, night.now) for each in asked])
    assert sorted(type(each).__name__ for each in found) == ["Answer", "Conflict", "Conflict", "Conflict"]
    assert all("`noted` by `ann`" in str(each) for each in found if isinstance(each, Conflict))
    assert night.kinds(stream).count("noted") == 1


def test_every_command_of_many_threads_on_one_escalation_is_in_the_log_once(night: Night) -> None:
    stream = night.outage()
    before = night.state(stream).version

    def write(thread: int) -> list[Answer]:
        return [night.do(stream, "ann", c.Note(f"{thread}/{n}"), key=f"{thread}/{n}") for n in range(EACH)]

    found = at_once(night, [lambda thread=thread: write(thread) for thread in range(THREADS)])
    answers = [answer for each in found for answer in each]
    events = night.store.events(stream)
    written = [event.data["text"] for event in events if event.kind == "noted"]
    assert sorted(written) == sorted(f"{t}/{n}" for t in range(THREADS) for n in range(EACH))
    assert [event.version for event in events] == list(range(1, before + THREADS * EACH + 1))
    assert sorted(answer.version for answer in answers) == list(range(before + 1, len(events) + 1))
    night.holds()


def test_people_and_the_worker_on_one_escalation_lose_nothing(night: Night) -> None:
    stream = night.outage()
    night.at("09:10")

    def write(thread: int) -> int:
        return len([night.do(stream, "ann", c.Note(f"{thread}/{n}")) for n in range(EACH)])

    def work() -> int:
        for _ in range(EACH):
            night.work()
        return EACH

    assert at_once(night, [lambda: write(1), work, lambda: write(2), work]) == [EACH] * 4
    night.work()  # a worker passes over what somebody is writing to: it comes round again
    assert night.paged(stream) == [("09:00", "ben"), ("09:10", "cleo")]
    assert night.kinds(stream).count("noted") == 2 * EACH
    night.holds()
