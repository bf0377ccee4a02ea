"""What follows from a transport's answer: done, again, or by another channel (A4.5). Pure."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted, Refusal, Sent, Unknown
from tocsin.app.ports_outbox import Lease, Outcome, Step
from tocsin.worker.settings import CALM, DOUBTS, TURN_AWAY, URGENT, URGENT_DOUBTS

Other = Callable[[Outgoing], Outgoing | None]
LOST = "an earlier send may have arrived"


def outcome(lease: Lease, sent: Sent, now: datetime, other: Other) -> Outcome:
    """The line for the ledger and the next step; `other` finds another channel of the same person."""
    match sent:
        case Accepted(detail):
            return Outcome(lease.outgoing.id, now, Step.ACCEPTED, detail)
        case Unknown(why):
            return in_doubt(lease, why, now, other)
        case Refusal():
            return _refused(lease, sent, now, other)


def in_doubt(lease: Lease, why: str, now: datetime, other: Other) -> Outcome:
    """It may have arrived. Urgent: another channel, so that it surely does. Else: the same, with its key."""
    message = lease.outgoing
    moved = _moved(message, Step.UNKNOWN, why, now, other) if message.urgent else None
    if moved:
        return moved
    if lease.attempt >= (URGENT_DOUBTS if message.urgent else DOUBTS):
        return Outcome(message.id, now, Step.UNKNOWN, f"{why}; not sent again after {lease.attempt} tries")
    return _again(lease, Step.UNKNOWN, why, now)


def elsewhere(lease: Lease, now: datetime, other: Other) -> Outcome | None:
    """For an urgent page whose last sender died: its move to another channel, before it is sent again."""
    if not (lease.ambiguous and lease.outgoing.urgent):
        return None
    return _moved(lease.outgoing, Step.UNKNOWN, LOST, now, other)


def is_lost(found: Outcome) -> bool:
    """Whether nothing more follows from the outbox: it was not accepted, and is not sent again."""
    return found.step is not Step.ACCEPTED and found.retry_at is None and not found.instead


def _refused(lease: Lease, refusal: Refusal, now: datetime, other: Other) -> Outcome:
    message = lease.outgoing
    if refusal.permanent:
        # Of a page that failed the life cycle decides: it is told, and orders another one.
        moved = None if message.page else _moved(message, Step.FAILED, refusal.why, now, other)
        return moved or Outcome(message.id, now, Step.FAILED, refusal.why)
    if message.urgent and lease.attempt >= TURN_AWAY:
        moved = _moved(message, Step.FAILED, refusal.why, now, other)
        if moved:
            return moved
    return _again(lease, Step.FAILED, refusal.why, now, refusal.retry_after or timedelta())


def _moved(message: Outgoing, step: Step, why: str, now: datetime, other: Other) -> Outcome | None:
    following = other(message)
    if following is None:
        return None
    return Outcome(message.id, now, step, f"{why}; now by `{following.channel}`", instead=(following,))


def _again(lease: Lease, step: Step, why: str, now: datetime, asked: timedelta = timedelta()) -> Outcome:
    """Later on the same channel, not before the other side wants it; given up at the end of the table."""
    waits = URGENT if lease.outgoing.urgent else CALM
    if lease.attempt > len(waits):
        return Outcome(lease.outgoing.id, now, step, f"{why}; given up after {lease.attempt} tries")
    return Outcome(lease.outgoing.id, now, step, why, now + max(waits[lease.attempt - 1], asked))
