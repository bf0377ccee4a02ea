"""Webhooks out: who hears what, and what became of each delivery."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tocsin import bootstrap_site
from tocsin.accounts.webhooks import manage
from tocsin.accounts.webhooks.models import Attempt, Delivery, Webhook
from tocsin.api.v1.asking import asker
from tocsin.api.v1.cursor import cursor
from tocsin.api.v1.cursor import number as place_in
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import nothing, reply
from tocsin.api.v1.says import webhooks as says
from tocsin.api.v1.values import Count
from tocsin.api.v1.wants import webhooks as wants
from tocsin.app.webhooks import KINDS
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import from_micros, iso
from tocsin.core.rights.actions import Action

router = Router(tags=["Webhooks"])
MANAGE = Told(Action.WEBHOOKS_MANAGE)
MAKE = Told(Action.WEBHOOKS_MANAGE, key=True)


@endpoint(router, "GET", "/webhooks", MANAGE, says=says.Webhooks)
def list_webhooks(request: HttpRequest) -> HttpResponse:
    """List the receivers of events."""
    return reply({"items": [_webhook(each) for each in Webhook.objects.order_by("pk")]})


@endpoint(router, "GET", "/webhooks/kinds", MANAGE, says=says.Kinds)
def list_kinds(request: HttpRequest) -> HttpResponse:
    """List the kinds of events that a receiver may ask for."""
    return reply({"items": list(KINDS)})


@endpoint(router, "POST", "/webhooks", MAKE, says=says.NewWebhook, status=201, keep=True)
def make_webhook(request: HttpRequest, wanted: wants.WebhookWanted) -> HttpResponse:
    """Add a receiver. The answer holds the secret that signs what it is sent, this once.

    Each request carries `Tocsin-Signature: t=SECONDS,v1=HEX`, the HMAC-SHA256 of the seconds since 1970, a
    dot and the body as posted, under that secret. Refuse one that is older than five minutes, and one whose
    `Tocsin-Delivery` you have had before: a delivery is repeated until you answer with 2xx. Addresses inside
    the house are refused, and no redirect is followed.
    """
    _refuse_inside(wanted.url)
    secret = bootstrap_site.fresh_secret()
    made = manage.make(
        manage.Wanted(wanted.name, wanted.url, wanted.kinds), sealed(secret), secret[-4:],
        bootstrap_site.store().feed_end(), _by(request),
    )  # fmt: skip
    return reply({**_webhook(made), "secret": secret}, 201)


@endpoint(router, "PATCH", "/webhooks/{number}", MANAGE, says=says.Webhook)
def change_webhook(request: HttpRequest, number: Count, wanted: wants.WebhookChange) -> HttpResponse:
    """Change a receiver, or switch it off or on; on again, it hears what happens from then on."""
    found, by = manage.get(number), _by(request)
    if wanted.url is not None:
        _refuse_inside(wanted.url)
    kinds = found.kinds.split() if wanted.kinds is None else wanted.kinds
    after = manage.Wanted(wanted.name or found.name, wanted.url or found.url, kinds)
    if after != manage.Wanted(found.name, found.url, found.kinds.split()):
        manage.change(found, after, by)
    if wanted.active is not None and wanted.active != found.is_active:
        manage.switch(found, wanted.active, bootstrap_site.store().feed_end(), by)
    return reply(_webhook(found))


@endpoint(router, "POST", "/webhooks/{number}/secret", MAKE, says=says.NewWebhook, keep=True)
def renew_webhook_secret(request: HttpRequest, number: Count) -> HttpResponse:
    """Give a receiver another secret; what is sent from now on is signed with it."""
    found, secret = manage.get(number), bootstrap_site.fresh_secret()
    manage.reseal(found, sealed(secret), secret[-4:], _by(request))
    return reply({**_webhook(found), "secret": secret})


@endpoint(router, "DELETE", "/webhooks/{number}", MANAGE, says=None, status=204)
def end_webhook(request: HttpRequest, number: Count) -> HttpResponse:
    """End a receiver, with its log of deliveries."""
    manage.end(manage.get(number), _by(request))
    return nothing()


@endpoint(router, "POST", "/webhooks/{number}/ping", MANAGE, says=says.Delivery, status=202)
def ping_webhook(request: HttpRequest, number: Count) -> HttpResponse:
    """Send a receiver a `ping`, to see whether it arrives; its deliveries tell."""
    return reply(_delivery(manage.ping(manage.get(number), _by(request))), 202)


@endpoint(router, "GET", "/webhooks/{number}/deliveries", MANAGE, says=says.Deliveries)
def list_deliveries(request: HttpRequest, number: Count, asked: Query[wants.Deliveries]) -> HttpResponse:
    """List what a receiver was sent in the last 30 days, the latest first."""
    found = Delivery.objects.filter(webhook=manage.get(number)).order_by("-pk")
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.after:
        found = found.filter(pk__lt=place_in(asked.after))
    page = list(found[: asked.limit + 1])
    more = cursor(page[asked.limit - 1].pk) if len(page) > asked.limit else None
    return reply({"items": [_delivery(each) for each in page[: asked.limit]], "next": more})


@endpoint(router, "GET", "/webhooks/{number}/deliveries/{delivery}", MANAGE, says=says.OneDelivery)
def get_delivery(request: HttpRequest, number: Count, delivery: Count) -> HttpResponse:
    """Show a delivery: what was posted, and what the receiver answered each time."""
    one = manage.delivery(manage.get(number), delivery)
    tries = [
        {
            "number": each.number, "at": _at(each.at), "outcome": each.outcome, "detail": each.detail,
            "took_ms": each.took_ms,
        }
        for each in Attempt.objects.filter(delivery=one).order_by("number")
    ]  # fmt: skip
    return reply({**_delivery(one), "body": json.loads(one.body), "tries": tries})


@endpoint(
    router, "POST", "/webhooks/{number}/deliveries/{delivery}/again", MANAGE, says=says.Delivery, status=202
)
def send_again(request: HttpRequest, number: Count, delivery: Count) -> HttpResponse:
    """Send the same bytes once more, as a delivery of their own."""
    one = manage.delivery(manage.get(number), delivery)
    return reply(_delivery(manage.again(one, _by(request))), 202)


def sealed(secret: str) -> str:
    """A secret as it is kept."""
    return bootstrap_site.secrets().encrypt(secret.encode()).decode()


def _by(request: HttpRequest) -> manage.By:
    who = asker(request)
    return manage.By(who.account.username, who.now, who.address)


def _refuse_inside(url: str) -> None:
    why = bootstrap_site.hook_refusal(url)
    if why:
        message, _, help_ = why.partition(": ")
        raise Refused(Finding("webhook-address", message, Position.of("body url"), help_), usage=True)


def _webhook(one: Webhook) -> dict[str, object]:
    return {
        "id": one.pk, "name": one.name, "url": one.url, "kinds": one.kinds.split(), "hint": one.hint,
        "active": one.is_active, "off_why": one.off_why, "failing_since": _at(one.failing_since),
        "created_at": _at(one.created_at), "created_by": one.created_by,
    }  # fmt: skip


def _delivery(one: Delivery) -> dict[str, object]:
    return {
        "id": one.pk, "position": one.position, "kind": one.kind, "escalation": one.stream or None,
        "state": one.state, "attempts": one.attempts, "created_at": _at(one.created_at),
        "next_at": _at(one.next_at), "repeat_of": one.repeat_of or None,
    }  # fmt: skip


def _at(micros: int | None) -> str | None:
    return iso(from_micros(micros)) if micros is not None else None
