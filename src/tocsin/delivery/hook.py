"""Webhooks out: a parcel as it is posted, named so that a repeat is known and an old one is refused."""

from collections.abc import Callable

from tocsin.app.ports_delivery import Refusal, Sent
from tocsin.app.ports_webhooks import Parcel
from tocsin.delivery.poster import Letter, Poster, Target

DELIVERY, EVENT, POSITION = "Tocsin-Delivery", "Tocsin-Event", "Tocsin-Position"
"""The parcel's own number, the same for each try of it; the kind of event; its place in the feed."""


def sender(poster: Poster, opened: Callable[[str], str | None]) -> Callable[[Parcel], Sent]:
    """How parcels are sent. `opened` unseals a secret; None when the desk's key is another one by now."""

    def send(parcel: Parcel) -> Sent:
        secret = opened(parcel.secret)
        if secret is None:
            why = "its secret cannot be read: the desk has another TOCSIN_SECRET_KEY than it was made with"
            return Refusal(False, why)
        headers = {DELIVERY: str(parcel.id), EVENT: parcel.kind, POSITION: str(parcel.position)}
        return poster.post(Letter(parcel.url, parcel.body, secret, headers))

    return send


def refusal(poster: Poster, url: str) -> str:
    """Why nothing is sent to an address, "" when it may be; a name that has no address yet is no reason."""
    target = poster.target(url)
    return "" if isinstance(target, Target) or not target.permanent else target.why
