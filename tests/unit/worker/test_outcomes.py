"""What follows from a transport's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.worker.small import NIGHT, paged
from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted, Refusal, Unknown
from tocsin.app.ports_outbox import Lease, Outcome, Step
from tocsin.worker.outcomes import elsewhere, is_lost, outcome
from tocsin.worker.settings import CALM, DOUBTS, URGENT

A45 = pytest.mark.req("A4.5")
PAGE = paged("ESC-1", 0, 1, NIGHT, urgent=True).outgoing[0]
REMINDER = replace(PAGE, urgent=False, page="")


def lease(message: Outgoing, attempt: int = 1, ambiguous: bool = False) -> Lease:
    return Lease(message, attempt, NIGHT, ambiguous)


def nowhere(_: Outgoing) -> None:
    return None


def webhook(message: Outgoing) -> Outgoing:
    return replace(message, id=f"{message.id}+webhook", channel="webhook")


def seconds(found: Outcome) -> float:
    assert found.retry_at is not None
    return (found.retry_at - NIGHT).total_seconds()


@A45
def test_accepted_is_the_end_of_it() -> None:
    found = outcome(lease(PAGE), Accepted("250 ok"), NIGHT, webhook)
    assert (found.step, found.detail, found.retry_at, found.instead) == (Step.ACCEPTED, "250 ok", None, ())
    assert not is_lost(found)


@A45
def test_an_urgent_page_in_doubt_goes_by_another_channel_at_once() -> None:
    found = outcome(lease(PAGE), Unknown("no answer"), NIGHT, webhook)
    assert (found.step, found.retry_at, found.instead) == (Step.UNKNOWN, None, (webhook(PAGE),))
    assert found.detail == "no answer; now by `webhook`"


@A45
def test_an_urgent_page_in_doubt_with_no_other_channel_is_repeated_with_its_key() -> None:
    found = outcome(lease(PAGE), Unknown("no answer"), NIGHT, nowhere)
    assert (found.id, seconds(found), found.instead) == (PAGE.id, 5, ())
    again = [outcome(lease(PAGE, n), Unknown("no answer"), NIGHT, nowhere) for n in range(1, 6)]
    assert [is_lost(one) for one in again] == [False, False, False, True, True], "then the desk is told"


@A45
def test_a_reminder_in_doubt_stays_on_its_channel_and_is_not_repeated_for_ever() -> None:
    again = [outcome(lease(REMINDER, n), Unknown("?"), NIGHT, webhook) for n in range(1, DOUBTS + 1)]
    assert [found.instead for found in again] == [()] * DOUBTS
    assert [seconds(found) for found in again[:-1]] == [30, 60]
    assert is_lost(again[-1])


@A45
def test_a_page_refused_for_good_is_given_back_to_the_desk_and_a_reminder_goes_elsewhere() -> None:
    no = Refusal(True, "no such user")
    assert is_lost(outcome(lease(PAGE), no, NIGHT, webhook))
    assert outcome(lease(REMINDER), no, NIGHT, webhook).instead == (webhook(REMINDER),)


@A45
def test_an_urgent_page_refused_twice_leaves_the_channel() -> None:
    busy = Refusal(False, "try later")
    assert seconds(outcome(lease(PAGE, 1), busy, NIGHT, webhook)) == 5
    assert outcome(lease(PAGE, 2), busy, NIGHT, webhook).instead == (webhook(PAGE),)
    assert seconds(outcome(lease(PAGE, 2), busy, NIGHT, nowhere)) == 10
    assert seconds(outcome(lease(REMINDER, 2), busy, NIGHT, webhook)) == 60


def test_the_wait_that_was_asked_for_is_kept_when_it_is_longer() -> None:
    busy = Refusal(False, "later", timedelta(seconds=90))
    assert seconds(outcome(lease(REMINDER, 1), busy, NIGHT, nowhere)) == 90
    assert seconds(outcome(lease(REMINDER, 3), busy, NIGHT, nowhere)) == 120


@A45
@pytest.mark.parametrize(("message", "waits"), [(PAGE, URGENT), (REMINDER, CALM)], ids=["page", "reminder"])
def test_it_is_given_up_at_the_end_of_the_table_and_not_before(
    message: Outgoing, waits: tuple[timedelta, ...]
) -> None:
    found = [outcome(lease(message, n), Refusal(False, "no"), NIGHT, nowhere) for n in range(1, 30)]
    assert [is_lost(one) for one in found] == [n > len(waits) for n in range(1, 30)]


@A45
def test_a_page_whose_sender_died_moves_before_it_is_sent_again() -> None:
    assert elsewhere(lease(PAGE, 2, ambiguous=False), NIGHT, webhook) is None
    assert elsewhere(lease(PAGE, 2, ambiguous=True), NIGHT, nowhere) is None
    assert elsewhere(lease(REMINDER, 2, ambiguous=True), NIGHT, webhook) is None
    moved = elsewhere(lease(PAGE, 2, ambiguous=True), NIGHT, webhook)
    assert moved is not None
    assert (moved.step, moved.instead) == (Step.UNKNOWN, (webhook(PAGE),))
