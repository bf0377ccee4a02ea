"""The outbox: nothing is skipped, nothing sent twice unless it was ambiguous, and the ledger shows it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract.store.makes import MINUTE, NOW, change, out
from tocsin.app.ports_outbox import Line, Outcome, Step
from tocsin.storage.store import DjangoStore

ID = "ESC-1001"
LEASE = timedelta(seconds=60)


def put(store: DjangoStore, *messages: object) -> None:
    store.save([change(ID, outgoing=tuple(messages))])  # type: ignore[arg-type]


def steps(store: DjangoStore) -> list[str]:
    return [str(line.step) for line in store.ledger(ID)]


def test_a_message_is_leased_to_one_and_sent_once(store: DjangoStore) -> None:
    put(store, out(ID))
    leases = store.claim_outgoing(NOW, "w1", 10, LEASE)
    assert [(one.outgoing, one.attempt, one.ambiguous, one.until) for one in leases] == [
        (out(ID), 1, False, NOW + LEASE)
    ]
    assert store.claim_outgoing(NOW, "w2", 10, LEASE) == []
    store.settle("w1", [Outcome(f"{ID}/1/1", NOW, Step.ACCEPTED, "250 OK")])
    assert store.claim_outgoing(NOW + timedelta(days=1), "w2", 10, LEASE) == []
    assert store.ledger(ID) == [
        Line(ID, "page-1", f"{ID}/1/1", NOW, Step.PLANNED, "bob", "email"),
        Line(ID, "page-1", f"{ID}/1/1", NOW, Step.ATTEMPTED, "bob", "email", 1, "", "w1"),
        Line(ID, "page-1", f"{ID}/1/1", NOW, Step.ACCEPTED, "bob", "email", 1, "250 OK", "w1"),
    ]


def test_the_attempt_is_in_the_ledger_before_anything_is_sent(store: DjangoStore) -> None:
    put(store, out(ID))
    store.claim_outgoing(NOW, "w1", 10, LEASE)
    store.close()  # the worker dies here
    assert steps(store) == ["planned", "attempted"]


def test_a_lost_lease_comes_back_as_ambiguous(store: DjangoStore) -> None:
    put(store, out(ID))
    store.claim_outgoing(NOW, "w1", 10, LEASE)
    assert store.claim_outgoing(NOW + LEASE - timedelta(microseconds=1), "w2", 10, LEASE) == []
    again = store.claim_outgoing(NOW + LEASE, "w2", 10, LEASE)
    assert [(one.attempt, one.ambiguous) for one in again] == [(2, True)]
    assert steps(store) == ["planned", "attempted", "unknown", "attempted"]


def test_the_dead_come_back_too_late_and_only_the_ledger_hears_them(store: DjangoStore) -> None:
    put(store, out(ID))
    store.claim_outgoing(NOW, "w1", 10, LEASE)
    store.claim_outgoing(NOW + LEASE, "w2", 10, LEASE)
    store.settle("w1", [Outcome(f"{ID}/1/1", NOW + LEASE, Step.FAILED, "timed out", NOW + LEASE)])
    assert store.claim_outgoing(NOW + LEASE, "w3", 10, LEASE) == []
    store.settle("w2", [Outcome(f"{ID}/1/1", NOW + LEASE, Step.ACCEPTED)])
    assert steps(store) == ["planned", "attempted", "unknown", "attempted", "failed", "accepted"]
    assert "lease had run out" in store.ledger(ID)[4].detail


def test_a_failure_is_tried_again_when_told_and_never_before(store: DjangoStore) -> None:
    put(store, out(ID))
    store.claim_outgoing(NOW, "w1", 10, LEASE)
    store.settle("w1", [Outcome(f"{ID}/1/1", NOW, Step.FAILED, "451 later", NOW + MINUTE)])
    assert store.claim_outgoing(NOW + MINUTE / 2, "w1", 10, LEASE) == []
    assert [one.error for one in store.waiting(NOW + MINUTE)] == ["451 later"]
    again = store.claim_outgoing(NOW + MINUTE, "w1", 10, LEASE)
    assert [(one.attempt, one.ambiguous) for one in again] == [(2, False)]


def test_a_permanent_failure_ends_it(store: DjangoStore) -> None:
    put(store, out(ID))
    store.claim_outgoing(NOW, "w1", 10, LEASE)
    store.settle("w1", [Outcome(f"{ID}/1/1", NOW, Step.FAILED, "550 no such user")])
    assert store.claim_outgoing(NOW + timedelta(days=9), "w1", 10, LEASE) == []
    assert store.waiting(NOW + timedelta(days=9)) == []


def test_an_unknown_outcome_makes_the_next_attempt_ambiguous(store: DjangoStore) -> None:
    put(store, out(ID))
    store.claim_outgoing(NOW, "w1", 10, LEASE)
    store.settle("w1", [Outcome(f"{ID}/1/1", NOW, Step.UNKNOWN, "no answer after DATA", NOW + MINUTE)])
    assert [one.ambiguous for one in store.claim_outgoing(NOW + MINUTE, "w1", 10, LEASE)] == [True]


def test_another_channel_is_put_in_with_the_outcome_once(store: DjangoStore) -> None:
    put(store, out(ID, urgent=True))
    store.claim_outgoing(NOW, "w1", 10, LEASE)
    other = out(ID, 2, id=f"{ID}/1/1/webhook", channel="webhook", page="page-1", urgent=True)
    told = Outcome(f"{ID}/1/1", NOW, Step.UNKNOWN, "no answer", None, (other,))
    store.settle("w1", [told])
    store.settle("w1", [told])
    assert [one.outgoing for one in store.claim_outgoing(NOW, "w1", 10, LEASE)] == [other]
    assert steps(store).count("planned") == 2


def test_urgent_messages_go_first_and_then_the_oldest(store: DjangoStore) -> None:
    put(
        store,
        out(ID, 1, not_before=NOW - 3 * MINUTE),
        out(ID, 2),
        out(ID, 3, urgent=True),
        out(ID, 4, urgent=True),
    )
    first = store.claim_outgoing(NOW, "w1", 3, LEASE)
    assert [one.outgoing.page for one in first] == ["page-3", "page-4", "page-1"]


def test_a_message_waits_for_its_time(store: DjangoStore) -> None:
    put(store, out(ID, not_before=NOW + 5 * MINUTE))
    assert store.claim_outgoing(NOW, "w1", 10, LEASE) == []
    assert store.waiting(NOW) == []
    assert len(store.claim_outgoing(NOW + 5 * MINUTE, "w1", 10, LEASE)) == 1


def test_only_the_channels_that_were_asked_for(store: DjangoStore) -> None:
    put(store, out(ID, 1), out(ID, 2, channel="webhook"))
    found = store.claim_outgoing(NOW, "w1", 10, LEASE, channels=["webhook", "sms"])
    assert [one.outgoing.channel for one in found] == ["webhook"]


def test_a_cancelled_page_is_not_sent(store: DjangoStore) -> None:
    put(store, out(ID, 1), out(ID, 2))
    store.save([change("ESC-1002", outgoing=(out("ESC-1002", 1),))])
    store.save([change(ID, 1, cancel=("page-1",), answered=(("page-1", "bob"),))])
    sent = [one.outgoing.id for one in store.claim_outgoing(NOW, "w1", 10, LEASE)]
    assert sent == [f"{ID}/1/2", "ESC-1002/1/1"]
    lines = [(str(line.step), line.page, line.person) for line in store.ledger(ID)]
    assert lines[2:4] == [("cancelled", "page-1", "bob"), ("acknowledged", "page-1", "bob")]


@pytest.mark.parametrize("ending", ["failed", "lost", "accepted"])
def test_cancelled_while_it_is_being_sent_it_has_no_second_try(store: DjangoStore, ending: str) -> None:
    put(store, out(ID))
    store.claim_outgoing(NOW, "w1", 10, LEASE)
    store.save([change(ID, 1, cancel=("page-1",))])
    if ending == "failed":
        store.settle("w1", [Outcome(f"{ID}/1/1", NOW, Step.FAILED, "451", NOW)])
    if ending == "accepted":
        store.settle("w1", [Outcome(f"{ID}/1/1", NOW, Step.ACCEPTED)])
    assert store.claim_outgoing(NOW + LEASE, "w2", 10, LEASE) == []
    expected = {"failed": ["failed", "cancelled"], "lost": ["unknown", "cancelled"], "accepted": ["accepted"]}
    assert steps(store)[2:] == expected[ending]


def test_the_same_id_is_never_a_second_message(store: DjangoStore) -> None:
    put(store, out(ID))
    store.save([change(ID, 1, outgoing=(out(ID, body="again"),))])
    assert [one.outgoing.body for one in store.claim_outgoing(NOW, "w1", 10, LEASE)] == ["Wake up"]
    assert steps(store).count("planned") == 1


def test_what_is_said_later_is_added_to_the_ledger(store: DjangoStore) -> None:
    put(store, out(ID))
    store.record([Line(ID, "page-1", f"{ID}/1/1", NOW + MINUTE, Step.DELIVERED, "bob", "email", 1, "seen")])
    assert store.ledger(ID)[-1].step is Step.DELIVERED
    assert store.ledger("ESC-9") == []


def test_an_outcome_of_a_message_that_is_not_there_is_passed_over(store: DjangoStore) -> None:
    store.settle("w1", [Outcome("nobody", NOW, Step.ACCEPTED)])
    assert store.ledger("nobody") == []


def test_workers_that_race_send_each_message_once(store: DjangoStore) -> None:
    import threading

    store.save([change(f"ESC-{n}", outgoing=(out(f"ESC-{n}", urgent=n % 3 == 0),)) for n in range(60)])
    sent: list[str] = []
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            while leases := store.claim_outgoing(NOW, name, 4, LEASE):
                sent.extend(one.outgoing.id for one in leases)
                store.settle(name, [Outcome(one.outgoing.id, NOW, Step.ACCEPTED) for one in leases])
        except BaseException as error:  # noqa: BLE001 (shown by the assertion below)
            failures.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    left = store.claim_outgoing(NOW, "last", 100, LEASE)
    assert sorted(sent + [one.outgoing.id for one in left]) == sorted(f"ESC-{n}/1/1" for n in range(60))
    assert not any(one.ambiguous for one in left)
