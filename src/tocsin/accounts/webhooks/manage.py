"""Receivers of events as people manage them: made, changed, tried, ended; deliveries sent again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.accounts import audit
from tocsin.accounts.webhooks.models import Delivery, Webhook
from tocsin.app.webhooks import PING
from tocsin.app.webhooks_pack import ping_body
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import to_micros

MOST = 50
"""Receivers at most."""


@dataclass(frozen=True)
class By:
    """Who manages, when, from where."""

    actor: str
    now: datetime
    address: str = ""


@dataclass(frozen=True)
class Wanted:
    """A receiver as it shall be."""

    name: str
    url: str
    kinds: Sequence[str] = ()


def make(wanted: Wanted, sealed: str, hint: str, cursor: int, by: By) -> Webhook:
    """A new receiver, hearing what happens behind `cursor`; `sealed` is its secret. Raises Refused."""
    if Webhook.objects.count() >= MOST:
        text, help_ = f"there are {MOST} receivers already", "end one that nobody needs"
        raise Refused(Finding("webhook", text, Position.of("webhooks"), help_))
    made = Webhook.objects.create(
        name=wanted.name.strip(), url=wanted.url.strip(), kinds=" ".join(sorted(set(wanted.kinds))),
        secret=sealed, hint=hint, cursor=cursor, created_at=to_micros(by.now), created_by=by.actor[:80],
    )  # fmt: skip
    _note(made, "made", by)
    return made


def get(number: int) -> Webhook:
    """A receiver. Raises Refused for an unknown one."""
    found = Webhook.objects.filter(pk=number).first()
    if found is None:
        text = f"there is no webhook {number}"
        raise Refused(Finding("unknown-webhook", text, Position.of("webhooks"), "see the list of them"))
    return found


def change(webhook: Webhook, wanted: Wanted, by: By) -> None:
    """Another name, address or choice of kinds."""
    webhook.name, webhook.url = wanted.name.strip(), wanted.url.strip()
    webhook.kinds = " ".join(sorted(set(wanted.kinds)))
    webhook.save(update_fields=["name", "url", "kinds"])
    _note(webhook, "changed", by)


def switch(webhook: Webhook, on: bool, cursor: int, by: By) -> None:
    """On: it hears what happens behind `cursor`, and what waits is tried anew. Off: it hears nothing."""
    webhook.is_active = on
    webhook.off_why = "" if on else f"switched off by {by.actor}"[:300]
    webhook.failing_since = None
    fields = ["is_active", "off_why", "failing_since"]
    if on:
        webhook.cursor = cursor
        fields.append("cursor")
    webhook.save(update_fields=fields)
    _note(webhook, "switched on" if on else "switched off", by)


def reseal(webhook: Webhook, sealed: str, hint: str, by: By) -> None:
    """Another secret; what is sent from now on is signed with it."""
    webhook.secret, webhook.hint = sealed, hint
    webhook.save(update_fields=["secret", "hint"])
    _note(webhook, "given another secret", by)


def end(webhook: Webhook, by: By) -> None:
    """Takes it out with its log."""
    _note(webhook, "ended", by)
    webhook.delete()


def ping(webhook: Webhook, by: By) -> Delivery:
    """Sends a word by hand, to see whether it arrives."""
    at = to_micros(by.now)
    return Delivery.objects.create(
        webhook=webhook, position=-at, kind=PING, body=ping_body(webhook.pk, by.now), created_at=at,
        next_at=at, repeat_of=0,
    )  # fmt: skip


def delivery(webhook: Webhook, number: int) -> Delivery:
    """A delivery of a receiver. Raises Refused for an unknown one."""
    found = Delivery.objects.filter(webhook=webhook, pk=number).first()
    if found is None:
        text = f"there is no delivery {number} for this webhook"
        raise Refused(Finding("unknown-delivery", text, Position.of("webhooks"), "see its deliveries"))
    return found


def again(one: Delivery, by: By) -> Delivery:
    """The same bytes once more, as a delivery of their own. Raises Refused while the receiver is off."""
    if not one.webhook.is_active:
        text, help_ = "this webhook is switched off", "switch it on first"
        raise Refused(Finding("not-active", text, Position.of("webhooks"), help_))
    at = to_micros(by.now)
    made = Delivery.objects.create(
        webhook=one.webhook, position=one.position, kind=one.kind, stream=one.stream, body=one.body,
        created_at=at, next_at=at, repeat_of=one.repeat_of or one.pk,
    )  # fmt: skip
    _note(one.webhook, f"sent {one.pk} again", by)
    return made


def _note(webhook: Webhook, what: str, by: By) -> None:
    audit.note(by.now, by.actor, "webhooks.manage", f"{webhook.name} {what}", by.address, number=webhook.pk)
