"""Pages as signed POST requests: JSON out to the receiver of a person."""

import json
import ssl
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Sent
from tocsin.delivery.guard import Allowed, Resolve, resolve
from tocsin.delivery.poster import Letter, Limits, Poster

__all__ = ["Limits", "Webhook", "content"]


class Webhook:
    """Posts a message to the address of a person's receiver (A4.5)."""

    def __init__(
        self,
        secret: str,
        clock: Callable[[], datetime],
        allowed: Allowed | None = None,
        limits: Limits | None = None,
        look_up: Resolve = resolve,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._secret = secret
        self._poster = Poster(clock, allowed, limits, look_up, context)

    def send(self, outgoing: Outgoing) -> Sent:
        """Posts one message. Raises nothing; no answer repeats the address, whose path may be a key."""
        key = quote(outgoing.id.encode("utf-8", "replace"), safe="/+~:")
        headers = {"Idempotency-Key": key}
        return self._poster.post(Letter(outgoing.address, content(outgoing), self._secret, headers))


def content(outgoing: Outgoing) -> bytes:
    """The JSON that is posted; a repeat posts the same bytes."""
    told = {
        "id": outgoing.id,
        "escalation": outgoing.stream,
        "page": outgoing.page,
        "person": outgoing.person,
        "urgent": outgoing.urgent,
        "subject": outgoing.subject,
        "body": outgoing.body,
    }
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()
