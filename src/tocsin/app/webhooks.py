"""Events to receivers, at least once: the feed is packed for each, parcels are sent, marked, tried again.

What holds whatever happens (a kill at any instant, several couriers, a receiver that is down for a day):
every event of a wanted kind is kept as a parcel in the same transaction that moves the receiver's cursor;
a parcel leaves only by its mark; the same parcel is never in two hands within its lease.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.app.ports_delivery import Accepted, Refusal, Sent
from tocsin.app.ports_feed import Fed, Feed
from tocsin.app.ports_webhooks import Listener, Marked, Packed, Parcel, Post
from tocsin.core.lifecycle.codec import KINDS as _EVENTS

KINDS = tuple(sorted(_EVENTS))
"""The kinds of events that a receiver may ask for."""
PING = "ping"
"""A parcel that somebody sends by hand to see whether it arrives."""
WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (10, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600, 24 * 3600, 24 * 3600)
)
"""How long after each failed attempt the next one follows; after the last, it has failed for good."""
PATIENCE = timedelta(days=3)
"""A receiver that has taken nothing for so long is switched off."""
LEASE = timedelta(seconds=90)
"""Longer than any send can last (20 s), with time to mark it."""
KEPT = timedelta(days=30)
"""How long the log of deliveries reaches back."""
AT_ONCE = 200
"""Events of the feed that are packed in one transaction."""


@dataclass(frozen=True)
class Needs:
    """What the courier works with. `pack` makes an event's bytes, `send` posts a parcel."""

    post: Post
    feed: Feed
    pack: Callable[[Sequence[Fed], datetime], Sequence[Packed]]
    clock: Callable[[], datetime]
    holder: str


def spread(needs: Needs) -> int:
    """Packs what is new in the feed for every receiver; returns how many events were looked at."""
    listeners = needs.post.listeners()
    if not listeners:
        return 0
    end = needs.feed.feed_end()
    return sum(_spread(needs, each) for each in listeners if each.cursor < end)


def _spread(needs: Needs, listener: Listener) -> int:
    told = needs.feed.feed(listener.cursor, AT_ONCE)
    if not told:
        return 0
    now = needs.clock()
    wanted = [fed for fed in told if not listener.kinds or fed.kind in listener.kinds]
    packed = needs.pack(wanted, now) if wanted else ()
    needs.post.spread(listener, told[-1].position, packed, now)
    return len(told)


def outcome(parcel: Parcel, sent: Sent, began: datetime, now: datetime, failing: datetime | None) -> Marked:
    """What a send comes to. `failing`: since when the receiver has taken nothing."""
    took = now - began
    if isinstance(sent, Accepted):
        return Marked(parcel, now, "delivered", sent.detail, took)
    told = "refused" if isinstance(sent, Refusal) else "unknown"
    off = _off(sent, failing, now)
    again = None if off else _again(parcel, sent, now)
    return Marked(parcel, now, told, sent.why, took, again, off)


def _again(parcel: Parcel, sent: Sent, now: datetime) -> datetime | None:
    """Any failure is tried again: a receiver that answers 404 may be half way through its own release."""
    if parcel.attempt > len(WAITS) or parcel.kind == PING:
        return None
    asked = sent.retry_after if isinstance(sent, Refusal) and sent.retry_after else timedelta()
    return now + max(WAITS[parcel.attempt - 1], asked)


def _off(sent: Sent, failing: datetime | None, now: datetime) -> str:
    if isinstance(sent, Refusal) and sent.why.endswith("answered 410"):
        return "it answered 410: it is gone for good"
    if failing is not None and now - failing >= PATIENCE:
        return f"it has taken nothing for {PATIENCE.days} days; the last answer: {sent_why(sent)}"
    return ""


def sent_why(sent: Sent) -> str:
    """Why it was not taken, in words."""
    return "" if isinstance(sent, Accepted) else sent.why
